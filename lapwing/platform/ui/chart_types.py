"""What a chart is told, and what comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from lapwing.platform.ui.marks import StatusCount

Shape = Literal["circle", "square", "diamond", "triangle-up", "triangle-down"]


@dataclass(frozen=True)
class Point:
    """A value on a day; ``note`` is said in the table: "37 of 72"."""

    date: dt.date
    value: float
    note: str = ""


@dataclass(frozen=True)
class Step:
    """A value to be reached by a day, with the words for it: "60% by Oct 2026"."""

    date: dt.date
    value: float
    label: str = ""


@dataclass(frozen=True)
class Level:
    """A comparison that is one value for the whole time: "England", 39.6. ``on`` is its day, where known."""

    label: str
    value: float
    on: dt.date | None = None


@dataclass(frozen=True)
class Series:
    """A comparison that moves."""

    label: str
    points: Sequence[Point]

    def __post_init__(self) -> None:
        # In order, and a tuple, so that a chart can be found again by what it was told.
        object.__setattr__(self, "points", tuple(sorted(self.points, key=lambda point: point.date)))


Other = Level | Series


@dataclass(frozen=True)
class Note:
    """Something that happened on a day and explains the line: "Definition changed"."""

    date: dt.date
    text: str


@dataclass(frozen=True)
class CountsAt:
    """How many had each status at one time; ``label`` names the time under the bar."""

    label: str
    counts: Sequence[StatusCount]

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", tuple(self.counts))


@dataclass(frozen=True)
class DataTable:
    """The figures of a chart. Cells are written for people; columns in ``numeric`` (from 0) hold figures."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class KeyEntry:
    """A kind of line or mark, for the key above the drawing."""

    label: str
    look: str


@dataclass(frozen=True)
class Drawing:
    """A chart ready for a page: a wide and a narrow drawing, its words, its figures."""

    title: str
    subtitle: str
    summary: str
    wide: Markup
    narrow: Markup
    table: DataTable
    key: tuple[KeyEntry, ...] = ()
