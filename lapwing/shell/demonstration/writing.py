"""What owners write in the cycle of today, and what whoever checks does with it: by the commands they use."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.access import REPORT
from lapwing.contexts.improvement.models import (
    Cycle,
    DuePoint,
    Expected,
    Milestone,
    StepDeed,
    Update,
    UpdateState,
)
from lapwing.contexts.improvement.own_work import owners_today
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.step_holders import StepHolders, people_of
from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for, holders_of
from lapwing.shell.demonstration.parts import Part, milestones_of
from lapwing.shell.demonstration.people import ALDERBROOK, KINGSMERE


@dataclass(frozen=True)
class Way:
    """What is said of a milestone, and how far it has come; ``returned`` is what its owner was asked for."""

    of: Part
    said: Said
    is_submitted: bool = True
    returned: str = ""


WRITTEN = {
    ALDERBROOK: (
        Way(
            ("4.1.2", 1),
            Said(Status.ON_TRACK, done="The autumn meeting was held in the north of the borough: 64 came."),
            is_submitted=False,
        ),
        Way(
            ("3.1.1", 4),
            Said(
                Status.AT_RISK,
                done="Governors met the new trust.",
                mitigation="The trust reads the agreement before it takes over.",
            ),
            returned="Did governors confirm it in writing? Say what families of the school were told.",
        ),
        Way(
            ("2.2.2", 3),
            Said(
                Status.ON_TRACK,
                done="The record is part of the in-year form. It came with 23 of 29 children who moved.",
                impact="Nineteen of the 23 had their help in place in the first week. Last year it took a "
                "month.",
                next_steps="Ask the schools of the other six why it was missing.",
                confidence="amber-green",
            ),
        ),
    ),
    KINGSMERE: (
        Way(
            ("3.4", 2),
            Said(Status.ON_TRACK, done="Invitations go out six weeks before each review."),
            is_submitted=False,
        ),
        Way(
            ("1.2", 3),
            Said(Status.ON_TRACK, done="Two courses were held.", next_steps="A third in the new year."),
            returned="How many parents came, and what do they do differently at home?",
        ),
        Way(
            ("1.2", 2),
            Said(
                Status.AT_RISK,
                done="24 of 38 schools have a lead; three were trained in October.",
                impact="Some 20 more children are in a language group. Fourteen schools still have none.",
                mitigation="Two schools share one supply teacher while their leads are trained.",
                next_steps="Ask the board to pay for cover.",
                confidence="amber",
            ),
        ),
    ),
}
# What was answered on the first day, and went through all steps since.
SIGNED_EARLY: dict[str, tuple[Part, ...]] = {
    ALDERBROOK: (("1.3.2", 3), ("1.5.2", 3), ("3.2.1", 3), ("4.3.2", 2)),
    KINGSMERE: (("1.2", 1),),
}


def sign_off_early(updates: Sequence[Update], area: str, on: date, at: datetime) -> None:
    """The updates that whoever holds each step has passed and signed off by now, an hour apart."""
    if not updates:
        return
    milestones = milestones_of(updates[0].cycle.plan)
    numbers = {milestones[part].pk for part in SIGNED_EARLY[area]}
    for update in updates:
        if update.milestone_id in numbers:
            _take_through(Update.objects.get(pk=update.pk), on, at)


def _take_through(update: Update, on: date, at: datetime) -> None:
    while update.state == UpdateState.SUBMITTED:
        signs = update.step is None or update.step.deed == StepDeed.SIGN_OFF
        command = commands.sign_off_update if signs else commands.pass_update
        with acting(actor_for(_taker(update, on), on), purpose="demonstration") as actor:
            update = command(actor=actor, now=at, ref=update.ref, version=update.version)
        at += timedelta(hours=1)


def write_some(cycle: Cycle, area: str, but: User, on: date, at: datetime) -> None:
    """Some owners write as they do: one has begun, one was asked to say more, one waits to be signed off.

    ``but`` writes nothing: whoever runs the plan signs off.
    """
    open_ = _open(cycle, on)
    may = set(holders_of(REPORT, cycle.partnership_id, on)) - {but.pk}
    owners = owners_today({each.action_id for each in open_}, on)
    theirs = {each: sorted(owners.get(each.action_id, frozenset()) & may) for each in open_}
    free = [each for each in open_ if theirs[each]]
    for way, milestone in _placed(cycle, WRITTEN[area], free):
        _write(cycle, milestone, User.objects.get(pk=theirs[milestone][0]), way, on, at)


def _open(cycle: Cycle, on: date) -> list[Milestone]:
    """What the cycle asks for, nobody has answered, and is not late: what is late is explained."""
    given = Update.objects.in_force().filter(cycle=cycle).values_list("milestone", flat=True)
    asked = Expected.objects.standing().filter(cycle=cycle, milestone__isnull=False)
    late = DuePoint.objects.standing().filter(latest__lt=on).values("milestone")
    rows = asked.exclude(milestone__in=given).exclude(milestone__in=late).select_related("milestone")
    return [row.milestone for row in rows.order_by("pk") if row.milestone is not None]


def _placed(
    cycle: Cycle, ways: Collection[Way], free: Collection[Milestone]
) -> Iterator[tuple[Way, Milestone]]:
    """Each with its milestone, as far as that is asked for and not late today."""
    milestones = milestones_of(cycle.plan)
    for way in ways:
        if milestones[way.of] in free:
            yield way, milestones[way.of]


def _write(cycle: Cycle, milestone: Milestone, who: User, way: Way, on: date, at: datetime) -> None:
    command = commands.submit_update if way.is_submitted else commands.save_update
    with acting(actor_for(who, on), purpose="demonstration") as actor:
        update = command(
            actor=actor,
            now=at,
            cycle_ref=cycle.ref,
            kind="milestone",
            ref=milestone.ref,
            version=0,
            said=way.said,
        )
    if way.returned:
        with acting(actor_for(_taker(update, on), on), purpose="demonstration") as actor:
            commands.return_update(
                actor=actor,
                now=at + timedelta(hours=2),
                ref=update.ref,
                version=update.version,
                comment=way.returned,
            )


def _taker(update: Update, on: date) -> User:
    """Somebody who holds the step at which an update waits."""
    holders, people = StepHolders(update.partnership_id, on), people_of([update], on)
    return User.objects.get(pk=min(holders.who_may_take(update.step, update.action, people[update.pk])))
