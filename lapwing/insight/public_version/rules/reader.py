"""What a reader could make of the figures that are shown, whatever they were meant to be: and hiding that.

The search for what is safe knows sums only where something says that there is one. A reader needs no such
thing: whoever sees 33, 10 and 20 and a hidden number tries 3. So after it every hidden small number is tried
here with up to three shown figures, added and taken away, of all measures and all earlier versions; with a
total of its measure less any others of it; and the steps of each running total are looked at. By chance or
not, what makes a small number is not shown. Nothing that is hidden here is shown again, and hiding more never
tells more, so what was safe before stays safe.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations

from lapwing.domain.disclosure import DENOMINATOR, NUMERATOR, Key, Release
from lapwing.insight.public_version.rules.adding_up import first_day, last_day

# So many pairs of figures are tried for all small numbers of a version: some seconds. Beyond that, or beyond
# so many ways to make small numbers, every count of a time that meets the small one's is hidden.
MOST_PAIRS = 3_000_000
MOST_WAYS = 50_000

Span = tuple[str, str]
# A cell with the number that stood in it: when it is corrected, both can be read.
Place = tuple[Key, int]


@dataclass(frozen=True)
class _Figure:
    """A number that a reader has for a time, as whatever it is shown; the same number twice is one figure."""

    span: Span
    count: int


@dataclass(frozen=True)
class _Small:
    """What is not to be worked out: a hidden small number, or several that their sum would tell."""

    span: Span
    count: int
    key: Key


Way = frozenset[_Figure]


def without_what_tells(
    release: Release, before: Sequence[Release], families: Collection[Sequence[str]]
) -> Release:
    """The release with every count hidden that makes a small number with at most two others.

    ``before`` is everything that is shown beside it, ``families`` are the lines of each measure. What no
    hiding helps against is said to be given away. Rounded figures make nothing exactly and are left alone.
    """
    reader = _Reader(release, before)
    reader.look_at_running_totals()
    reader.look_at_measures(families)
    reader.look_at_all()
    return replace(
        release,
        hidden=release.hidden | {key for key, _ in reader.hidden},
        given_away=release.given_away | reader.given_away,
    )


class _Reader:
    """Everything that is shown, by time and number, and what of it is hidden after all."""

    def __init__(self, release: Release, before: Sequence[Release]) -> None:
        self.threshold = release.policy.threshold
        self.hidden: set[Place] = set()
        self.given_away: set[Key] = set()
        standing = {place for each in before for place in _exactly_shown(each)}
        own = _exactly_shown(release)
        self.shown = standing | own
        self.may_hide = own - standing
        self.small = _small(release, before)

    def figures(self) -> dict[_Figure, set[Place]]:
        """What can be read now, and the cells in which it stands."""
        found: dict[_Figure, set[Place]] = defaultdict(set)
        for key, count in self.shown - self.hidden:
            found[_Figure(_span(key), count)].add((key, count))
        return found

    def hide(self, places: Set[Place]) -> None:
        self.hidden |= places

    def look_at_running_totals(self) -> None:
        """Of times that begin on one day, no two figures of a line differ by a small number."""
        lines: dict[tuple[str, str, str], list[tuple[str, int, Key]]] = defaultdict(list)
        for key, count in self.shown:
            first, last = _span(key)
            if first:
                lines[key[0], key[2], first].append((last, count, key))
        for (line, kind, _), points in lines.items():
            for (day, count, key), (later, more, other) in combinations(sorted(points), 2):
                if day == later or not 0 < more - count <= self.threshold:
                    continue
                if not self.hidden.isdisjoint(((key, count), (other, more))):
                    continue
                ends = (other, more), (key, count)
                choice = next((each for each in ends if each in self.may_hide), None)
                if choice is not None:
                    self.hide({choice})
                else:
                    self.given_away.add((line, f"{day}/{later}", kind))

    def look_at_measures(self, families: Collection[Sequence[str]]) -> None:
        """No line of a measure is a small number more than any others of it together."""
        for family in families:
            for kind in (NUMERATOR, DENOMINATOR):
                for span in sorted({_span(key) for key, _ in self.shown if key[0] in family}):
                    small = [s for s in self.small if s.span == span and s.key[0] in family]
                    if small:
                        self._look_at_measure(set(family), kind, span, small)

    def _look_at_measure(self, family: set[str], kind: str, span: Span, small: Sequence[_Small]) -> None:
        here = sorted(
            (count, key)
            for key, count in self.shown - self.hidden
            if count and key[0] in family and key[2] == kind and _span(key) == span
        )
        while here and (found := _more_than_others(here, {each.count for each in small})) is not None:
            total, rest = found
            choices = [each for each in (total, *reversed(rest)) if (each[1], each[0]) in self.may_hide]
            if not choices:
                self.given_away |= {each.key for each in small}
                return
            self.hide({(choices[0][1], choices[0][0])})
            here.remove(choices[0])

    def look_at_all(self) -> None:
        """No small number is a sum or difference of up to three figures of fitting times."""
        figures = self.figures()
        small = list({(each.span, each.count): each for each in self.small}.values())
        if len(small) * len(figures) ** 2 > MOST_PAIRS:
            self._hide_around(small, figures)
            return
        ways: dict[Way, _Small] = {}
        for each in small:
            for way in _ways(each, figures):
                ways.setdefault(way, each)
            if len(ways) > MOST_WAYS:
                self._hide_around(small, figures)
                return
        self._hide_until_none_is_left(ways, figures)

    def _hide_around(self, small: Sequence[_Small], figures: Mapping[_Figure, set[Place]]) -> None:
        """Too much to be looked through: hide whatever has to do with the time of a small number."""
        for figure, places in figures.items():
            if any(_meet(figure.span, each.span) for each in small):
                self.hide(places & self.may_hide)
                if not places <= self.may_hide:
                    self.given_away |= {each.key for each in small if _meet(figure.span, each.span)}

    def _hide_until_none_is_left(
        self, ways: Mapping[Way, _Small], figures: Mapping[_Figure, set[Place]]
    ) -> None:
        """Time and again hide the figure that is part of most ways, and of those the largest."""
        left = dict(ways)
        while left:
            often = Counter(figure for way in left for figure in way if figures[figure] <= self.may_hide)
            if not often:
                self.given_away |= {each.key for each in left.values()}
                return
            choice = max(often, key=lambda figure: (often[figure], figure.count, figure.span))
            self.hide(figures[choice])
            left = {way: each for way, each in left.items() if choice not in way}


def _exactly_shown(release: Release) -> set[Place]:
    """The counts of a release that are read as they are; zeros tell nothing more.

    A hidden one just above the threshold is as good as shown, for who knows that it is not a small one.
    """
    if release.policy.rounded_to != 1:
        return set()
    unshown = release.table.unshown
    return {
        (key, count)
        for key, count in release.table.cells.items()
        if count
        and key not in unshown
        and (key not in release.hidden or count == release.policy.threshold + 1)
    }


def _small(release: Release, before: Sequence[Release]) -> list[_Small]:
    """The hidden small numbers of all versions; and sums of several that tell each of them.

    Two hidden numbers that make 2 are 1 and 1, and where 4 is the largest that is hidden two that make 8 are
    4 and 4. No other sum tells them.
    """
    found = {(key, each.table.cells[key]) for each in (*before, release) for key in each.small}
    single = [_Small(_span(key), count, key) for key, count in sorted(found) if count]
    together: dict[tuple[Span, int], list[Key]] = defaultdict(list)
    for each in single:
        if each.count in (1, release.policy.threshold):
            together[each.span, each.count].append(each.key)
    several = [
        _Small(span, many * count, keys[0])
        for (span, count), keys in together.items()
        for many in range(2, len(keys) + 1)
    ]
    return [*single, *several]


def _span(key: Key) -> Span:
    return first_day(key[1]), last_day(key[1])


def _meet(one: Span, other: Span) -> bool:
    """Whether times overlap or adjoin, as far as days without a calendar tell: within a month or so."""
    return one[0][:7] <= _month_after(other[1]) and other[0][:7] <= _month_after(one[1])


def _month_after(day: str) -> str:
    year, month = int(day[:4]), int(day[5:7])
    return f"{year + month // 12:04}-{month % 12 + 1:02}"


def _more_than_others(
    here: Sequence[tuple[int, Key]], small: Collection[int]
) -> tuple[tuple[int, Key], list[tuple[int, Key]]] | None:
    """The largest figure that is a small number more than some others together, and those others.

    Each bit of ``reached`` says whether some of the others make that number.
    """
    for total in sorted(here, reverse=True):
        others = [place for place in here if place is not total and place[0] <= total[0]]
        reached = 1
        for count, _ in others:
            reached |= reached << count
        if any(each < total[0] and reached >> (total[0] - each) & 1 for each in small):
            return total, others
    return None


def _ways(small: _Small, figures: Mapping[_Figure, set[Place]]) -> Iterator[Way]:
    """Every way to make it of one, two or three figures: x; x - y; x - y - z; x + z - y."""
    by_count: dict[int, list[_Figure]] = defaultdict(list)
    for figure in figures:
        by_count[figure.count].append(figure)
    for x in by_count.get(small.count, ()):
        if _fit([x.span], [small.span]):
            yield frozenset((x,))
    for x in figures:
        wanted = x.count - small.count
        for y in figures:
            over = wanted - y.count
            if x is y or (over and abs(over) not in by_count):
                continue
            if not over:
                if _fit([x.span], [y.span, small.span]):
                    yield frozenset((x, y))
                continue
            for z in by_count[abs(over)]:
                if z is x or z is y:
                    continue
                added, taken = ([x], [y, z]) if over > 0 else ([x, z], [y])
                if _fit([f.span for f in added], [*(f.span for f in taken), small.span]):
                    yield frozenset((x, y, z))


def _fit(added: Sequence[Span], taken: Sequence[Span]) -> bool:
    """Whether one side can be the other: all of one day, or both from the same first day to the same last.

    A number without a first day, of those known on a day, counts from ever.
    """
    if len({last for _, last in (*added, *taken)}) == 1:
        return True
    return _hull(added) == _hull(taken)


def _hull(spans: Sequence[Span]) -> Span:
    return min(first for first, _ in spans), max(last for _, last in spans)
