"""What becomes of planned cycles when the rhythm changes: a person's own are left alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lapwing.contexts.improvement import commands, cycle_turns
from lapwing.contexts.improvement.commands import CycleDetails, RhythmDetails
from lapwing.contexts.improvement.models import Cycle, Plan, Rhythm
from lapwing.contexts.improvement.tests.factories import NOW
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.models import Notice

CLOSES = date(2026, 3, 31)
TWO_MONTHLY = RhythmDetails(kind="two-monthly", first_closes_on=CLOSES)
MONTHLY = RhythmDetails(kind="monthly", first_closes_on=CLOSES)


def set_rhythm(plan: Plan, manager: Actor, details: RhythmDetails = TWO_MONTHLY) -> Rhythm:
    row = Rhythm.objects.in_force().filter(plan=plan).first()
    return commands.set_rhythm(
        actor=manager, now=NOW, plan_ref=plan.ref, version=row.version if row else 0, details=details
    )


def planned(plan: Plan) -> list[Cycle]:
    return list(Cycle.objects.in_force().filter(plan=plan))


def dates_of(cycle: Cycle, **instead: object) -> CycleDetails:
    names = ("from_date", "to_date", "opens_on", "closes_on", "reports_on", "label")
    return CycleDetails(**{**{name: getattr(cycle, name) for name in names}, **instead})


def move(cycle: Cycle, manager: Actor, **instead: object) -> Cycle:
    return commands.change_cycle(
        actor=manager,
        now=NOW,
        ref=cycle.ref,
        version=cycle.version,
        details=dates_of(cycle, **instead),
    )


def take_out(cycle: Cycle, manager: Actor) -> None:
    commands.void_cycle(
        actor=manager, now=NOW, ref=cycle.ref, version=cycle.version, reason="The board does not meet"
    )


def test_what_a_person_moved_took_out_or_added_stays_so(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager)
    first, second, third, *_ = planned(plan)
    moved = move(first, manager, closes_on=first.closes_on + timedelta(days=3))
    take_out(second, manager)
    added = commands.add_cycle(
        actor=manager,
        now=NOW,
        plan_ref=plan.ref,
        details=dates_of(
            third,
            opens_on=date(2026, 6, 1),
            closes_on=date(2026, 6, 10),
            to_date=date(2026, 6, 9),
            label="Before the visit",
        ),
    )
    before = {cycle.pk: cycle.closes_on for cycle in planned(plan)}
    set_rhythm(plan, manager, RhythmDetails(kind="two-monthly", first_closes_on=CLOSES, remind_before=5))
    assert {cycle.pk: cycle.closes_on for cycle in planned(plan)} == before
    assert {moved.pk, added.pk} <= set(before)


def test_the_time_of_what_a_person_took_out_is_not_planned_again(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager)
    take_out(planned(plan)[1], manager)
    set_rhythm(plan, manager, RhythmDetails(kind="two-monthly", first_closes_on=CLOSES, days_open=7))
    months = [cycle.label for cycle in planned(plan)]
    assert "April and May 2026" not in months
    assert months[:2] == ["February and March 2026", "June and July 2026"]
    assert {(cycle.closes_on - cycle.opens_on).days for cycle in planned(plan)} == {7}


def test_a_name_that_a_person_gave_stays_when_the_days_change(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager)
    move(planned(plan)[0], manager, label="Before Easter")
    set_rhythm(plan, manager, RhythmDetails(kind="two-monthly", first_closes_on=CLOSES, days_open=7))
    first = planned(plan)[0]
    assert (first.label, first.opens_on) == ("Before Easter", CLOSES - timedelta(days=7))


def test_what_would_change_can_be_said_before_it_does(plan: Plan, manager: Actor) -> None:
    rhythm = set_rhythm(plan, manager)
    moved = planned(plan)[1]
    move(moved, manager, closes_on=moved.closes_on + timedelta(days=3))
    found = commands.following(plan, rhythm, MONTHLY, NOW.date())
    assert found.changes_what_is_planned
    assert [cycle.pk for cycle in found.staying] == [moved.pk]
    assert all(not moved.from_date <= turn.to_date <= moved.to_date for turn in found.added)
    set_rhythm(plan, manager, MONTHLY)
    closes = {cycle.closes_on for cycle in planned(plan)}
    assert {turn.closes_on for turn in found.added} <= closes
    same = commands.following(plan, Rhythm.objects.in_force().get(plan=plan), MONTHLY, NOW.date())
    assert not same.changes_what_is_planned
    assert not same.added


def test_a_cycle_whose_last_day_passed_while_no_worker_ran_is_told_to_those_who_run_the_plan_once(
    plan: Plan, manager: Actor
) -> None:
    set_rhythm(plan, manager)
    late = planned(plan)[0]
    after = datetime(2026, 4, 9, 5, 25, tzinfo=UTC)
    for number in range(2):
        cycle_turns.turn_all(after + timedelta(days=number))
    late.refresh_from_db()
    assert late.opened_at is None
    with acting(system_actor("Notices"), purpose="test"):
        told = list(Notice.objects.filter(template="cycle-never-opened"))
    assert [notice.user_id for notice in told] == [manager.user_id]
    assert late.label in told[0].words["cycle"]


@pytest.mark.parametrize("kind", ["own", "termly"])
def test_a_rhythm_of_another_kind_says_what_falls_away(plan: Plan, manager: Actor, kind: str) -> None:
    rhythm = set_rhythm(plan, manager)
    other = RhythmDetails(kind=kind, first_closes_on=date(2026, 4, 20))
    found = commands.following(plan, rhythm, other, NOW.date())
    assert len(found.out) == 6
    assert found.added
