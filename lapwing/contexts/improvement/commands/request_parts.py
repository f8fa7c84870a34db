"""Requests about a turn of a milestone, and to take something out: what they keep, and carrying them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lapwing.contexts.improvement.commands.common import RefusedError
from lapwing.contexts.improvement.models import Baseline, DuePoint, Milestone, Occurrence, Series, Target
from lapwing.contexts.improvement.presenters.entered import (
    baseline_words,
    due_words,
    series_name,
    target_words,
)
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.filters import day, plural


@dataclass(frozen=True, kw_only=True)
class TurnDetails:
    """A turn of a milestone that comes round, and its day."""

    label: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class StandsDetails:
    """A line of what stands, in words: of what would be taken out."""

    words: str


def turn_as_it_is(turn: Occurrence) -> list[TurnDetails]:
    """The turn with its day, as a request keeps it."""
    return [TurnDetails(label=turn.label, due_on=turn.due_on)]


def turn_words(turn: TurnDetails) -> str:
    """ "Autumn term 2026: 18 December 2026"."""
    return f"{turn.label}: {day(turn.due_on)}"


def move_turn(
    turn: Occurrence, wanted: Sequence[TurnDetails], actor: Actor, now: datetime, reason: str
) -> object:
    """Put a locked turn on another day: the request keeps the day it had. Raises RefusedError."""
    (to,) = wanted
    assert to.due_on is not None
    refuse_taken_day(turn, to.due_on)
    turn.due_on = to.due_on
    turn.version += 1
    turn.save(update_fields=["due_on", "version"])
    return turn


def refuse_taken_day(turn: Occurrence, due_on: date) -> None:
    """Raise RefusedError where another turn of the milestone is on that day already."""
    others = Occurrence.objects.in_force().filter(milestone=turn.milestone_id, due_on=due_on)
    if others.exclude(pk=turn.pk).exists():
        raise RefusedError("There is already a turn on that day.", field="due_on")


def what_goes(row: Milestone | Occurrence | Series) -> list[StandsDetails]:
    """What would go with it, one line for each thing that it promised."""
    if isinstance(row, Occurrence):
        return [StandsDetails(words=turn_words(each)) for each in turn_as_it_is(row)]
    if isinstance(row, Milestone):
        points = DuePoint.objects.standing().filter(milestone=row)
        turns = Occurrence.objects.in_force().filter(milestone=row).count()
        found = [_in_a_line(row.text), *map(due_words, points)]
        found += [plural(turns, "turn")] if turns else []
    else:
        found = [series_name(row)]
        found += [
            f"Baseline: {baseline_words(each)}" for each in Baseline.objects.standing().filter(series=row)
        ]
        found += [f"Target: {target_words(each)}" for each in Target.objects.standing().filter(series=row)]
    return [StandsDetails(words=_in_a_line(each)) for each in found]


def _in_a_line(text: str) -> str:
    return " ".join(text.split())
