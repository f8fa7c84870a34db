"""A plan's cycles go on being planned a year ahead, whatever a person added further off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import CycleDetails, RefusedError, RhythmDetails
from lapwing.contexts.improvement.commands.rhythms import plan_ahead
from lapwing.contexts.improvement.models import Cycle, Plan, Rhythm
from lapwing.contexts.improvement.tests.factories import NOW
from lapwing.platform.access.actor import Actor

MONTHLY = RhythmDetails(kind="monthly", first_closes_on=date(2026, 3, 31))
STOCKTAKE = CycleDetails(
    from_date=date(2026, 3, 1),
    to_date=date(2028, 12, 31),
    opens_on=date(2028, 11, 20),
    closes_on=date(2028, 12, 10),
    label="Stocktake",
)
IN_A_YEAR = datetime(2027, 3, 2, 10, tzinfo=UTC)


def set_monthly(plan: Plan, manager: Actor, version: int = 0, now: datetime = NOW) -> Rhythm:
    return commands.set_rhythm(actor=manager, now=now, plan_ref=plan.ref, version=version, details=MONTHLY)


def last_planned(plan: Plan) -> date:
    rows = Cycle.objects.in_force().filter(plan=plan).exclude(label="Stocktake")
    return max(rows.values_list("closes_on", flat=True))


@pytest.fixture
def monthly(plan: Plan, manager: Actor) -> Plan:
    set_monthly(plan, manager)
    return plan


def test_a_cycle_far_off_keeps_none_before_it_from_being_planned(monthly: Plan, manager: Actor) -> None:
    commands.add_cycle(actor=manager, now=NOW, plan_ref=monthly.ref, details=STOCKTAKE)
    assert last_planned(monthly) == date(2027, 2, 28)
    added = plan_ahead(actor=manager, now=IN_A_YEAR, plan_ref=monthly.ref)
    assert len(added) == 12
    assert last_planned(monthly) == date(2028, 2, 29)
    assert plan_ahead(actor=manager, now=IN_A_YEAR, plan_ref=monthly.ref) == []


def test_one_that_was_opened_and_names_a_day_far_off_stops_nothing(monthly: Plan, manager: Actor) -> None:
    first = Cycle.objects.in_force().filter(plan=monthly).order_by("closes_on")[0]
    # as it could be said before such days were refused
    Cycle.objects.filter(pk=first.pk).update(to_date=date(2062, 3, 31), opened_at=NOW)
    assert len(plan_ahead(actor=manager, now=IN_A_YEAR, plan_ref=monthly.ref)) == 12
    Cycle.objects.in_force().filter(plan=monthly, opened_at=None).delete()
    later = NOW + timedelta(days=200)
    set_monthly(monthly, manager, version=1, now=later)
    assert last_planned(monthly) == date(2027, 8, 31)


def test_what_a_person_took_out_at_the_end_is_not_planned_again(monthly: Plan, manager: Actor) -> None:
    last = Cycle.objects.in_force().filter(plan=monthly).order_by("closes_on").last()
    assert last is not None
    commands.void_cycle(actor=manager, now=NOW, ref=last.ref, version=1, reason="The board does not meet")
    assert plan_ahead(actor=manager, now=NOW, plan_ref=monthly.ref) == []


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"to_date": date(2062, 12, 31)}, "to_date", "until 12 March 2029 at most"),
        ({"closes_on": date(2062, 12, 10)}, "closes_on", "within three years"),
        ({"from_date": date(2006, 3, 1)}, "from_date", "three years at most"),
    ],
)
def test_a_slip_of_the_keyboard_is_refused_beside_its_field(
    plan: Plan, manager: Actor, wrong: dict[str, date], field: str, words: str
) -> None:
    given = {name: getattr(STOCKTAKE, name) for name in ("from_date", "to_date", "opens_on", "closes_on")}
    with pytest.raises(RefusedError, match=words) as refused:
        commands.add_cycle(
            actor=manager, now=NOW, plan_ref=plan.ref, details=CycleDetails(**{**given, **wrong})
        )
    assert refused.value.field == field
