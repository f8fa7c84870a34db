"""Changing a count alike in every release: the same table over time, seen as one.

Where a table was released several times, most changes that fit all of it change a cell by as much in each
release. So seen, many releases are one table again, in which a proof is found fast.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lapwing.domain.disclosure.knowledge import UNBOUNDED, Bounds, Knowledge, Reader
from lapwing.domain.disclosure.tables import Key
from lapwing.domain.disclosure.witness import Witness, find_witness


@dataclass
class Together:
    """One count for each key; its value is by how much all counts of that key have changed, so nothing."""

    known: Knowledge
    members: list[list[int]] = field(default_factory=list)
    number_of: dict[Key, int] = field(default_factory=dict)
    equations: list[tuple[tuple[int, int], ...]] = field(default_factory=list)
    at: list[list[tuple[int, int]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for count, key in enumerate(self.known.keys):
            if key not in self.number_of:
                self.number_of[key] = len(self.members)
                self.members.append([])
            self.members[self.number_of[key]].append(count)
        keys = self.known.keys
        self.equations = list(
            dict.fromkeys(
                tuple(sorted((self.number_of[keys[count]], sign) for count, sign in terms))
                for terms in self.known.equations
            )
        )
        self.at = [[] for _ in self.members]
        for number, terms in enumerate(self.equations):
            for each, sign in terms:
                self.at[each].append((number, sign))

    def is_of_use(self) -> bool:
        """Whether any key has several counts."""
        return len(self.members) < len(self.known.keys)

    def find_witness(self, reader: Reader, target: int, *, hiding: bool = False) -> Witness | None:
        """As the function of that name, among changes that are alike in every release."""
        as_one = self._as_one(reader)
        found = find_witness(
            as_one, as_one.readers[0], self.number_of[self.known.keys[target]], hiding=hiding
        )
        if found is None:
            return None
        changes = {count: by for each, by in found.changes.items() for count in self.members[each]}
        to_hide = {
            count for each in found.to_hide for count in self.members[each] if count in self.known.choices
        }
        return Witness(reader, changes, frozenset(to_hide))

    def _as_one(self, reader: Reader) -> Knowledge:
        choices = {
            self.number_of[self.known.keys[count]]: price for count, price in self.known.choices.items()
        }
        bounds = [self._room(members, reader.bounds) for members in self.members]
        if_hidden = list(bounds)
        for each in choices:
            if_hidden[each] = self._room(self.members[each], self._hidden_bounds(reader, each))
        one = Reader(reader.told, bounds, if_hidden, bounds)
        values = [0] * len(self.members)
        return Knowledge(list(self.number_of), values, (one,), self.equations, self.at, (), choices)

    def _hidden_bounds(self, reader: Reader, each: int) -> dict[int, Bounds]:
        return {
            count: (reader.if_hidden if count in self.known.choices else reader.bounds)[count]
            for count in self.members[each]
        }

    def _room(self, members: list[int], bounds: list[Bounds] | dict[int, Bounds]) -> Bounds:
        """By how much all of these counts may fall and rise."""
        values = self.known.values
        falls = max(bounds[count][0] - values[count] for count in members)
        rises = min(bounds[count][1] - values[count] for count in members)
        return falls, min(rises, UNBOUNDED)
