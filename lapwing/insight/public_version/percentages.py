"""Percentages shown as they stand, beside the numbers that they may be of: "15%" and 20 are 3 children.

Nothing says of what a percentage without its counts is the share. So it is tried with every number of
children that is shown for its time, in this version and in those before, whichever was public first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from lapwing.domain.disclosure import DENOMINATOR, NUMERATOR, Point, Policy, Release
from lapwing.insight.packs import shapes
from lapwing.insight.public_version.content import Public
from lapwing.insight.public_version.refusing import NotJudgedError
from lapwing.insight.public_version.rules.adding_up import first_day, last_day
from lapwing.insight.public_version.rules.handling import makes_a_small_number


@dataclass(frozen=True)
class Printed:
    """A percentage as it was printed, for a period as it was printed.

    ``time`` is "first day/last day", as the figures name theirs; the first is empty where it is of one day
    or not known. It is empty in versions that kept no days: there the printed period alone is known.
    """

    figure: str
    period: str
    time: str = ""

    def is_of(self, time: str, period: str) -> bool:
        """Whether it is of a time that overlaps, or of a period of the same name."""
        return self.period == period or bool(self.time and _overlap(self.time, time))


def printed_alone(contents: Iterable[Public]) -> frozenset[Printed]:
    """The percentages without their counts that versions showed."""
    return frozenset(
        Printed(row.figure, row.period, f"{row.since}/{row.on}" if row.on else "")
        for content in contents
        for measure in content.measures
        for series in measure.series
        if "%" in series.unit
        for row in series.rows
        if not row.counted and any(each.isdigit() for each in row.figure)
    )


def hidden_beside(
    release: Release,
    name: str,
    times: Sequence[str],
    periods: Sequence[str],
    points: Sequence[Point],
    printed: Collection[Printed],
) -> Release:
    """The release without those numbers of a line that make a small one with what was printed."""
    found = set()
    for time, period, point in zip(times, periods, points, strict=True):
        for kind, count in ((NUMERATOR, point.numerator), (DENOMINATOR, point.denominator)):
            if count and makes_one_with(count, time, period, printed, release.policy):
                found.add((name, time, kind))
    return replace(release, hidden=release.hidden | found) if found else release


def makes_one_with(count: int, time: str, period: str, printed: Collection[Printed], policy: Policy) -> bool:
    """Whether a number and a percentage that was printed for a time that overlaps make a small number."""
    return any(
        makes_a_small_number(each.figure, count, policy.threshold, left_out=policy.complements)
        for each in printed
        if each.is_of(time, period)
    )


def refuse_what_makes_a_small_number(
    series: shapes.Series, times: Sequence[str], releases: Sequence[Release], policy: Policy
) -> None:
    """A percentage that stands beside numbers, shown now or before, of a time that overlaps.

    ``times`` are those of its points, ``releases`` everything that is or was shown. Raises NotJudgedError.
    """
    if "%" not in series.unit:
        return
    for point, time in zip(series.points, times, strict=True):
        for whole in sorted(_shown_in(time, releases)):
            if makes_a_small_number(point.value.text, whole, policy.threshold, left_out=policy.complements):
                raise NotJudgedError(
                    f"{point.value.text} ({point.period}) of {whole:,}, a number that is or was public for "
                    "that time, can be so few that a child could be known from it. Leave this line out, "
                    "or the line of that number if it was not public before.",
                    series.key,
                )


def _shown_in(time: str, releases: Sequence[Release]) -> set[int]:
    """The numbers of children that are shown for times that overlap with one, as they are printed."""
    return {
        each.figure(key) or 0
        for each in releases
        for key in each.table.cells
        if key[2] in (NUMERATOR, DENOMINATOR) and each.is_shown(key) and _overlap(key[1], time)
    }


def _overlap(one: str, other: str) -> bool:
    return _begins(one) <= last_day(other) and _begins(other) <= last_day(one)


def _begins(time: str) -> str:
    return first_day(time) or last_day(time)
