"""How the invented plans are reported on: a rhythm each, the last cycle reported, and one open now.

Cycles go the way they go for people, by the same commands at the times when it would have been. What owners
had said by then, as the reports tell it, is put in place as their updates.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import REPORT
from lapwing.contexts.improvement.commands import RhythmDetails
from lapwing.contexts.improvement.models import (
    Cycle,
    DuePoint,
    Expected,
    Plan,
    StatusReport,
    Update,
    UpdateState,
)
from lapwing.contexts.improvement.notices import cycle_told_as
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.rules.rhythms import Beat, Rhythm, Turn, turns
from lapwing.contexts.improvement.step_holders import StepHolders, owners_of, people_of
from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Mail, MailState
from lapwing.registry.actors import actor_for, holders_of
from lapwing.shell.demonstration.people import ALDERBROOK, BEGIN, KINGSMERE
from lapwing.shell.demonstration.settling import morning
from lapwing.shell.demonstration.stepping import take_steps

# From some last day on: the groups of one area meet every two months, the board of the other each quarter.
BEATS = {
    ALDERBROOK: Beat(Rhythm.TWO_MONTHLY, date(2025, 12, 4)),
    KINGSMERE: Beat(Rhythm.QUARTERLY, date(2026, 3, 4)),
}
# A cycle that would not be open on the day of the demonstration was opened by hand so long before.
OPEN_SINCE = timedelta(days=2)
A_WEEK = timedelta(days=7)
MISSING = "The owner had nothing new to tell the group."
_MITIGATION = "The group looks at it each week until it is back on its dates."
_NEXT = "Look at it again at the next meeting of the group."


@dataclass(frozen=True)
class _Way:
    """How far an owner has come with an update; ``returned`` is what they were asked for then."""

    said: Said
    is_submitted: bool = True
    returned: str = ""


_WRITTEN = (
    _Way(
        Said(Status.ON_TRACK, done="The group has met twice. The draft goes to the forum next."),
        is_submitted=False,
    ),
    _Way(
        Said(Status.ON_TRACK, done="Training was given.", next_steps="Two more sessions in the new year."),
        returned="How many came, and from which schools? Say what is different for families.",
    ),
    _Way(
        Said(
            Status.ON_TRACK,
            done="Seven of nine services have agreed the wording; the last two answer in December.",
            impact="Families now read the same words on every service's page.",
            next_steps="Publish it when the last two have agreed.",
            confidence="amber-green",
        )
    ),
)


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
    """Set the rhythm, hold the cycle before, open the one of today. Within ``acting``, by a system user."""
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
    before, current = (past[-1] if past else None), ahead[0]
    _set_rhythm(held, beat, before or current)
    if before is not None:
        _hold(held, before)
    opened = min(current.opens_on, held.today - OPEN_SINCE)
    if opened >= BEGIN[area]:
        _open(held, current, morning(opened))


def _set_rhythm(held: _Held, beat: Beat, first: Turn) -> None:
    details = RhythmDetails(kind=beat.kind, first_closes_on=first.closes_on)
    made = morning(min(first.opens_on, held.today) - A_WEEK)
    with acting(actor_for(held.manager, held.today), purpose="demonstration") as actor:
        commands.set_rhythm(actor=actor, now=made, plan_ref=held.plan.ref, version=0, details=details)
        commands.plan_ahead(actor=actor, now=held.now, plan_ref=held.plan.ref)


def _hold(held: _Held, turn: Turn) -> None:
    """The cycle before, as far as it had come: answered, closed, signed off, and reported to the board."""
    cycle = _cycle(held, turn)
    with acting(actor_for(held.manager, held.today), purpose="demonstration") as actor:
        cycle = commands.open_cycle(actor=actor, now=morning(turn.opens_on), ref=cycle.ref)
    answer(cycle, Q(effective_on__lte=turn.closes_on), UpdateState.SIGNED_OFF, by=held.manager)
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
    """The cycle of today: owners are asked, and some have answered already."""
    cycle = _cycle(held, turn)
    with acting(actor_for(held.manager, held.today), purpose="demonstration") as actor:
        cycle = commands.open_cycle(actor=actor, now=at, ref=cycle.ref)
    lately = Q(effective_on__gte=turn.from_date, effective_on__lte=held.today)
    answer(cycle, lately, UpdateState.SUBMITTED, by=held.manager)
    _write_some(held, cycle, max(at, held.now - timedelta(days=1)))


def _write_some(held: _Held, cycle: Cycle, at: datetime) -> None:
    """Some owners write as they do: one has begun, one was asked to say more, one waits to be signed off."""
    given = Update.objects.in_force().filter(cycle=cycle).values_list("milestone", flat=True)
    asked = Expected.objects.standing().filter(cycle=cycle, milestone__isnull=False)
    # what is late is explained, and these three say that all is well
    late = DuePoint.objects.standing().filter(latest__lt=held.today).values("milestone")
    rows = list(
        asked.exclude(milestone__in=given)
        .exclude(milestone__in=late)
        .select_related("milestone")
        .order_by("pk")
    )
    owners = owners_of((row.action_id for row in rows), held.today)
    may = set(holders_of(REPORT, held.plan.partnership_id, held.today)) - {held.manager.pk}
    ways = list(_WRITTEN)
    for row in rows:
        who = sorted(owners.get(row.action_id, frozenset()) & may)
        if not ways:
            return
        if who and row.milestone is not None:
            _write(held, cycle, row.milestone.ref, User.objects.get(pk=who[0]), ways.pop(0), at)


def _write(held: _Held, cycle: Cycle, ref: str, who: User, way: _Way, at: datetime) -> None:
    command = commands.submit_update if way.is_submitted else commands.save_update
    with acting(actor_for(who, held.today), purpose="demonstration") as actor:
        update = command(
            actor=actor, now=at, cycle_ref=cycle.ref, kind="milestone", ref=ref, version=0, said=way.said
        )
    if way.returned:
        with acting(actor_for(_taker(held, update), held.today), purpose="demonstration") as actor:
            later = at + timedelta(hours=2)
            commands.return_update(
                actor=actor, now=later, ref=update.ref, version=update.version, comment=way.returned
            )


def _taker(held: _Held, update: Update) -> User:
    """Somebody who holds the step at which an update waits."""
    holders, people = StepHolders(update.partnership_id, held.today), people_of([update], held.today)
    return User.objects.get(pk=min(holders.who_may_take(update.step, update.action, people[update.pk])))


def _cycle(held: _Held, turn: Turn) -> Cycle:
    return Cycle.objects.in_force().get(plan=held.plan, closes_on=turn.closes_on)


def answer(cycle: Cycle, said: Q, state: UpdateState, *, by: User) -> list[Update]:
    """The last of these reports on each expected milestone as the update that its author gave.

    Not those that whoever signs off wrote: nobody signs off their own. Whoever stands in for somebody who
    has left since gives theirs.
    """
    expected = set(Expected.objects.filter(cycle=cycle).values_list("action_id", "milestone_id"))
    last: dict[int, StatusReport] = {}
    standing = StatusReport.objects.standing().filter(milestone__action__plan=cycle.plan_id, occurrence=None)
    rows = standing.filter(said).select_related("milestone__action__group")
    for report in rows.exclude(recorded_by=by).order_by("effective_on", "pk"):
        if (report.milestone.action_id, report.milestone_id) in expected:
            last[report.milestone_id] = report
    assert cycle.opened_at is not None
    on = timezone.localdate(cycle.opened_at)
    here = set(holders_of(REPORT, cycle.partnership_id, on)) - {by.pk}
    owners = owners_of((report.milestone.action_id for report in last.values()), on)
    updates = Update.objects.bulk_create(
        _update(cycle, report, state, _author(report, here, owners)) for report in last.values()
    )
    take_steps(updates, on)
    return updates


def _author(report: StatusReport, here: Set[int], owners: Mapping[int, Set[int]]) -> int:
    """Who made the report, while they are there; else the first of those who own the action now."""
    if report.recorded_by_id in here:
        return report.recorded_by_id
    return min(owners.get(report.milestone.action_id, frozenset()) & here, default=report.recorded_by_id)


def _update(cycle: Cycle, report: StatusReport, state: UpdateState, author: int) -> Update:
    assert cycle.opened_at is not None
    given = max(morning(report.effective_on), cycle.opened_at)
    explained = report.status in (Status.OFF_TRACK, Status.AT_RISK)
    return Update(
        partnership_id=cycle.partnership_id,
        created_at=given,
        created_by_id=author,
        cycle=cycle,
        action=report.milestone.action,
        milestone_id=report.milestone_id,
        status=report.status,
        done=report.note or "Nothing has changed since the last report.",
        next_steps=_NEXT,
        mitigation=_MITIGATION if explained else "",
        forecast_on=cycle.to_date + timedelta(days=61) if explained else None,
        state=state,
        submitted_at=given,
        submitted_by_id=author,
        report=report if state == UpdateState.SIGNED_OFF else None,
    )
