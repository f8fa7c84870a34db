"""The control chart as people are shown it: the published rules with their degenerate cases settled.

A flat segment (all 100%) has no limits by the published rules and its target is "inconsistent", which readers
take for a mistake: here its limits are its mean, and the target is met or it is not. A segment that is flat
but for a slip or two has limits of no width, so that all its points are outside them: here such a series is
drawn without screening, as the NHS workbook draws every series.

Limits of fewer than 13 figures, after they were worked out afresh, are drawn, yet do not say whether the
target will be met: the NHS workbook gives no icon before 13 either, and so short a series has no chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lapwing.domain.statistics.spc import AS_PUBLISHED, Method, control_chart, rounding_of
from lapwing.domain.statistics.spc_types import Assurance, Better, ChartPoint, ControlChart, Limits


def chart_for_readers(
    values: Sequence[float],
    *,
    better: Better,
    target: float | None = None,
    recalculated_at: Iterable[int] = (),
    method: Method = AS_PUBLISHED,
) -> ControlChart:
    """The chart for a page or a pack. Positions count from 0. Raises ValueError as ``control_chart`` does."""
    starts = tuple(recalculated_at)
    chart = control_chart(values, better=better, target=target, recalculated_at=starts, method=method)
    if any(_is_pinched(points) for points in chart.segments):
        every = replace(method, screen_outliers=False)
        chart = control_chart(values, better=better, target=target, recalculated_at=starts, method=every)
    settled = flat_settled(chart)
    return replace(settled, assurance=None) if settled.last.short else settled


def flat_settled(chart: ControlChart) -> ControlChart:
    """The same chart with its flat segments decided. A segment of one point stays without limits."""
    flat = {number for number, points in enumerate(chart.segments) if _is_flat(points)}
    points = tuple(
        replace(point, limits=_on_the_mean(point.limits)) if point.segment in flat else point
        for point in chart.points
    )
    if chart.last.segment not in flat:
        return replace(chart, points=points)
    return replace(
        chart, points=points, assurance=_met_by(chart.last.limits.mean, chart.better, chart.target)
    )


def _is_flat(points: Sequence[ChartPoint]) -> bool:
    values = [point.value for point in points]
    return len(values) > 1 and max(values) - min(values) <= rounding_of(values)


def _is_pinched(points: Sequence[ChartPoint]) -> bool:
    """Limits of no width about values that differ."""
    limits = points[0].limits
    return limits.lower is not None and limits.lower == limits.upper and not _is_flat(points)


def _on_the_mean(limits: Limits) -> Limits:
    return Limits(limits.mean, limits.mean, limits.mean, limits.mean, limits.mean)


def _met_by(level: float, better: Better, target: float | None) -> Assurance | None:
    if target is None or better is Better.NEUTRAL:
        return None
    short_of = target - level if better is Better.INCREASE else level - target
    return Assurance.FAIL if short_of > rounding_of((level, target)) else Assurance.PASS
