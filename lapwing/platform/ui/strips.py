"""Strips of time: many things one under the other on one scale of days, each drawn in a row of a table.

Places are hundredths of the strip's width, so that a strip fills whatever room it is given. What it shows
stands in words beside it: the drawing itself says nothing to those who do not see it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from lapwing.platform.ui.marks import StatusMark

# Room for half a mark at both ends, also in a narrow strip.
_MARGIN = 0.05


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
    margin = max((max(found) - min(found)) * _MARGIN, dt.timedelta(days=10))
    first, last = min(found) - margin, max(found) + margin
    scale = Scale(first, last, (), None)
    ticks = tuple(Tick(scale.place(day), _label(day, first, last)) for day in _lines(first, last))
    return Scale(first, last, ticks, scale.place(today))


def _lines(first: dt.date, last: dt.date) -> Iterable[dt.date]:
    months = (1, 4, 7, 10) if (last - first).days < 900 else (1,)
    for year in range(first.year, last.year + 1):
        for month in months:
            day = dt.date(year, month, 1)
            if first < day < last:
                yield day


def _label(day: dt.date, first: dt.date, last: dt.date) -> str:
    """The year at its first line, the month at others; nothing where it would run over the edge."""
    if last - day < 0.06 * (last - first):
        return ""
    return f"{day:%Y}" if day.month == 1 else f"{day:%b}"
