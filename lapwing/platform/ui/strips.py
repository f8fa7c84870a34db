"""Strips of time: many things one under the other on one scale of days, each drawn in a row of a table.

Places are hundredths of the strip's width, so that a strip fills whatever room it is given. What it shows
stands in words beside it: the drawing itself says nothing to those who do not see it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lapwing.platform.ui.marks import StatusMark

_MARGIN = dt.timedelta(days=20)


@dataclass(frozen=True)
class Tick:
    """A line across all strips, with the word for the time that begins there."""

    place: float
    label: str


@dataclass(frozen=True)
class Scale:
    """The days that strips span, their lines, and where today is (None: outside)."""

    first: dt.date
    last: dt.date
    ticks: tuple[Tick, ...]
    today: float | None

    def place(self, day: dt.date) -> float:
        """Where a day stands, in hundredths; days outside stand at the end."""
        share = (day - self.first) / (self.last - self.first)
        return round(100 * min(max(share, 0.0), 1.0), 2)


@dataclass(frozen=True)
class Strip:
    """One row: a bar between two places, a ring where it was first to be, and the mark where it is now."""

    at: float
    mark: StatusMark
    first: float | None = None
    forecast: float | None = None


def scale_of(days: Iterable[dt.date], today: dt.date) -> Scale:
    """A scale with room for all days, with a line for each year or, when they are few, each quarter."""
    found = [*days, today]
    first, last = min(found) - _MARGIN, max(found) + _MARGIN
    scale = Scale(first, last, (), None)
    ticks = tuple(Tick(scale.place(day), _label(day, last)) for day in _lines(first, last))
    return Scale(first, last, ticks, scale.place(today))


def _lines(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    months = (1, 4, 7, 10) if (last - first).days < 900 else (1,)
    for year in range(first.year, last.year + 1):
        for month in months:
            day = dt.date(year, month, 1)
            if first < day < last:
                yield day


def _label(day: dt.date, last: dt.date) -> str:
    """The year at its first line, the month at others; nothing where it would run over the edge."""
    if (last - day).days < 25:
        return ""
    return f"{day:%Y}" if day.month == 1 else f"{day:%b}"
