"""Control charts for single values (XmR), exactly as NHS "Making Data Count" works them out.

Source: NHSRplotthedots 0.2.2. A chart is worked out separately for each segment between recalculations: no
rule and no limit looks across one. Values are in the order of time; equal values may differ in their last
bit, so every comparison allows for the rounding of the largest of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lapwing.domain.statistics import spc_rules
from lapwing.domain.statistics.spc_types import (
    ENOUGH_POINTS,
    FEWEST_TO_FIX,
    Assurance,
    Better,
    Cause,
    ChartPoint,
    ControlChart,
    Limits,
    TwoSigma,
    point_type,
)

LIMIT = 2.66
NEAR_LIMIT = 2 * LIMIT / 3
SCREEN = 3.267
# Decimal figures in binary, their mean and their limits agree to far better than this share of the largest.
_ROUNDING = 1e-12


@dataclass(frozen=True)
class Method:
    """How limits are worked out and two in three is counted.

    ``screen_outliers``: moving ranges of 3.267 times their mean or more do not feed the limits.
    ``fix_after``: only that many points of each segment feed them. Raises ValueError for fewer than 12.
    """

    screen_outliers: bool = True
    fix_after: int | None = None
    two_sigma: TwoSigma = TwoSigma.BETWEEN

    def __post_init__(self) -> None:
        if self.fix_after is not None and self.fix_after < FEWEST_TO_FIX:
            raise ValueError(f"Limits can be fixed after {FEWEST_TO_FIX} points or more.")


AS_PUBLISHED = Method()


def control_chart(
    values: Sequence[float],
    *,
    better: Better,
    target: float | None = None,
    recalculated_at: Iterable[int] = (),
    method: Method = AS_PUBLISHED,
) -> ControlChart:
    """The chart of some values in the order of time.

    ``recalculated_at`` are positions from 0 at which a segment starts. A flat segment has no limits here and
    its target is "inconsistent", as published; ``spc_page`` settles it for readers. Raises ValueError without
    a value, for one that is not a number, and for a position outside the series.
    """
    starts = _starts(values, recalculated_at)
    points = [
        point
        for number, (first, end) in enumerate(pairwise([*starts, len(values)]))
        for point in _segment(values[first:end], number, better, method)
    ]
    assurance = assured(points[-1].limits, better, target)
    return ControlChart(tuple(points), better, target, assurance)


def limits_of(values: Sequence[float], *, screen_outliers: bool = True) -> Limits:
    """Mean and limits from the moving ranges of some values. Screening never changes the mean."""
    within = rounding_of(values)
    mean = math.fsum(values) / len(values)
    ranges = [gap if (gap := abs(b - a)) > within else 0.0 for a, b in pairwise(values)]
    if screen_outliers and ranges:
        cut = SCREEN * _mean(ranges)
        ranges = [each for each in ranges if each < cut - within]
    if not ranges:
        return Limits(mean, None, None, None, None)
    far, near = LIMIT * _mean(ranges), NEAR_LIMIT * _mean(ranges)
    return Limits(mean, mean - far, mean + far, mean - near, mean + near)


def assured(limits: Limits, better: Better, target: float | None) -> Assurance | None:
    """Whether the limits of a process leave it all on one side of a target; None without one."""
    if target is None or better is Better.NEUTRAL:
        return None
    if limits.lower is None or limits.upper is None:
        return Assurance.INCONSISTENT
    within = rounding_of((limits.lower, limits.upper, target))
    above, below = target > limits.upper + within, target < limits.lower - within
    if not (above or below):
        return Assurance.INCONSISTENT
    return Assurance.FAIL if above == (better is Better.INCREASE) else Assurance.PASS


def _starts(values: Sequence[float], recalculated_at: Iterable[int]) -> list[int]:
    if not values:
        raise ValueError("There are no values.")
    if not all(math.isfinite(value) for value in values):
        raise ValueError("A value is not a number.")
    found = sorted({0, *recalculated_at})
    if found[0] < 0 or found[-1] >= len(values):
        raise ValueError(f"Limits can be worked out afresh from a point from 1 to {len(values)}.")
    return found


def _segment(values: Sequence[float], number: int, better: Better, method: Method) -> Iterator[ChartPoint]:
    limits = limits_of(values[: method.fix_after], screen_outliers=method.screen_outliers)
    causes = causes_of(values, limits, method.two_sigma)
    short = len(values) < ENOUGH_POINTS
    for value, cause in zip(values, causes, strict=True):
        yield ChartPoint(value, number, limits, cause, point_type(cause, better), short)


def causes_of(values: Sequence[float], limits: Limits, two_sigma: TwoSigma) -> list[Cause]:
    """The label of each value of a segment against its limits."""
    within = rounding_of(values)
    sides = [spc_rules.sign(value - limits.mean, within) for value in values]
    outside = [_beyond(value, limits.lower, limits.upper, within) for value in values]
    beyond_near = [_beyond(value, limits.near_lower, limits.near_upper, within) for value in values]
    counts_outside = two_sigma is TwoSigma.BEYOND
    close = [
        bool(near) and (counts_outside or not out) for near, out in zip(beyond_near, outside, strict=True)
    ]
    return spc_rules.labels(
        outside=outside,
        trend=spc_rules.part_of_seven(spc_rules.ends_of_trends(values, within)),
        near=spc_rules.two_in_three(close, sides),
        shift=spc_rules.part_of_seven(spc_rules.ends_of_shifts(sides)),
        sides=sides,
        ways=spc_rules.steps(values, within),
    )


def _beyond(value: float, lower: float | None, upper: float | None, within: float) -> int:
    if lower is None or upper is None:
        return 0
    if value > upper + within:
        return 1
    return -1 if value < lower - within else 0


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def rounding_of(values: Iterable[float]) -> float:
    """The difference between figures of this size that is none."""
    return _ROUNDING * max(abs(value) for value in values)
