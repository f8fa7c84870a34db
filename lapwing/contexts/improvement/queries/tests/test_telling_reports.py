"""What people said and asked of a plan, among what changed: told to those alone who may read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import DueDetails, EvidenceDetails
from lapwing.contexts.improvement.models import ChangeRequest, Evidence, Milestone, Plan, Series
from lapwing.contexts.improvement.queries.pages import Change
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.contexts.improvement.tests.monthly import month_end, record_monthly
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, ON_TRACK, Reporting, reporting
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People

TODAY = date(2026, 6, 10)
SURVEY = EvidenceDetails(
    kind="impact", form="quote", title="Autumn survey", words="We wait less.", on=date(2026, 3, 1)
)
SEPTEMBER = DueDetails(as_written="by September 2026", latest=date(2026, 9, 30))
LIMITS = "worked out afresh from 31 Mar 2024"


@pytest.fixture
def milestone(plan: Plan) -> Milestone:
    return Milestone.objects.select_related("action").get(text="Begin talks")


@pytest.fixture
def reader(people: People) -> Actor:
    """A board member, who reads the plan and owns nothing."""
    return actor_for(people.colleague, DAY)


@pytest.fixture
def editor(partnership: Partnership, plan: Plan) -> Actor:
    """A second programme manager: what one gives or asks for the other decides."""
    return actor_for(registry.member(partnership, "programme-manager", name="Mo Manager"), DAY)


def told(actor: Actor, plan: Plan, kind: str, since: date = DAY, until: date = TODAY) -> list[Change]:
    found = queries.changes(actor=actor, plan_ref=plan.ref, since=since, until=until)
    return [change for change in found if change.kind == kind]


def words(actor: Actor, plan: Plan, kind: str) -> list[str]:
    """The earliest first."""
    return [change.words for change in reversed(told(actor, plan, kind))]


def given(by: Actor, milestone: Milestone, **more: object) -> Evidence:
    return commands.give_evidence(
        actor=by,
        now=NOW,
        action_ref=milestone.action.ref,
        milestone_ref=milestone.ref,
        details=replace(SURVEY, **more),  # type: ignore[arg-type]
    )


def accepted(by: Actor, row: Evidence) -> Evidence:
    return commands.accept_evidence(actor=by, now=LATER, ref=row.ref, version=row.version)


class TestEvidence:
    def test_it_is_told_once_it_is_accepted_and_leads_to_its_page(
        self, plan: Plan, milestone: Milestone, manager: Actor, editor: Actor, reader: Actor
    ) -> None:
        row = given(manager, milestone)
        assert told(editor, plan, "evidence") == []
        accepted(editor, row)
        (change,) = told(reader, plan, "evidence")
        assert (change.words, change.by, change.on) == ("Accepted: Autumn survey", "Mo Manager", LATER.date())
        assert (change.what, change.milestone_ref) == ("1.1.1 Begin talks", milestone.ref)
        assert change.evidence_ref == row.ref

    def test_what_is_kept_to_roles_is_told_to_those_alone(
        self, plan: Plan, milestone: Milestone, manager: Actor, editor: Actor, reader: Actor
    ) -> None:
        accepted(editor, given(manager, milestone, read_by=("programme-manager",)))
        assert words(editor, plan, "evidence") == ["Accepted: Autumn survey"]
        assert words(reader, plan, "evidence") == []
        found = queries.overview(actor=reader, plan_ref=plan.ref, on=TODAY, compared_with=DAY)
        assert "evidence" not in {change.kind for change in found.changes}

    def test_what_is_withdrawn_is_named_no_more(
        self, plan: Plan, milestone: Milestone, manager: Actor, editor: Actor, reader: Actor
    ) -> None:
        row = accepted(editor, given(manager, milestone))
        commands.withdraw_evidence(
            actor=editor,
            now=LATER + timedelta(hours=1),
            ref=row.ref,
            version=row.version,
            reason="Another plan's",
        )
        assert words(reader, plan, "evidence") == [
            "Accepted, and withdrawn since",
            "Withdrawn after it was accepted",
        ]
        assert {change.evidence_ref for change in told(reader, plan, "evidence")} == {""}

    def test_what_came_with_an_update_is_told_to_others_from_its_sign_off(
        self, partnership: Partnership, people: People
    ) -> None:
        here = reporting(partnership, people, NOW)
        update = here.saves(here.owner)
        with acting_as(here.owner) as owner:
            row = commands.give_evidence(
                actor=owner,
                now=NOW,
                action_ref=here.milestone.action.ref,
                milestone_ref=here.milestone.ref,
                update_ref=update.ref,
                details=SURVEY,
            )
        update = here.submits(here.owner, version=1)
        with acting_as(here.manager) as actor:
            accepted(actor, row)
            assert words(actor, here.plan, "evidence") == ["Accepted: Autumn survey"]
        assert of(here, people.colleague, "evidence") == []
        later = LATER + timedelta(days=3)
        here.moves(here.manager, commands.sign_off_update, update, now=later)
        (change,) = of(here, people.colleague, "evidence")
        assert (change.words, change.on) == ("Accepted: Autumn survey", later.date())
        with acting_as(people.colleague) as actor:
            assert told(actor, here.plan, "evidence", until=LATER.date()) == []


def of(here: Reporting, who: User, kind: str) -> list[Change]:
    with acting_as(who) as actor:
        return told(actor, here.plan, kind)


def test_what_is_signed_off_of_a_whole_action_is_told_with_what_was_said_before(
    partnership: Partnership, people: People
) -> None:
    here = reporting(partnership, people, NOW)
    ref = here.milestone.action.ref
    first = here.submits(here.owner, ON_TRACK, kind="action", ref=ref)
    assert of(here, here.manager, "whole") == []
    here.moves(here.manager, commands.sign_off_update, first, now=LATER)
    with acting_as(here.manager):
        cycle = here.next_cycle()
    second = here.submits(here.owner, OFF_TRACK, kind="action", ref=ref, cycle_ref=cycle.ref)
    assert [each.words for each in of(here, people.colleague, "whole")] == ["The whole action: On track"]
    here.moves(here.manager, commands.sign_off_update, second, now=LATER + timedelta(days=1))
    last, before = of(here, people.colleague, "whole")
    assert (last.words, before.words) == (
        "The whole action: Off track (was on track)",
        "The whole action: On track",
    )
    assert (last.action_ref, last.update_ref) == (ref, second.ref)
    assert last.what == f"1.1.1 {here.milestone.action.text}"
    # what is said of a milestone is told as its status, and once
    third = here.submits(here.owner)
    here.moves(here.manager, commands.sign_off_update, third, now=LATER + timedelta(days=2))
    assert len(of(here, people.colleague, "whole")) == 2
    assert len(of(here, people.colleague, "status")) == 1


class TestRequests:
    def asked(self, by: Actor, milestone: Milestone) -> ChangeRequest:
        return commands.ask_for_dates(
            actor=by,
            now=LATER,
            milestone_ref=milestone.ref,
            version=milestone.version,
            points=(SEPTEMBER,),
            reason="The room is being rebuilt",
        )

    def test_what_is_asked_is_told_with_what_stands(
        self, plan: Plan, milestone: Milestone, editor: Actor, reader: Actor
    ) -> None:
        row = self.asked(editor, milestone)
        (change,) = told(reader, plan, "asked")
        assert change.words == (
            "Another date asked for: “complete: by September 2026 (30 September 2026)” in place of "
            "“start: by January 2026 (1 January 2026 to 31 January 2026); "
            "complete: by May 2026 (1 May 2026 to 31 May 2026)”"
        )
        assert (change.by, change.request_ref, change.milestone_ref) == ("Mo Manager", row.ref, milestone.ref)
        assert told(reader, plan, "decided") == []

    def test_what_became_of_it_is_told_each_way(
        self, plan: Plan, milestone: Milestone, manager: Actor, editor: Actor, reader: Actor
    ) -> None:
        later = LATER + timedelta(hours=1)
        refused = self.asked(editor, milestone)
        commands.refuse_request(actor=manager, now=later, request_ref=refused.ref, reason="Too late")
        withdrawn = self.asked(editor, milestone)
        commands.take_back_request(actor=editor, now=later + timedelta(hours=1), request_ref=withdrawn.ref)
        granted = self.asked(editor, milestone)
        commands.approve_request(
            actor=manager,
            now=later + timedelta(hours=2),
            request_ref=granted.ref,
            version=milestone.version,
        )
        wanted = "“complete: by September 2026 (30 September 2026)”"
        assert words(reader, plan, "decided") == [
            f"Another date refused: {wanted} (Too late)",
            f"Another date asked for no more: {wanted}",
            f"Another date approved: {wanted}",
        ]
        # what was granted is told as the change that it is, too
        assert len(told(reader, plan, "date")) == 1

    def test_a_target_that_is_asked_for_is_the_measures(
        self, plan: Plan, editor: Actor, reader: Actor
    ) -> None:
        series = Series.objects.select_related("measure").get(measure__key="M1", label="Others")
        commands.ask_for_targets(
            actor=editor,
            now=LATER,
            series_ref=series.ref,
            version=1,
            targets=[commands.TargetDetails(value=60.0, latest=date(2026, 12, 31))],
            reason="Agreed with the board",
        )
        (change,) = told(reader, plan, "asked")
        assert change.words.startswith("Another target asked for: “60 by 31 December 2026” in place of “50")
        assert (change.what, change.measure_ref) == (f"{series.measure.name}: Others", series.measure.ref)


class TestFigures:
    def figure(self, by: Actor, value: float, reason: str = "", hours: int = 0) -> str:
        series = Series.objects.get(measure__key="M1", label="Others")
        made = commands.record_actual(
            actor=by,
            now=LATER + timedelta(hours=hours),
            series_ref=series.ref,
            details=commands.ActualDetails(to_date=date(2026, 2, 28), value=value),
            reason=reason,
        )
        return made.ref

    def test_one_that_replaces_another_is_told_with_it_and_once(
        self, plan: Plan, manager: Actor, reader: Actor
    ) -> None:
        self.figure(manager, 33.0)
        self.figure(manager, 1234.5, "Counted anew", hours=1)
        assert words(reader, plan, "actual") == [
            "33% up to 28 Feb 2026",
            "1,234.5% up to 28 Feb 2026 (was 33%)",
        ]

    def test_one_that_is_taken_back_is_told_with_the_reason(
        self, plan: Plan, manager: Actor, editor: Actor, reader: Actor
    ) -> None:
        Series.objects.filter(measure__key="M1").update(unit="% of visits")
        ref = self.figure(manager, 33.0)
        commands.withdraw_actual(
            actor=editor, now=LATER + timedelta(hours=1), actual_ref=ref, reason="Of another area"
        )
        last, first = told(reader, plan, "actual")
        assert (first.words, first.by) == ("33% of visits up to 28 Feb 2026", "Olive Owner")
        assert last.words == "33% of visits up to 28 Feb 2026 taken back: Of another area"
        assert last.by == "Mo Manager"


def test_limits_that_begin_afresh_or_do_so_no_more_are_told_with_their_reasons(
    plan: Plan, manager: Actor, reader: Actor
) -> None:
    series = Series.objects.select_related("measure").get(label="Under fives")
    record_monthly(series, manager)
    made = commands.recalculate(
        actor=manager, now=LATER, series_ref=series.ref, from_date=month_end(14), reason="A new team"
    )
    commands.take_back_recalculation(
        actor=manager, now=LATER + timedelta(hours=1), recalculation_ref=made.ref, reason="Too early"
    )
    assert words(reader, plan, "limits") == [
        f"Limits {LIMITS}: A new team",
        f"Limits no longer {LIMITS}: Too early",
    ]
    assert {each.measure_ref for each in told(reader, plan, "limits")} == {series.measure.ref}


def test_more_of_it_takes_no_more_queries(
    plan: Plan, milestone: Milestone, manager: Actor, editor: Actor, reader: Actor
) -> None:
    def happen(hours: int) -> None:
        now = LATER + timedelta(hours=hours)
        row = given(manager, milestone, title=f"Survey {hours}")
        accepted(editor, row)
        asked = commands.ask_for_dates(
            actor=editor,
            now=now,
            milestone_ref=milestone.ref,
            version=milestone.version,
            points=(SEPTEMBER,),
            reason="The room is being rebuilt",
        )
        commands.refuse_request(actor=manager, now=now, request_ref=asked.ref, reason="No")

    def cost() -> int:
        with CaptureQueriesContext(connection) as taken:
            queries.changes(actor=reader, plan_ref=plan.ref, since=DAY, until=TODAY)
        return len(taken)

    happen(1)
    one = cost()
    for hours in range(2, 7):
        happen(hours)
    assert len(told(reader, plan, "evidence")) == len(told(reader, plan, "decided")) == 6
    assert cost() == one


def test_taking_something_out_that_is_asked_for_is_told_as_that(
    editor: Actor, reader: Actor, plan: Plan, milestone: Milestone
) -> None:
    commands.ask_to_take_out(
        actor=editor,
        now=LATER,
        model=Milestone,
        ref=milestone.ref,
        version=milestone.version,
        reason="It is done elsewhere",
    )
    (said,) = words(reader, plan, "asked")
    assert said.startswith("Taking it out asked for: ")
