"""Dates, baselines and targets that are changed by request only: by which ways they change, and do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lapwing.contexts.improvement import commands, versions
from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.commands import (
    BaselineDetails,
    DueDetails,
    EditedByAnotherError,
    NotVisible,
    RefusedError,
    TargetDetails,
)
from lapwing.contexts.improvement.commands import by_request as by_request_only
from lapwing.contexts.improvement.models import (
    Baseline,
    ChangeRule,
    Cycle,
    DuePoint,
    Milestone,
    Plan,
    Question,
    Series,
    Target,
)
from lapwing.contexts.improvement.taking.tests.later import BEFORE, later_plan, take
from lapwing.contexts.improvement.tests import factories as make
from lapwing.contexts.improvement.tests.factories import LATER, NOW, acting_as, imported
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People

SEPTEMBER = DueDetails(as_written="by September 2026", latest=date(2026, 9, 30))
NINETY = TargetDetails(value=90.0, latest=date(2028, 4, 30), as_written="90%")
REFUSED = "changed by request only: use “Ask for"


@pytest.fixture
def milestone(plan: Plan) -> Milestone:
    return Milestone.objects.get(text="Begin talks")


@pytest.fixture
def series(plan: Plan) -> Series:
    return Series.objects.get(measure__key="M1", label="Others")


@pytest.fixture
def quarters(partnership: Partnership, manager: Actor) -> Plan:
    """A plan with a date that is written as a quarter, and what that means asked."""
    quarter = form.DuePoint(
        role="complete",
        as_written="by Q2 2026",
        earliest=date(2026, 4, 1),
        latest=date(2026, 6, 30),
    )
    asked = form.Question(code="due.quarter-basis", where=("1",), text="Which quarters?")
    actions = (make.action("1", milestones=(make.milestone("x", quarter),)),)
    return imported(partnership, manager, make.plan(*actions, quarter_basis="calendar", questions=(asked,)))


@pytest.fixture
def _by_request(partnership: Partnership, manager: Actor, plan: Plan) -> None:
    """The partnership lets what stands be changed by request only, and the plan is under way."""
    set_rule(manager, partnership)
    begin(plan, manager)


by_request = pytest.mark.usefixtures("_by_request")


def set_rule(actor: Actor, partnership: Partnership, *, version: int = 0, only: bool = True) -> ChangeRule:
    return commands.set_change_rule(
        actor=actor, now=NOW, partnership=partnership, version=version, by_request_only=only
    )


def begin(plan: Plan, by: Actor) -> None:
    assert by.user_id is not None
    Cycle.objects.create(
        partnership=plan.partnership,
        plan=plan,
        label="The first two months",
        from_date=date(2026, 1, 1),
        to_date=date(2026, 2, 28),
        opens_on=date(2026, 2, 15),
        closes_on=date(2026, 3, 6),
        opened_at=NOW,
        created_at=NOW,
        created_by_id=by.user_id,
    )


def move(actor: Actor, milestone: Milestone, *points: DueDetails) -> Milestone:
    return commands.set_due_points(
        actor=actor,
        now=LATER,
        milestone_ref=milestone.ref,
        version=milestone.version,
        points=points or (SEPTEMBER,),
        reason="The room is being rebuilt",
    )


def with_a_first_date() -> form.Plan:
    """The plan as it stands, but that a milestone without a date has one."""
    first, *further = BEFORE.actions
    *others, publish = first.milestones
    assert publish.text == "Publish the list"
    dated = replace(publish, due=form.Due(points=(make.due(date(2026, 12, 31)),)))
    return replace(BEFORE, actions=(replace(first, milestones=(*others, dated)), *further))


def given(actor: Actor, series: Series) -> dict[str, Any]:
    return {"actor": actor, "now": LATER, "series_ref": series.ref, "version": series.version}


class TestWhatStands:
    @by_request
    def test_dates_are_asked_for_and_changed_by_what_somebody_else_approves(
        self, manager: Actor, milestone: Milestone, partnership: Partnership
    ) -> None:
        with pytest.raises(RefusedError, match=f"{REFUSED} another date”"):
            move(manager, milestone)
        request = commands.ask_for_dates(
            actor=manager,
            now=NOW,
            milestone_ref=milestone.ref,
            version=milestone.version,
            points=(SEPTEMBER,),
            reason="The room is being rebuilt",
        )
        decide: dict[str, Any] = {"now": LATER, "request_ref": request.ref, "version": milestone.version}
        with pytest.raises(RefusedError, match="You asked for this yourself"):
            commands.approve_request(actor=manager, **decide)
        other = registry.member(partnership, "programme-manager", name="Mo Manager")
        with acting_as(other) as second:
            commands.approve_request(actor=second, **decide)
            (point,) = DuePoint.objects.standing().filter(milestone=milestone)
        assert point.latest == date(2026, 9, 30)

    @by_request
    def test_a_baseline_and_targets_are_asked_for(self, manager: Actor, series: Series) -> None:
        with pytest.raises(RefusedError, match=f"{REFUSED} another baseline”"):
            commands.set_baseline(**given(manager, series), details=BaselineDetails(value=1.0), reason="So")
        with pytest.raises(RefusedError, match=f"{REFUSED} other targets”"):
            commands.set_targets(**given(manager, series), targets=[NINETY], reason="So")
        assert Baseline.objects.standing().get(series=series).value == 20.0
        assert Target.objects.standing().filter(series=series).count() == 2

    @by_request
    def test_one_more_target_before_those_that_stand_is_asked_for(
        self, manager: Actor, series: Series
    ) -> None:
        between = TargetDetails(value=60.0, latest=date(2026, 10, 31), as_written="60%")
        with pytest.raises(RefusedError, match=f"{REFUSED} other targets”"):
            commands.add_target(**given(manager, series), target=between)
        assert commands.add_target(**given(manager, series), target=NINETY).version == series.version + 1

    @by_request
    def test_what_is_said_for_the_first_time_needs_no_request(
        self, manager: Actor, milestone: Milestone
    ) -> None:
        made = commands.create_milestone(
            actor=manager,
            now=NOW,
            action_ref=milestone.action.ref,
            details=commands.MilestoneDetails(text="Open the doors"),
        )
        move(manager, made)
        assert DuePoint.objects.standing().filter(milestone=made).count() == 1

    @by_request
    def test_saving_the_same_dates_again_is_no_change(self, manager: Actor, milestone: Milestone) -> None:
        points = [
            DueDetails(as_written=each.as_written, role=each.role, earliest=each.earliest, latest=each.latest)
            for each in DuePoint.objects.standing().filter(milestone=milestone)
        ]
        assert move(manager, milestone, *points).version == milestone.version


class TestByOtherWays:
    @by_request
    def test_a_later_version_takes_everything_else_in_and_leaves_these(
        self, manager: Actor, plan: Plan
    ) -> None:
        taken = take(manager, plan, later_plan())
        left = {(each.difference.field, each.why) for each in taken.left}
        # what promised something and is not in the version is left as well
        assert {field for field, _ in left} == {"dates", "targets", ""}
        assert all("by request only" in why for _, why in left)
        assert {why for field, why in left if field} == {
            by_request_only.told_by_request(page)
            for page in (by_request_only.ASK_FOR_DATE, by_request_only.ASK_FOR_TARGETS)
        }
        plan.refresh_from_db()
        stay = versions.compared(plan, later_plan()).differences
        assert {each.field for each in stay} == {"dates", "targets", ""}
        assert plan.title == "Larkshire plan for play, second version"

    @by_request
    def test_a_version_that_changes_nothing_else_is_refused(self, manager: Actor, plan: Plan) -> None:
        with pytest.raises(RefusedError, match=REFUSED):
            take(manager, plan, later_plan(), lambda each: each.field == "dates")

    def test_a_version_that_changed_them_is_not_undone_past_a_request(
        self, manager: Actor, plan: Plan, partnership: Partnership
    ) -> None:
        taken = take(manager, plan, later_plan())
        set_rule(manager, partnership)
        begin(plan, manager)
        with pytest.raises(RefusedError, match=f"{REFUSED} another date” and “Ask for other targets”"):
            versions.undo_version(actor=manager, now=LATER, ref=taken.version.ref, reason="Too early")

    def test_undoing_a_version_that_changed_targets_alone_leads_to_asking_for_targets(
        self, manager: Actor, plan: Plan, partnership: Partnership
    ) -> None:
        taken = take(manager, plan, later_plan(), lambda each: each.field == "targets")
        set_rule(manager, partnership)
        begin(plan, manager)
        with pytest.raises(RefusedError, match=f"{REFUSED} other targets”"):
            versions.undo_version(actor=manager, now=LATER, ref=taken.version.ref, reason="Too early")

    @by_request
    def test_a_version_that_gave_a_first_date_is_not_undone_so_that_another_could_be_the_first(
        self, manager: Actor, plan: Plan
    ) -> None:
        taken = take(manager, plan, with_a_first_date())
        (point,) = DuePoint.objects.standing().filter(milestone__text="Publish the list")
        with pytest.raises(RefusedError, match=f"{REFUSED} another date”"):
            versions.undo_version(actor=manager, now=LATER, ref=taken.version.ref, reason="Too early")
        assert DuePoint.objects.standing().filter(pk=point.pk).exists()

    @by_request
    def test_a_version_that_brought_a_milestone_with_its_date_is_undone_with_both(
        self, manager: Actor, plan: Plan
    ) -> None:
        first, *others = BEFORE.actions
        new = make.milestone("Ask families", make.due(date(2026, 12, 31)))
        later = replace(BEFORE, actions=(replace(first, milestones=(*first.milestones, new)), *others))
        taken = take(manager, plan, later)
        versions.undo_version(actor=manager, now=LATER, ref=taken.version.ref, reason="Too early")
        assert not Milestone.objects.in_force().filter(text="Ask families").exists()

    @by_request
    def test_another_reading_of_targets_is_asked_for_and_the_first_is_not(
        self, manager: Actor, plan: Plan
    ) -> None:
        series = Series.objects.get(measure__key="M2")
        commands.resolve_targets(**given(manager, series), reading="points-each")
        series.refresh_from_db()
        with pytest.raises(RefusedError, match=f"{REFUSED} other targets”"):
            commands.resolve_targets(**given(manager, series), reading="points-each")

    def test_another_meaning_of_a_quarter_moves_no_date(
        self, quarters: Plan, manager: Actor, partnership: Partnership
    ) -> None:
        set_rule(manager, partnership)
        begin(quarters, manager)
        question = Question.objects.get(plan=quarters, code="due.quarter-basis")
        with pytest.raises(RefusedError, match=f"{REFUSED} another date”"):
            commands.answer_question(
                actor=manager,
                now=NOW,
                ref=question.ref,
                version=question.version,
                answer="financial quarters",
            )


class TestTheSetting:
    @by_request
    def test_it_holds_on_when_the_only_cycle_that_opened_is_withdrawn(
        self, manager: Actor, milestone: Milestone
    ) -> None:
        cycle = Cycle.objects.get(plan=milestone.action.plan_id)
        commands.void_cycle(
            actor=manager, now=LATER, ref=cycle.ref, version=cycle.version, reason="The wrong months"
        )
        with pytest.raises(RefusedError, match=REFUSED):
            move(manager, milestone)

    def test_by_default_whoever_edits_changes_dates_with_a_reason(
        self, manager: Actor, plan: Plan, milestone: Milestone
    ) -> None:
        begin(plan, manager)
        assert move(manager, milestone).version == milestone.version + 1

    def test_it_holds_once_the_first_cycle_has_opened(
        self, manager: Actor, plan: Plan, partnership: Partnership, milestone: Milestone
    ) -> None:
        set_rule(manager, partnership)
        moved = move(manager, milestone)
        begin(plan, manager)
        with pytest.raises(RefusedError, match=REFUSED):
            move(manager, moved, DueDetails(as_written="by July 2026", latest=date(2026, 7, 31)))

    @by_request
    def test_it_can_be_given_up_again(
        self, manager: Actor, partnership: Partnership, milestone: Milestone
    ) -> None:
        with pytest.raises(EditedByAnotherError):
            set_rule(manager, partnership, only=False)
        assert set_rule(manager, partnership, version=1, only=False).version == 2
        assert move(manager, milestone).version == milestone.version + 1

    def test_it_is_set_by_those_who_run_plans_and_by_nobody_else(
        self, partnership: Partnership, people: People
    ) -> None:
        for who in (people.colleague, people.outsider):
            with acting_as(who) as actor, pytest.raises(NotVisible):
                set_rule(actor, partnership)
