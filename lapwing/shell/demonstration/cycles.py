"""How the invented plans are reported on: a rhythm each, the last cycles reported, and one open now.

Cycles go the way they go for people, by the same commands at the times when it would have been. What owners
had said by then, as the reports tell it, is put in place as their updates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import RhythmDetails
from lapwing.contexts.improvement.models import (
    Cycle,
    Plan,
    UpdateState,
)
from lapwing.contexts.improvement.reporting_notices import cycle_told_as
from lapwing.contexts.improvement.rules.rhythms import Beat, Rhythm, Turn, turns
from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Mail, MailState
from lapwing.registry.actors import actor_for
from lapwing.shell.demonstration.answering import answer
from lapwing.shell.demonstration.people import ALDERBROOK, BEGIN, KINGSMERE
from lapwing.shell.demonstration.settling import morning
from lapwing.shell.demonstration.writing import sign_off_early, write_some

# The board of one area meets about once a quarter, on Fridays that it chose so that no holiday is in the way.
OWN_DAYS = (
    date(2026, 3, 20),
    date(2026, 6, 19),
    date(2026, 9, 18),
    date(2026, 12, 4),
    date(2027, 3, 12),
    date(2027, 6, 18),
    date(2027, 9, 17),
    date(2027, 12, 3),
    date(2028, 3, 10),
    date(2028, 6, 16),
    date(2028, 9, 15),
    date(2028, 12, 1),
)
# From some last day on: the groups of the other meet every two months.
BEATS = {
    ALDERBROOK: Beat(Rhythm.TWO_MONTHLY, date(2025, 12, 4)),
    KINGSMERE: Beat(Rhythm.OWN, OWN_DAYS[0], further=OWN_DAYS[1:]),
}
# A cycle that would not be open on the day of the demonstration was opened by hand so long before.
OPEN_SINCE = timedelta(days=2)
A_WEEK = timedelta(days=7)
MISSING = "The owner had nothing new to tell the group."
# So many are in place from the past: a year of them can be compared.
HELD = 4
# The group that signs updates off meets so long after the last day for them.
SIGNED_AFTER = timedelta(days=4)


@dataclass(frozen=True)
class _Held:
    """A plan whose reporting is run, by whom, up to when."""

    plan: Plan
    manager: User
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


def hold_cycles(area: str, plan: Plan, manager: User, *, now: datetime) -> None:
    """Set the rhythm, hold the cycles before, open the one of today. Within ``acting``, by a system user."""
    held = _Held(plan, manager, now)
    beat = BEATS[area]
    after = held.today + timedelta(days=366)
    ahead = [turn for turn in turns(beat, beat.first_closes_on, after) if turn.closes_on >= held.today]
    past = [
        turn
        for turn in turns(beat, beat.first_closes_on, held.today - timedelta(days=1))
        if turn.opens_on >= BEGIN[area]
    ]
    if not ahead:
        return
    current, held_before = ahead[0], past[-HELD:]
    _set_rhythm(held, beat, (*held_before, current)[0])
    for before, turn in zip((None, *held_before), held_before, strict=False):
        _hold(held, turn, told_until=before.closes_on if before else None)
    opened = min(current.opens_on, held.today - OPEN_SINCE)
    if opened >= BEGIN[area]:
        _open(held, current, morning(opened))


def _set_rhythm(held: _Held, beat: Beat, first: Turn) -> None:
    further = tuple(day for day in beat.further if day > first.closes_on)
    details = RhythmDetails(kind=beat.kind, first_closes_on=first.closes_on, further_days=further)
    made = morning(min(first.opens_on, held.today) - A_WEEK)
    with acting(actor_for(held.manager, held.today), purpose="demonstration") as actor:
        commands.set_rhythm(actor=actor, now=made, plan_ref=held.plan.ref, version=0, details=details)
        commands.plan_ahead(actor=actor, now=held.now, plan_ref=held.plan.ref)


def _hold(held: _Held, turn: Turn, *, told_until: date | None) -> None:
    """A cycle before, as far as it had come: answered, closed, signed off, and reported to the board."""
    cycle = _cycle(held, turn)
    with acting(actor_for(held.manager, held.today), purpose="demonstration") as actor:
        cycle = commands.open_cycle(actor=actor, now=morning(turn.opens_on), ref=cycle.ref)
    answer(
        cycle,
        Q(effective_on__lte=turn.closes_on),
        UpdateState.SIGNED_OFF,
        by=held.manager,
        told_until=told_until,
        signed_on=min(turn.closes_on + SIGNED_AFTER, held.today - timedelta(days=1)),
    )
    closed = turn.closes_on + timedelta(days=1)
    signed, reported = closed + A_WEEK, turn.reports_on
    with acting(actor_for(held.manager, held.today), purpose="demonstration") as actor:
        cycle = commands.close_cycle(actor=actor, now=morning(closed), ref=cycle.ref)
        if signed <= held.today:
            cycle = commands.sign_off_cycle(
                actor=actor,
                now=morning(signed),
                ref=cycle.ref,
                version=cycle.version,
                missing_reason=MISSING,
            )
        if signed <= reported <= held.today:
            commands.report_cycle(actor=actor, now=morning(reported), ref=cycle.ref, version=cycle.version)
    # these emails were read long ago
    told = Mail.objects.filter(notice__key__startswith=cycle_told_as(cycle.ref), state=MailState.WAITING)
    told.update(state=MailState.SENT, sent_at=morning(closed), url="")


def _open(held: _Held, turn: Turn, at: datetime) -> None:
    """The cycle of today: owners are asked, some have answered, and a little is signed off already."""
    cycle = _cycle(held, turn)
    with acting(actor_for(held.manager, held.today), purpose="demonstration") as actor:
        cycle = commands.open_cycle(actor=actor, now=at, ref=cycle.ref)
    lately = Q(effective_on__gte=turn.from_date, effective_on__lte=held.today)
    given = answer(cycle, lately, UpdateState.SUBMITTED, by=held.manager)
    area = held.plan.local_area
    sign_off_early(given, area, held.today, at + timedelta(days=1))
    write_some(cycle, area, held.manager, held.today, max(at, held.now - timedelta(days=1)))


def _cycle(held: _Held, turn: Turn) -> Cycle:
    return Cycle.objects.in_force().get(plan=held.plan, closes_on=turn.closes_on)
