"""Two bars for each thing, one above the other: how much of each status there was then, and is now.

Each pair is measured by the longer of its two bars, so that a small group is as plain as a large one; the
number at a bar's end says how much it is. A table that says the same stands below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lapwing.platform.ui.marks import StatusCount, StatusMark

# A piece that is narrower, in hundredths of its room, has no place for its sign, or for sign and number.
_ROOM_FOR_SIGN = {"wide": 3.0, "narrow": 8.0}
_ROOM_FOR_NUMBER = {"wide": 6.0, "narrow": 15.0}


@dataclass(frozen=True)
class MarkedPiece:
    """A piece of a bar, in hundredths of the room: its sign tells it apart where colours are not seen."""

    mark: StatusMark
    count: int
    start: float
    width: float

    def has_room_for_sign(self, narrow: bool) -> bool:
        return self.width >= _ROOM_FOR_SIGN[_room(narrow)]

    def has_room_for_number(self, narrow: bool) -> bool:
        return self.width >= _ROOM_FOR_NUMBER[_room(narrow)]


@dataclass(frozen=True)
class MarkedBar:
    pieces: tuple[MarkedPiece, ...]
    total: int

    @property
    def end(self) -> float:
        return self.pieces[-1].start + self.pieces[-1].width if self.pieces else 0.0


@dataclass(frozen=True)
class PairRow:
    title: str
    bars: tuple[MarkedBar, MarkedBar]


@dataclass(frozen=True)
class BarPairs:
    """``names`` stand beside the two bars of each row; ``in_words`` is what is read aloud instead."""

    in_words: str
    names: tuple[str, str]
    rows: tuple[PairRow, ...]
    key: tuple[StatusMark, ...]


def pair(title: str, then: Sequence[StatusCount], now: Sequence[StatusCount]) -> PairRow:
    """The two bars of a row, on one scale. Statuses that nothing has are left out."""
    full = max(_total(then), _total(now), 1)
    return PairRow(title, (_bar(then, full), _bar(now, full)))


def _bar(counts: Sequence[StatusCount], full: int) -> MarkedBar:
    found: list[MarkedPiece] = []
    before = 0
    for each in counts:
        if each.count:
            start, width = round(100 * before / full, 2), round(100 * each.count / full, 2)
            found.append(MarkedPiece(each.mark, each.count, start, width))
        before += each.count
    return MarkedBar(tuple(found), before)


def _total(counts: Iterable[StatusCount]) -> int:
    return sum(each.count for each in counts)


def _room(narrow: bool) -> str:
    return "narrow" if narrow else "wide"
