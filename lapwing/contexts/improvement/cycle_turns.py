"""What the days do to reporting cycles: plans the next ones, opens, asks, reminds and closes.

Where dates of one's own are about to end, those who run the plan are asked for the next.

Done by the worker each morning; doing it twice does nothing twice. A day on which no worker ran is made good
on the next, but a cycle whose last day has passed is never opened: those who run the plan are told.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lapwing.contexts.improvement.commands import asking
from lapwing.contexts.improvement.commands.common import today
from lapwing.contexts.improvement.commands.cycles import close_cycle, open_cycle
from lapwing.contexts.improvement.commands.rhythms import plan_ahead
from lapwing.contexts.improvement.models import Cycle, Rhythm
from lapwing.contexts.improvement.rules.cycles import CycleState, closes_today, opens_today, reminds_from
from lapwing.platform.access.acting import acting, current_actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.system import one_by_one

SYSTEM_USER = "Reporting cycles"
DAYS_BEFORE = 3


def turn_all(now: datetime | None = None) -> None:
    """Do what is due today in every plan, each cycle in a transaction of its own, at the moment it is then.

    What a transaction writes bears a moment after it began: a pack that is frozen while the others are still
    done misses nothing of it (``one_state.settled_until``). ``now`` is the one moment of a day that is tried.
    """
    purpose = "job turn_cycles"
    with acting(system_actor(SYSTEM_USER), purpose=purpose):
        rhythms = list(Rhythm.objects.in_force().filter(plan__voided_at=None).values_list("pk", flat=True))
    one_by_one(SYSTEM_USER, purpose, rhythms, lambda pk: _plan_ahead(pk, now=now or timezone.now()))
    with acting(system_actor(SYSTEM_USER), purpose=purpose):
        cycles = list(
            Cycle.objects.running()
            .filter(closed_at=None, opens_on__lte=today(now or timezone.now()))
            .values_list("pk", flat=True)
        )
    one_by_one(SYSTEM_USER, purpose, cycles, lambda pk: turn(pk, now=now or timezone.now()))


def turn(cycle_id: int, *, now: datetime) -> None:
    """Do what is due today with one cycle, as whoever acts."""
    rows = Cycle.objects.running().filter(pk=cycle_id)
    cycle = rows.select_for_update(of=("self",)).select_related("plan", "partnership").first()
    if cycle is None:
        return
    state, day = cycle.state, today(now)
    if opens_today(state, cycle.opens_on, cycle.closes_on, day):
        open_cycle(actor=current_actor(), now=now, ref=cycle.ref)
    elif state is CycleState.PLANNED and cycle.closes_on < day:
        asking.tell_that_it_never_opened(cycle, now)
    elif closes_today(state, cycle.closes_on, day):
        close_cycle(actor=current_actor(), now=now, ref=cycle.ref)
    elif state is CycleState.OPEN:
        # what was finished since is asked of nobody any more
        asking.settle_answered(cycle, now)
        asking.ask(cycle, now)
        if reminds_from(cycle.closes_on, _days_before(cycle)) <= day:
            asking.remind(cycle, now)


def _plan_ahead(rhythm_id: int, *, now: datetime) -> None:
    rhythm = Rhythm.objects.in_force().filter(pk=rhythm_id).select_related("plan", "partnership").first()
    if rhythm is None:
        return
    plan_ahead(actor=current_actor(), now=now, plan_ref=rhythm.plan.ref)
    if rhythm.own_days:
        asking.ask_for_days(rhythm, now)


def _days_before(cycle: Cycle) -> int:
    rhythm = Rhythm.objects.in_force().filter(plan=cycle.plan_id).first()
    return rhythm.remind_before if rhythm else DAYS_BEFORE
