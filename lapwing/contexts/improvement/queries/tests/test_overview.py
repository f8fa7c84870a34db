"""The overview says in numbers what the other pages of the plan list."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.models import Action, Measure, Milestone, OwnerRole, Plan
from lapwing.contexts.improvement.rules import CLOSED, Status
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW
from lapwing.contexts.improvement.tests.reporting import EXPLAINED
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

TODAY = date(2026, 6, 10)
AFTER = datetime(2026, 6, 2, 10, tzinfo=UTC)


@pytest.fixture
def busy(plan: Plan, partnership: Partnership, manager: Actor) -> Plan:
    """A plan after three months: told, moved, measured, joined, taken out, and served by another plan."""
    talks, terms, published = (
        Milestone.objects.get(text=text) for text in ("Begin talks", "Meet every term", "Publish the list")
    )
    first, second = Measure.objects.filter(plan=plan)
    for day, milestone, status in (
        (NOW, talks, "at risk"),
        (LATER, talks, "off track"),
        (AFTER, published, "done"),
        (LATER, terms, "stopped"),
        (AFTER, terms, "on track"),
    ):
        commands.report_status(
            actor=manager,
            now=day,
            milestone_ref=milestone.ref,
            status=status,
            note="As told",
            **(EXPLAINED if status == "off track" else {}),
        )
    commands.add_occurrence(
        actor=manager, now=LATER, milestone_ref=terms.ref, label="Spring", due_on=date(2026, 4, 30)
    )
    commands.set_due_points(
        actor=manager,
        now=AFTER,
        milestone_ref=talks.ref,
        version=1,
        points=[commands.DueDetails(as_written="by July 2026", latest=date(2026, 7, 31))],
        reason="No room",
    )
    commands.record_actual(
        actor=manager,
        now=LATER,
        series_ref=first.series.get(label="Others").ref,
        details=commands.ActualDetails(to_date=date(2026, 2, 28), value=33.0),
    )
    commands.say_same(actor=manager, now=LATER, ref=second.ref, version=1, same_as_ref=first.ref)
    commands.add_holder(
        actor=manager,
        now=NOW,
        role_ref=OwnerRole.objects.get(name="Play Commissioner").ref,
        user_id=manager.id,
        from_date=DAY,
    )
    other = commands.create_plan(
        actor=manager, now=NOW, partnership=partnership, details=commands.PlanDetails(title="Local plan")
    )
    commands.create_action(
        actor=manager,
        now=LATER,
        plan_ref=other.ref,
        details=commands.ActionDetails(text="From afar", objective_refs=(plan.objectives.get().ref,)),
    )
    gone = Action.objects.get(key="1.1.1bis")
    commands.void(actor=manager, now=AFTER, model=Action, ref=gone.ref, version=1, reason="Twice")
    return plan


@pytest.mark.parametrize("as_at", [None, date(2026, 6, 2), date(2026, 4, 20), date(2026, 3, 31), DAY])
def test_the_overview_agrees_with_the_lists(as_at: date | None, busy: Plan, manager: Actor) -> None:
    of: dict[str, Any] = {"actor": manager, "plan_ref": busy.ref, "on": TODAY, "as_at": as_at}
    page, late, tree = queries.overview(**of), queries.late(**of), queries.tree(**of)
    actions, lines = queries.list_actions(**of).actions, queries.list_milestones(**of).milestones
    assert (page.groups, page.actions) == (tree.groups, len(actions))
    assert page.overdue == len(late.overdue)
    assert (page.missed_starts, page.missed_occurrences, page.undated) == (
        len(late.missed_starts),
        len(late.missed_occurrences),
        len(late.undated),
    )
    assert page.stopped == sum(line.status is Status.STOPPED for line in lines)
    assert page.counts.total == len(lines) - page.stopped
    assert page.measures == queries.list_measures(**of).counts
    ahead = [line.last_due for line in lines if line.status not in CLOSED and line.last_due is not None]
    assert page.due_next.in_90 == sum(0 <= (day - page.plan.on).days <= 90 for day in ahead)


@pytest.mark.parametrize("as_at", [None, date(2026, 6, 2), date(2026, 4, 20)])
def test_what_changed_and_what_was_overdue_are_those_of_the_earlier_day(
    as_at: date | None, busy: Plan, manager: Actor
) -> None:
    for since in (DAY, date(2026, 4, 19), date(2026, 4, 20), date(2026, 6, 1)):
        page = queries.overview(actor=manager, plan_ref=busy.ref, on=TODAY, as_at=as_at, compared_with=since)
        then = queries.late(actor=manager, plan_ref=busy.ref, on=TODAY, as_at=since)
        assert page.overdue_before == len(then.overdue)
        assert page.changes == queries.changes(
            actor=manager, plan_ref=busy.ref, since=since, until=page.plan.on
        )


def test_what_is_owed_is_what_the_owners_actions_hold(busy: Plan, manager: Actor) -> None:
    page = queries.overview(actor=manager, plan_ref=busy.ref, on=TODAY)
    lines = queries.list_milestones(actor=manager, plan_ref=busy.ref, on=TODAY).milestones
    for owed in page.owed:
        theirs = [
            line
            for line in lines
            if line.status not in CLOSED and owed.role_ref in {owner.role_ref for owner in line.owners}
        ]
        assert (owed.open, owed.overdue) == (len(theirs), sum(line.is_overdue for line in theirs))
    assert {owed.name: owed.holders for owed in page.owed}["Play Commissioner"] == ("Olive Owner",)
    mine = queries.my_actions(actor=manager, on=TODAY)
    assert page.mine_overdue == len(mine.overdue) == 1


def test_thirty_days_before_are_compared_by_default(busy: Plan, manager: Actor) -> None:
    page = queries.overview(actor=manager, plan_ref=busy.ref, on=TODAY)
    assert page.compared_with == TODAY - timedelta(days=30)


def test_tables_in_which_nothing_was_recorded_are_not_read(busy: Plan, manager: Actor) -> None:
    """The plan, its key, and one query that finds none of them touched."""
    with CaptureQueriesContext(connection) as captured:
        queries.changes(actor=manager, plan_ref=busy.ref, since=date(2026, 6, 2), until=TODAY)
    assert len(captured) == 3
