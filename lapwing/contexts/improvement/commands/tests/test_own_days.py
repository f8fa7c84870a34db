"""A rhythm on dates of one's own: what is planned on them, what follows a change, and when they end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from lapwing.contexts.improvement import commands, cycle_turns
from lapwing.contexts.improvement.commands import CycleDetails, RefusedError, RhythmDetails
from lapwing.contexts.improvement.models import Cycle, Plan, Rhythm
from lapwing.contexts.improvement.rules.cycles import CycleState
from lapwing.contexts.improvement.tests.factories import NOW
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.models import Notice

# The plan's day is 2 March 2026.
MAY, AUGUST, NOVEMBER, FEBRUARY = (
    date(2026, 5, 20),
    date(2026, 8, 14),
    date(2026, 11, 10),
    date(2027, 2, 5),
)
DAY = timedelta(days=1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, 25, tzinfo=UTC)


def own(first: date, *further: date, **more: int) -> RhythmDetails:
    return RhythmDetails(kind="own", first_closes_on=first, further_days=further, **more)


def set_rhythm(plan: Plan, manager: Actor, details: RhythmDetails, now: datetime = NOW) -> Rhythm:
    row = Rhythm.objects.in_force().filter(plan=plan).first()
    version = row.version if row else 0
    return commands.set_rhythm(actor=manager, now=now, plan_ref=plan.ref, version=version, details=details)


def standing(plan: Plan) -> list[Cycle]:
    return list(Cycle.objects.in_force().filter(plan=plan))


def times(plan: Plan) -> list[tuple[date, date]]:
    """What each cycle tells of."""
    return [(cycle.from_date, cycle.to_date) for cycle in standing(plan)]


def told() -> list[tuple[str, bool]]:
    """The days that people were told to be the last, with whether something is left to do about it."""
    with acting(system_actor("Notices"), purpose="test"):
        rows = Notice.objects.filter(template="no-day-after").order_by("id")
        return [(row.words["day"], row.done_at is None) for row in rows]


def test_every_date_of_ones_own_has_a_cycle_however_far_it_is(plan: Plan, manager: Actor) -> None:
    far = date(2028, 6, 1)
    set_rhythm(plan, manager, own(MAY, AUGUST, far))
    assert [cycle.closes_on for cycle in standing(plan)] == [MAY, AUGUST, far]
    assert times(plan)[1:] == [(MAY + DAY, AUGUST), (AUGUST + DAY, far)]
    first = standing(plan)[0]
    assert (first.opens_on, first.reports_on) == (date(2026, 5, 6), date(2026, 6, 3))
    assert commands.plan_ahead(actor=manager, now=NOW, plan_ref=plan.ref) == []


def test_a_date_that_has_passed_plans_nothing_and_the_next_begins_after_it(
    plan: Plan, manager: Actor
) -> None:
    set_rhythm(plan, manager, own(date(2026, 2, 10), MAY))
    assert times(plan) == [(date(2026, 2, 11), MAY)]


def test_a_date_between_two_takes_its_time_from_the_later(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager, own(MAY, NOVEMBER))
    later = standing(plan)[1]
    found = commands.following(plan, Rhythm.objects.get(plan=plan), own(MAY, AUGUST, NOVEMBER), NOW.date())
    assert [(cycle.pk, turn.from_date) for cycle, turn in found.moved] == [(later.pk, AUGUST + DAY)]
    set_rhythm(plan, manager, own(MAY, AUGUST, NOVEMBER))
    assert times(plan)[1:] == [(MAY + DAY, AUGUST), (AUGUST + DAY, NOVEMBER)]
    set_rhythm(plan, manager, own(MAY, NOVEMBER))
    assert times(plan)[1:] == [(MAY + DAY, NOVEMBER)]


def test_what_opened_stays_when_its_date_is_taken_from_the_list(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager, own(MAY, AUGUST, NOVEMBER))
    cycle_turns.turn_all(at(date(2026, 5, 6)))
    first = standing(plan)[0]
    assert first.state is CycleState.OPEN
    before = (first.label, first.from_date, first.to_date, first.closes_on)
    set_rhythm(plan, manager, own(date(2026, 8, 20), NOVEMBER, FEBRUARY), at(date(2026, 5, 8)))
    first.refresh_from_db()
    assert (first.label, first.from_date, first.to_date, first.closes_on) == before
    assert first.voided_at is None
    assert times(plan)[1:] == [
        (MAY + DAY, date(2026, 8, 20)),
        (date(2026, 8, 21), NOVEMBER),
        (NOVEMBER + DAY, FEBRUARY),
    ]


def test_the_first_date_begins_after_what_the_rhythm_before_told_of(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager, RhythmDetails(kind="two-monthly", first_closes_on=date(2026, 3, 31)))
    cycle_turns.turn_all(at(date(2026, 3, 17)))
    set_rhythm(plan, manager, own(MAY, AUGUST), at(date(2026, 3, 20)))
    assert times(plan) == [
        (date(2026, 2, 1), date(2026, 3, 31)),
        (date(2026, 4, 1), MAY),
        (MAY + DAY, AUGUST),
    ]
    # and what was planned so is known again as the rhythm's own
    set_rhythm(plan, manager, own(AUGUST), at(date(2026, 3, 21)))
    assert times(plan)[1:] == [(date(2026, 4, 1), AUGUST)]


def test_what_a_person_moved_or_took_out_stays_so_until_its_date_is_said_anew(
    plan: Plan, manager: Actor
) -> None:
    set_rhythm(plan, manager, own(MAY, AUGUST, NOVEMBER))
    _, second, third = standing(plan)
    commands.change_cycle(
        actor=manager,
        now=NOW,
        ref=third.ref,
        version=1,
        details=CycleDetails(
            from_date=third.from_date,
            to_date=third.to_date,
            opens_on=third.opens_on,
            closes_on=third.closes_on + DAY,
        ),
    )
    commands.void_cycle(actor=manager, now=NOW, ref=second.ref, version=1, reason="No board then")
    set_rhythm(plan, manager, own(MAY, AUGUST, NOVEMBER, days_open=10))
    assert [cycle.closes_on for cycle in standing(plan)] == [MAY, NOVEMBER + DAY]
    set_rhythm(plan, manager, own(MAY, NOVEMBER))
    set_rhythm(plan, manager, own(MAY, AUGUST, NOVEMBER))
    assert [cycle.closes_on for cycle in standing(plan)] == [MAY, AUGUST, NOVEMBER + DAY]


def test_the_days_open_ask_and_close_the_cycles_of_ones_own_dates(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager, own(MAY, AUGUST))
    for day, states in (
        (date(2026, 5, 5), [CycleState.PLANNED, CycleState.PLANNED]),
        (date(2026, 5, 6), [CycleState.OPEN, CycleState.PLANNED]),
        (MAY, [CycleState.OPEN, CycleState.PLANNED]),
        (MAY + DAY, [CycleState.CLOSED, CycleState.PLANNED]),
        (date(2026, 7, 31), [CycleState.CLOSED, CycleState.OPEN]),
        (AUGUST + DAY, [CycleState.CLOSED, CycleState.CLOSED]),
    ):
        cycle_turns.turn_all(at(day))
        assert [cycle.state for cycle in standing(plan)] == states


def test_those_who_run_the_plan_are_told_once_that_no_day_follows(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager, own(MAY, AUGUST))
    four_weeks = AUGUST - timedelta(days=28)
    cycle_turns.turn_all(at(four_weeks - DAY))
    assert told() == []
    cycle_turns.turn_all(at(four_weeks))
    cycle_turns.turn_all(at(four_weeks + DAY))
    assert told() == [("14 August 2026", True)]


def test_a_day_that_is_added_is_all_that_was_to_do(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager, own(MAY, AUGUST))
    late = at(AUGUST - DAY)
    cycle_turns.turn_all(late)
    set_rhythm(plan, manager, own(MAY, AUGUST, days_open=10), late)
    assert told() == [("14 August 2026", True)]
    set_rhythm(plan, manager, own(MAY, AUGUST, AUGUST + 7 * DAY), late)
    assert told() == [("14 August 2026", False)]
    cycle_turns.turn_all(late)
    assert told() == [("14 August 2026", False), ("21 August 2026", True)]
    by_hand = CycleDetails(
        from_date=AUGUST + 8 * DAY, to_date=NOVEMBER, opens_on=NOVEMBER - 14 * DAY, closes_on=NOVEMBER
    )
    commands.add_cycle(actor=manager, now=late, plan_ref=plan.ref, details=by_hand)
    cycle_turns.turn_all(late)
    assert [is_open for _, is_open in told()] == [False, False]


def test_a_rhythm_that_goes_on_by_itself_tells_nobody_of_a_last_day(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager, RhythmDetails(kind="quarterly", first_closes_on=date(2026, 3, 31)))
    cycle_turns.turn_all(at(date(2026, 3, 30)))
    assert told() == []


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ((date(2026, 2, 1), date(2026, 3, 1)), "All of these dates have passed"),
        ((MAY, MAY), "20 May 2026 does not come after 20 May 2026"),
        ((AUGUST, MAY), "20 May 2026 does not come after 14 August 2026"),
        ((MAY, date(2062, 3, 1)), "1 March 2062 is more than three years away"),
        (tuple(MAY + n * DAY for n in range(61)), "Enter 60 dates at most; these are 61"),
    ],
)
def test_dates_that_cannot_be_kept_are_refused_by_name(
    plan: Plan, manager: Actor, days: tuple[date, ...], why: str
) -> None:
    with pytest.raises(RefusedError, match=why) as refused:
        set_rhythm(plan, manager, own(*days))
    assert refused.value.field == "own_days"
    assert not Rhythm.objects.exists()


def test_another_kind_of_rhythm_keeps_no_dates_of_its_own(plan: Plan, manager: Actor) -> None:
    set_rhythm(plan, manager, own(MAY, AUGUST))
    row = set_rhythm(plan, manager, replace(own(MAY, AUGUST), kind="quarterly"))
    assert (row.further_days, row.own_days) == ([], ())
    assert AUGUST not in [cycle.closes_on for cycle in standing(plan)]


def test_a_row_of_the_version_before_has_its_one_date(plan: Plan, manager: Actor) -> None:
    """It names no further days when it writes, and moves the first past those that it does not know."""
    row = set_rhythm(plan, manager, own(MAY, AUGUST, NOVEMBER))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE improvement_rhythm SET further_days = DEFAULT WHERE id = %s", [row.pk])
    assert Rhythm.objects.get(pk=row.pk).own_days == (MAY,)
    Rhythm.objects.filter(pk=row.pk).update(further_days=[AUGUST, NOVEMBER], first_closes_on=AUGUST)
    assert Rhythm.objects.get(pk=row.pk).own_days == (AUGUST, NOVEMBER)
