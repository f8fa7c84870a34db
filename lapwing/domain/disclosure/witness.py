"""Proof that a hidden count may be something else: other counts that fit all that is known.

The true counts fit. A change of one of them by 1 upsets the sums it stands in; each upset sum is mended by a
change of another of its counts within that one's bounds, until all sums hold again. What is found is a proof
by itself, whichever way the search took. Where none is found, nothing is proved: the count is then treated as
one that can be worked out. In tables of at most two dimensions (of which one may have groups), where each
count stands in two sums, the search finds whatever there is; in others it gives up after so many steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from heapq import heappop, heappush

from lapwing.domain.disclosure.knowledge import Knowledge, Reader
from lapwing.domain.disclosure.narrowing import may_differ

#: After so many looks at upset sums the search gives up: nearly all that is found is found in fewer than 250.
STEPS = 500
#: The same where nothing is left to try before everything is hidden.
LAST_STEPS = 2_000
#: After so many it asks whether bounds alone tell that there is nothing to be found.
_PATIENCE = 100
#: One cell more to hide weighs as much as so many changes.
_WEIGHT_OF_PRICE = 20

#: Sums that do not hold: the equation and by how much it is off.
_Upset = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Witness:
    """Changes of counts (by number) that fit all a reader knows, once those in ``to_hide`` are hidden."""

    reader: Reader
    changes: dict[int, int]
    to_hide: frozenset[int] = frozenset()

    def fits(self, known: Knowledge) -> bool:
        """Whether the counts so changed fit what the reader knows of each by now."""
        bounds = self.reader.bounds
        return all(
            bounds[count][0] <= known.values[count] + by <= bounds[count][1]
            for count, by in self.changes.items()
        )


@dataclass(frozen=True)
class _State:
    changes: dict[int, int]
    price: int
    to_hide: frozenset[int]


_UNCHANGED = _State({}, 0, frozenset())


def find_witness(
    known: Knowledge, reader: Reader, target: int, *, hiding: bool = False, steps: int = STEPS
) -> Witness | None:
    """Counts that fit all that the reader knows, the target another than it is; None when none was found.

    With ``hiding``, counts that the new release might hide may change too, and those of the least price are
    looked for.
    """
    starts = [_changed(known, reader, _UNCHANGED, target, by, hiding) for by in (1, -1)]
    upset = [(state, _upset_by(known, state.changes)) for state in starts if state is not None]
    search = _Search(known, reader, target, hiding)
    found = search.mend(upset, steps)
    return Witness(reader, found.changes, found.to_hide) if found else None


def find_by_stages(known: Knowledge, reader: Reader, target: int, *, hiding: bool = False) -> Witness | None:
    """The same, one release after the other: each mends its own sums by counts that no one before it has.

    It sees less than a search in all at once, but where there are several releases it is much quicker.
    """
    first = next(number for number, stage in enumerate(known.stages) if target in stage.counts)
    stages = [known.stages[first], *known.stages[:first], *known.stages[first + 1 :]]
    for by in (1, -1):
        state = _changed(known, reader, _UNCHANGED, target, by, hiding)
        counts: set[int] = {target}
        for stage in stages:
            if state is None:
                break
            upset = _upset_by(known, state.changes, stage.equations)
            search = _Search(known, reader, target, hiding, stage.equations, stage.counts - counts | {target})
            state = search.mend([(state, upset)], STEPS)
            counts |= stage.counts
        if state is not None and not _upset_by(known, state.changes):
            return Witness(reader, state.changes, state.to_hide)
    return None


@dataclass(frozen=True)
class _Search:
    """A search for one target, with what it may look at: all sums and counts, or some."""

    known: Knowledge
    reader: Reader
    target: int
    hiding: bool
    equations: Container[int] | None = None
    counts: Container[int] | None = None

    def mend(self, starts: Iterable[tuple[_State, _Upset]], steps: int) -> _State | None:
        """The cheapest state found in which none of the sums is upset; None after so many steps."""
        known = self.known
        heap = [(0, number, upset, state) for number, (state, upset) in enumerate(starts)]
        best: dict[tuple[bool, _Upset], int] = {}
        order = len(heap)
        for step in range(steps):
            if not heap or (step == _PATIENCE and self._is_hopeless()):
                return None
            _, _, upset, state = heappop(heap)
            if not upset:
                return state
            place = state.changes[self.target] > 0, upset
            if best.get(place, state.price + 1) <= state.price:
                continue
            best[place] = state.price
            equation, off = _narrowest(known, upset)
            for count, sign in known.equations[equation]:
                if self.counts is not None and count not in self.counts:
                    continue
                by = -sign if off > 0 else sign
                after = _changed(known, self.reader, state, count, by, self.hiding)
                if after is not None:
                    left = _upset_after(known, upset, count, by, self.equations)
                    moved = len(after.changes) + 2 * sum(abs(rest) for _, rest in left)
                    heappush(heap, (_WEIGHT_OF_PRICE * after.price + moved, order, left, after))
                    order += 1
        return None

    def _is_hopeless(self) -> bool:
        return not may_differ(self.known, self.reader, self.target, hiding=self.hiding)


def _changed(
    known: Knowledge, reader: Reader, state: _State, count: int, by: int, hiding: bool
) -> _State | None:
    """The state after one more change; None when the count may not change so (or would change back)."""
    before = state.changes.get(count, 0)
    if before * by < 0:
        return None
    value = known.values[count] + before + by
    lowest, highest = reader.bounds[count]
    price, to_hide = state.price, state.to_hide
    if count not in to_hide and not lowest <= value <= highest:
        if not hiding or count not in known.choices:
            return None
        price += known.choices[count]
        to_hide = to_hide | {count}
    if count in to_hide:
        lowest, highest = reader.if_hidden[count]
        if not lowest <= value <= highest:
            return None
    return _State(state.changes | {count: before + by}, price, to_hide)


def _upset_by(known: Knowledge, changes: dict[int, int], equations: Container[int] | None = None) -> _Upset:
    """The sums that do not hold after these changes."""
    off: Counter[int] = Counter()
    for count, by in changes.items():
        for equation, sign in known.at[count]:
            if equations is None or equation in equations:
                off[equation] += sign * by
    return tuple(sorted((equation, rest) for equation, rest in off.items() if rest))


def _upset_after(
    known: Knowledge, upset: _Upset, count: int, by: int, equations: Container[int] | None
) -> _Upset:
    off = dict(upset)
    for equation, sign in known.at[count]:
        if equations is not None and equation not in equations:
            continue
        rest = off.get(equation, 0) + sign * by
        if rest:
            off[equation] = rest
        else:
            del off[equation]
    return tuple(sorted(off.items()))


def _narrowest(known: Knowledge, upset: _Upset) -> tuple[int, int]:
    """Of the sums that do not hold, the one with the fewest counts: each must be mended some time."""
    return min(upset, key=lambda each: len(known.equations[each[0]]))
