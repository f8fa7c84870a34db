"""A frozen series as its control chart was: limits and kinds of points are read, never worked out again."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.domain.statistics.spc_types import Better, Cause, ChartPoint, ControlChart, Limits, PointType
from lapwing.insight.packs.shapes import ActualPoint, Series
from lapwing.insight.packs.shapes import Limits as FrozenLimits
from lapwing.platform.ui.beside import gathered
from lapwing.platform.ui.chart_types import Level, Note, Other, Step
from lapwing.platform.ui.control_frame import Controlled, Dated

_TYPES = {
    "": PointType.COMMON,
    "common": PointType.COMMON,
    "improvement": PointType.IMPROVEMENT,
    "concern": PointType.CONCERN,
    "neutral": PointType.NEUTRAL_HIGH,
}


def controlled(series: Series, targets: tuple[Step, ...]) -> Controlled | None:
    """What the drawing is told; None for a series without limits, or with a point that lies in none."""
    if series.spc is None:
        return None
    stretches = [(each, _within(series, each)) for each in series.spc.segments]
    kept = [(each, points) for each, points in stretches if points]
    points = tuple(dated for at, (each, found) in enumerate(kept) for dated in _dated(found, each, at))
    if not points or len(points) != sum(1 for point in series.points if point.value.value is not None):
        return None
    chart = ControlChart(tuple(each.point for each in points), Better.NEUTRAL, None, None)
    breaks = tuple(Note(each.from_, each.reason) for each, _ in kept[1:] if each.reason)
    others = others_of(series, in_control=True)
    return Controlled(series.unit_short, None, points, chart, targets, breaks, breaks_of(series), others)


def others_of(series: Series, *, in_control: bool) -> tuple[Other, ...]:
    """What its chart shows of others, as it was frozen.

    In the first three shapes a control chart had none, and a plain line each figure as a level one.
    """
    known = [(each.name, each.value.value, each.as_at.on) for each in series.comparators]
    figures = [(name, value, on) for name, value, on in known if value is not None]
    if series.beside is None:
        return () if in_control else tuple(Level(name, value) for name, value, _ in figures)
    return tuple(each for each in gathered(figures) if each.label in series.beside)


def breaks_of(series: Series) -> tuple[Note, ...]:
    """Where it is held to something else, as the drawing names it: "Target changed"."""
    days = [Note(each.on, each.text) for each in series.breaks if each.on]
    told = [Note(each.on.on, each.text.partition(":")[0]) for each in series.broken if each.on.on]
    return tuple(dict.fromkeys([*days, *told]))


def _within(series: Series, limits: FrozenLimits) -> list[ActualPoint]:
    return [
        point
        for point in series.points
        if point.value.value is not None and limits.from_ <= point.to <= limits.to
    ]


def _dated(points: list[ActualPoint], limits: FrozenLimits, segment: int) -> Iterator[Dated]:
    mean = limits.mean.value
    if mean is None:
        return
    drawn = Limits(mean, limits.lower.value, limits.upper.value, None, None)
    for point in points:
        assert point.value.value is not None
        kind = _TYPES[point.spc_kind]
        yield Dated(point.to, ChartPoint(point.value.value, segment, drawn, Cause.COMMON, kind, short=False))
