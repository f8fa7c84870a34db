"""What somebody who reads every release knows of each count: its bounds, and the sums it stands in.

A reader is taken to know more than readers do, so that what is safe from this one is safe from others: the
policy, which counts did not change from one release to the next and, if told, which hidden counts are small
ones (so that they lie from 1 to the threshold, and every other hidden count above it). In four hidden counts
of 1 with a hidden total of 4, nothing can be kept from a reader who is told so much. For such counts alone
there is a second reader, who is not told, and to whom a hidden count may be anything but a shown zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lapwing.domain.disclosure.policy import Policy
from lapwing.domain.disclosure.release import Release
from lapwing.domain.disclosure.tables import Key, Table

#: No upper bound is known.
UNBOUNDED = 10**12

Bounds = tuple[int, int]
#: A key, and how often its value, or a part of it, had changed by then: a changed cell is another count.
Count = tuple[Key, int]


@dataclass
class Reader:
    """What one reader knows of each count (by number): as shown now, if it were hidden, if it were shown.

    ``told`` which hidden counts are small.
    """

    told: bool
    bounds: list[Bounds] = field(default_factory=list)
    if_hidden: list[Bounds] = field(default_factory=list)
    if_shown: list[Bounds] = field(default_factory=list)


@dataclass(frozen=True)
class Stage:
    """The counts and sums of one release."""

    counts: frozenset[int]
    equations: frozenset[int]


@dataclass
class Knowledge:
    """Numbered counts, what readers know of each, and the sums among them.

    ``equations`` hold ``(number, +1 or -1)`` pairs that add up to nothing; ``at`` gives for each count the
    ``(equation, +1 or -1)`` pairs it stands in. ``targets`` are the small counts that some release hides.
    ``choices`` are the counts that the new release may show or hide, with what hiding each one costs.
    """

    keys: list[Key] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    readers: tuple[Reader, ...] = ()
    equations: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    at: list[list[tuple[int, int]]] = field(default_factory=list)
    targets: tuple[int, ...] = ()
    choices: dict[int, int] = field(default_factory=dict)
    #: Earlier releases from the oldest on, and the new one.
    stages: tuple[Stage, ...] = ()

    def hide(self, count: int) -> None:
        """Have the new release hide a count that it may choose about."""
        for reader in self.readers:
            reader.bounds[count] = reader.if_hidden[count]

    def show(self, count: int) -> None:
        """Have the new release show it after all."""
        for reader in self.readers:
            reader.bounds[count] = reader.if_shown[count]


def small_in(policy: Policy, table: Table) -> frozenset[Key]:
    """The cells of a table that are hidden for their own sake."""
    return frozenset(
        key for key, value in table.cells.items() if policy.is_small(value) and key not in table.unshown
    )


def bounds_shown(policy: Policy, value: int) -> Bounds:
    """What a shown count tells: itself, or all that rounds to the same figure and would be shown."""
    if value == 0 or policy.rounded_to == 1:
        return value, value
    lowest = policy.rounded(value) - policy.rounded_to // 2
    return max(policy.threshold + 1, lowest), lowest + policy.rounded_to - 1


def bounds_hidden(policy: Policy, value: int, *, told: bool) -> Bounds:
    """What a hidden count tells: that it is small, or that it is not; to who is not told, hardly anything."""
    lowest = 1 if policy.zeros_shown else 0
    if not told:
        return lowest, UNBOUNDED
    return (lowest, policy.threshold) if policy.is_small(value) else (policy.threshold + 1, UNBOUNDED)


def gather(policy: Policy, table: Table, earlier: Sequence[Release]) -> Knowledge:
    """What is known when the table is shown with only its small counts hidden, beside earlier releases.

    Of those only what hangs together with the table is looked at. Any count of the table that is not small
    may be hidden, but no zero that would be shown: that it is hidden would tell that it is not one.
    """
    sources = _related(_sources(policy, table, earlier))
    counts = dict.fromkeys(count for source in sources for count in source.counts.values())
    numbers = {count: number for number, count in enumerate(counts)}
    known = Knowledge([key for key, _ in counts])
    values = {source.counts[key]: value for source in sources for key, value in source.table.cells.items()}
    known.values = [values[count] for count in counts]
    new = sources[0]
    cost = prices(table)
    may_hide = {key for key, value in table.cells.items() if value} - new.hidden - table.unshown
    known.choices = {numbers[new.counts[key]]: cost[key] for key in sorted(may_hide)}
    known.readers = tuple(_reader(told, numbers, sources, frozenset(may_hide)) for told in (True, False))
    _add_equations(known, numbers, sources)
    known.targets = tuple(sorted({numbers[count] for source in sources for count in source.small()}))
    return known


def prices(table: Table) -> dict[Key, int]:
    """What hiding each cell costs: 1, and three times as much for each level of totals above.

    Not by its size: somebody who knows that the smallest was hidden learns from the sizes of the others.
    Of 4, 9, 9 and a total of 22, hiding a smallest 9 tells that it is not above the 9 shown, hence the 4.
    """
    parts: dict[Key, list[Key]] = {}
    for each in table.sums:
        parts.setdefault(each.total, []).extend(each.parts)
    heights: dict[Key, int] = {}

    def height(key: Key, above: tuple[Key, ...]) -> int:
        if key not in heights:
            below = [part for part in parts.get(key, ()) if part not in above and part != key]
            heights[key] = max((height(part, (*above, key)) + 1 for part in below), default=0)
        return heights[key]

    return {key: 3 ** height(key, ()) for key in table.cells}


@dataclass(frozen=True)
class _Source:
    """A table with what is hidden of it, and which count each of its cells is."""

    policy: Policy
    table: Table
    hidden: frozenset[Key]
    counts: dict[Key, Count]

    def small(self) -> list[Count]:
        is_small = self.policy.is_small
        return [self.counts[key] for key in self.hidden if is_small(self.table.cells[key])]


def _sources(policy: Policy, table: Table, earlier: Sequence[Release]) -> list[_Source]:
    """The new table first, then the earlier releases."""
    parts = [(release.policy, release.table, release.hidden) for release in earlier]
    latest: dict[Key, int] = {}
    changes: Counter[Key] = Counter()
    sources = []
    for each_policy, each_table, hidden in [*parts, (policy, table, small_in(policy, table))]:
        changes.update(_changed(each_table, latest))
        latest |= each_table.cells
        counts = {key: (key, changes[key]) for key in each_table.cells}
        sources.append(_Source(each_policy, each_table, hidden, counts))
    return [sources[-1], *sources[:-1]]


def _changed(table: Table, latest: Mapping[Key, int]) -> set[Key]:
    """The cells with another value than the latest one, and the totals of such cells.

    That a total stayed the same while its parts changed is chance, which no reader can know of.
    """
    changed = {key for key, value in table.cells.items() if latest.get(key, value) != value}
    while more := {
        each.total for each in table.sums if each.total not in changed and not changed.isdisjoint(each.parts)
    }:
        changed |= more
    return changed


def _related(sources: Sequence[_Source]) -> list[_Source]:
    """The first one, and those that share a count with it or with another that does."""
    found, waiting = [sources[0]], list(sources[1:])
    reached = set(sources[0].counts.values())
    while near := [each for each in waiting if not reached.isdisjoint(each.counts.values())]:
        found += near
        waiting = [each for each in waiting if each not in near]
        reached.update(count for each in near for count in each.counts.values())
    return found


def _reader(
    told: bool, numbers: dict[Count, int], sources: Sequence[_Source], may_hide: frozenset[Key]
) -> Reader:
    new, *before = sources
    bounds: list[Bounds] = [(0, UNBOUNDED)] * len(numbers)
    for source in before:
        _narrow(bounds, numbers, source, source.hidden, told)
    hidden = list(bounds)
    _narrow(bounds, numbers, new, new.hidden, told)
    _narrow(hidden, numbers, new, new.hidden | may_hide, told)
    return Reader(told, list(bounds), hidden, bounds)


def _narrow(
    bounds: list[Bounds], numbers: dict[Count, int], source: _Source, hidden: frozenset[Key], told: bool
) -> None:
    """Bring what one release tells of its counts into what was known of them."""
    for key, value in source.table.cells.items():
        if key in hidden:
            lowest, highest = bounds_hidden(source.policy, value, told=told)
        elif key in source.table.unshown:
            continue
        else:
            lowest, highest = bounds_shown(source.policy, value)
        number = numbers[source.counts[key]]
        bounds[number] = max(bounds[number][0], lowest), min(bounds[number][1], highest)


def _add_equations(known: Knowledge, numbers: dict[Count, int], sources: Sequence[_Source]) -> None:
    found: dict[tuple[tuple[int, int], ...], int] = {}
    stages = []
    for source in sources:
        own = set()
        for each in source.table.sums:
            terms = [(numbers[source.counts[part]], 1) for part in each.parts]
            sum_of = tuple(sorted([*terms, (numbers[source.counts[each.total]], -1)]))
            own.add(found.setdefault(sum_of, len(found)))
        stages.append(Stage(frozenset(numbers[count] for count in source.counts.values()), frozenset(own)))
    known.stages = (*stages[1:], stages[0])
    known.equations = list(found)
    known.at = [[] for _ in known.values]
    for number, terms_of in enumerate(known.equations):
        for count, sign in terms_of:
            known.at[count].append((number, sign))
