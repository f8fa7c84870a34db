"""Turns of milestones that were put on another day by a request: which day each had before, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from lapwing.contexts.improvement.models import ChangeRequest, RequestKind
from lapwing.contexts.improvement.queries.rows import TurnRow, among
from lapwing.contexts.improvement.queries.standing import When
from lapwing.contexts.improvement.rules import Moved, moved_turn


@dataclass(frozen=True)
class TurnMove:
    """A turn had another day from ``moment`` on. ``by_id`` is who approved that."""

    milestone_id: int
    occurrence_id: int
    label: str
    before: date
    after: date
    moment: datetime
    reason: str
    by_id: int | None


def turn_moves(milestone_ids: Iterable[int], asked: When) -> list[TurnMove]:
    """Every move of the turns of some milestones, as known on the day that is asked for, oldest first."""
    rows = _moved(milestone_ids)
    if asked.moment is not None:
        rows = rows.filter(decided_at__lte=asked.moment)
    return [_move(row) for row in rows]


def as_they_were(turns: list[TurnRow], asked: When) -> tuple[list[TurnRow], Mapping[int, Moved]]:
    """The turns with the days that they had on the day that is asked for, and how often the day of each had
    moved by then, by their numbers: those that had not are left out."""
    if not turns:
        return turns, {}
    then: dict[int, date] = {}
    days: dict[int, list[date]] = defaultdict(list)
    for move in map(_move, _moved({turn.milestone_id for turn in turns})):
        if asked.moment is not None and move.moment > asked.moment:
            then.setdefault(move.occurrence_id, move.before)
        else:
            days[move.occurrence_id] = [*(days[move.occurrence_id] or [move.before]), move.after]
    stood = [turn._replace(due_on=then.get(turn.pk, turn.due_on)) for turn in turns]
    return stood, {turn: moved_turn(had) for turn, had in days.items()}


def _moved(milestone_ids: Iterable[int]) -> QuerySet[ChangeRequest]:
    found = ChangeRequest.objects.filter(among("milestone_id", milestone_ids), kind=RequestKind.TURN)
    return found.filter(approved=True).order_by("decided_at", "pk")


def _move(row: ChangeRequest) -> TurnMove:
    assert row.milestone_id is not None
    assert row.occurrence_id is not None
    assert row.decided_at is not None
    ((before,), (after,)) = (_turns(row.before), _turns(row.wanted))
    return TurnMove(
        row.milestone_id,
        row.occurrence_id,
        before["label"],
        date.fromisoformat(before["due_on"]),
        date.fromisoformat(after["due_on"]),
        row.decided_at,
        row.reason,
        row.decided_by_id,
    )


def _turns(kept: dict[str, Any]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = kept["rows"]
    return found
