"""Which counts that everybody reads are one count, and which are the sum of others: as a reader could find.

Nothing says which figures of a plan count the same children. So what adds up counts as a sum, and what is
equal on one day as the same count, whether it was meant so or not: rather too much is hidden than too little.
Cells are those of ``lapwing.domain.disclosure.table_of_points``: line, time, and what of it is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from lapwing.domain.disclosure import DENOMINATOR, NUMERATOR, Key, Sum

# Terms of a year, months of a quarter: of how many figures one may be the sum.
MOST_PARTS = 12
# In a measure of more lines only all the others together are tried as the parts of one.
MOST_LINES = 6

Cells = Mapping[Key, int]


def links(cells: Cells, families: Collection[Sequence[str]]) -> tuple[Sum, ...]:
    """Everything that adds up. ``families`` are the lines of each measure. Zeros tell nothing more."""
    known = {key: count for key, count in cells.items() if count}
    found = (
        *_same(known),
        *_sums_of_families(known, families),
        *_sums_of_two(known),
        *_sums_of_times(known),
    )
    return tuple(dict.fromkeys(each for each in found if each.total not in each.parts))


def last_day(time: str) -> str:
    """The last day of a time as the figures name it: "2026-01-01/2026-03-31 (1)" ends on 31 March 2026."""
    return time.partition("/")[2].partition(" ")[0]


def first_day(time: str) -> str:
    """The first day of a time; empty where a figure is of one day."""
    return time.partition("/")[0]


def _same(cells: Cells) -> Iterator[Sum]:
    """Equal counts of one day, each said to be the one before it."""
    standing: dict[tuple[str, int], Key] = {}
    for key, count in cells.items():
        place = last_day(key[1]), count
        if place in standing:
            yield Sum(key, (standing[place],))
        else:
            standing[place] = key


def _by_time(cells: Cells, kind: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (line, time, of), count in cells.items():
        if of == kind:
            found.setdefault(time, {})[line] = count
    return found


def _sums_of_families(cells: Cells, families: Collection[Sequence[str]]) -> Iterator[Sum]:
    """A line of a measure that is the sum of others of it, and any count that is the sum of all its lines."""
    every: dict[tuple[str, int], list[Key]] = {}
    for key, count in cells.items():
        every.setdefault((last_day(key[1]), count), []).append(key)
    for kind in (NUMERATOR, DENOMINATOR):
        for time, counts in _by_time(cells, kind).items():
            for family in families:
                own = {line: counts[line] for line in family if line in counts}
                for parts in _parts(own):
                    keys = tuple((line, time, kind) for line in parts)
                    total = sum(own[line] for line in parts)
                    whole = len(parts) == len(own)
                    for other in every.get((last_day(time), total), ()):
                        if other not in keys and (whole or other[0] in own):
                            yield Sum(other, keys)
                            break


def _parts(own: Mapping[str, int]) -> Iterable[tuple[str, ...]]:
    lines = tuple(sorted(own))
    least = 2 if len(lines) <= MOST_LINES else len(lines) - 1
    return (each for many in range(max(2, least), len(lines) + 1) for each in combinations(lines, many))


def _sums_of_two(cells: Cells) -> Iterator[Sum]:
    """Numbers of whatever measure that are the sum of two others of the same time."""
    shares = {(line, time) for line, time, kind in cells if kind == DENOMINATOR}
    for time, counts in _by_time(cells, NUMERATOR).items():
        lines: dict[int, list[str]] = {}
        for line, count in counts.items():
            if (line, time) not in shares:
                lines.setdefault(count, []).append(line)
        for one, other in combinations(sorted(lines), 2):
            if one + other in lines:
                yield _of_two(time, lines[one + other][0], lines[one][0], lines[other][0])
        for one, twice in lines.items():
            if len(twice) > 1 and 2 * one in lines:
                yield _of_two(time, lines[2 * one][0], *twice[:2])


def _of_two(time: str, total: str, *parts: str) -> Sum:
    return Sum((total, time, NUMERATOR), tuple((part, time, NUMERATOR) for part in parts))


def _sums_of_times(cells: Cells) -> Iterator[Sum]:
    """A year that is the sum of its quarters, whichever line it stands in; a quarter that of its months."""
    wholes: dict[str, list[Key]] = {}
    for key in cells:
        if key[2] in (NUMERATOR, DENOMINATOR):
            wholes.setdefault(key[1], []).append(key)
    lines: dict[tuple[str, str], dict[str, int]] = {}
    for (line, time, kind), count in cells.items():
        if kind in (NUMERATOR, DENOMINATOR):
            lines.setdefault((line, kind), {})[time] = count
    for (line, kind), counts in lines.items():
        for whole, totals in wholes.items():
            parts = _within(whole, counts)
            count = sum(counts[part] for part in parts)
            for total in totals:
                if parts and cells[total] == count:
                    yield Sum(total, tuple((line, part, kind) for part in parts))


def _within(whole: str, times: Collection[str]) -> tuple[str, ...]:
    """The longest times that lie within another, if they are several and do not overlap."""
    if not first_day(whole):
        return ()
    inside = [time for time in times if first_day(time) and _holds(whole, time)]
    longest = sorted(time for time in inside if not any(_holds(other, time) for other in inside))
    apart = all(last_day(one) < first_day(other) for one, other in pairwise(longest))
    return tuple(longest) if apart and 1 < len(longest) <= MOST_PARTS else ()


def _holds(whole: str, time: str) -> bool:
    """Whether a time lies within another that is longer."""
    ends = (first_day(whole), last_day(whole)) != (first_day(time), last_day(time))
    return ends and first_day(whole) <= first_day(time) and last_day(time) <= last_day(whole)
