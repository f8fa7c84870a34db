"""Tables of counts, and which of their cells are the sum of which.

A cell has a key (a tuple of words). Cells with one key are one cell, in whatever tables and releases they
stand: so tables that share cells, and releases of the same table, are judged together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

Key = tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """A total and the parts that make it up. With one part it says that two cells are the same count."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Table:
    """Counts by key, and the sums among them.

    ``unshown`` are counts that the table does not have on show but its sums need, such as those whom a
    numerator leaves out of its denominator. ValueError for a negative count, for a sum that names a cell the
    table does not have, and for a total that is not the sum of its parts.
    """

    cells: Mapping[Key, int]
    sums: tuple[Sum, ...] = ()
    unshown: frozenset[Key] = field(default=frozenset())

    def __post_init__(self) -> None:
        for key, count in self.cells.items():
            if count < 0:
                raise ValueError(f"{_named(key)} is {count}: a count of children cannot be negative.")
        for each in self.sums:
            _check(each, self.cells)


@dataclass(frozen=True)
class Dimension:
    """One way in which children are told apart: labels, groups of them, and what all together is called.

    ``groups`` hold labels or other groups; no label stands in two groups. What is in no group belongs to the
    total. Without a ``total`` there is none.
    """

    labels: tuple[str, ...]
    total: str | None = "Total"
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = [*self.labels, *self.groups, *([self.total] if self.total is not None else [])]
        if len(set(names)) != len(names):
            raise ValueError("Labels, groups and the total of a dimension need different names.")
        grouped = [label for members in self.groups.values() for label in members]
        if len(set(grouped)) != len(grouped):
            raise ValueError("A label of a dimension stands in two groups.")
        if unknown := set(grouped) - set(names):
            raise ValueError(f"A group holds {sorted(unknown)[0]!r}, which the dimension does not have.")

    def parents(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each group, then the total, with what it is made up of."""
        yield from self.groups.items()
        if self.total is not None:
            grouped = {label for members in self.groups.values() for label in members}
            yield self.total, tuple(name for name in (*self.labels, *self.groups) if name not in grouped)

    def leaves(self) -> dict[str, tuple[str, ...]]:
        """Every name with the labels that it covers. ValueError when groups go in a circle."""
        below = dict(self.parents())
        found: dict[str, tuple[str, ...]] = {label: (label,) for label in self.labels}

        def labels_of(name: str, above: tuple[str, ...]) -> tuple[str, ...]:
            if name in above:
                raise ValueError(f"The group {name!r} holds itself.")
            if name not in found:
                found[name] = tuple(
                    label for part in below[name] for label in labels_of(part, (*above, name))
                )
            return found[name]

        for name in below:
            labels_of(name, ())
        return found


def tabulate(name: str, dimensions: Sequence[Dimension], counts: Mapping[tuple[str, ...], int]) -> Table:
    """A table of one, two or more dimensions with all its totals and sub-totals, from its innermost counts.

    Keys are ``(name, label, …)`` with a label, group or total from each dimension. Combinations that
    ``counts`` does not have are zero. ValueError for a combination that the dimensions do not have.
    """
    covers = [dimension.leaves() for dimension in dimensions]
    inner = set(product(*(dimension.labels for dimension in dimensions)))
    if unknown := set(counts) - inner:
        raise ValueError(f"{_named(sorted(unknown)[0])} is not among the labels of the table.")
    cells = {
        (name, *names): sum(
            counts.get(leaf, 0) for leaf in product(*(each[n] for each, n in zip(covers, names, strict=True)))
        )
        for names in product(*covers)
    }
    return Table(cells, tuple(_sums(name, dimensions, covers)))


def list_of_counts(name: str, counts: Mapping[str, int], total: str | None = "Total") -> Table:
    """A table of one dimension: a count for each label, and their total. Keys are ``(name, label)``."""
    return tabulate(
        name, [Dimension(tuple(counts), total=total)], {(label,): count for label, count in counts.items()}
    )


def merged(tables: Iterable[Table]) -> Table:
    """The tables as one. ValueError where they give one cell two counts.

    A cell that one of them shows is shown.
    """
    cells: dict[Key, int] = {}
    sums: dict[Sum, None] = {}
    shown: set[Key] = set()
    for table in tables:
        for key, count in table.cells.items():
            if cells.setdefault(key, count) != count:
                raise ValueError(f"{_named(key)} is {cells[key]} in one table and {count} in another.")
        sums |= dict.fromkeys(table.sums)
        shown |= table.cells.keys() - table.unshown
    return Table(cells, tuple(sums), frozenset(cells.keys() - shown))


def linked(table: Table, links: Iterable[Sum]) -> Table:
    """The table with further sums among its cells: ways in which tables hang together."""
    return Table(table.cells, tuple(dict.fromkeys((*table.sums, *links))), table.unshown)


def _sums(
    name: str, dimensions: Sequence[Dimension], covers: Sequence[Mapping[str, object]]
) -> Iterator[Sum]:
    for place, dimension in enumerate(dimensions):
        others = [list(each) for each in covers]
        for parent, parts in dimension.parents():
            for names in product(*others[:place], [parent], *others[place + 1 :]):
                before, after = names[:place], names[place + 1 :]
                yield Sum((name, *names), tuple((name, *before, part, *after) for part in parts))


def _check(each: Sum, cells: Mapping[Key, int]) -> None:
    if missing := [key for key in (each.total, *each.parts) if key not in cells]:
        raise ValueError(f"A sum names {_named(missing[0])}, which is not in the table.")
    parts = sum(cells[key] for key in each.parts)
    if len(set(each.parts)) != len(each.parts) or each.total in each.parts:
        raise ValueError(f"A cell stands twice in the sum of {_named(each.total)}.")
    if cells[each.total] != parts:
        raise ValueError(f"{_named(each.total)} is {cells[each.total]}, and its parts make {parts}.")


def _named(key: Key) -> str:
    return " / ".join(key)
