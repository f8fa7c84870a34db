"""The demonstration with papers, files brought in, exports and notices, as a newcomer finds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from lapwing.contexts.governance.models import (
    AgendaItem,
    Decision,
    DecisionState,
    EscalatedItem,
    ItemKind,
    Meeting,
    Risk,
    ToldToFamilies,
)
from lapwing.contexts.governance.queries.holding import held_by
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Asked,
    ChangeRequest,
    ChangeRule,
    CriterionJudgement,
    Dependency,
    Display,
    Document,
    Evidence,
    Move,
    Plan,
    PlanPublication,
    Rhythm,
    RoleHolder,
    Update,
    UpdateMove,
)
from lapwing.contexts.improvement.queries import reporting
from lapwing.contexts.improvement.rules.terms import terms_of
from lapwing.contexts.improvement.rules.workflow import OPEN_TO_ALL
from lapwing.insight.bundles.models import Bundle, MonitoringEvent
from lapwing.insight.escalation.models import EscalationRule
from lapwing.insight.public_version.models import PublicVersion, VersionState
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.platform.documents.models import FileVersion, Pictures
from lapwing.platform.exports.models import Export
from lapwing.platform.imports.commands import undo_import
from lapwing.platform.imports.models import DataImport, ImportState
from lapwing.platform.imports.staging import counts_of
from lapwing.platform.notices.models import Notice
from lapwing.platform.saved_views.models import SavedView
from lapwing.registry.actors import actor_for
from lapwing.registry.demonstration import EMAIL_ENDING
from lapwing.registry.models import GovernanceGroup, Membership
from lapwing.shell.demonstration.handled import FILE_OF_THE_MONTH, FILED_ON, WAITING_NAME
from lapwing.shell.demonstration.happenings import figures_of
from lapwing.shell.demonstration.leaving import FOLLOWS, LEAVES
from lapwing.shell.demonstration.loader import load_if_empty
from lapwing.shell.demonstration.people import ALDERBROOK, KINGSMERE

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_newcomer_finds_papers_imports_exports_views_and_notices(
    client_as: Callable[[User], Client],
) -> None:
    load_if_empty(NOW, furnished=True)
    with acting(system_actor("Demonstration"), purpose="test"):
        plan = Plan.objects.get(local_area=ALDERBROOK)
        _the_paper_is_kept_in_two_versions(plan)
        _the_figures_of_a_month_came_in_a_file()
        _a_file_waits_with_problems()
        _the_plan_was_taken_out()
        _owners_were_reminded()
        _both_areas_govern()
        _boards_are_asked_and_one_meeting_was_called_off()
        _who_left_has_nothing_any_more()
        _families_are_heard()
        _both_plans_are_reported_on()
        _both_plans_are_arranged()
        _others_look_and_everybody_can_read()
        views = list(SavedView.objects.select_related("user").order_by("table"))
    assert [view.table for view in views] == ["measures", "milestones"]
    for view in views:
        answer = client_as(view.user).get(view.url)
        assert (answer.status_code, view.name in answer.content.decode()) == (200, True)


def test_a_month_that_came_in_a_file_can_be_taken_back_and_no_figure_is_there_twice() -> None:
    load_if_empty(NOW, furnished=True)
    with acting(system_actor("Demonstration"), purpose="test"):
        figures = Actual.objects.filter(partnership__local_area=ALDERBROOK)
        assert figures.count() == len(figures_of(ALDERBROOK))
        brought = DataImport.objects.get(name=FILE_OF_THE_MONTH)
        manager = actor_for(User.objects.get(pk=brought.sent_by_id), TODAY)
        with acting(manager, purpose="test"):
            undone = undo_import(by=manager, now=NOW, ref=brought.ref, version=brought.version)
        assert undone.state == ImportState.UNDONE


def test_before_its_day_no_file_of_figures_was_brought_in() -> None:
    load_if_empty(datetime(2026, 7, 10, 12, tzinfo=UTC), furnished=True)
    with acting(system_actor("Demonstration"), purpose="test"):
        assert not DataImport.objects.filter(name=FILE_OF_THE_MONTH).exists()
        assert not Actual.objects.filter(recorded_at__gte=datetime(2026, 7, 11, tzinfo=UTC)).exists()


def _both_plans_are_reported_on() -> None:
    for plan in Plan.objects.all():
        page = reporting(actor=system_actor("Demonstration"), plan_ref=plan.ref, on=TODAY)
        (now,) = page.now
        before = max(page.reported, key=lambda each: each.head.closes_on)
        assert len(page.reported) >= 3
        assert now.head.closes_on == date(2026, 12, 4)
        assert now.answered is not None
        assert 0 < now.answered < now.expected
        assert now.missing
        assert 0 < before.signed_off <= before.expected
        if plan.local_area == KINGSMERE:
            # a role that nobody holds is missing, and little else
            assert all(0 <= each.expected - each.signed_off <= 2 for each in page.reported)
        assert len(page.planned) >= 3
        assert page.missed == ()
        moves = UpdateMove.objects.filter(update_moved__cycle__ref=now.head.ref)
        assert {Move.SUBMITTED, Move.RETURNED, Move.SIGNED_OFF} <= set(moves.values_list("move", flat=True))
        assert all(each.comment for each in moves.filter(move=Move.RETURNED))
    gone = Update.objects.filter(created_by__name="Peter Hollins", created_at__date__gt=date(2026, 8, 31))
    assert not gone.exists(), "he had left before"
    assert set(Rhythm.objects.values_list("plan__local_area", "kind")) == {
        (ALDERBROOK, "two-monthly"),
        (KINGSMERE, "own"),
    }


def _both_plans_are_arranged() -> None:
    for plan in Plan.objects.all():
        assert Dependency.objects.standing().filter(plan=plan).count() >= 2
        assert PlanPublication.objects.in_force().filter(plan=plan).count() == 1
        assert Display.objects.filter(plan=plan, revoked_at=None, last_day__gt=TODAY).exists()
        assert ChangeRequest.objects.filter(plan=plan, decided_at=None).count() == 1
    decided = ChangeRequest.objects.exclude(decided_at=None)
    for area in (ALDERBROOK, KINGSMERE):
        of_area = decided.filter(partnership__local_area=area)
        assert set(of_area.values_list("approved", flat=True)) == {True, False}
        assert all(each.decided_reason and each.decided_by_id != each.asked_by_id for each in of_area)
    assert terms_of(Plan.objects.get(local_area=KINGSMERE).terms).group.many == "priorities"
    assert ChangeRule.objects.get(by_request_only=True).partnership.local_area == KINGSMERE


def _others_look_and_everybody_can_read() -> None:
    events = MonitoringEvent.objects.filter(partnership__local_area=ALDERBROOK)
    assert {each.held_on > TODAY for each in events} == {True, False}
    assert Bundle.objects.get().event in events
    public = PublicVersion.objects.select_related("pack").get()
    assert public.state == VersionState.APPROVED
    assert public.pack.built_at is not None
    assert public.approved_at is not None
    assert public.pack.built_at <= public.made_at <= public.approved_at
    address = reverse("published:page", args=[public.ref])
    page = Client().get(address)
    assert (page.status_code, ALDERBROOK in page.content.decode()) == (200, True)


def _the_paper_is_kept_in_two_versions(plan: Plan) -> None:
    document = Document.objects.select_related("file").get(plan=plan)
    assert document.file is not None
    versions = FileVersion.objects.filter(file=document.file).order_by("number")
    assert [(each.number, each.kind, each.pictures) for each in versions] == [
        (1, "pdf", Pictures.WAITING),
        (2, "pdf", Pictures.WAITING),
    ]
    lines = document.text.splitlines()
    actions = list(Action.objects.filter(plan=plan))
    assert all(each.source_first for each in actions)
    for each in actions:
        assert " ".join(each.text.split()) in lines[(each.source_first or 0) - 1]


def _the_figures_of_a_month_came_in_a_file() -> None:
    brought = DataImport.objects.get(name=FILE_OF_THE_MONTH)
    assert brought.state == ImportState.COMMITTED
    assert brought.committed_at is not None
    assert brought.committed_at.date() == FILED_ON
    of_the_day = [each for each in figures_of(ALDERBROOK) if each.recorded_on == FILED_ON]
    assert counts_of(brought).add == len(of_the_day)


def _a_file_waits_with_problems() -> None:
    waiting = DataImport.objects.get(name=WAITING_NAME)
    found = counts_of(waiting)
    assert waiting.state == ImportState.CHECKED
    assert (found.problem > 0, found.change > 0, found.add > 0, found.same > 0) == (True,) * 4


def _the_plan_was_taken_out() -> None:
    export = Export.objects.get()
    assert export.can_be_fetched
    assert Notice.objects.filter(user=export.user, template="export-ready").count() == 1


def _owners_were_reminded() -> None:
    told = Notice.objects.filter(template__in=("milestones-due", "milestones-overdue"))
    assert told.values("user").distinct().count() > 1


def _both_areas_govern() -> None:
    assert GovernanceGroup.objects.count() == 8
    open_, raised = Decision.objects.still_open(), EscalatedItem.objects.unanswered()
    assert (open_.count(), Risk.objects.count()) == (4, 5)
    assert raised.filter(kind=ItemKind.ESCALATED).exists()
    assert EscalatedItem.objects.exclude(answered_at=None).exclude(rule_key="").count() >= 3
    assert EscalationRule.objects.filter(is_on=True).count() == 8
    assert Meeting.objects.filter(minutes_state="agreed").count() == 2
    assert ToldToFamilies.objects.count() == 2


def _boards_are_asked_and_one_meeting_was_called_off() -> None:
    for area in (ALDERBROOK, KINGSMERE):
        asked = EscalatedItem.objects.filter(kind=ItemKind.DECISION, partnership__local_area=area)
        answered, waiting = asked.order_by("created_at")
        assert answered.decision is not None
        assert answered.decision.state == DecisionState.DONE
        assert waiting.answered_at is None
        assert waiting.meeting is not None
        assert waiting.meeting.held_on > TODAY
        withdrawn = Meeting.objects.exclude(voided_at=None).get(partnership__local_area=area)
        assert withdrawn.voided_reason
        assert not AgendaItem.objects.filter(meeting=withdrawn).exists(), "its item went to the next meeting"


def _who_left_has_nothing_any_more() -> None:
    person, other = (User.objects.get(email=f"{name}{EMAIL_ENDING}") for name in (LEAVES, FOLLOWS))
    assert not RoleHolder.objects.filter(user=person, to_date=None).exists()
    assert RoleHolder.objects.filter(user=other, role__name__startswith="Local Offer", to_date=None).exists()
    partnership = GovernanceGroup.objects.filter(short_name="DG1").get().partnership
    assert held_by(partnership, person.pk, TODAY) == ()
    assert not Asked.objects.filter(user=person, cycle__closed_at=None).exists()
    assert not Membership.objects.held_on(TODAY).filter(user=person).exists()


def _families_are_heard() -> None:
    for area in (ALDERBROOK, KINGSMERE):
        given = Evidence.objects.in_force().filter(partnership__local_area=area)
        quotes = given.filter(form="quote")
        assert quotes.exclude(accepted_at=None).count() >= 3
        assert quotes.filter(accepted_at=None, returned_at=None).exists()
        assert given.exclude(meeting_ref="").exclude(accepted_at=None).count() == 2
        signed = Update.objects.filter(partnership__local_area=area, state__in=OPEN_TO_ALL)
        telling = signed.exclude(impact="")
        assert telling.values("action").distinct().count() >= 4
        assert telling.count() < signed.count()
    judged = CriterionJudgement.objects.filter(criterion__evidence__isnull=False).latest("recorded_at")
    assert judged.judgement == "partly"
