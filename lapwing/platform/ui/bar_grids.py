"""Bars in rows and columns: how much of each kind there is, in one drawing that is taken in at a glance.

Places are hundredths of the room of a cell, so that the drawing fills whatever room it is given. It is
shown beside a table that says the same: see ``ui.bar_grid``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from lapwing.platform.ui.marks import Colour, StatusMark

# A colour of the key of statuses; "hollow" is what is not there; shades grow darker from 1 to 3.
Look = Colour | Literal["hollow", "shade-1", "shade-2", "shade-3"]

# A piece that is narrower, in hundredths of its cell, has no room for its number.
_ROOM_FOR_NUMBER = 4.0
# Letters that all columns together hold in a line where room is scarce, and the most lines of a name.
_LETTERS_WIDE, _LETTERS_NARROW, _MOST_LINES = 68, 40, 4


@dataclass(frozen=True)
class Piece:
    """A piece of a bar: where it starts, and how wide it is."""

    look: Look
    count: int
    start: float
    width: float

    @property
    def has_room(self) -> bool:
        return self.width >= _ROOM_FOR_NUMBER


@dataclass(frozen=True)
class BarCell:
    """A bar, the mark that stands above it, and a few letters beside the mark."""

    pieces: tuple[Piece, ...]
    mark: StatusMark | None = None
    figure: str = ""


@dataclass(frozen=True)
class BarRow:
    title: str
    cells: tuple[BarCell, ...]


@dataclass(frozen=True)
class BarGrid:
    """``in_words`` is what is read aloud instead; ``key`` says what each look means.

    ``numbered``: each piece carries its count, where it has room.
    """

    in_words: str
    columns: tuple[str, ...]
    rows: tuple[BarRow, ...]
    key: tuple[tuple[Look, str], ...] = ()
    numbered: bool = False

    @property
    def has_marks(self) -> bool:
        return any(cell.mark or cell.figure for row in self.rows for cell in row.cells)

    @property
    def longest_column(self) -> int:
        """The letters of the longest name of a column."""
        return max((len(name) for name in self.columns), default=0)

    def head_lines(self, *, narrow: bool) -> int:
        """How many lines the names of columns take in the narrowest room of a drawing; 0 without names."""
        across = _LETTERS_NARROW if narrow else _LETTERS_WIDE
        return min(ceil(self.longest_column * len(self.columns) / across), _MOST_LINES)


def pieces(counts: Iterable[tuple[Look, int]], full: int) -> tuple[Piece, ...]:
    """The pieces of a bar in the order given; one of ``full`` fills its cell. What is 0 is left out."""
    found: list[Piece] = []
    before = 0
    for look, count in counts:
        if count:
            found.append(Piece(look, count, round(100 * before / full, 2), round(100 * count / full, 2)))
        before += count
    return tuple(found)


def full_of(rows: Sequence[Sequence[int]]) -> int:
    """What the longest of some bars comes to; at least 1."""
    return max((sum(row) for row in rows), default=0) or 1
