"""What may truly be said of a series in plain English: where it is, where it was, what that means.

Every clause is worked out from the figures as they are shown, so that none contradicts the table beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from lapwing.domain.progress import Direction
from lapwing.domain.statistics.spc_rules import RUN
from lapwing.domain.statistics.spc_types import Assurance, Better, Cause, ChartPoint, ControlChart, PointType

Say = Callable[[float], str]
When = Callable[[date], str]
# A figure of a year ago is one within so many days of the day.
_ABOUT_A_YEAR = 45
_FLAT = 3


@dataclass(frozen=True)
class Told:
    """A series to be told of: figures in order, and its chart if it has one.

    ``target`` is the one in force in words ("60% by October 2026"), ``is_met`` whether the latest figure
    meets it; None where that cannot be said. ``off_path``: how many of the latest figures in a row are off
    path.
    """

    days: Sequence[date]
    values: Sequence[float]
    direction: Direction
    is_met: bool | None = None
    target: str = ""
    chart: ControlChart | None = None
    off_path: int = 0


def in_words(told: Told, *, say: Say, when: When, during: str) -> str:
    """One paragraph of true statements; "" for a series without figures.

    ``say`` writes a value with its unit, ``when`` the time of a figure ("October 2026"); ``during`` is when
    the latest was so ("in October 2026", "from July to September 2026").
    """
    if not told.values:
        return ""
    said = [_latest(told, say, during), _joined(_movement(told, say, when)), *_outlook(told)]
    return " ".join(f"{each[:1].upper()}{each[1:]}." for each in said if each)


def _latest(told: Told, say: Say, during: str) -> str:
    """Where it is, and against which target."""
    now = f"{say(told.values[-1])} {during}"
    if told.is_met is None or not told.target:
        return now
    if told.direction is Direction.NONE:
        return f"{now}; the target is {told.target}"
    missed = "outside" if told.direction is Direction.RANGE else "short of"
    return f"{now}, {'which meets' if told.is_met else missed} the target of {told.target}"


def _movement(told: Told, say: Say, when: When) -> Iterator[str]:
    yield _year_ago(told, say)
    yield _chart_says(told.chart, told.days, when) if told.chart else _line_says(told, say, when)


def _year_ago(told: Told, say: Say) -> str:
    """Better or worse than the figure nearest to a year before the latest."""
    last = told.days[-1]
    found = [
        (abs((last - day).days - 365), value)
        for day, value in zip(told.days[:-1], told.values[:-1], strict=True)
    ]
    away, then = min(found, default=(_ABOUT_A_YEAR + 1, 0.0))
    if away > _ABOUT_A_YEAR:
        return ""
    now = told.values[-1]
    if say(now) == say(then):
        return "the same as a year ago"
    word = "higher" if now > then else "lower"
    if told.direction in (Direction.INCREASE, Direction.DECREASE):
        good = (now > then) == (told.direction is Direction.INCREASE)
        word = "better" if good else "worse"
    return f"{word} than a year ago ({say(then)})"


def _chart_says(chart: ControlChart, days: Sequence[date], when: When) -> str:
    points = chart.segments[-1]
    last = points[-1]
    if len(points) == 1:
        return "its limits start afresh with this figure"
    if last.cause is Cause.COMMON:
        return _usual(points, days, when)
    what = _SPECIAL[last.cause](points)
    means = {PointType.IMPROVEMENT: ": an improvement", PointType.CONCERN: ": a concern"}.get(last.type, "")
    return f"{what}, which is more than chance explains{means}"


def _usual(points: Sequence[ChartPoint], days: Sequence[date], when: When) -> str:
    """Since when there has been nothing but the usual; after fewer than seven, of the latest figure alone."""
    row = _row_at_the_end([point.cause is Cause.COMMON for point in points])
    if row < RUN:
        return "the latest figure shows only the usual ups and downs"
    return f"only the usual ups and downs since {when(days[-row])}"


def _rising(points: Sequence[ChartPoint]) -> str:
    return f"it has risen {_steps_in_a_row(points, 1)} times in a row"


def _falling(points: Sequence[ChartPoint]) -> str:
    return f"it has fallen {_steps_in_a_row(points, -1)} times in a row"


def _above(points: Sequence[ChartPoint]) -> str:
    row = _row_at_the_end([point.value > point.limits.mean for point in points])
    return f"the last {row} figures are all above the mean"


def _below(points: Sequence[ChartPoint]) -> str:
    row = _row_at_the_end([point.value < point.limits.mean for point in points])
    return f"the last {row} figures are all below the mean"


_SPECIAL: dict[Cause, Callable[[Sequence[ChartPoint]], str]] = {
    Cause.ABOVE_LIMIT: lambda points: "the latest figure is above the upper limit of what is usual",
    Cause.BELOW_LIMIT: lambda points: "the latest figure is below the lower limit of what is usual",
    Cause.RISING: _rising,
    Cause.FALLING: _falling,
    Cause.NEAR_ABOVE: lambda points: "two or more of the last three figures are near the upper limit",
    Cause.NEAR_BELOW: lambda points: "two or more of the last three figures are near the lower limit",
    Cause.SHIFT_ABOVE: _above,
    Cause.SHIFT_BELOW: _below,
}


def _line_says(told: Told, say: Say, when: When) -> str:
    """Flat as shown, or moving one way, for three figures or more: no more can be said without limits."""
    latest = say(told.values[-1])
    flat = _row_at_the_end([say(value) == latest for value in told.values])
    if flat >= _FLAT:
        return f"flat since {when(told.days[-flat])}"
    for way, word in ((1, "up"), (-1, "down")):
        row = _row_at_the_end([(after - before) * way > 0 for before, after in pairwise(told.values)])
        if row >= _FLAT:
            return f"{word} at each of the last {row} figures"
    return ""


def _outlook(told: Told) -> Iterator[str]:
    if told.off_path:
        row = "at the latest figure" if told.off_path == 1 else f"for {told.off_path} figures in a row"
        yield f"off the expected path {row}"
    chart = told.chart
    if chart is None:
        return
    if chart.assurance:
        yield _DIFFERS.get((chart.assurance, told.is_met)) or _OUTLOOK[chart.assurance]
    count = len(chart.segments[-1])
    if chart.last.short and count > 1:
        undecided = (
            chart.target is not None and chart.assurance is None and chart.better is not Better.NEUTRAL
        )
        less = ", too few to say whether it will meet the target" if undecided else ""
        yield f"the limits come from only {count} figures{less}"


_OUTLOOK = {
    Assurance.PASS: "as things are, it can be expected to meet the target each time",
    Assurance.FAIL: "as things are, it cannot be expected to meet the target: something must change",
    Assurance.INCONSISTENT: "as things are, it may or may not meet the target from one time to the next",
}

# The latest figure did what the chart does not expect of the next.
_DIFFERS: dict[tuple[Assurance, bool | None], str] = {
    (
        Assurance.PASS,
        False,
    ): ("the latest figure falls short, yet as things are, it can be expected to meet the target"),
    (Assurance.FAIL, True): (
        "the latest figure meets the target, yet as things are, it cannot be expected to do so: "
        "something must change"
    ),
}


def _joined(clauses: Iterator[str]) -> str:
    return "; ".join(clause for clause in clauses if clause)


def _steps_in_a_row(points: Sequence[ChartPoint], way: int) -> int:
    values = [point.value for point in points]
    return _row_at_the_end([(after - before) * way > 0 for before, after in pairwise(values)])


def _row_at_the_end(flags: Sequence[bool]) -> int:
    """How many at the end are true without a break."""
    for row, flag in enumerate(reversed(flags)):
        if not flag:
            return row
    return len(flags)
