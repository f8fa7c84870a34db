"""How often a plan is reported on, and the cycles that follow from that, a year ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from lapwing.contexts.improvement import access
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
from lapwing.contexts.improvement.rules import rhythms as rules
from lapwing.platform.access.actor import Actor
from lapwing.platform.voiding import as_voided

AHEAD = timedelta(days=366)
# A first day so far off, either way, is a slip of the keyboard.
FAR = timedelta(days=3 * 366)
MOST_DAYS = 90
FOLLOWS = "The rhythm of reporting was changed."


@dataclass(frozen=True, kw_only=True)
class RhythmDetails:
    """What a person says about the rhythm; the fields are those of ``models.Rhythm``."""

    kind: str
    first_closes_on: date
    days_open: int = 14
    remind_before: int = 3
    reports_after: int = 14


@transaction.atomic
@tells_of_change
def set_rhythm(*, actor: Actor, now: datetime, plan_ref: str, version: int, details: RhythmDetails) -> Rhythm:
    """Say how often a plan is reported on; ``version`` is that of its rhythm, 0 when it has none.

    Cycles that are planned follow; those that opened stay as they are. Raises NotVisible,
    EditedByAnotherError and RefusedError.
    """
    plan = fetch(actor, access.RUN, Plan, plan_ref)
    _check(details, today(now))
    rhythm = Rhythm.objects.in_force().select_for_update(of=("self",)).filter(plan=plan).first()
    if rhythm is not None and rhythm.version != version:
        raise EditedByAnotherError(rhythm)
    if rhythm is None:
        rhythm = Rhythm.objects.create(
            **created(actor, now, plan.partnership_id), plan=plan, **fields_of(details)
        )
    else:
        save_changes(rhythm, fields_of(details))
    _follow(actor, now, plan, rhythm)
    return rhythm


@transaction.atomic
def plan_ahead(*, actor: Actor, now: datetime, plan_ref: str) -> list[Cycle]:
    """Plan the cycles of the year ahead that are not planned yet; those that a person moved or took out stay.

    Raises NotVisible.
    """
    plan = fetch(actor, access.RUN, Plan, plan_ref)
    rhythm = Rhythm.objects.in_force().filter(plan=plan).first()
    if rhythm is None or rhythm.kind == rules.Rhythm.OWN:
        return []
    # what a change of rhythm took out is no longer planned; what a person took out is not planned again
    cycles = list(Cycle.objects.filter(plan=plan).exclude(voided_reason=FOLLOWS))
    told = max((cycle.to_date for cycle in cycles), default=date.min)
    taken = {cycle.closes_on for cycle in cycles if cycle.voided_at is None}
    turns = [turn for turn in _turns(plan, rhythm, today(now)) if turn.to_date > told]
    return _create(actor, now, plan, [turn for turn in turns if turn.closes_on not in taken])


def beat_of(plan: Plan, rhythm: Rhythm) -> rules.Beat:
    """A plan's rhythm as the rules take it."""
    return rules.Beat(
        rules.Rhythm(rhythm.kind),
        rhythm.first_closes_on,
        rhythm.days_open,
        rhythm.reports_after,
        plan.quarter_basis,
    )


def _follow(actor: Actor, now: datetime, plan: Plan, rhythm: Rhythm) -> None:
    """Let what is planned and has not opened follow the rhythm: kept, moved, taken out or added."""
    standing = list(Cycle.objects.in_force().filter(plan=plan).select_for_update(of=("self",)))
    opened = [cycle for cycle in standing if cycle.opened_at is not None]
    told = max((cycle.to_date for cycle in opened), default=date.min)
    taken = {cycle.closes_on for cycle in opened}
    turns = {turn.closes_on: turn for turn in _turns(plan, rhythm, today(now))}
    wanted = {day: turn for day, turn in turns.items() if turn.to_date > told and day not in taken}
    for cycle in standing:
        if cycle.opened_at is not None:
            continue
        if turn := wanted.pop(cycle.closes_on, None):
            save_changes(cycle, fields_of(turn))
        elif rhythm.kind != rules.Rhythm.OWN:
            voided = as_voided(by=user_id_of(actor), now=now, reason=FOLLOWS)
            Cycle.objects.filter(pk=cycle.pk).update(version=cycle.version + 1, **voided)
    _create(actor, now, plan, list(wanted.values()))


def _turns(plan: Plan, rhythm: Rhythm, on: date) -> tuple[rules.Turn, ...]:
    return rules.turns(beat_of(plan, rhythm), on, on + AHEAD)


def _create(actor: Actor, now: datetime, plan: Plan, turns: list[rules.Turn]) -> list[Cycle]:
    made = created(actor, now, plan.partnership_id)
    return Cycle.objects.bulk_create(Cycle(**made, plan=plan, **fields_of(turn)) for turn in turns)


def _check(details: RhythmDetails, on: date) -> None:
    if details.kind not in list(rules.Rhythm):
        raise RefusedError("Choose how often the plan is reported on.", field="kind")
    if abs(details.first_closes_on - on) > FAR:
        raise RefusedError("Choose a day within three years.", field="first_closes_on")
    for field in ("days_open", "remind_before", "reports_after"):
        if not 0 <= getattr(details, field) <= MOST_DAYS:
            raise RefusedError(f"Choose between 0 and {MOST_DAYS} days.", field=field)
    if not details.days_open:
        raise RefusedError("Give owners at least one day.", field="days_open")
    if details.remind_before > details.days_open:
        raise RefusedError("People are reminded while it is open: choose fewer days.", field="remind_before")
