"""The specification of a measure's path: baseline dot, targets, the expected line, actuals, comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import altair as alt

from lapwing.platform.ui.chart_drawing import CHESTNUT, FONT, GREEN, GREY, INK, QUIET, config
from lapwing.platform.ui.chart_labels import (
    ABOVE,
    ABOVE_TO_LEFT,
    ABOVE_TO_RIGHT,
    AFTER,
    BEFORE,
    BELOW,
    BELOW_TO_LEFT,
    BELOW_TO_RIGHT,
    BESIDE,
    FROM_THE_TOP,
    OVER_A_STEP,
    TO_THE_TOP,
    UNDER_A_STEP,
    Label,
    Spot,
    placed,
)
from lapwing.platform.ui.chart_types import Level, Point, Series, Step
from lapwing.platform.ui.trajectory_frame import BOTTOM, LEFT, TOP, Frame, Trajectory, frame_of

# altair types what its marks give as Any.
Layer: TypeAlias = Any
Spots: TypeAlias = Sequence[Spot]
_TARGET_SPOTS: Spots = (ABOVE, ABOVE_TO_LEFT, BELOW, BELOW_TO_LEFT)


def trajectory_spec(told: Trajectory, *, narrow: bool) -> dict[str, Any]:
    """The whole chart. Every mark has its place given, so that the picture does not depend on the fonts."""
    frame = frame_of(told, narrow=narrow)
    labels = [*_labels(told, frame, narrow=narrow)]
    layers = [
        *_annotations(told, frame),
        *_comparators(told, frame),
        *_targets(told, frame),
        *_actuals(told, frame),
    ]
    if told.baseline:
        layers.append(_points([told.baseline], frame, fill="#ffffff", color=INK, size=80, strokeWidth=2))
    layers += words_at(placed(labels, frame), frame)
    chart = alt.layer(*layers).properties(
        width=frame.width,
        height=frame.height,
        autosize="none",
        padding={"left": LEFT, "right": frame.right, "top": TOP, "bottom": BOTTOM},
    )
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec | {"config": config()}


def _rows(points: Sequence[Point | Step]) -> list[dict[str, Any]]:
    return [{"d": point.date.isoformat(), "v": float(point.value)} for point in points]


def _base(rows: Sequence[dict[str, Any]], frame: Frame) -> Layer:
    return alt.Chart(alt.InlineData(values=list(rows))).encode(x=_x(frame), y=_y(frame))


def _line(points: Sequence[Point | Step], frame: Frame, **look: Any) -> Layer:
    return _base(_rows(points), frame).mark_line(**look)


def _points(points: Sequence[Point | Step], frame: Frame, **look: Any) -> Layer:
    return _base(_rows(points), frame).mark_point(opacity=1, **look)


def _x(frame: Frame) -> alt.X:
    months = (frame.last - frame.first).days / 30.4
    ticks = 4 if frame.width < 400 else 7
    form = "'%Y'" if months > 12 * ticks else "'%b %Y'"
    domain = [{"year": d.year, "month": d.month, "date": d.day} for d in (frame.first, frame.last)]
    axis = alt.Axis(
        tickCount=ticks, labelExpr=f"timeFormat(datum.value, {form})", labelOverlap=True, labelSeparation=10
    )
    return alt.X("d:T", scale=alt.Scale(domain=domain, nice=False), axis=axis, title=None)


def _y(frame: Frame) -> alt.Y:
    expression = {"%": "datum.label + '%'", "£": "'£' + datum.label"}.get(frame.unit, "datum.label")
    whole = frame.high - frame.low >= 4
    axis = alt.Axis(tickCount=5, labelExpr=expression, tickMinStep=1 if whole else alt.Undefined)
    scale = alt.Scale(domain=[frame.low, frame.high], nice=False, zero=False)
    return alt.Y("v:Q", scale=scale, axis=axis, title=None)


def axes(frame: Frame) -> tuple[alt.X, alt.Y]:
    """The scale of days and the scale of values."""
    return _x(frame), _y(frame)


def words_at(rows: list[dict[str, Any]], frame: Frame) -> list[Layer]:
    """All words at once, with a white edge so that lines below do not strike them through."""
    look: dict[str, Any] = {
        "font": FONT,
        "align": alt.expr("datum.align"),
        "dx": alt.expr("datum.dx"),
        "dy": alt.expr("datum.dy"),
        "fontSize": alt.expr("datum.size"),
        "fontWeight": alt.expr("datum.weight"),
    }
    base = _base(rows, frame).encode(text="t:N")
    edge = base.mark_text(**look, color="#ffffff", stroke="#ffffff", strokeWidth=4, strokeJoin="round")
    words = base.mark_text(**look).encode(color=alt.Color("colour:N", scale=None, legend=None))
    return [edge, words]


def _labels(told: Trajectory, frame: Frame, *, narrow: bool) -> Iterator[Label]:
    """What is named, the most wanted first: the latest figure, where it began, what it is compared with."""
    if told.actuals:
        last = told.in_order[-1]
        spots: Spots = (BESIDE, ABOVE, ABOVE_TO_LEFT, BELOW, BEFORE)
        yield Label(
            told.said(last.value), last.date, last.value, GREEN, spots, size=15, weight=700, kept=True
        )
    if told.baseline:
        start = told.baseline
        spots = (BELOW_TO_RIGHT, ABOVE_TO_RIGHT, BELOW_TO_LEFT, ABOVE_TO_LEFT)
        yield Label(f"Baseline {told.said(start.value)}", start.date, start.value, INK, spots, kept=True)
    yield from _comparator_labels(told, frame, narrow=narrow)
    for step in told.targets_by_interest:
        text = told.aim(step.value) if narrow or not step.label else step.label
        spots = _TARGET_SPOTS if told.expected else (OVER_A_STEP, UNDER_A_STEP)
        yield Label(text, step.date, step.value, CHESTNUT, spots)
    for note in told.annotations:
        yield Label(note.text, note.date, frame.high, QUIET, (FROM_THE_TOP, TO_THE_TOP), size=12)


def _comparator_labels(told: Trajectory, frame: Frame, *, narrow: bool) -> Iterator[Label]:
    """Names at the end of each comparison; level ones stand in the margin and are pushed apart."""
    for one in told.comparators:
        if isinstance(one, Series) and one.points:
            last = one.points[-1]
            spots: Spots = (AFTER, ABOVE_TO_LEFT, BELOW_TO_LEFT)
            yield Label(
                f"{one.label} {told.said(last.value)}", last.date, last.value, GREY, spots, size=12, kept=True
            )
    free_from = float("-inf")
    levels = [one for one in told.comparators if isinstance(one, Level)]
    for one in sorted(levels, key=lambda level: -level.value):
        at = max(frame.y_of(one.value), free_from)
        free_from = at + 15
        down = at - frame.y_of(one.value)
        spot: Spot = (-2, down - 8, "right") if narrow else (6, down, "left")
        yield Label(
            f"{one.label} {told.said(one.value)}", frame.last, one.value, GREY, (spot,), size=12, kept=True
        )


def _annotations(told: Trajectory, frame: Frame) -> list[Layer]:
    rows = [{"d": note.date.isoformat()} for note in told.annotations]
    if not rows:
        return []
    rules = alt.Chart(alt.InlineData(values=rows)).mark_rule(color=QUIET, strokeDash=[2, 3])
    return [rules.encode(x=_x(frame))]


def _comparators(told: Trajectory, frame: Frame) -> list[Layer]:
    """Grey lines, across for one value and along for a series."""
    layers: list[Layer] = []
    for one in told.comparators:
        ends = (frame.first, frame.last)
        points = one.points if isinstance(one, Series) else [Point(day, one.value) for day in ends]
        layers.append(_line(points, frame, color=GREY, strokeWidth=1.25, strokeDash=[6, 3]))
    return layers


def _targets(told: Trajectory, frame: Frame) -> list[Layer]:
    if not told.targets:
        return []
    if not told.expected:
        return [_line(_as_steps(told), frame, color=CHESTNUT, strokeWidth=1.75, interpolate="step-before")]
    return [
        _line(told.expected, frame, color=CHESTNUT, strokeWidth=1.75, strokeDash=[5, 4]),
        _points(told.targets, frame, shape="diamond", size=90, color=CHESTNUT, fill="#ffffff", strokeWidth=2),
    ]


def _as_steps(told: Trajectory) -> list[Point]:
    """Each target's level runs from the one before it, or from the first day known, to its own day."""
    ordered = sorted(told.targets, key=lambda step: step.date)
    start = min(day for day, _ in told.dated)
    return [Point(start, ordered[0].value), *(Point(step.date, step.value) for step in ordered)]


def _actuals(told: Trajectory, frame: Frame) -> list[Layer]:
    if not told.actuals:
        return []
    return [
        _line(told.in_order, frame, color=GREEN, strokeWidth=2.5, strokeJoin="round"),
        _points(told.in_order, frame, color=GREEN, fill=GREEN, size=36, strokeWidth=0),
        _points(told.in_order[-1:], frame, color=GREEN, fill=GREEN, size=90, strokeWidth=0),
    ]
