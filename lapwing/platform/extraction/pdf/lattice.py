"""Tables from their lines: a cell is what no line parts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lapwing.platform.extraction.pdf.rules import Group
from lapwing.platform.extraction.pdf.shapes import Box, Fill, Rule

# Lines closer than this (points) bound the same row or column.
SAME = 3.0
# A border may have a gap; less than this share of it and it is none.
ENOUGH = 0.6
# The largest table worth building: more grid places than this is a drawing or graph paper.
MOST_PLACES = 20_000

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Area:
    """A cell before it has text: where it begins, how far it goes, and where it stands."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    colour: str | None = None


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table's cells; ``xs`` and ``ys`` are the edges of its columns and rows."""

    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    areas: tuple[Area, ...]

    def area_at(self, x: float, y: float) -> int | None:
        """Which cell holds a point, by its index; None outside."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, y) - 1
        if not (0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1):
            return None
        return next(
            (
                index
                for index, area in enumerate(self.areas)
                if area.row <= row < area.row + area.rows
                and area.column <= column < area.column + area.columns
            ),
            None,
        )


def lattice_of(group: Group) -> Lattice | None:
    """The table that a group of lines draws; None when it is not one."""
    xs = _edges([rule.at for rule in group.down] + [group.box.x0, group.box.x1])
    ys = _edges([rule.at for rule in group.across] + [group.box.y0, group.box.y1])
    if (len(xs) - 1) * (len(ys) - 1) > MOST_PLACES or len(xs) < 2 or len(ys) < 2:
        return None
    across, down = _by_edge(group.across, ys), _by_edge(group.down, xs)
    regions = _regions(xs, ys, across, down)
    return _compact(xs, ys, list(_rectangles(regions)))


def with_fills(group: Group, lattice: Lattice, fills: Sequence[Fill]) -> Lattice:
    """The table with the edges of fills that stand in its columns: bands of colour part rows too."""
    across, down = list(group.across), list(group.down)
    for fill in fills:
        box = fill.box
        edges = all(min(abs(x - edge) for edge in lattice.xs) <= SAME for x in (box.x0, box.x1))
        if not edges or box.height < 8 or box.common_area(lattice.box) < 0.8 * box.area:
            continue
        across += [Rule(box.y0, box.x0, box.x1), Rule(box.y1, box.x0, box.x1)]
        if len(lattice.xs) > 2:
            down += [Rule(box.x0, box.y0, box.y1), Rule(box.x1, box.y0, box.y1)]
    if len(across) == len(group.across):
        return lattice
    return lattice_of(Group(tuple(across), tuple(down), group.box)) or lattice


def coloured(lattice: Lattice, fills: Sequence[Fill]) -> Lattice:
    """The table with the fills of its cells: what is drawn last over most of a cell; white is none."""
    near = [fill for fill in fills if fill.box.common_area(lattice.box) > 0]
    areas = tuple(
        Area(area.row, area.column, area.rows, area.columns, area.box, fill_colour(area.box, near))
        for area in lattice.areas
    )
    return Lattice(lattice.box, lattice.xs, lattice.ys, areas)


def fill_colour(box: Box, fills: Sequence[Fill]) -> str | None:
    """What is drawn last over most of a box; None for white."""
    covered: dict[str, float] = {}
    for fill in reversed(fills):
        area = fill.box.common_area(box)
        if area <= 0:
            continue
        covered[fill.colour] = covered.get(fill.colour, 0.0) + area
        if covered[fill.colour] >= 0.6 * box.area:
            return None if fill.colour == "FFFFFF" else fill.colour
    return None


def _edges(values: Iterable[float]) -> list[float]:
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= SAME:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _by_edge(rules: Iterable[Rule], edges: Sequence[float]) -> list[list[Rule]]:
    found: list[list[Rule]] = [[] for _ in edges]
    for rule in rules:
        nearest = min(range(len(edges)), key=lambda index: abs(edges[index] - rule.at))
        found[nearest].append(rule)
    return found


def _covered(rules: Iterable[Rule], low: float, high: float) -> bool:
    length = sum(max(0.0, min(rule.high, high) - max(rule.low, low)) for rule in rules)
    return length >= ENOUGH * (high - low)


def _regions(
    xs: Sequence[float], ys: Sequence[float], across: list[list[Rule]], down: list[list[Rule]]
) -> list[set[Place]]:
    """The places of the grid, gathered where no line parts neighbours."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parents: dict[Place, Place] = {
        (row, column): (row, column) for row in range(rows) for column in range(columns)
    }

    def root(place: Place) -> Place:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    for row, column in parents:
        if column + 1 < columns and not _covered(down[column + 1], ys[row], ys[row + 1]):
            parents[root((row, column + 1))] = root((row, column))
        if row + 1 < rows and not _covered(across[row + 1], xs[column], xs[column + 1]):
            parents[root((row + 1, column))] = root((row, column))
    regions: dict[Place, set[Place]] = {}
    for place in parents:
        regions.setdefault(root(place), set()).add(place)
    return list(regions.values())


def _rectangles(regions: Iterable[set[Place]]) -> Iterator[tuple[int, int, int, int]]:
    """Row, column, rows and columns of each region, one that is no rectangle cut into some."""
    for region in regions:
        left = set(region)
        while left:
            row, column = min(left)
            columns = 1
            while (row, column + columns) in left:
                columns += 1
            rows = 1
            while all((row + rows, column + step) in left for step in range(columns)):
                rows += 1
            left -= {(row + down, column + step) for down in range(rows) for step in range(columns)}
            yield row, column, rows, columns


def _compact(xs: list[float], ys: list[float], found: list[tuple[int, int, int, int]]) -> Lattice:
    """Without the edges at which no cell begins or ends."""
    used_x = sorted({column for _, column, _, _ in found} | {column + wide for _, column, _, wide in found})
    used_y = sorted({row for row, _, _, _ in found} | {row + high for row, _, high, _ in found})
    columns = {edge: number for number, edge in enumerate(used_x)}
    rows = {edge: number for number, edge in enumerate(used_y)}
    areas = tuple(
        Area(
            rows[row],
            columns[column],
            rows[row + high] - rows[row],
            columns[column + wide] - columns[column],
            Box(xs[column], ys[row], xs[column + wide], ys[row + high]),
        )
        for row, column, high, wide in sorted(found)
    )
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    return Lattice(box, tuple(xs[edge] for edge in used_x), tuple(ys[edge] for edge in used_y), areas)
