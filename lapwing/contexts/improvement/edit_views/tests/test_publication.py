"""By when a plan is to be published, and saying that it was, by its pages; and who is reminded."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.utils import timezone

from lapwing.contexts.improvement import publication_reminding
from lapwing.contexts.improvement.commands import RefusedError, set_report_day
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import InspectionReport, PlanPublication, PublicationTerm
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.domain.bank_holidays import working_days_after
from lapwing.platform.access.acting import acting
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.tests.test_telling import notices
from lapwing.registry.tests import factories

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"


def boxes(at: date) -> dict[str, str]:
    return day("published_on", at.year, at.month, at.day)


def report(desk: Desk, at: date, version: int = 0, who: User | None = None) -> HttpResponse:
    return desk.post("publication-report", {**boxes(at), "version": version}, who, plan=desk.plan.ref)


def say(desk: Desk, at: date, who: User | None = None, **more: object) -> HttpResponse:
    typed = {**boxes(at), "version": "0", "address": "https://offer.example/plan", **more}
    return desk.post("publication-say", typed, who, plan=desk.plan.ref)


def page(desk: Desk, who: User | None = None) -> str:
    return words(desk.get("publication", who, plan=desk.plan.ref))


def remind(at: date) -> int:
    with acting(system_actor("Tests"), purpose="test"):
        return publication_reminding.remind(datetime.combine(at, time(5, 15), tzinfo=UTC))


def test_the_page_says_what_is_missing_then_by_when(desk: Desk) -> None:
    assert "Nobody has said yet which day that was" in page(desk)
    today = timezone.localdate()
    assert report(desk, today).status_code == 302
    due = working_days_after(today, 30)
    shown = page(desk, desk.colleague)
    assert f"The plan is to be published by {due:%-d %B %Y}, in 30 working days." in shown
    assert "Lapwing’s own proposal" in shown
    overview = words(desk.get("overview", desk.colleague, plan=desk.plan.ref))
    assert f"Publication : to be published by {due:%-d %B %Y}" in overview


def test_late_is_said_calmly_and_published_too(desk: Desk) -> None:
    report(desk, date(2026, 3, 2))
    assert "That day has passed, and nobody has said yet that it was published." in page(desk)
    assert say(desk, date(2026, 4, 17)).status_code == 302
    shown = page(desk, desk.colleague)
    assert "The plan was published on 17 April 2026, 2 working days after 15 April 2026." in shown
    assert "https://offer.example/plan" in shown
    assert "said on" in shown


def test_a_document_is_evidence_too_and_whoever_reads_the_plan_may_read_it(desk: Desk) -> None:
    file = SimpleUploadedFile("The plan.pdf", PDF, "application/pdf")
    answer = say(desk, date(2026, 4, 1), address="", file=file)
    assert answer.status_code == 302, words(answer)
    assert "The plan.pdf" in page(desk, desk.colleague)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"address": ""}, "Give the address where it stands, or the document"),
        ({"address": "offer.example"}, "Enter the whole address"),
        ({"address": "javascript:alert(1)"}, "Enter the whole address"),
        ({"address": "http://[broken"}, "Enter the whole address"),
        ({"address": "https://a:b@offer.example/"}, "Enter the whole address"),
        (boxes(timezone.localdate() + timedelta(days=2)), "The day cannot be in the future"),
        (boxes(date(1999, 1, 1)), "Choose a day from 2016 on"),
    ],
)
def test_what_is_no_evidence_is_refused_with_the_reason(desk: Desk, typed: dict[str, str], says: str) -> None:
    sent = {**boxes(date(2026, 4, 1)), "version": "0", "address": "https://offer.example/plan", **typed}
    answer = desk.post("publication-say", sent, plan=desk.plan.ref)
    assert answer.status_code == 200
    assert says in words(answer)
    assert desk.all(PlanPublication) == []


def test_what_was_said_is_withdrawn_for_a_reason(desk: Desk) -> None:
    say(desk, date(2026, 4, 1))
    row = desk.one(PlanPublication)
    refused = desk.post("publication-take-back", {"version": 1, "reason": " "}, plan_publication=row.ref)
    assert refused.status_code == 200
    typed = {"version": 1, "reason": "It was the wrong document."}
    assert desk.post("publication-take-back", typed, plan_publication=row.ref).status_code == 302
    assert "Nobody has said yet that it was published." in page(desk)
    assert desk.one(PlanPublication).voided_reason == "It was the wrong document."
    assert desk.post("publication-take-back", typed, plan_publication=row.ref).status_code == 404


def test_a_partnership_sets_its_own_time(desk: Desk) -> None:
    report(desk, date(2026, 3, 2))
    typed = {"working_days": "10", "basis": "Letter of the department", "version": "0"}
    assert desk.post("publication-term", typed, plan_kind=desk.plan.kind).status_code == 302
    shown = page(desk)
    assert "10 working days after the inspection report is published" in shown
    assert "16 March 2026" in shown
    assert "Letter of the department" in words(desk.get("publication-terms"))
    # the second of two sees both
    assert desk.post("publication-term", typed, plan_kind=desk.plan.kind).status_code == 409
    none = {"working_days": "", "basis": "The board, 3 March", "version": "1"}
    assert desk.post("publication-term", none, plan_kind=desk.plan.kind).status_code == 302
    assert "No time is set" in page(desk)
    assert desk.one(PublicationTerm).version == 2


@pytest.mark.parametrize("typed", [{"working_days": "0"}, {"working_days": "261"}, {"basis": ""}])
def test_a_time_that_cannot_be_is_refused(desk: Desk, typed: dict[str, str]) -> None:
    sent = {"working_days": "10", "basis": "Letter", "version": "0", **typed}
    assert desk.post("publication-term", sent, plan_kind="improvement").status_code == 200
    assert desk.all(PublicationTerm) == []


def test_a_kind_of_plan_that_is_none_is_no_page(desk: Desk) -> None:
    assert desk.get("publication-term", plan_kind="poem").status_code == 404


def test_only_who_runs_the_plan_says_anything(desk: Desk) -> None:
    board = factories.member(desk.partnership, "board-member", name="Bea Board")
    say(desk, date(2026, 4, 1))
    ref = desk.one(PlanPublication).ref
    for who in (board, desk.owner, desk.colleague, desk.outsider):
        assert report(desk, date(2026, 3, 2), who=who).status_code == 404
        assert say(desk, date(2026, 4, 1), who).status_code == 404
        assert desk.get("publication-terms", who).status_code == 404
        assert desk.get("publication-term", who, plan_kind="improvement").status_code == 404
        assert desk.get("publication-take-back", who, plan_publication=ref).status_code == 404
    assert desk.get("publication", desk.outsider, plan=desk.plan.ref).status_code == 404
    with acting_as(board) as actor, pytest.raises(NotVisible):
        set_report_day(
            actor=actor,
            now=timezone.now(),
            plan_ref=desk.plan.ref,
            version=0,
            published_on=date(2026, 3, 2),
        )


def test_a_report_that_has_not_come_is_refused_by_the_command_too(desk: Desk) -> None:
    tomorrow = timezone.localdate() + timedelta(days=2)
    assert report(desk, tomorrow).status_code == 200
    with acting_as(desk.manager) as actor, pytest.raises(RefusedError):
        set_report_day(
            actor=actor, now=timezone.now(), plan_ref=desk.plan.ref, version=0, published_on=tomorrow
        )


def test_a_publication_without_evidence_is_refused_by_the_database(desk: Desk) -> None:
    say(desk, date(2026, 4, 1))
    row = desk.one(PlanPublication)
    with as_maintenance(), pytest.raises(IntegrityError), transaction.atomic():
        PlanPublication.objects.filter(pk=row.pk).update(address="", file=None)


def test_who_runs_the_plan_is_reminded_once_before_and_once_after(desk: Desk) -> None:
    report(desk, date(2026, 3, 2))
    assert remind(date(2026, 3, 27)) == 0
    assert remind(date(2026, 3, 30)) == 1
    assert remind(date(2026, 4, 2)) == 0
    assert remind(date(2026, 4, 16)) == 1
    assert remind(date(2026, 4, 20)) == 0
    told = [each for each in notices() if each.template.startswith("publication-")]
    assert {each.user_id for each in told} == {desk.manager.pk}
    assert {each.url for each in told} == {desk.url("publication", plan=desk.plan.ref)}
    assert any("15 April 2026" in each.line for each in told)


def test_who_said_that_it_was_published_is_not_reminded(desk: Desk) -> None:
    report(desk, date(2026, 3, 2))
    say(desk, date(2026, 3, 20))
    assert remind(date(2026, 3, 30)) == 0
    assert remind(date(2026, 4, 16)) == 0


def test_a_report_day_put_right_is_reminded_of_anew(desk: Desk) -> None:
    report(desk, date(2026, 3, 2))
    assert remind(date(2026, 3, 30)) == 1
    assert report(desk, date(2026, 3, 9), version=1).status_code == 302
    assert desk.one(InspectionReport).version == 2
    assert remind(date(2026, 4, 8)) == 1


def test_after_what_was_said_is_withdrawn_one_is_reminded_again(desk: Desk) -> None:
    report(desk, date(2026, 3, 2))
    assert remind(date(2026, 3, 30)) == 1
    say(desk, date(2026, 3, 20))
    typed = {"version": 1, "reason": "It was the wrong document."}
    desk.post("publication-take-back", typed, plan_publication=desk.one(PlanPublication).ref)
    assert remind(date(2026, 4, 2)) == 1
    assert remind(date(2026, 4, 3)) == 0


def test_a_report_day_that_was_changed_back_is_reminded_of_again(desk: Desk) -> None:
    report(desk, date(2026, 3, 2))
    assert remind(date(2026, 3, 30)) == 1
    report(desk, date(2026, 3, 9), version=1)
    report(desk, date(2026, 3, 2), version=2)
    assert remind(date(2026, 4, 1)) == 1


def test_what_was_published_before_the_report_does_not_answer_it(desk: Desk) -> None:
    report(desk, date(2026, 3, 2))
    answer = say(desk, date(2026, 3, 1))
    assert "an inspection report that was published on 2 March 2026" in words(answer)
    assert desk.all(PlanPublication) == []
    assert say(desk, date(2026, 3, 2)).status_code == 302
    assert "in time: it was to be by 15 April 2026" in page(desk)
    report(desk, date(2026, 3, 9), version=1)
    assert "in time" not in page(desk)
    assert remind(date(2026, 4, 8)) == 1


def test_a_version_of_what_nobody_has_said_yet_is_refused(desk: Desk) -> None:
    assert "not there any more" in words(report(desk, date(2026, 3, 2), version=7))
    typed = {"working_days": "10", "basis": "Letter", "version": "7"}
    assert "not there any more" in words(desk.post("publication-term", typed, plan_kind="improvement"))


def test_what_was_said_stands_in_the_history_of_the_plan(desk: Desk) -> None:
    report(desk, date(2026, 3, 2))
    say(desk, date(2026, 4, 1))
    shown = words(desk.get("plan-history", plan=desk.plan.ref))
    assert "https://offer.example/plan" in shown
