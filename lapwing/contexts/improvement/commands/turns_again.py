"""Turns of a stretch of time, without those that were put on another day or taken out before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lapwing.contexts.improvement.models import Milestone, Occurrence
from lapwing.contexts.improvement.queries.standing import When
from lapwing.contexts.improvement.queries.turn_moves import turn_moves
from lapwing.contexts.improvement.rules import Turn


class LeftOut(StrEnum):
    """Why a turn of the stretch is not added."""

    THERE = "there already"
    MOVED = "put on another day"
    TAKEN_OUT = "taken out before"


@dataclass(frozen=True)
class TurnsAdded:
    """What was added, and why each of the others of the stretch was not."""

    made: Sequence[Occurrence]
    left_out: Sequence[LeftOut]


@dataclass(frozen=True)
class _Had:
    """A turn that was added at some time: every day it had, the first one first."""

    label: str
    days: tuple[date, ...]
    is_out: bool

    def is_it(self, turn: Turn) -> bool:
        """Whether a turn of the stretch is this one. On a day on which it stood for a while only, it is when
        it has its name: another turn may fall on that day by right."""
        return self.days[0] == turn.due_on or (self.label == turn.label and turn.due_on in self.days)


def why_left_out(milestone: Milestone, wanted: Iterable[Turn], on: date) -> dict[Turn, LeftOut]:
    """Those of the turns that are not added, and why."""
    had = _had(milestone, on)
    there = {each.days[-1] for each in had if not each.is_out}
    found: dict[Turn, LeftOut] = {}
    for turn in wanted:
        same = [each for each in had if each.is_it(turn)]
        if turn.due_on in there:
            found[turn] = LeftOut.THERE
        elif same:
            is_out = all(each.is_out for each in same)
            found[turn] = LeftOut.TAKEN_OUT if is_out else LeftOut.MOVED
    return found


def _had(milestone: Milestone, on: date) -> list[_Had]:
    before: dict[int, list[date]] = defaultdict(list)
    for move in turn_moves([milestone.pk], When(on, None)):
        before[move.occurrence_id].append(move.before)
    return [
        _Had(row.label, (*before[row.pk], row.due_on), row.voided_at is not None)
        for row in Occurrence.objects.filter(milestone=milestone)
    ]
