"""An exact search for what hidden counts may be, written apart from the code under test.

It sees only what a reader sees: texts, and which cell is the sum of which. Counts are tried one after the
other, with bounds narrowed by every sum, so it is complete; it is slow, and for small tables only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from lapwing.domain.disclosure.policy import Policy
from lapwing.domain.disclosure.release import Release
from lapwing.domain.disclosure.tables import Key, Sum

Count = tuple[Key, int]
Bounds = dict[Count, tuple[int, int]]
Sums = list[tuple[Count, tuple[Count, ...]]]

#: How far above its true value an unbounded count is tried. Whatever fits proves that something does; that
#: nothing does is certain where changes by 1 are enough, as in tables of two dimensions.
FURTHER = 3


def numbered(releases: Sequence[Release]) -> list[dict[Key, Count]]:
    """Which count each cell is: another one when its value, or one below it, is not as before."""
    last: dict[Key, int] = {}
    changes: dict[Key, int] = {}
    found = []
    for release in releases:
        cells = release.table.cells
        below: dict[Key, set[Key]] = {key: {key} for key in cells}
        for _ in cells:
            for each in release.table.sums:
                below[each.total] |= {key for part in each.parts for key in below[part]}
        for key in cells:
            differs = any(cells[part] != last.get(part, cells[part]) for part in below[key])
            changes[key] = changes.get(key, 0) + differs
        last |= cells
        found.append({key: (key, changes[key]) for key in cells})
    return found


def as_read(releases: Sequence[Release], *, told: bool) -> tuple[Bounds, Sums]:
    """What the texts of all releases tell of each count, and the sums; ``told`` which hidden are small."""
    bounds: Bounds = {}
    sums: Sums = []
    for release, counts in zip(releases, numbered(releases), strict=True):
        for key, value in release.table.cells.items():
            lowest, highest = _told_by_text(release, key, value, told)
            before = bounds.get(counts[key], (0, value + FURTHER))
            bounds[counts[key]] = max(before[0], lowest), min(before[1], highest)
        sums += [(counts[each.total], tuple(counts[p] for p in each.parts)) for each in release.table.sums]
    return bounds, sums


def has_two_values(bounds: Bounds, sums: Sums, count: Count) -> bool:
    """Whether a count may be at least two things."""
    lowest, highest = bounds[count]
    found = 0
    for value in range(lowest, highest + 1):
        found += _can_be(bounds | {count: (value, value)}, sums)
        if found == 2:
            return True
    return False


def worked_out(releases: Sequence[Release], *, told: bool = True) -> set[Count]:
    """The hidden small counts that can be only one thing, of all the releases."""
    bounds, sums = as_read(releases, told=told)
    small = {
        counts[key]
        for release, counts in zip(releases, numbered(releases), strict=True)
        for key in release.small
    }
    return {count for count in small if not has_two_values(bounds, sums, count)}


def showing_nothing(release: Release) -> Release:
    """The release as if it had hidden all that may be hidden: zeros only where they are small numbers."""
    cells, zero_hidden = release.table.cells, release.policy.is_small(0)
    hidden = frozenset(key for key, value in cells.items() if value or zero_hidden)
    return replace(release, hidden=hidden - release.table.unshown)


def fewest_others(cells: Mapping[Key, int], sums: tuple[Sum, ...], policy: Policy, most: int) -> int | None:
    """The fewest cells to hide beside the small ones, tried exhaustively; None when ``most`` are too few."""
    from lapwing.domain.disclosure.tables import Table

    small = frozenset(key for key, value in cells.items() if policy.is_small(value))
    others = [key for key, value in cells.items() if value and key not in small]
    for number in range(most + 1):
        for chosen in combinations(others, number):
            if not worked_out([Release(policy, Table(cells, sums), small | frozenset(chosen))]):
                return number
    return None


def every_solution(bounds: Bounds, sums: Sums) -> Iterator[dict[Count, int]]:
    """All that fits, by trying everything: to check the search above with."""
    counts = list(bounds)
    for values in product(*(range(low, high + 1) for low, high in bounds.values())):
        found = dict(zip(counts, values, strict=True))
        if all(found[total] == sum(found[part] for part in parts) for total, parts in sums):
            yield found


def _told_by_text(release: Release, key: Key, value: int, told: bool) -> tuple[int, int]:
    policy = release.policy
    least = 1 if policy.zeros_shown else 0
    if key in release.table.unshown and key not in release.hidden:
        return 0, value + FURTHER
    text = release.text(key)
    if text != policy.hidden:
        figure = int(text.replace(",", ""))
        return _rounded_from(policy, figure, value)
    if not told:
        return least, value + FURTHER
    if least <= value <= policy.threshold:
        return least, policy.threshold
    return policy.threshold + 1, value + FURTHER


def _rounded_from(policy: Policy, figure: int, value: int) -> tuple[int, int]:
    if policy.rounded_to == 1 or value == 0:
        return figure, figure
    fits = [
        each
        for each in range(policy.threshold + 1, figure + policy.rounded_to + 1)
        if (each + policy.rounded_to // 2) // policy.rounded_to * policy.rounded_to == figure
    ]
    return min(fits), max(fits)


def _can_be(bounds: Bounds, sums: Sums) -> bool:
    narrowed = _narrowed(dict(bounds), sums)
    if narrowed is None:
        return False
    open_ones = [(high - low, count) for count, (low, high) in narrowed.items() if low < high]
    if not open_ones:
        return True
    _, count = min(open_ones)
    low, high = narrowed[count]
    return any(_can_be(narrowed | {count: (value, value)}, sums) for value in range(low, high + 1))


def _narrowed(bounds: Bounds, sums: Iterable[tuple[Count, tuple[Count, ...]]]) -> Bounds | None:
    """Bounds that every sum allows; None when a count is left with nothing."""
    changed = True
    while changed:
        changed = False
        for total, parts in sums:
            terms = [(part, 1) for part in parts] + [(total, -1)]
            lows = [bounds[c][0] if sign > 0 else -bounds[c][1] for c, sign in terms]
            highs = [bounds[c][1] if sign > 0 else -bounds[c][0] for c, sign in terms]
            low, high = sum(lows), sum(highs)
            for (count, sign), own_low, own_high in zip(terms, lows, highs, strict=True):
                least, most = own_high - high, own_low - low
                least, most = (least, most) if sign > 0 else (-most, -least)
                before = bounds[count]
                after = max(before[0], least), min(before[1], most)
                if after[0] > after[1]:
                    return None
                if after != before:
                    bounds[count] = after
                    changed = True
                    break
            if changed:
                break
    return bounds
