"""The specification of a measure's path: baseline dot, targets, the expected line, actuals, comparisons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import altair as alt

from lapwing.platform.ui import filters
from lapwing.platform.ui.chart_drawing import CHESTNUT, FONT, GREEN, GREY, INK, QUIET, config
from lapwing.platform.ui.chart_types import Level, Note, Point, Series, Step

_DAY = dt.timedelta(days=1)
# altair types what its marks give as Any.
Layer: TypeAlias = Any


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

    def near_right(self, day: dt.date) -> bool:
        """Whether words to the right of this day would run out of the picture."""
        return (day - self.first) / (self.last - self.first) > 0.8


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
    width, height, right = (314, 250, 30) if narrow else (714, 290, 112)
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


def trajectory_spec(told: Trajectory, *, narrow: bool) -> dict[str, Any]:
    """The whole chart. Every mark has its place given, so that the picture does not depend on the fonts."""
    frame = frame_of(told, narrow=narrow)
    layers = [
        *_annotations(told.annotations, frame),
        *_comparators(told, frame, narrow=narrow),
        *_targets(told, frame),
        *_actuals(told, frame),
    ]
    if told.baseline:
        layers += _baseline(told, told.baseline, frame)
    chart = alt.layer(*(layers or [_nothing(frame)])).properties(
        width=frame.width,
        height=frame.height,
        autosize="none",
        padding={"left": 54, "right": frame.right, "top": 22, "bottom": 30},
    )
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec | {"config": config()}


def _rows(points: Sequence[Point | Step]) -> list[dict[str, Any]]:
    return [{"d": point.date.isoformat(), "v": float(point.value)} for point in points]


def _base(rows: Sequence[dict[str, Any]], frame: Frame) -> Layer:
    return alt.Chart(alt.InlineData(values=list(rows))).encode(x=_x(frame), y=_y(frame))


def _x(frame: Frame) -> alt.X:
    months = (frame.last - frame.first).days / 30.4
    ticks = 4 if frame.width < 400 else 7
    form = "'%Y'" if months > 12 * ticks else "'%b %Y'"
    domain = [{"year": d.year, "month": d.month, "date": d.day} for d in (frame.first, frame.last)]
    axis = alt.Axis(tickCount=ticks, labelExpr=f"timeFormat(datum.value, {form})", labelOverlap=True)
    return alt.X("d:T", scale=alt.Scale(domain=domain, nice=False), axis=axis, title=None)


def _y(frame: Frame) -> alt.Y:
    expression = {"%": "datum.label + '%'", "£": "'£' + datum.label"}.get(frame.unit, "datum.label")
    whole = frame.high - frame.low >= 4
    axis = alt.Axis(tickCount=5, labelExpr=expression, tickMinStep=1 if whole else alt.Undefined)
    return alt.Y(
        "v:Q", scale=alt.Scale(domain=[frame.low, frame.high], nice=False, zero=False), axis=axis, title=None
    )


def _words(
    rows: list[dict[str, Any]],
    frame: Frame,
    colour: str,
    *,
    dx: float = 0,
    dy: float = 0,
    align: str = "left",
    weight: int = 500,
    size: int = 13,
) -> list[Layer]:
    """Words at a point, with a white edge so that lines below do not strike them through."""
    look: dict[str, Any] = {
        "font": FONT,
        "fontSize": size,
        "fontWeight": weight,
        "align": align,
        "dx": dx,
        "dy": dy,
    }
    base = _base(rows, frame).encode(text="t:N")
    edge = base.mark_text(**look, color="#ffffff", stroke="#ffffff", strokeWidth=4, strokeJoin="round")
    return [edge, base.mark_text(**look, color=colour)]


def _nothing(frame: Frame) -> Layer:
    return _base([], frame).mark_point()


def _annotations(notes: Sequence[Note], frame: Frame) -> list[Layer]:
    layers: list[Layer] = []
    for note in notes:
        row = [{"d": note.date.isoformat(), "v": frame.high, "t": note.text}]
        right = frame.near_right(note.date)
        rule = (
            alt.Chart(alt.InlineData(values=row))
            .mark_rule(color=QUIET, strokeDash=[2, 3])
            .encode(x=_x(frame))
        )
        words = _words(
            row, frame, QUIET, dx=-5 if right else 5, dy=-10, align="right" if right else "left", size=12
        )
        layers += [rule, *words]
    return layers


def _comparators(told: Trajectory, frame: Frame, *, narrow: bool) -> list[Layer]:
    """Grey lines across or along, named where they end, names pushed apart where they touch."""
    layers: list[Layer] = []
    levels: list[tuple[float, str]] = []
    for one in told.comparators:
        if isinstance(one, Series):
            layers += _moving_comparator(one, told, frame)
            continue
        across = _rows([Point(frame.first, one.value), Point(frame.last, one.value)])
        layers.append(_grey_line(across, frame))
        levels.append((one.value, f"{one.label} {filters.measure(one.value, told.unit, told.places)}"))
    for value, text, shift in _apart(levels, frame):
        row = [{"d": frame.last.isoformat(), "v": value, "t": text}]
        if narrow:
            layers += _words(row, frame, GREY, dx=-2, dy=shift - 8, align="right", size=12)
        else:
            layers += _words(row, frame, GREY, dx=6, dy=shift, size=12)
    return layers


def _moving_comparator(one: Series, told: Trajectory, frame: Frame) -> list[Layer]:
    if not one.points:
        return []
    last = one.points[-1]
    text = f"{one.label} {filters.measure(last.value, told.unit, told.places)}"
    row = [{"d": last.date.isoformat(), "v": last.value, "t": text}]
    right = frame.near_right(last.date)
    words = _words(
        row,
        frame,
        GREY,
        dx=0 if right else 6,
        dy=12 if right else 0,
        align="right" if right else "left",
        size=12,
    )
    return [_grey_line(_rows(one.points), frame), *words]


def _grey_line(rows: list[dict[str, Any]], frame: Frame) -> Layer:
    return _base(rows, frame).mark_line(color=GREY, strokeWidth=1.25, strokeDash=[6, 3])


def _apart(ends: list[tuple[float, str]], frame: Frame) -> list[tuple[float, str, float]]:
    """(value, words, pixels to move down) so that no two names are nearer than a line of type."""
    placed: list[tuple[float, str, float]] = []
    free_from = float("-inf")
    for value, text in sorted(ends, reverse=True):
        wanted = frame.y_of(value)
        at = max(wanted, free_from)
        placed.append((value, text, at - wanted))
        free_from = at + 15
    return placed


def _targets(told: Trajectory, frame: Frame) -> list[Layer]:
    if not told.targets:
        return []
    layers: list[Layer] = []
    if told.expected:
        line = _base(_rows(told.expected), frame)
        layers.append(line.mark_line(color=CHESTNUT, strokeWidth=1.75, strokeDash=[5, 4]))
        diamonds = _base(_rows(told.targets), frame)
        layers.append(
            diamonds.mark_point(
                shape="diamond", size=90, color=CHESTNUT, fill="#ffffff", opacity=1, strokeWidth=2
            )
        )
    else:
        steps = _base(_rows(_as_steps(told, frame)), frame)
        layers.append(steps.mark_line(color=CHESTNUT, strokeWidth=1.75, interpolate="step-before"))
    for step in told.targets:
        text = step.label or filters.measure(step.value, told.unit, told.places)
        row = [{"d": step.date.isoformat(), "v": step.value, "t": text}]
        right = frame.near_right(step.date)
        # Over the end of a step; over the middle of a diamond, unless that would run out of the picture.
        align, dx, dy = ("center", 0, -14) if told.expected and not right else ("right", 4, -14)
        if not told.expected:
            dx, dy = -6, -11
        layers += _words(row, frame, CHESTNUT, dx=dx, dy=dy, align=align)
    return layers


def _as_steps(told: Trajectory, frame: Frame) -> list[Point]:
    """Each target's level runs from the one before it to its own day."""
    ordered = sorted(told.targets, key=lambda step: step.date)
    start = told.baseline.date if told.baseline else min(frame.first, ordered[0].date)
    return [Point(min(start, ordered[0].date), ordered[0].value), *(Point(s.date, s.value) for s in ordered)]


def _actuals(told: Trajectory, frame: Frame) -> list[Layer]:
    if not told.actuals:
        return []
    ordered = sorted(told.actuals, key=lambda point: point.date)
    base = _base(_rows(ordered), frame)
    last = ordered[-1]
    row = [
        {
            "d": last.date.isoformat(),
            "v": last.value,
            "t": filters.measure(last.value, told.unit, told.places),
        }
    ]
    right = frame.near_right(last.date)
    return [
        base.mark_line(color=GREEN, strokeWidth=2.5, strokeJoin="round"),
        base.mark_point(color=GREEN, fill=GREEN, size=36, opacity=1, strokeWidth=0),
        _base(row, frame).mark_point(color=GREEN, fill=GREEN, size=90, opacity=1, strokeWidth=0),
        *_words(row, frame, GREEN, dx=0 if right else 9, dy=-14 if right else 0, weight=700, size=15,
                align="center" if right else "left"),
    ]  # fmt: skip


def _baseline(told: Trajectory, point: Point, frame: Frame) -> list[Layer]:
    text = f"Baseline {filters.measure(point.value, told.unit, told.places)}"
    row = [{"d": point.date.isoformat(), "v": point.value, "t": text}]
    right = frame.near_right(point.date)
    return [
        _base(row, frame).mark_point(color=INK, fill="#ffffff", size=80, opacity=1, strokeWidth=2),
        *_words(row, frame, INK, dx=-6 if right else -4, dy=18, align="right" if right else "left"),
    ]
