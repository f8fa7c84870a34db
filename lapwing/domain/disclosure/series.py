"""A measure over time: which of its points may be shown, and as what text.

A percentage with its denominator gives its numerator away, so it stands only where both may be shown; it is
worked out from what is shown, so that it tells no more. A denominator of 1 to the threshold hides all of its
point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lapwing.domain.disclosure.policy import Policy
from lapwing.domain.disclosure.protect import protect
from lapwing.domain.disclosure.release import Release
from lapwing.domain.disclosure.tables import Key, Sum, Table

NUMERATOR, DENOMINATOR, LEFT_OUT = "numerator", "denominator", "left out"


@dataclass(frozen=True)
class Point:
    """Counts of one period. No ``denominator``: a mere count. No ``numerator``: nothing is known of it.

    ValueError for a negative count, a numerator above its denominator, or a denominator alone.
    """

    period: str
    numerator: int | None
    denominator: int | None = None

    def __post_init__(self) -> None:
        counts = [count for count in (self.numerator, self.denominator) if count is not None]
        if any(count < 0 for count in counts):
            raise ValueError(f"{self.period}: a count of children cannot be negative.")
        if self.numerator is None and self.denominator is not None:
            raise ValueError(f"{self.period}: there is a denominator and no numerator.")
        if len(counts) == 2 and counts[0] > counts[1]:
            raise ValueError(f"{self.period}: {counts[0]} of {counts[1]} is more than all.")


@dataclass(frozen=True)
class ShownPoint:
    """A point as texts. ``value`` is what a chart may draw: the percentage, or the count where there is no
    denominator; None where it is hidden or there is none.
    """

    period: str
    numerator: str
    denominator: str
    percentage: str
    value: float | None

    @property
    def is_shown(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class ShownSeries:
    """The points in the order they were given, the whole if there is one, and the release to keep."""

    points: tuple[ShownPoint, ...]
    whole: ShownPoint | None
    release: Release


def protect_series(
    name: str,
    points: Sequence[Point],
    policy: Policy,
    earlier: Sequence[Release] = (),
    *,
    whole: Point | None = None,
    decimals: int = 1,
) -> ShownSeries:
    """What of a series may be shown. ``name`` is the same whenever the same series is released.

    ``whole`` is the point that all others add up to, such as the year of four quarters. ValueError when it is
    not what they add up to, and when two points have one period.
    """
    every = [*points, *([whole] if whole is not None else [])]
    release = protect(table_of_points(name, points, policy, whole=whole), policy, earlier)
    shown = points_shown(name, every, release, decimals)
    return ShownSeries(shown[: len(points)], shown[-1] if whole else None, release)


def table_of_points(
    name: str, points: Sequence[Point], policy: Policy, *, whole: Point | None = None
) -> Table:
    """The points as a table, for who releases several series at once; ``points_shown`` reads the release.

    Keys are ``(name, period, "numerator")`` and ``(name, period, "denominator")``. ValueError as above.
    """
    every = [*points, *([whole] if whole is not None else [])]
    if len({point.period for point in every}) != len(every):
        raise ValueError("Two points of a series have the same period.")
    cells: dict[Key, int] = {}
    sums: list[Sum] = []
    unshown: set[Key] = set()
    for point in every:
        _add_point(name, point, policy, cells, sums, unshown)
    if whole is not None:
        sums += _whole_sums(name, points, whole)
    return Table(cells, tuple(sums), frozenset(unshown))


def points_shown(
    name: str, points: Sequence[Point], release: Release, decimals: int = 1
) -> tuple[ShownPoint, ...]:
    """The points of one series of a release, as texts."""
    return tuple(_as_shown(name, point, release, decimals) for point in points)


def percentage(release: Release, numerator: Key, denominator: Key) -> float | None:
    """A share in per cent, from the figures that may be seen; None where one may not, or of nobody."""
    part, all_of_it = release.figure(numerator), release.figure(denominator)
    if part is None or not all_of_it:
        return None
    return min(100.0, 100 * part / all_of_it)


def _add_point(
    name: str, point: Point, policy: Policy, cells: dict[Key, int], sums: list[Sum], unshown: set[Key]
) -> None:
    part, all_of_it, rest = ((name, point.period, kind) for kind in (NUMERATOR, DENOMINATOR, LEFT_OUT))
    if point.numerator is None:
        return
    cells[part] = point.numerator
    if point.denominator is None:
        return
    cells[all_of_it] = point.denominator
    cells[rest] = point.denominator - point.numerator
    sums.append(Sum(all_of_it, (part, rest)))
    if not (policy.complements and policy.is_small(cells[rest])):
        unshown.add(rest)
    if policy.is_small(point.denominator) and not policy.is_small(point.numerator):
        unshown.add(part)


def _whole_sums(name: str, points: Sequence[Point], whole: Point) -> Iterator[Sum]:
    for kind in (NUMERATOR, DENOMINATOR):
        has = [_count(point, kind) is not None for point in (*points, whole)]
        if all(has):
            yield Sum((name, whole.period, kind), tuple((name, point.period, kind) for point in points))
        elif has[-1]:
            raise ValueError(f"{whole.period} is said to be the whole, but a point is not known.")


def _count(point: Point, kind: str) -> int | None:
    return point.numerator if kind == NUMERATOR else point.denominator


def _as_shown(name: str, point: Point, release: Release, decimals: int) -> ShownPoint:
    policy = release.policy
    if point.numerator is None:
        missing = policy.not_available
        return ShownPoint(point.period, missing, missing, missing, value=None)
    part, all_of_it = (name, point.period, NUMERATOR), (name, point.period, DENOMINATOR)
    if point.denominator is None:
        figure = release.figure(part)
        none, value = policy.not_applicable, None if figure is None else float(figure)
        return ShownPoint(point.period, release.text(part), none, none, value)
    share = percentage(release, part, all_of_it)
    if share is not None:
        text = f"{share:.{decimals}f}%"
    else:
        is_of_nobody = release.figure(all_of_it) == 0
        text = policy.not_applicable if is_of_nobody else policy.hidden
    return ShownPoint(point.period, release.text(part), release.text(all_of_it), text, share)
