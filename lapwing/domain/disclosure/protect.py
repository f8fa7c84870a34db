"""Hiding small counts, and as few others as it takes that no hidden one can be worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from lapwing.domain.disclosure.knowledge import Knowledge, Reader, gather, small_in
from lapwing.domain.disclosure.narrowing import may_differ
from lapwing.domain.disclosure.policy import Policy
from lapwing.domain.disclosure.release import Release
from lapwing.domain.disclosure.tables import Sum, Table, linked, merged
from lapwing.domain.disclosure.together import Together
from lapwing.domain.disclosure.witness import LAST_STEPS, Witness, find_by_stages, find_witness

#: In larger tables the order in which small counts are made safe is not tried several ways.
_FEW = 150


def protect(
    tables: Table | Sequence[Table],
    policy: Policy,
    earlier: Sequence[Release] = (),
    links: Iterable[Sum] = (),
) -> Release:
    """The tables with every small count hidden, and so many others that each keeps two possible values.

    That holds for the small counts of ``earlier`` releases (oldest first) too, and for a reader who has
    read everything and knows what `lapwing.domain.disclosure.knowledge` says. Where it cannot be proved,
    everything that hangs together with the count is hidden. ``links`` are sums between cells of different
    tables. ValueError for tables that contradict one another.
    """
    listed = [tables] if isinstance(tables, Table) else tables
    table = _as_shown(linked(merged(listed), links), policy)
    known = gather(policy, table, earlier)
    orders: list[Callable[[int], int]] = [lambda count: known.values[count]]
    if len(known.values) <= _FEW:
        orders += [lambda count: -known.values[count], lambda count: count, lambda count: -count]
    tried = [_Suppression(gather(policy, table, earlier), order).run() for order in orders]
    best = min(tried, key=lambda each: (len(each.unproved), len(each.if_untold()), each.price()))
    return Release(
        policy,
        table,
        small_in(policy, table) | {known.keys[count] for count in best.hidden},
        if_untold=frozenset(known.keys[count] for count in best.if_untold()),
        given_away=frozenset(known.keys[count] for count in best.given_away),
        unproved=frozenset(known.keys[count] for count in best.unproved),
    )


def _as_shown(table: Table, policy: Policy) -> Table:
    """The table without its totals on show, where the policy shows none."""
    if policy.totals_shown:
        return table
    totals = {each.total for each in table.sums}
    return Table(table.cells, table.sums, table.unshown | totals)


class _Suppression:
    """One way through the small counts, in an order: hide what it takes, then show again what it did not."""

    def __init__(self, known: Knowledge, order: Callable[[int], int]) -> None:
        self.known = known
        self.targets = sorted(known.targets, key=order)
        self.hidden: set[int] = set()
        self.given_away: set[int] = set()
        self.unproved: set[int] = set()
        self.not_to_show: set[int] = set()
        self.proofs: dict[int, Witness] = {}
        self.together = Together(known)

    def run(self) -> _Suppression:
        for target in self.targets:
            if target not in self.proofs:
                self._make_safe(target)
        for count in sorted(
            self.hidden - self.not_to_show, key=lambda each: (-self.known.choices[each], each)
        ):
            self._show_if_safe(count)
        return self

    def price(self) -> int:
        return sum(self.known.choices[count] for count in self.hidden)

    def if_untold(self) -> set[int]:
        return {
            target for target in self.targets if target in self.proofs and not self.proofs[target].reader.told
        }

    def _make_safe(self, target: int) -> None:
        for reader in self.known.readers:
            proof = self._find(reader, target) or self._find(reader, target, hiding=True)
            proof = proof or self._with_all_hidden(reader, target)
            if proof is not None:
                self._hide(proof.to_hide)
                self._keep(proof)
                return
        if any(may_differ(self.known, reader, target, hiding=True) for reader in self.known.readers):
            self.unproved.add(target)
            self.not_to_show |= self._choices_around(target)
            self._hide(self.not_to_show)
        else:
            self.given_away.add(target)

    def _choices_around(self, target: int) -> set[int]:
        """Whatever may be hidden among the counts that hang together with one."""
        reached, waiting = {target}, [target]
        while waiting:
            for equation, _ in self.known.at[waiting.pop()]:
                new = {count for count, _ in self.known.equations[equation]} - reached
                reached |= new
                waiting += new
        return reached & self.known.choices.keys()

    def _find(self, reader: Reader, target: int, *, hiding: bool = False) -> Witness | None:
        """A proof: by changes alike in all releases, by one release after the other, or by any."""
        proof = None
        if self.together.is_of_use():
            proof = self.together.find_witness(reader, target, hiding=hiding)
        if proof is None and len(self.known.stages) > 1:
            proof = find_by_stages(self.known, reader, target, hiding=hiding)
        return proof or find_witness(self.known, reader, target, hiding=hiding)

    def _with_all_hidden(self, reader: Reader, target: int) -> Witness | None:
        """What the search finds with everything hidden that may be: its way is shorter, for nothing costs."""
        rest = frozenset(self.known.choices.keys() - self.hidden)
        for count in rest:
            self.known.hide(count)
        proof = self._find(reader, target)
        if proof is None and not self.not_to_show:
            proof = find_witness(self.known, reader, target, steps=LAST_STEPS)
        for count in rest:
            self.known.show(count)
        return Witness(reader, proof.changes, rest & proof.changes.keys()) if proof else None

    def _hide(self, counts: Iterable[int]) -> None:
        for count in counts:
            self.known.hide(count)
            self.hidden.add(count)

    def _keep(self, proof: Witness) -> None:
        """One proof serves every target that it changes, but none that has a proof against more."""
        for count in proof.changes:
            before = self.proofs.get(count)
            if before is None or proof.reader.told or not before.reader.told:
                self.proofs[count] = proof

    def _show_if_safe(self, count: int) -> None:
        """Show a count again where every proof that it breaks can be replaced by another."""
        self.known.show(count)
        kept = dict(self.proofs)
        for target in self.targets:
            proof = self.proofs.get(target)
            if proof is None or proof.fits(self.known):
                continue
            other = self._find(proof.reader, target)
            if other is None:
                self.proofs = kept
                self.known.hide(count)
                return
            self._keep(other)
        self.hidden.discard(count)
