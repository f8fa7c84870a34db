"""What a trajectory is told, and the frame of days and values that it is drawn in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lapwing.platform.ui import filters
from lapwing.platform.ui.chart_types import Level, Note, Point, Series, Step

_DAY = dt.timedelta(days=1)
# Pixels to the left of the plot (for the figures of the axis) and above it (for what happened).
LEFT, TOP, BOTTOM = 54, 22, 30


@dataclass(frozen=True)
class Trajectory:
    """What the chart is told, once."""

    unit: str
    places: int | None
    actuals: tuple[Point, ...]
    baseline: Point | None
    targets: tuple[Step, ...]
    expected: tuple[Point, ...]
    comparators: tuple[Level | Series, ...]
    annotations: tuple[Note, ...]

    @property
    def dated(self) -> list[tuple[dt.date, float]]:
        """Every point that has a day."""
        points: list[Point | Step] = [*self.actuals, *self.targets, *self.expected]
        if self.baseline:
            points.append(self.baseline)
        for one in self.comparators:
            if isinstance(one, Series):
                points += one.points
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
    def widest_margin_label(self) -> int:
        """The letters of the longest name that stands in the right margin."""
        levels = [one for one in self.comparators if isinstance(one, Level)]
        return max((len(f"{one.label} {self.said(one.value)}") for one in levels), default=0)

    @property
    def values(self) -> list[float]:
        levels = [one.value for one in self.comparators if isinstance(one, Level)]
        return [value for _, value in self.dated] + levels


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

    def y_of(self, value: float) -> float:
        return self.height * (self.high - value) / (self.high - self.low)

    def x_of(self, day: dt.date) -> float:
        return self.width * ((day - self.first) / (self.last - self.first))


def frame_of(told: Trajectory, *, narrow: bool) -> Frame:
    """Room for every value, with the zero line for counts and wherever it is not far away."""
    days = [day for day, _ in told.dated] + [note.date for note in told.annotations] or [dt.date(2026, 1, 1)]
    values = told.values or [0.0, 1.0]
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
    margin = max((max(days) - min(days)) * 0.03, 20 * _DAY)
    width, height, right = _size(told, narrow=narrow)
    return Frame(
        width,
        height,
        right,
        min(days) - margin,
        max(days) + margin,
        bottom,
        max(top, bottom + 1e-6),
        told.unit,
    )


def _size(told: Trajectory, *, narrow: bool) -> tuple[int, int, int]:
    """Width and height of the plot and the margin to its right, which holds the names of level lines."""
    if narrow:
        return 314, 250, 30
    margin = min(240, max(40, round(told.widest_margin_label * 6.8) + 12))
    return 826 - margin, 290, margin
