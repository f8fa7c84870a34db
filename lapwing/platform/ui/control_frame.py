"""What the drawing of a control chart is told, and the frame that it is drawn in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lapwing.domain.statistics.spc_types import ChartPoint, ControlChart
from lapwing.platform.ui import filters
from lapwing.platform.ui.beside import all_shown, names_of, values_of
from lapwing.platform.ui.chart_types import Note, Other, Step
from lapwing.platform.ui.trajectory_frame import NAME_ROW, Frame, margin_for

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Dated:
    """A point of the chart on its day. ``note`` is said in the table: "37 of 72"."""

    day: dt.date
    point: ChartPoint
    note: str = ""


@dataclass(frozen=True)
class Controlled:
    """What the drawing is told, once.

    ``breaks`` are the reasons at the first days of new segments; ``changes`` say from which days on the
    figures are held to something else, while the limits go on. ``comparators`` is what others have.
    """

    unit: str
    places: int | None
    points: tuple[Dated, ...]
    chart: ControlChart
    targets: tuple[Step, ...]
    breaks: tuple[Note, ...]
    changes: tuple[Note, ...] = ()
    comparators: tuple[Other, ...] = ()

    def said(self, value: float) -> str:
        """A value with its unit, to the places asked for; else to a hundredth, and a share to a tenth."""
        return filters.measure(round(value, 1 if self.unit == "%" else 2), self.unit, self.places)

    def roughly(self, value: float) -> str:
        """A mean or limit with its unit: worked out, so no finer than is worth saying."""
        values = [each.point.value for each in self.points]
        places = 1 if max(values) - min(values) >= 2 or self.unit == "%" else 2
        return filters.measure(round(value, places), self.unit, self.places)

    def aim(self, value: float) -> str:
        """A target with its unit, as it was set: 60%, and not 60.0%."""
        return filters.measure(round(value, 2), self.unit)

    @property
    def segments(self) -> list[list[Dated]]:
        """The points between recalculations, in order."""
        numbers = range(self.points[-1].point.segment + 1)
        return [[each for each in self.points if each.point.segment == number] for number in numbers]

    @property
    def in_view(self) -> list[Step]:
        """The targets in force while figures were counted: others, far ahead, would press these together."""
        ordered = sorted(self.targets, key=lambda step: step.date)
        first, last = self.points[0].day, self.points[-1].day
        shown = [step for step in ordered if step.date >= first] or ordered[-1:]
        ahead = next((at for at, step in enumerate(shown) if step.date >= last), len(shown))
        return shown[: ahead + 1]

    @property
    def steps(self) -> list[tuple[dt.date, float]]:
        """The line of the targets: each level runs from the one before it to its own day, the last one on."""
        if not self.in_view:
            return []
        first, last = self.points[0].day, self.points[-1].day
        days = [min(max(step.date, first), last) for step in self.in_view]
        values = [step.value for step in self.in_view]
        return [(first, values[0]), *zip(days, values, strict=True), (last, values[-1])]

    def values(self) -> Iterator[float]:
        """Everything that must find room."""
        for each in self.points:
            limits = each.point.limits
            yield from (each.point.value, limits.mean)
            yield from (limit for limit in (limits.lower, limits.upper) if limit is not None)
        yield from (value for _, value in self.steps)


def frame_of(told: Controlled, *, narrow: bool) -> Frame:
    """Room for every value and limit. Nought is not forced in: what matters lies between the limits."""
    days = [*(each.day for each in told.points), *(day for day, _ in told.steps)]
    margin = max((max(days) - min(days)) * 0.03, 20 * _DAY)
    first, last = min(days) - margin, max(days) + margin
    others = [value for each in all_shown(told.comparators, first, last) for value in values_of(each)]
    values = [*told.values(), *others]
    low, high = min(values), max(values)
    room = (high - low) * 0.1 or abs(high) * 0.1 or 1.0
    if told.unit in {"%", "percent"}:
        # never less than ten points from foot to top: a narrower span would make ripples look like waves
        room = max(room, (10 - (high - low)) / 2)
    names = names_of(told.comparators, first, last, told.said)
    wide = margin_for(names, least=128)
    width, height, right = (314, 250, 30) if narrow else (826 - wide, 300, wide)
    foot = NAME_ROW * len(names) if narrow else 0
    return Frame(width, height, right, first, last, low - room, high + room, told.unit, foot)
