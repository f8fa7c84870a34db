"""Of what the last word is red that nobody signed off before its cycle was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models.functions import Coalesce

from lapwing.contexts.improvement.models import StatusReport, Update
from lapwing.contexts.improvement.queries.standing import day_of
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.cycles import SETTLED

# An action with one of its milestones, or None for the action as a whole.
Place = tuple[int, int | None]


@dataclass(frozen=True)
class _Word:
    """What was said of a place, or of a turn there: the day from which it holds, and when it was said."""

    turn: int | None
    on: date
    at: datetime

    def is_behind(self, other: _Word) -> bool:
        """Whether the other one counts: of one day, each turn has its own last word, and red speaks."""
        return other.on > self.on or (other.turn == self.turn and other.on == self.on and other.at > self.at)


def red_last(updates: Iterable[Update], closed: Collection[int]) -> frozenset[Place]:
    """The places whose last word was submitted as off track, and is not signed off.

    ``updates`` are those that count in their cycles; ``closed`` the numbers of milestones whose turns want
    nothing more. In one query, and in none where nothing of the kind waits.
    """
    counted = list(updates)
    red = [
        row
        for row in counted
        if row.state not in SETTLED
        and row.status == Status.OFF_TRACK
        and not (row.occurrence_id is not None and row.milestone_id in closed)
    ]
    judged = _judged(red, counted)
    return frozenset(
        _place(row)
        for row in red
        if not any(_word(row).is_behind(other) for other in judged.get(_place(row), ()))
    )


def _judged(red: Iterable[Update], updates: Iterable[Update]) -> Mapping[Place, list[_Word]]:
    """What stands said where red waits: statuses of milestones, and signed-off updates of whole actions.

    What an update says was said when it was submitted, whenever it was signed off.
    """
    found: dict[Place, list[_Word]] = defaultdict(list)
    for row in updates:
        if row.milestone_id is None and row.state in SETTLED:
            found[_place(row)].append(_word(row))
    milestones = {row.milestone_id for row in red if row.milestone_id is not None}
    rows = StatusReport.objects.standing().filter(milestone__in=milestones).order_by()
    said_at = Coalesce("update_signed_off__submitted_at", "recorded_at")
    for action, milestone, *word in rows.values_list(
        "milestone__action_id", "milestone_id", "occurrence_id", "effective_on", said_at
    ):
        found[action, milestone].append(_Word(*word))
    return found


def _place(row: Update) -> Place:
    return row.action_id, row.milestone_id


def _word(row: Update) -> _Word:
    assert row.submitted_at is not None  # a constraint of the table
    return _Word(row.occurrence_id, day_of(row.submitted_at), row.submitted_at)
