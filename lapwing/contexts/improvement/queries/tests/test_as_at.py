"""As it stood: what had been recorded by the end of a day, and what changed since."""

from datetime import UTC, date, datetime

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.exports import exported
from lapwing.contexts.improvement.models import (
    Action,
    Measure,
    Milestone,
    OwnerRole,
    Plan,
    Question,
    SuccessCriterion,
)
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, full_plan, imported
from lapwing.contexts.improvement.tests.reporting import EXPLAINED
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

LATER_DAY = date(2026, 4, 20)
TODAY = date(2026, 6, 10)


@pytest.fixture
def changed(plan: Plan, manager: Actor) -> Plan:
    """The plan after a busy day in April."""
    talks = Milestone.objects.get(text="Begin talks")
    action = Action.objects.get(key="1.1.1")
    series = Measure.objects.get(key="M1").series.get(label="Others")
    commands.report_status(actor=manager, now=NOW, milestone_ref=talks.ref, status="on track")
    commands.report_status(
        actor=manager,
        now=LATER,
        milestone_ref=talks.ref,
        status="off track",
        note="No room",
        **EXPLAINED,
        effective_on=DAY,
    )
    commands.set_due_points(
        actor=manager,
        now=LATER,
        milestone_ref=talks.ref,
        version=1,
        points=[commands.DueDetails(as_written="by July 2026", latest=date(2026, 7, 31))],
        reason="No room",
    )
    commands.set_owners(
        actor=manager,
        now=LATER,
        action_ref=action.ref,
        version=1,
        role_refs=(OwnerRole.objects.get(name="Play Lead").ref,),
        reason="New in post",
    )
    commands.set_targets(
        actor=manager,
        now=LATER,
        series_ref=series.ref,
        version=1,
        targets=[commands.TargetDetails(value=60.0, latest=date(2026, 12, 31), by_as_written="By Dec 26")],
        reason="Agreed anew",
    )
    commands.record_actual(
        actor=manager,
        now=LATER,
        series_ref=series.ref,
        details=commands.ActualDetails(to_date=date(2026, 2, 28), value=33.0),
    )
    commands.judge_criterion(
        actor=manager,
        now=LATER,
        criterion_ref=SuccessCriterion.objects.get().ref,
        judgement="met",
        note="Survey",
    )
    question = Question.objects.get(code="due.none")
    commands.answer_question(actor=manager, now=LATER, ref=question.ref, version=1, answer="soon")
    commands.create_milestone(
        actor=manager,
        now=LATER,
        action_ref=action.ref,
        details=commands.MilestoneDetails(text="Say so"),
    )
    return plan


def test_statuses_dates_and_owners_stand_as_they_were_recorded(changed: Plan, manager: Actor) -> None:
    ref = Action.objects.get(key="1.1.1").ref
    then = queries.action_page(actor=manager, action_ref=ref, on=TODAY, as_at=date(2026, 4, 19))
    now = queries.action_page(actor=manager, action_ref=ref, on=TODAY)
    assert [len(page.milestones) for page in (then, now)] == [3, 4]
    first_then, first_now = then.milestones[0].line, now.milestones[0].line
    assert (first_then.status, first_now.status) == (Status.ON_TRACK, Status.OFF_TRACK)
    assert (first_then.last_due, first_now.last_due) == (date(2026, 5, 31), date(2026, 7, 31))
    assert [len(page.line.owners) for page in (then, now)] == [2, 1]
    assert [page.criteria[0].judgement for page in (then, now)] == ["partly", "met"]
    assert then.milestones[0].earlier_dates == ()


def test_a_status_told_late_counts_from_when_it_was_told(changed: Plan, manager: Actor) -> None:
    """Off track since 2 March, but told on 20 April: it stood as on track until then."""
    for day, status in ((date(2026, 4, 19), Status.ON_TRACK), (LATER_DAY, Status.OFF_TRACK)):
        (line, *_) = queries.list_milestones(
            actor=manager, plan_ref=changed.ref, on=TODAY, as_at=day
        ).milestones
        assert line.status is status


def test_targets_and_actuals_stand_as_they_were_recorded(changed: Plan, manager: Actor) -> None:
    ref = Measure.objects.get(key="M1").ref
    then = queries.measure_page(actor=manager, measure_ref=ref, on=TODAY, as_at=date(2026, 4, 19)).series[1]
    now = queries.measure_page(actor=manager, measure_ref=ref, on=TODAY).series[1]
    assert [len(each.targets) for each in (then, now)] == [2, 1]
    assert (then.line.latest, now.line.latest) == (None, 33.0)


def test_lateness_is_worked_out_on_the_day_that_is_asked_about(plan: Plan, manager: Actor) -> None:
    found = queries.overview(actor=manager, plan_ref=plan.ref, on=TODAY, as_at=date(2026, 4, 1))
    assert (found.overdue, found.missed_starts, found.plan.on) == (1, 1, date(2026, 4, 1))


def test_before_it_was_brought_in_there_is_nothing_and_the_page_says_so(plan: Plan, manager: Actor) -> None:
    found = queries.overview(actor=manager, plan_ref=plan.ref, on=TODAY, as_at=date(2026, 3, 1))
    assert found.plan.not_yet_recorded
    assert (found.actions, found.groups) == (0, ())
    with pytest.raises(queries.NotVisible):
        queries.action_page(
            actor=manager, action_ref=Action.objects.get(key="1.1.1").ref, on=TODAY, as_at=date(2026, 3, 1)
        )


def test_a_day_ends_at_midnight_in_england(plan: Plan, manager: Actor) -> None:
    talks = Milestone.objects.get(text="Begin talks")
    commands.report_status(
        actor=manager,
        now=datetime(2026, 6, 1, 23, 30, tzinfo=UTC),  # half past midnight on the 2nd
        milestone_ref=talks.ref,
        status="done",
    )
    for day, status in ((1, Status.NOT_STARTED), (2, Status.DONE)):
        found = queries.list_milestones(
            actor=manager, plan_ref=plan.ref, on=TODAY, as_at=date(2026, 6, day)
        ).milestones
        assert found[0].status is status


def test_what_changed_is_told_in_words(changed: Plan, manager: Actor) -> None:
    found = queries.changes(actor=manager, plan_ref=changed.ref, since=DAY, until=TODAY)
    told = {change.kind: change.words for change in found}
    assert told == {
        "status": "Off track (was on track)",
        "date": "by July 2026 (was by January 2026, by May 2026)",
        "target": "By Dec 26 60 (was By Apr 26 50, By Apr 27 80)",
        "owner": "Play Lead (was Head of Play, Play Commissioner)",
        "actual": "33% up to 28 Feb 2026",
        "judgement": "Met",
        "answer": "soon",
        "added": "Milestone added",
    }
    assert {(change.on, change.by) for change in found} == {(LATER_DAY, "Olive Owner")}


def test_a_plan_edited_by_hand_comes_out_and_goes_in_equal(
    changed: Plan, partnership: Partnership, manager: Actor
) -> None:
    commands.create_measure(
        actor=manager,
        now=LATER,
        plan_ref=changed.ref,
        details=commands.MeasureDetails(
            name="By hand", action_refs=(Action.objects.get(key="1.1.1bis").ref,)
        ),
    )
    gone = Action.objects.get(key="1.1.1bis")
    commands.void(actor=manager, now=LATER, model=Action, ref=gone.ref, version=1, reason="Twice")
    out = exported(changed)
    assert [action.key for action in out.actions] == ["1.1.1"]
    assert exported(imported(partnership, manager, out)) == out
    then = exported(changed, as_at=DAY)
    assert [action.key for action in then.actions] == ["1.1.1", "1.1.1bis"]
    assert [action.owners for action in then.actions] == [action.owners for action in full_plan().actions]


def test_what_came_with_the_plan_is_no_change(plan: Plan, manager: Actor) -> None:
    assert queries.changes(actor=manager, plan_ref=plan.ref, since=date(2026, 1, 1), until=TODAY) == ()


def test_what_was_recorded_outside_the_two_days_is_left_out(changed: Plan, manager: Actor) -> None:
    for since, until in ((LATER_DAY, TODAY), (DAY, date(2026, 4, 19))):
        assert queries.changes(actor=manager, plan_ref=changed.ref, since=since, until=until) == ()
