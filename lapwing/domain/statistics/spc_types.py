"""The words of a control chart: which way is better, what a point shows, what the icons say.

The values of these names are the words of NHS "Making Data Count" as its R package writes them, so that a
result can be set beside one from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

# From here on the limits of a segment are worth something (the Making Data Count guidance).
ENOUGH_POINTS = 13
FEWEST_TO_FIX = 12


class Better(StrEnum):
    """Which way is an improvement."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class TwoSigma(StrEnum):
    """Which points the rule of two in three counts.

    ``BETWEEN``: those between the near limit and the limit, as the R package does. ``BEYOND``: all beyond the
    near limit, those outside the limits among them, as the NHS workbook does since the end of 2023.
    """

    BETWEEN = "between"
    BEYOND = "beyond"


class Cause(StrEnum):
    """Why a point stands out: one label a point, the first that fits."""

    COMMON = "Common Cause"
    ABOVE_LIMIT = "Above UCL"
    BELOW_LIMIT = "Below LCL"
    RISING = "7 Point Trend (Increasing)"
    FALLING = "7 Point Trend (Decreasing)"
    NEAR_ABOVE = "2 in 3 Above CL"
    NEAR_BELOW = "2 in 3 Below CL"
    SHIFT_ABOVE = "7 Points Above CL"
    SHIFT_BELOW = "7 Points Below CL"

    @property
    def way(self) -> int:
        """1 for what points upwards, -1 downwards, 0 for common cause."""
        return _WAYS[self]


_UP = (Cause.ABOVE_LIMIT, Cause.RISING, Cause.NEAR_ABOVE, Cause.SHIFT_ABOVE)
_WAYS = {cause: 0 if cause is Cause.COMMON else 1 if cause in _UP else -1 for cause in Cause}


class PointType(StrEnum):
    """Whether what a point shows is good."""

    COMMON = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"


class Variation(StrEnum):
    """The variation icon: what the last point shows, and towards which end."""

    COMMON = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """The assurance icon: whether the target will be met, from the limits alone."""

    PASS = "consistent_pass"
    FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True)
class Limits:
    """Mean and limits of a segment, in the unit of the series and never clipped.

    The limits are None where nothing can be said: one point, or (by the published rules) a flat segment.
    """

    mean: float
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None


@dataclass(frozen=True)
class ChartPoint:
    """A value with the limits it is read against, what it shows, and how sure one may be.

    ``short``: its segment has fewer than 13 points. ``segment`` counts from 0.
    """

    value: float
    segment: int
    limits: Limits
    cause: Cause
    type: PointType
    short: bool


@dataclass(frozen=True)
class ControlChart:
    """An XmR chart: a point for each value, and the two icons. No assurance without target or direction."""

    points: tuple[ChartPoint, ...]
    better: Better
    target: float | None
    assurance: Assurance | None

    @property
    def last(self) -> ChartPoint:
        return self.points[-1]

    @property
    def variation(self) -> Variation:
        """The icon of the last point."""
        return variation_of(self.last.type, self.better)

    @property
    def segments(self) -> tuple[tuple[ChartPoint, ...], ...]:
        """The points of each stretch between recalculations, in order."""
        numbers = range(self.last.segment + 1)
        return tuple(tuple(point for point in self.points if point.segment == n) for n in numbers)


def point_type(cause: Cause, better: Better) -> PointType:
    """What a label means for this measure."""
    way = cause.way
    if way == 0:
        return PointType.COMMON
    if better is Better.NEUTRAL:
        return PointType.NEUTRAL_HIGH if way > 0 else PointType.NEUTRAL_LOW
    good = way > 0 if better is Better.INCREASE else way < 0
    return PointType.IMPROVEMENT if good else PointType.CONCERN


def variation_of(type_: PointType, better: Better) -> Variation:
    """The icon for a type of point. An improvement stands at the better end, a concern at the other."""
    high = better is Better.INCREASE
    return {
        PointType.COMMON: Variation.COMMON,
        PointType.NEUTRAL_HIGH: Variation.NEUTRAL_HIGH,
        PointType.NEUTRAL_LOW: Variation.NEUTRAL_LOW,
        PointType.IMPROVEMENT: Variation.IMPROVEMENT_HIGH if high else Variation.IMPROVEMENT_LOW,
        PointType.CONCERN: Variation.CONCERN_LOW if high else Variation.CONCERN_HIGH,
    }[type_]
