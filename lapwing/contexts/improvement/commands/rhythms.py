"""How often a plan is reported on, and the cycles that follow from that, a year ahead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands import asking
from lapwing.contexts.improvement.commands.common import (
    EditedByAnotherError,
    RefusedError,
    created,
    fetch,
    fields_of,
    save_changes,
    today,
    user_id_of,
)
from lapwing.contexts.improvement.events import tells_of_change
from lapwing.contexts.improvement.models import Cycle, Plan, Rhythm
from lapwing.contexts.improvement.queries.own_days import last_known
from lapwing.contexts.improvement.rules import rhythms as rules
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.filters import day
from lapwing.platform.voiding import as_voided

AHEAD = timedelta(days=366)
MOST_DAYS = 90
MOST_OWN_DAYS = 60
# The days of a cycle in their order.
_Dates = tuple[date, date, date, date, date | None]
FOLLOWS = "The rhythm of reporting was changed."


@dataclass(frozen=True, kw_only=True)
class RhythmDetails:
    """What a person says about the rhythm; the fields are those of ``models.Rhythm``.

    ``further_days`` are only of dates of one's own, and come after the first in their order.
    """

    kind: str
    first_closes_on: date
    days_open: int = 14
    remind_before: int = 3
    reports_after: int = 14
    further_days: tuple[date, ...] = ()


@transaction.atomic
@tells_of_change
def set_rhythm(*, actor: Actor, now: datetime, plan_ref: str, version: int, details: RhythmDetails) -> Rhythm:
    """Say how often a plan is reported on; ``version`` is that of its rhythm, 0 when it has none.

    Cycles that are planned follow, as ``following`` says; those that opened stay as they are. Raises
    NotVisible, EditedByAnotherError and RefusedError.
    """
    plan = fetch(actor, access.RUN, Plan, plan_ref)
    check_rhythm(details, today(now))
    rhythm = Rhythm.objects.in_force().select_for_update(of=("self",)).filter(plan=plan).first()
    if rhythm is not None and rhythm.version != version:
        raise EditedByAnotherError(rhythm)
    standing = Cycle.objects.in_force().filter(plan=plan).order_by("pk")
    list(standing.select_for_update(of=("self",)).values_list("pk", flat=True))
    found = following(plan, rhythm, details, today(now))
    if rhythm is None:
        rhythm = Rhythm.objects.create(
            **created(actor, now, plan.partnership_id), plan=plan, **_fields(details)
        )
        _follow(actor, now, plan, found)
        return rhythm
    before = last_known(rhythm)
    save_changes(rhythm, _fields(details))
    _follow(actor, now, plan, found)
    if last_known(rhythm) != before:
        asking.settle_days(rhythm, now)
    return rhythm


@transaction.atomic
def plan_ahead(*, actor: Actor, now: datetime, plan_ref: str) -> list[Cycle]:
    """Plan the cycles of the year ahead that are not planned yet; those that a person moved or took out stay.

    Dates of one's own are all planned when they are said. Raises NotVisible.
    """
    plan = fetch(actor, access.RUN, Plan, plan_ref)
    rhythm = Rhythm.objects.in_force().filter(plan=plan).first()
    if rhythm is None or rhythm.kind == rules.Rhythm.OWN:
        return []
    # what a change of rhythm took out is no longer planned; what a person took out is not planned again
    cycles = list(Cycle.objects.filter(plan=plan).exclude(voided_reason=FOLLOWS))
    # one that a person added further off is met when planning has come so far: nothing before it is left out
    near = [cycle for cycle in cycles if cycle.closes_on <= today(now) + AHEAD]
    told = max((_told_until(cycle) for cycle in near), default=date.min)
    taken = {cycle.closes_on for cycle in cycles if cycle.voided_at is None}
    turns = [turn for turn in _turns(plan, rhythm, today(now)) if turn.to_date > told]
    return _create(actor, now, plan, [turn for turn in turns if turn.closes_on not in taken])


def _told_until(cycle: Cycle) -> date:
    return rules.told_until(cycle.to_date, cycle.closes_on)


def beat_of(plan: Plan, rhythm: Rhythm) -> rules.Beat:
    """A plan's rhythm as the rules take it."""
    return _beat(plan, rhythm)


@dataclass(frozen=True)
class Following:
    """What becomes of the planned cycles when a rhythm is set.

    ``moved``: cycles with the turn that each becomes; ``out``: those that fall away; ``added``: turns that
    are planned; ``staying``: planned cycles that a person added or moved, which no rhythm touches.
    """

    moved: tuple[tuple[Cycle, rules.Turn], ...] = ()
    out: tuple[Cycle, ...] = ()
    added: tuple[rules.Turn, ...] = ()
    staying: tuple[Cycle, ...] = ()

    @property
    def changes_what_is_planned(self) -> bool:
        return bool(self.moved or self.out)


def following(plan: Plan, before: Rhythm | None, details: RhythmDetails, on: date) -> Following:
    """What setting a rhythm would do to the plan's cycles on a day; ``before`` is the rhythm that stands.

    Only those that are still as the old rhythm planned them follow. What a person added or moved stays, and
    the time of what a person took out is not planned again.
    """
    cycles = list(Cycle.objects.filter(plan=plan).exclude(voided_reason=FOLLOWS).order_by("closes_on", "id"))
    standing = [cycle for cycle in cycles if cycle.voided_at is None]
    planned = [cycle for cycle in standing if cycle.opened_at is None]
    opened = [cycle for cycle in cycles if cycle.opened_at is not None]
    old = _turns_around(plan, before, planned, [cycle.to_date for cycle in opened])
    theirs = [cycle for cycle in planned if _dates(cycle) in old]
    told = max((_told_until(cycle) for cycle in opened if cycle.voided_at is None), default=None)
    kept = [cycle for cycle in standing if cycle not in theirs]
    taken_out = {cycle.to_date for cycle in cycles if cycle.voided_at is not None}
    taken_out -= _said_anew(before, details)
    wanted = {
        turn.closes_on: turn
        for turn in _turns(plan, details, on, told)
        if (told is None or turn.to_date > told)
        and turn.to_date not in taken_out
        and not any(
            cycle.closes_on == turn.closes_on or cycle.from_date <= turn.to_date <= _told_until(cycle)
            for cycle in kept
        )
    }
    same = [(cycle, turn) for cycle in theirs if (turn := wanted.pop(cycle.closes_on, None))]
    followed = [cycle for cycle, _ in same]
    named = [
        (cycle, turn if cycle.label == old[_dates(cycle)] else replace(turn, label=cycle.label))
        for cycle, turn in same
    ]
    return Following(
        moved=tuple(
            (cycle, turn)
            for cycle, turn in named
            if (cycle.label, _dates(cycle)) != (turn.label, _dates(turn))
        ),
        out=tuple(cycle for cycle in theirs if cycle not in followed),
        added=tuple(wanted.values()),
        staying=tuple(cycle for cycle in planned if cycle not in theirs),
    )


def _follow(actor: Actor, now: datetime, plan: Plan, found: Following) -> None:
    """Let what is planned and has not opened follow the rhythm: moved, taken out or added."""
    for cycle, turn in found.moved:
        save_changes(cycle, fields_of(turn))
    for cycle in found.out:
        voided = as_voided(by=user_id_of(actor), now=now, reason=FOLLOWS)
        Cycle.objects.filter(pk=cycle.pk).update(version=cycle.version + 1, **voided)
    _create(actor, now, plan, list(found.added))


def _said_anew(before: Rhythm | None, details: RhythmDetails) -> set[date]:
    """Dates of one's own that the rhythm before did not have: whoever says them wants a cycle then."""
    said = rules.own_days(details.first_closes_on, details.further_days)
    return set(said if details.kind == rules.Rhythm.OWN else ()) - set(before.own_days if before else ())


def _turns_around(
    plan: Plan, rhythm: Rhythm | None, planned: list[Cycle], told: list[date]
) -> dict[_Dates, str]:
    """The dates of a rhythm's turns on the days on which these cycles close, with what each is called.

    A turn on a date of one's own began after what was ``told`` when it was planned: that was any of these.
    """
    if rhythm is None or not planned:
        return {}
    first, last = planned[0].closes_on, planned[-1].closes_on
    until: list[date | None] = [None, *told] if rhythm.kind == rules.Rhythm.OWN else [None]
    found = (turn for each in until for turn in rules.turns(_beat(plan, rhythm, each), first, last))
    return {_dates(turn): turn.label for turn in found}


def _dates(of: Cycle | rules.Turn) -> _Dates:
    return of.from_date, of.to_date, of.opens_on, of.closes_on, of.reports_on


def _beat(plan: Plan, details: RhythmDetails | Rhythm, told: date | None = None) -> rules.Beat:
    return rules.Beat(
        rules.Rhythm(details.kind),
        details.first_closes_on,
        details.days_open,
        details.reports_after,
        plan.quarter_basis,
        tuple(details.further_days),
        told,
    )


def _turns(
    plan: Plan, rhythm: RhythmDetails | Rhythm, on: date, told: date | None = None
) -> tuple[rules.Turn, ...]:
    """The turns of a year ahead; of dates of one's own all, since no other day follows from them."""
    ahead = rules.FAR if rhythm.kind == rules.Rhythm.OWN else AHEAD
    return rules.turns(_beat(plan, rhythm, told), on, on + ahead)


def _create(actor: Actor, now: datetime, plan: Plan, turns: list[rules.Turn]) -> list[Cycle]:
    made = created(actor, now, plan.partnership_id)
    return Cycle.objects.bulk_create(Cycle(**made, plan=plan, **fields_of(turn)) for turn in turns)


def check_rhythm(details: RhythmDetails, on: date) -> None:
    """Raise RefusedError for a rhythm that cannot be kept."""
    if details.kind not in list(rules.Rhythm):
        raise RefusedError("Choose how often the plan is reported on.", field="kind")
    if details.kind == rules.Rhythm.OWN:
        _check_own_days((details.first_closes_on, *details.further_days), on)
    elif abs(details.first_closes_on - on) > rules.FAR:
        raise RefusedError("Choose a day within three years.", field="first_closes_on")
    for field in ("days_open", "remind_before", "reports_after"):
        if not 0 <= getattr(details, field) <= MOST_DAYS:
            raise RefusedError(f"Choose between 0 and {MOST_DAYS} days.", field=field)
    if not details.days_open:
        raise RefusedError("Give owners at least one day.", field="days_open")
    if details.remind_before > details.days_open:
        raise RefusedError("People are reminded while it is open: choose fewer days.", field="remind_before")


def _fields(details: RhythmDetails) -> dict[str, object]:
    """The columns of a rhythm: further days stand only where the rhythm has dates of its own."""
    own = details.kind == rules.Rhythm.OWN
    return {**fields_of(details), "further_days": list(details.further_days) if own else []}


def _check_own_days(days: tuple[date, ...], on: date) -> None:
    def refuse(why: str) -> None:
        raise RefusedError(why, field="own_days")

    if len(days) > MOST_OWN_DAYS:
        refuse(f"Enter {MOST_OWN_DAYS} dates at most; these are {len(days)}.")
    for before, after in pairwise(days):
        if after <= before:
            refuse(f"{day(after)} does not come after {day(before)}.")
    for each in days:
        if abs(each - on) > rules.FAR:
            refuse(f"{day(each)} is more than three years away. Choose a day within three years.")
    if days[-1] < on:
        refuse("All of these dates have passed. Add the next one.")
