"""Giving, reading and accepting evidence in the pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Evidence,
    Milestone,
    StatusReport,
    SuccessCriterion,
)
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.tests import factories


@pytest.fixture
def milestone(desk: Desk) -> Milestone:
    return desk.one(Milestone, text="Begin talks")


@pytest.fixture
def board_member(desk: Desk) -> User:
    return factories.member(desk.partnership, "board-member", name="Bea Board")


def quote(**more: object) -> dict[str, object]:
    return {
        "version": "0",
        "kind": "impact",
        "form": "quote",
        "title": "Said at the coffee morning",
        "words": "We waited half as long as last year.",
        **day("on", 2026, 3, 1),
        "supplied_by": "Parent carer forum",
        **more,
    }


def given(desk: Desk, row: Milestone, who: User | None = None, **more: object) -> Evidence:
    response = desk.post("give-evidence", quote(**more), who or desk.owner, milestone=row.ref)
    assert response.status_code == 302, words(response)
    return desk.one(Evidence, milestone=row, voided_at=None)


def test_an_owner_gives_a_quote_and_everybody_who_reads_the_plan_reads_it(
    desk: Desk, milestone: Milestone, board_member: User
) -> None:
    row = given(desk, milestone)
    assert (row.created_by_id, row.form) == (desk.owner.pk, "quote")
    for who in (desk.owner, desk.manager, desk.colleague, board_member):
        assert "We waited half as long" in words(desk.get("evidence-one", who, evidence=row.ref))
        assert row.title in words(desk.get("evidence", who, plan=desk.plan.ref))
        assert row.title in words(desk.get("milestone", who, milestone=milestone.ref))
    assert desk.get("evidence-one", desk.outsider, evidence=row.ref).status_code == 404
    assert desk.get("evidence", desk.outsider, plan=desk.plan.ref).status_code == 404


def test_evidence_that_is_kept_to_a_role_leaves_no_trace_for_others(
    desk: Desk, milestone: Milestone, board_member: User
) -> None:
    dco = factories.member(desk.partnership, "dco", name="Dora Dco")
    refused = desk.post("give-evidence", quote(read_by=["dco"]), desk.owner, milestone=milestone.ref)
    assert 'href="#id_read_by"' in refused.content.decode()
    assert "it would wait for ever" in words(refused)
    factories.membership(dco, desk.partnership, "board-member")
    row = given(desk, milestone, read_by=["dco"])
    action = desk.one(Action, key="1.1.1").ref
    pages = (
        ("evidence", {"plan": desk.plan.ref}),
        ("milestone", {"milestone": milestone.ref}),
        ("action", {"action": action}),
    )
    for name, parts in pages:
        assert row.title in words(desk.get(name, dco, **parts))
        for who in (desk.manager, board_member):
            shown = words(desk.get(name, who, **parts))
            assert row.title not in shown
            assert "No evidence" in shown
    for who in (desk.manager, board_member):
        assert desk.get("evidence-one", who, evidence=row.ref).status_code == 404
        assert desk.post("evidence-accept", {"version": "1"}, who, evidence=row.ref).status_code == 404
        assert "to accept" not in words(desk.get("overview", who, plan=desk.plan.ref))
    download = desk.browser().get(desk.url("evidence", plan=desk.plan.ref), {"as": "csv"})
    assert row.title not in download.content.decode()


def test_a_file_is_given_and_downloaded_by_those_who_read_it(desk: Desk, milestone: Milestone) -> None:
    file = SimpleUploadedFile("Survey.txt", b"We asked forty families.")
    row = given(desk, milestone, form="file", file=file, words="")
    assert row.file_id is not None
    page = desk.get("evidence-one", desk.colleague, evidence=row.ref)
    assert "Survey.txt" in words(page)


def test_what_is_missing_is_said_beside_it_and_nothing_is_lost(desk: Desk, milestone: Milestone) -> None:
    response = desk.post("give-evidence", quote(form="link"), desk.owner, milestone=milestone.ref)
    page = response.content.decode()
    assert 'href="#id_link"' in page
    assert "We waited half as long as last year." in page
    response = desk.post("give-evidence", quote(form="file"), desk.owner, milestone=milestone.ref)
    assert "Choose the file" in words(response)
    assert desk.all(Evidence) == []


def test_a_childs_name_is_asked_about_once(desk: Desk, milestone: Milestone) -> None:
    sent = quote(words="My son Oliver, aged 7, waited half as long.")
    response = desk.post("give-evidence", sent, desk.owner, milestone=milestone.ref)
    assert "It looks as if a child is named here" in words(response)
    assert "No child is named here" in words(response)
    assert desk.all(Evidence) == []
    again = {**sent, "no_child_named": "on", "asked_about": "Oliver"}
    assert desk.post("give-evidence", again, desk.owner, milestone=milestone.ref).status_code == 302


def test_it_is_accepted_from_the_list_of_what_waits(desk: Desk, milestone: Milestone) -> None:
    done = {"status": "done", **day("effective_on", 2026, 3, 3)}
    desk.post("report", done, desk.owner, milestone=milestone.ref)
    row = given(desk, milestone)
    assert "1 piece of evidence to accept" in words(desk.get("overview", plan=desk.plan.ref))
    assert row.title in words(desk.get("evidence-to-accept", plan=desk.plan.ref))
    desk.post("evidence-accept", {"version": str(row.version)}, evidence=row.ref)
    shown = words(desk.get("milestone", desk.owner, milestone=milestone.ref))
    assert "Done and evidenced" in shown
    assert desk.one(StatusReport, milestone=milestone, status="evidenced").recorded_by_id == desk.manager.pk
    assert "Nothing waits for you" in words(desk.get("evidence-to-accept", plan=desk.plan.ref))


def test_neither_owner_nor_giver_is_offered_to_accept(desk: Desk, milestone: Milestone) -> None:
    row = given(desk, milestone)
    assert "Accept it" not in words(desk.get("evidence-one", desk.owner, evidence=row.ref))
    desk.post("evidence-accept", {"version": str(row.version)}, desk.owner, evidence=row.ref)
    assert desk.one(Evidence, pk=row.pk).accepted_at is None
    own = given(desk, desk.one(Milestone, text="Publish the list"), desk.manager)
    page = words(desk.get("evidence-one", evidence=own.ref))
    assert "You gave it yourself: somebody else has to accept it." in page


def test_evidenced_is_offered_only_where_evidence_is_accepted(desk: Desk, milestone: Milestone) -> None:
    row = given(desk, milestone)
    desk.post("evidence-accept", {"version": str(row.version)}, evidence=row.ref)
    done = {"status": "done", **day("effective_on", 2026, 3, 3)}
    desk.post("report", done, milestone=milestone.ref)
    assert "Done and evidenced" in words(desk.get("report", milestone=milestone.ref))
    assert "Done and evidenced" not in words(desk.get("report", desk.owner, milestone=milestone.ref))


def test_it_is_returned_with_what_is_missing_and_given_anew(desk: Desk, milestone: Milestone) -> None:
    row = given(desk, milestone)
    back = {"version": str(row.version), "reason": "Of which morning?"}
    desk.post("evidence-return", back, evidence=row.ref)
    assert "Of which morning?" in words(desk.get("evidence-one", desk.owner, evidence=row.ref))
    row = desk.one(Evidence, pk=row.pk)
    shown = desk.get("evidence-change", desk.owner, evidence=row.ref)
    assert "We waited half as long" in shown.content.decode()
    sent = quote(version=str(row.version), title="Said on 3 March")
    desk.post("evidence-change", sent, desk.owner, evidence=row.ref)
    assert desk.one(Evidence, pk=row.pk).title == "Said on 3 March"
    assert "Waits to be accepted" in words(desk.get("evidence-one", evidence=row.ref))


def test_it_is_withdrawn_with_a_reason_by_who_gave_it_and_by_nobody_else_who_may_not_edit(
    desk: Desk, milestone: Milestone
) -> None:
    row = given(desk, milestone)
    sent = {"version": str(row.version), "reason": "Not of this year"}
    stranger = factories.member(desk.partnership, "action-owner", name="Sam Stranger")
    assert desk.post("evidence-withdraw", sent, stranger, evidence=row.ref).status_code == 404
    desk.post("evidence-withdraw", sent, desk.owner, evidence=row.ref)
    assert desk.one(Evidence, pk=row.pk).voided_reason == "Not of this year"
    assert desk.get("evidence-one", desk.owner, evidence=row.ref).status_code == 404


def test_those_who_own_nothing_of_it_are_not_asked_for_evidence(
    desk: Desk, milestone: Milestone, board_member: User
) -> None:
    stranger = factories.member(desk.partnership, "action-owner", name="Sam Stranger")
    for who in (desk.colleague, board_member, stranger, desk.outsider):
        assert desk.get("give-evidence", who, milestone=milestone.ref).status_code == 404
        assert desk.post("give-evidence", quote(), who, milestone=milestone.ref).status_code == 404
    assert desk.all(Evidence) == []


def test_a_criterion_is_judged_beside_its_evidence(desk: Desk) -> None:
    criterion = desk.one(SuccessCriterion)
    desk.post("give-evidence-of-criterion", quote(), desk.owner, success_criterion=criterion.ref)
    shown = words(desk.get("criterion-judge", success_criterion=criterion.ref))
    assert "Said at the coffee morning" in shown
    desk.post("criterion-judge", {"judgement": "met", "note": ""}, success_criterion=criterion.ref)
    page = words(desk.get("action", action=desk.one(Action, key="1.1.1").ref))
    assert "Said at the coffee morning" in page


def test_a_figure_stays_when_somebody_changes_the_rest(desk: Desk, milestone: Milestone) -> None:
    """Also one that was counted out of so many, and one that later figures have come after."""
    old = desk.one(Actual, numerator=3, denominator=4)
    with as_maintenance():
        for month in range(1, 7):
            Actual.objects.create(
                partnership=desk.partnership,
                series=old.series,
                to_date=date(2026, month, 28),
                value=float(month),
                effective_on=date(2026, month, 28),
                recorded_at=old.recorded_at,
                recorded_by=desk.manager,
            )
    row = given(desk, milestone)
    with as_maintenance():
        Evidence.objects.filter(pk=row.pk).update(form="measure", series=old.series, value=0.75)
    page = desk.get("evidence-change", desk.owner, evidence=row.ref).content.decode()
    assert f'<option value="{old.ref}" selected>' in page
