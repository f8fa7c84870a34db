"""When the date of a milestone moved, told from the due points that replaced each other.

What a date is moved by is recorded for good, so moves are worked out and never kept. Pages, packs and rules
of escalation all ask here. Other words for the same day move nothing, and no more does a date that is first
set, one that is taken out until another is set, or the reading of a quarter that somebody settled
("Q2 2026", by financial years). The same words with another last day have moved.

Each turn of a milestone that comes round has a date of its own: one turn put on another day twice is a date
moved twice, and two turns moved once each are two dates moved once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
        return f"moved {_often(self.times)}" if self.times else ""


NEVER = Moved()


def moved_turn(days: Sequence[date]) -> Moved:
    """How often the day of a turn moved: ``days`` are those it had, the first one first."""
    moves = sum(before != after for before, after in pairwise(days))
    return Moved(moves, days[0]) if days else NEVER


def turns_in_words(turns: Iterable[Moved]) -> str:
    """ "2 turns moved, one of them twice": of how many turns the day moved; empty when none did."""
    times = [turn.times for turn in turns if turn.times]
    if not times:
        return ""
    most, words = max(times), "1 turn moved" if len(times) == 1 else f"{len(times)} turns moved"
    if most == 1:
        return words
    if len(times) == 1:
        return f"{words} {_often(most)}"
    which = "one of them" if times.count(most) == 1 else "some of them"
    return f"{words}, {which} {_often(most)}"


def _often(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


@dataclass(frozen=True)
class Stood:
    """What stood from a moment on: its last day, its words, and which of the due points given it was."""

    since: datetime
    last: date | None
    words: tuple[str, ...]
    places: tuple[int, ...]


@dataclass(frozen=True)
class Story:
    """What stood at first, and each move with what stood before and after it, oldest first.

    ``first`` is the first that could be worked out; while none could, the first words. None without any.
    """

    first: Stood | None
    moves: tuple[tuple[Stood, Stood], ...] = ()


def story(stretches: Sequence[Stretch]) -> Story:
    """How a milestone's last date came to be what it is, from every due point that it ever had."""
    stood = _stood(stretches)
    dated = [each for each in stood if each.last is not None]
    if not dated:
        return Story(stood[0] if stood else None)
    return Story(_first(dated), tuple(pair for pair in pairwise(dated) if _is_move(*pair)))


def moved(stretches: Sequence[Stretch]) -> Moved:
    """How often, and what it was at first."""
    found = story(stretches)
    return Moved(len(found.moves), found.first.last) if found.first else NEVER


def _stood(stretches: Sequence[Stretch]) -> list[Stood]:
    """What stood after each change, in order."""
    found = []
    for moment in sorted({each.since for each in stretches}):
        standing = {
            place: each
            for place, each in enumerate(stretches)
            if each.since <= moment and (each.until is None or each.until > moment)
        }
        last = last_due([Point(each.role, each.latest) for each in standing.values()])
        words = tuple(each.as_written for each in standing.values())
        found.append(Stood(moment, last, words, tuple(standing)))
    return found


def _is_move(before: Stood, after: Stood) -> bool:
    return before.last != after.last and not _is_reading(before, after)


def _is_reading(before: Stood, after: Stood) -> bool:
    """Whether only the reading of the same words changed: a quarter's, by the other kind of year."""
    same_words = before.words == after.words
    return same_words and any(is_reading_anew(text, before.last, after.last) for text in after.words)


def _first(dated: Sequence[Stood]) -> Stood:
    """The first date; of one that was only read anew before it ever moved, the reading that was settled."""
    first = dated[0]
    for later in dated[1:]:
        if not _is_reading(first, later):
            break
        first = later
    return first
