"""The figures of measures as they may be read: small counts hidden, with everything that was released before.

Each measure is one release: its lines are judged together, since one may be the sum of others, and so are
figures of a year beside those of its terms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lapwing.domain.disclosure import (
    DENOMINATOR,
    NUMERATOR,
    Point,
    Policy,
    Release,
    ShownPoint,
    Sum,
    points_shown,
    protect,
    table_of_points,
)
from lapwing.insight.packs import shapes
from lapwing.insight.public_version import content
from lapwing.insight.public_version.rules.handling import Counted, Handling, counted

PROTECTED = frozenset({Handling.SHARE, Handling.CHILDREN})
# Terms of a year, months of a quarter: of how many figures one may be the sum.
MOST_PARTS = 12
NOT_COUNTED = "not shown"


class NotJudgedError(ValueError):
    """The figures cannot be released so; the message says why, to a person. ``series`` is the line's key."""

    def __init__(self, message: str, series: str) -> None:
        self.series = series
        super().__init__(message)


@dataclass(frozen=True)
class Judged:
    """What may be read, what is to be kept by measure for the next release, and how much is given away."""

    measures: tuple[content.Measure, ...]
    releases: Mapping[str, Release]
    hidden_means: str
    given_away: int


def counted_in(series: shapes.Series) -> list[Counted]:
    """The figures of a line with their counts."""
    return [counted(point.value.value, point.counted) for point in series.points]


def judge(
    measures: Sequence[shapes.Measure],
    handling: Mapping[str, Handling],
    policy: Policy,
    earlier: Mapping[str, Sequence[Release]],
) -> Judged:
    """The measures as they may be read. ``handling`` is by the key of each line; others are left out.

    ``earlier`` are the releases of each measure that anybody could ever read, oldest first. Raises
    NotJudgedError where a line was protected before and would now be shown as it stands.
    """
    shown: list[content.Measure] = []
    releases: dict[str, Release] = {}
    for measure in measures:
        before = earlier.get(measure.key, ())
        told = [each for each in measure.series if _how(each, handling) is not Handling.OUT]
        _refuse_what_was_protected(told, handling, before)
        release = _release(told, handling, policy, before)
        if release is not None:
            releases[measure.key] = release
        series = tuple(_shown(each, _how(each, handling), release) for each in told)
        if series:
            shown.append(content.Measure(measure.key, measure.name, series))
    return Judged(
        tuple(shown),
        releases,
        _meaning(policy) if any(each.hidden for each in releases.values()) else "",
        sum(len(each.given_away) for each in releases.values()),
    )


def _how(series: shapes.Series, handling: Mapping[str, Handling]) -> Handling:
    return handling.get(series.key, Handling.OUT)


def _refuse_what_was_protected(
    told: Sequence[shapes.Series], handling: Mapping[str, Handling], earlier: Sequence[Release]
) -> None:
    protected = {key[0] for each in earlier for key in each.table.cells}
    for series in told:
        if series.key in protected and _how(series, handling) is Handling.PLAIN:
            raise NotJudgedError(
                "Small numbers of this line were hidden in an earlier public version. Shown as it stands, it "
                "would give them away: hide small numbers again, or leave it out.",
                series.key,
            )


def _release(
    told: Sequence[shapes.Series],
    handling: Mapping[str, Handling],
    policy: Policy,
    earlier: Sequence[Release],
) -> Release | None:
    judged = [each for each in told if _how(each, handling) in PROTECTED]
    if not judged:
        return None
    points = {each.key: _points(each, _how(each, handling)) for each in judged}
    tables = [table_of_points(key, found, policy) for key, found in points.items()]
    return protect(tables, policy, earlier, links=tuple(_sums(points)))


def _points(series: shapes.Series, how: Handling) -> list[Point]:
    """A point of each figure that is known; its name is its time, which is the same in the next pack."""
    found = []
    for name, point in zip(_times(series), counted_in(series), strict=True):
        if how is Handling.SHARE and point.part is not None:
            found.append(Point(name, point.part, point.whole))
        elif how is Handling.CHILDREN and point.value is not None:
            found.append(Point(name, int(point.value)))
        else:
            found.append(Point(name, None))
    return found


def _times(series: shapes.Series) -> list[str]:
    """A name for each figure: its first and last day. Of two of one time the second is told apart."""
    names: list[str] = []
    for point in series.points:
        name = f"{point.from_ or ''}/{point.to}"
        names.append(name if name not in names else f"{name} ({len(names)})")
    return names


def _sums(points: Mapping[str, Sequence[Point]]) -> Iterator[Sum]:
    """What adds up: a line that is the sum of the others, and a time that is the sum of times within it.

    It counts as a sum whenever it adds up, whether it was meant so or not.
    """
    yield from _sums_of_lines(points)
    for key, line in points.items():
        yield from _sums_of_times(key, line)


def _sums_of_lines(points: Mapping[str, Sequence[Point]]) -> Iterator[Sum]:
    by_time: dict[str, dict[str, Point]] = {}
    for key, line in points.items():
        for point in line:
            if point.numerator is not None:
                by_time.setdefault(point.period, {})[key] = point
    for time, found in by_time.items():
        for kind, counts in _counts(found):
            for total in sorted(counts):
                parts = [key for key in sorted(counts) if key != total]
                if len(parts) > 1 and counts[total] == sum(counts[part] for part in parts):
                    yield Sum((total, time, kind), tuple((part, time, kind) for part in parts))
                    break


def _counts(found: Mapping[str, Point]) -> Iterator[tuple[str, dict[str, int]]]:
    yield NUMERATOR, {key: point.numerator for key, point in found.items() if point.numerator is not None}
    yield (
        DENOMINATOR,
        {key: point.denominator for key, point in found.items() if point.denominator is not None},
    )


def _sums_of_times(key: str, line: Sequence[Point]) -> Iterator[Sum]:
    known = {point.period: point for point in line if point.numerator is not None}
    for whole in known:
        for parts in _within(whole, known):
            for kind, counts in _counts({time: known[time] for time in (whole, *parts)}):
                known_all = whole in counts and len(counts) == len(parts) + 1
                if known_all and counts[whole] == sum(counts[part] for part in parts):
                    yield Sum((key, whole, kind), tuple((key, part, kind) for part in parts))


def _within(whole: str, known: Mapping[str, Point]) -> Iterator[tuple[str, ...]]:
    """The times that lie within another and do not overlap: all of them together, if they are several."""
    first, _, last = whole.partition("/")
    if not first:
        return
    inside = sorted(
        time
        for time in known
        if time != whole and time.partition("/")[0] and first <= time.partition("/")[0]
        if time.partition("/")[2] <= last
    )
    apart = all(one.partition("/")[2] < other.partition("/")[0] for one, other in pairwise(inside))
    if apart and 1 < len(inside) <= MOST_PARTS:
        yield tuple(inside)


def _shown(series: shapes.Series, how: Handling, release: Release | None) -> content.Series:
    if how is Handling.PLAIN or release is None:
        rows = tuple(content.Row(point.period, point.value.text, point.counted) for point in series.points)
        return content.Series(series.key, series.label, series.unit, rows, series.next_target)
    names, points = _times(series), _points(series, how)
    told = points_shown(series.key, points, release)
    rows = tuple(
        _row(at.period, point, text, how) for at, point, text in zip(series.points, points, told, strict=True)
    )
    hidden = any(key[0] == series.key and key[1] in names for key in release.hidden)
    # a target that was worked out from a figure could tell it
    return content.Series(series.key, series.label, series.unit, rows, "" if hidden else series.next_target)


def _row(period: str, point: Point, text: ShownPoint, how: Handling) -> content.Row:
    if point.numerator is None:
        return content.Row(period, NOT_COUNTED)
    if how is Handling.CHILDREN:
        return content.Row(period, text.numerator)
    both = f"{text.numerator} of {text.denominator}" if text.is_shown else ""
    return content.Row(period, text.percentage, both)


def _meaning(policy: Policy) -> str:
    """What stands for a hidden figure, explained to whoever reads it."""
    return (
        f"“{policy.hidden}” stands where a number is so small that a child could be known from it "
        f"({policy.threshold} or fewer), or where it would give such a number away."
    )
