"""The rules that find special causes, each on its own: which points of one segment a rule marks.

Sides and ways are 1, -1 or 0. All lists have one entry for each point of the segment. Source: NHS "Making
Data Count" as NHSRplotthedots 0.2.2 works it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lapwing.domain.statistics.spc_types import Cause

RUN = 7


def sign(difference: float, within: float = 0.0) -> int:
    """1 above, -1 below, 0 for a difference no greater than ``within``."""
    if abs(difference) <= within:
        return 0
    return 1 if difference > 0 else -1


def steps(values: Sequence[float], within: float = 0.0) -> list[int]:
    """The way from each point to the next: one entry fewer than there are points."""
    return [sign(after - before, within) for before, after in pairwise(values)]


def ends_of_trends(values: Sequence[float], within: float = 0.0) -> list[int]:
    """1 (-1) where the six differences up to a point all rise (fall); a tie breaks a trend."""
    ways = steps(values, within)
    return _ends([0, *ways], RUN - 1)


def ends_of_shifts(sides: Sequence[int]) -> list[int]:
    """1 (-1) where a point and the six before it all lie above (below) the mean."""
    return _ends(sides, RUN)


def part_of_seven(ends: Sequence[int]) -> list[bool]:
    """Which points belong to any run of seven that ends at a marked point."""
    marked = [False] * len(ends)
    for at, end in enumerate(ends):
        if end:
            first = max(0, at - RUN + 1)
            marked[first : at + 1] = [True] * (at + 1 - first)
    return marked


def two_in_three(close: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    """The close points of any three in a row on one side of the mean of which at least two are close."""
    marked = [False] * len(sides)
    for first in range(len(sides) - 2):
        window = range(first, first + 3)
        one_side = len({sides[at] for at in window}) == 1 and sides[first] != 0
        if one_side and sum(close[at] for at in window) >= 2:
            for at in window:
                marked[at] = marked[at] or close[at]
    return marked


def labels(
    *,
    outside: Sequence[int],
    trend: Sequence[bool],
    near: Sequence[bool],
    shift: Sequence[bool],
    sides: Sequence[int],
    ways: Sequence[int],
) -> list[Cause]:
    """One label a point, the first that fits: outside, trend, two in three, shift, common cause.

    ``ways`` are the steps between points, as ``steps`` gives them.
    """
    return [
        _label(outside[at], _way_of_trend(at, trend, ways), near[at], shift[at], sides[at])
        for at in range(len(sides))
    ]


def _label(outside: int, trend: int, near: bool, shift: bool, side: int) -> Cause:
    if outside:
        return Cause.ABOVE_LIMIT if outside > 0 else Cause.BELOW_LIMIT
    if trend:
        return Cause.RISING if trend > 0 else Cause.FALLING
    if near:
        return Cause.NEAR_ABOVE if side > 0 else Cause.NEAR_BELOW
    if shift:
        return Cause.SHIFT_ABOVE if side > 0 else Cause.SHIFT_BELOW
    return Cause.COMMON


def _way_of_trend(at: int, trend: Sequence[bool], ways: Sequence[int]) -> int:
    """0 outside a trend; the way to the next point while that is in a trend too, else from the last."""
    if not trend[at]:
        return 0
    goes_on = at + 1 < len(trend) and trend[at + 1]
    return ways[at] if goes_on else ways[at - 1]


def _ends(ways: Sequence[int], run: int) -> list[int]:
    """The common way of the last ``run`` entries up to each point, 0 where they have none."""
    found = [0] * len(ways)
    for at in range(run - 1, len(ways)):
        last = set(ways[at - run + 1 : at + 1])
        found[at] = last.pop() if len(last) == 1 else 0
    return found
