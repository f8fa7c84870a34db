"""The figures of measures as they may be read: small counts hidden, with everything that was released before.

All measures of a version are one release, judged with all that the partnership released before: one figure
may be the sum of others, or the same count as one of another measure. What is shown as it stands takes part
as well: as figures that are shown whatever it gives away, and it is refused when it does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lapwing.domain.disclosure import (
    LAPWING,
    Key,
    Point,
    Policy,
    Release,
    Table,
    points_shown,
    protect,
    table_of_points,
)
from lapwing.insight.packs import shapes
from lapwing.insight.public_version import content
from lapwing.insight.public_version.percentages import (
    Printed,
    hidden_beside,
    makes_one_with,
    refuse_what_makes_a_small_number,
)
from lapwing.insight.public_version.refusing import NotJudgedError, refuse_what_was_protected
from lapwing.insight.public_version.rules.adding_up import links
from lapwing.insight.public_version.rules.handling import (
    Counted,
    Handling,
    choices,
    counted,
    may_count_children,
)
from lapwing.insight.public_version.rules.reader import without_what_tells
from lapwing.insight.public_version.showing import as_it_stands, protected

PROTECTED = frozenset({Handling.SHARE, Handling.CHILDREN})
# The names of what is kept for the next release, in the order in which it is judged.
AS_IT_STANDS, FIGURES = "as it stands", "figures"


@dataclass(frozen=True)
class Judged:
    """What may be read, what is to be kept for the next release, and how much is given away."""

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
    earlier: Sequence[Release] = (),
    same: Mapping[str, str] | None = None,
    printed: Collection[Printed] = (),
) -> Judged:
    """The measures as they may be read. ``handling`` is by the key of each line; others are left out.

    ``earlier`` are all releases of the partnership that anybody could ever read, oldest first. ``same`` says
    of a line's key under which one it was released before: a plan may go on from another. ``printed`` are
    the percentages without counts that were shown before. Raises NotJudgedError where a line cannot be shown
    as it stands.
    """
    names = _names(measures, same or {})
    told = [
        each for measure in measures for each in measure.series if _how(each, handling) is not Handling.OUT
    ]
    plain = [each for each in told if _how(each, handling) is Handling.PLAIN]
    for each in plain:
        refuse_what_was_protected(each, names[each.key], earlier)
    _refuse_what_counts_few(plain, policy)
    _refuse_beside_percentages(plain, printed, policy)
    families = [tuple(names[each.key] for each in measure.series) for measure in measures]
    releases = _releases(told, handling, names, families, policy, earlier)
    release = releases.get(FIGURES)
    if release is not None and plain and (release.given_away or release.unproved):
        _refuse_what_gives_away(release, plain, told, handling, names, families, policy, earlier)
    if release is not None:
        for each in told:
            if _how(each, handling) in PROTECTED:
                points = _points(each, _how(each, handling))
                periods = [point.period for point in each.points]
                release = hidden_beside(release, names[each.key], _times(each), periods, points, printed)
        releases[FIGURES] = release
    for each in plain:
        refuse_what_makes_a_small_number(each, _times(each), [*earlier, *releases.values()], policy)
    shown = []
    for measure in measures:
        series = tuple(
            _shown(each, names[each.key], _how(each, handling), release)
            for each in measure.series
            if each in told
        )
        if series:
            shown.append(content.Measure(measure.key, measure.name, series))
    return Judged(
        tuple(shown),
        releases,
        _meaning(policy) if release is not None and release.hidden else "",
        len(release.given_away) if release is not None else 0,
    )


def _how(series: shapes.Series, handling: Mapping[str, Handling]) -> Handling:
    return handling.get(series.key, Handling.OUT)


def _names(measures: Sequence[shapes.Measure], same: Mapping[str, str]) -> dict[str, str]:
    """Under which name each line is released: two lines of one pack never under the same."""
    keys = [each.key for measure in measures for each in measure.series]
    wanted = [same.get(key, key) for key in keys]
    return {key: name if wanted.count(name) == 1 else key for key, name in zip(keys, wanted, strict=True)}


def _refuse_what_counts_few(plain: Sequence[shapes.Series], policy: Policy) -> None:
    """What Lapwing knows to count children, and small whole numbers of nobody knows what."""
    for series in plain:
        if Handling.PLAIN not in choices(series.unit, counted_in(series)):
            raise NotJudgedError(
                "These figures count children, so they cannot be shown as they stand: hide small numbers, or "
                "leave them out.",
                series.key,
            )
        if any(
            policy.is_small(point.numerator) for point in _points(series, Handling.PLAIN) if point.numerator
        ):
            raise NotJudgedError(
                "Some of these numbers are so small that a child could be known from them if they count "
                "children, and their unit does not say what they count: hide small numbers, leave them "
                "out, or say in the plan what is counted, and make another pack.",
                series.key,
            )


def _refuse_beside_percentages(
    plain: Sequence[shapes.Series], printed: Collection[Printed], policy: Policy
) -> None:
    for series in plain:
        points = _points(series, Handling.PLAIN)
        for at, time, point in zip(series.points, _times(series), points, strict=True):
            if makes_one_with(point.numerator or 0, time, at.period, printed, policy):
                raise _gives_away(series)


def _refuse_what_gives_away(
    release: Release,
    plain: Sequence[shapes.Series],
    told: Sequence[shapes.Series],
    handling: Mapping[str, Handling],
    names: Mapping[str, str],
    families: Sequence[Sequence[str]],
    policy: Policy,
    earlier: Sequence[Release],
) -> None:
    """Find the first line without which less would be given away."""
    before = len(release.given_away | release.unproved)
    for series in plain:
        rest = [each for each in told if each is not series]
        without = _releases(rest, handling, names, families, policy, earlier).get(FIGURES)
        if without is None or len(without.given_away | without.unproved) < before:
            raise _gives_away(series)
    rest = [each for each in told if each not in plain]
    without = _releases(rest, handling, names, families, policy, earlier).get(FIGURES)
    if without is None or len(without.given_away | without.unproved) < before:
        raise _gives_away(plain[0])


def _gives_away(series: shapes.Series) -> NotJudgedError:
    return NotJudgedError(
        "With what else is or was public, these figures would give a small number of children away if "
        "they are shown as they stand: hide small numbers in them as well, or leave them out.",
        series.key,
    )


def _releases(
    told: Sequence[shapes.Series],
    handling: Mapping[str, Handling],
    names: Mapping[str, str],
    families: Sequence[Sequence[str]],
    policy: Policy,
    earlier: Sequence[Release],
) -> dict[str, Release]:
    """What is shown whatever happens, as a release of its own, and then what the policy makes of the rest.

    The first shows what stands in this version as it stands, and what earlier versions showed; that is part
    of the second without being on show in it, so that all that adds up is found with it.
    """
    tables = [table_of_points(names[each.key], _points(each, _how(each, handling)), policy) for each in told]
    forced = {
        key
        for each, table in zip(told, tables, strict=True)
        if _how(each, handling) is Handling.PLAIN
        for key in table.cells
    }
    cells = {key: count for table in tables for key, count in table.cells.items()}
    if not cells:
        return {}
    before, shown = _known(earlier, cells.keys())
    own = {key for table in tables for key in table.unshown} | forced | before.keys()
    cells |= before
    sums = [each for table in tables for each in table.sums]
    every = [*families, *_vanished(families, cells)]
    added = tuple(dict.fromkeys((*sums, *links(cells, every))))
    standing = Table(cells, added, frozenset(cells.keys() - forced - shown))
    first = Release(LAPWING, standing, frozenset())
    release = protect(Table(cells, added, frozenset(own)), policy, [*earlier, first])
    release = without_what_tells(release, [*earlier, first], every)
    return {AS_IT_STANDS: first, FIGURES: release}


def _known(earlier: Sequence[Release], now: Collection[Key]) -> tuple[dict[Key, int], set[Key]]:
    """What earlier releases counted last and this one does not, and which of it they showed exactly."""
    latest: dict[Key, int] = {}
    shown: set[Key] = set()
    for release in earlier:
        for key, count in release.table.cells.items():
            if latest.get(key, count) != count:
                shown.discard(key)
            latest[key] = count
            if release.is_shown(key) and release.policy.rounded_to == 1:
                shown.add(key)
    found = {key: count for key, count in latest.items() if key not in now}
    return found, shown & found.keys()


def _vanished(families: Sequence[Sequence[str]], cells: Collection[Key]) -> list[tuple[str, ...]]:
    """The lines that are in no measure of the pack any more: together, for want of knowing better."""
    known = {line for family in families for line in family}
    rest = tuple(sorted({key[0] for key in cells} - known))
    return [rest] if rest else []


def _points(series: shapes.Series, how: Handling) -> list[Point]:
    """A point of each figure that is known; its name is its time, which is the same in the next pack.

    Of what is shown as it stands only whole numbers that may count children are points.
    """
    found = []
    for name, point in zip(_times(series), counted_in(series), strict=True):
        if how is Handling.SHARE and point.part is not None:
            found.append(Point(name, point.part, point.whole))
        elif how is Handling.CHILDREN and point.value is not None:
            found.append(Point(name, int(point.value)))
        elif how is Handling.PLAIN and may_count_children(series.unit, point.value):
            found.append(Point(name, int(point.value or 0)))
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


def _shown(series: shapes.Series, name: str, how: Handling, release: Release | None) -> content.Series:
    if how is Handling.PLAIN or release is None:
        return as_it_stands(series)
    names, points = _times(series), _points(series, how)
    told = points_shown(name, points, release)
    hides = any(key[0] == name and key[1] in names for key in release.hidden)
    return protected(series, how, release.policy, points, told, hides=hides)


def _meaning(policy: Policy) -> str:
    """What stands for a hidden figure, explained to whoever reads it."""
    return (
        f"“{policy.hidden}” stands where a number is so small that a child could be known from it "
        f"({policy.threshold} or fewer), or where it would give such a number away."
    )
