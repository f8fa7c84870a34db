"""How often the date of a milestone moved, told from the due points that replaced each other.

What a date is moved by is recorded for good, so the count is worked out and never kept. Other words for the
same day move nothing, and no more does a date that is first set, or the reading of a quarter that somebody
settled ("Q2 2026", by financial years).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from lapwing.contexts.improvement.rules.lateness import Point, last_due
from lapwing.contexts.improvement.rules.quarters import is_reading_anew


@dataclass(frozen=True)
class Stretch:
    """A due point, and from when to when it stood. ``until`` None: it still does."""

    role: str
    as_written: str
    latest: date | None
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Moved:
    """How many times the last date moved, and what it was at first; None when it never was worked out."""

    times: int = 0
    first: date | None = None

    @property
    def words(self) -> str:
        """ "moved twice"; empty for a date that never moved."""
        if self.times < 3:
            return ("", "moved once", "moved twice")[self.times]
        return f"moved {self.times} times"


NEVER = Moved()


def moved(stretches: Sequence[Stretch]) -> Moved:
    """The moves of a milestone's last date, from every due point that it ever had."""
    dated = [each for each in _sets(stretches) if each[0] is not None]
    times = sum(_is_move(before, after) for before, after in pairwise(dated))
    return Moved(times, _first(dated)) if dated else NEVER


# The last date of the due points that stood together, and their words.
_Set = tuple[date | None, tuple[str, ...]]


def _sets(stretches: Sequence[Stretch]) -> list[_Set]:
    """What stood after each change, in order."""
    found = []
    for moment in sorted({each.since for each in stretches}):
        standing = [e for e in stretches if e.since <= moment and (e.until is None or e.until > moment)]
        last = last_due([Point(each.role, each.latest) for each in standing])
        found.append((last, tuple(each.as_written for each in standing)))
    return found


def _is_move(before: _Set, after: _Set) -> bool:
    return before[0] != after[0] and not _is_reading(before, after)


def _is_reading(before: _Set, after: _Set) -> bool:
    """Whether only the reading of the same words changed: a quarter's, by the other kind of year."""
    same_words = before[1] == after[1]
    return same_words and any(is_reading_anew(text, before[0], after[0]) for text in after[1])


def _first(dated: Sequence[_Set]) -> date | None:
    """The first date; of one that was only read anew before it ever moved, the reading that was settled."""
    first = dated[0]
    for later in dated[1:]:
        if not _is_reading(first, later):
            break
        first = later
    return first[0]
