"""What a trajectory is told, and the frame of days and values that it is drawn in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.platform.ui import filters
from lapwing.platform.ui.beside import all_shown, names_of, values_of
from lapwing.platform.ui.chart_types import Note, Other, Point, Series, Step

_DAY = dt.timedelta(days=1)
# Pixels to the left of the plot (for the figures of the axis) and above it (for what happened).
LEFT, TOP, BOTTOM = 54, 22, 30
# From the middle of one name of a line to that of the next, in pixels.
NAME_ROW = 15


@dataclass(frozen=True)
class Trajectory:
    """What the chart is told, once."""

    unit: str
    places: int | None
    actuals: tuple[Point, ...]
    baseline: Point | None
    targets: tuple[Step, ...]
    expected: tuple[Point, ...]
    comparators: tuple[Other, ...]
    annotations: tuple[Note, ...]

    @property
    def dated(self) -> list[tuple[dt.date, float]]:
        """Every point of its own that has a day."""
        points: list[Point | Step] = [*self.actuals, *self.targets, *self.expected]
        if self.baseline:
            points.append(self.baseline)
        return [(point.date, point.value) for point in points]

    @property
    def in_order(self) -> list[Point]:
        """The actuals from the first to the last."""
        return sorted(self.actuals, key=lambda point: point.date)

    @property
    def targets_by_interest(self) -> list[Step]:
        """Those still to come, the nearest first, then those that have passed, the last first."""
        ordered = sorted(self.targets, key=lambda step: step.date)
        if not self.actuals:
            return ordered
        now = self.in_order[-1].date
        passed = [step for step in ordered if step.date <= now]
        return [step for step in ordered if step.date > now] + passed[::-1]

    def said(self, value: float) -> str:
        """A value with its unit: to the places asked for, else without the tail of a division."""
        return filters.measure(round(value, 2), self.unit, self.places)

    def aim(self, value: float) -> str:
        """A target with its unit, as it was set: 60%, and not 60.0%."""
        return filters.measure(round(value, 2), self.unit)

    @property
    def days(self) -> list[dt.date]:
        """The days that must find room: those of others only where it has none itself."""
        own = [day for day, _ in self.dated] + [note.date for note in self.annotations]
        others = [point.date for one in self.comparators if isinstance(one, Series) for point in one.points]
        return own or others or [dt.date(2026, 1, 1)]


@dataclass(frozen=True)
class Frame:
    """The plot's size in pixels and the span of both axes."""

    width: int
    height: int
    right: int
    first: dt.date
    last: dt.date
    low: float
    high: float
    unit: str
    # Room below the days, for names.
    foot: int = 0

    def y_of(self, value: float) -> float:
        return self.height * (self.high - value) / (self.high - self.low)

    def x_of(self, day: dt.date) -> float:
        return self.width * ((day - self.first) / (self.last - self.first))


def frame_of(told: Trajectory, *, narrow: bool) -> Frame:
    """Room for every value, with the zero line for counts and wherever it is not far away."""
    days = told.days
    margin = max((max(days) - min(days)) * 0.03, 20 * _DAY)
    first, last = min(days) - margin, max(days) + margin
    others = [value for each in all_shown(told.comparators, first, last) for value in values_of(each)]
    values = [value for _, value in told.dated] + others or [0.0, 1.0]
    low, high = min(values), max(values)
    percent = told.unit in {"%", "percent"}
    if low >= 0 and (not percent or low < 0.6 * high):
        low = 0.0
    room = (high - low) * 0.12 or abs(high) * 0.12 or 1.0
    if percent:
        # Never less than ten points from foot to top: a narrower span would make ripples look like waves.
        room = max(room, (10 - (high - low)) / 2)
    top = min(high + room, 100.0) if percent and high <= 100 else high + room
    bottom = low if low == 0 else low - room
    if percent and low > 0:
        bottom = max(bottom, 0.0)
    names = names_of(told.comparators, first, last, told.said)
    width, height, right = _size(names, narrow=narrow)
    return Frame(
        width,
        height,
        right,
        first,
        last,
        bottom,
        max(top, bottom + 1e-6),
        told.unit,
        NAME_ROW * len(names) if narrow else 0,
    )


def _size(names: Sequence[str], *, narrow: bool) -> tuple[int, int, int]:
    """Width and height of the plot and the margin to its right, which holds the names of other lines."""
    if narrow:
        return 314, 250, 30
    margin = margin_for(names, least=40)
    return 826 - margin, 290, margin


def margin_for(names: Sequence[str], *, least: int) -> int:
    """Pixels for names of others in the margin, each after its shape."""
    return max(least, *(round(len(name) * 6.8) + 26 for name in names), 0)
