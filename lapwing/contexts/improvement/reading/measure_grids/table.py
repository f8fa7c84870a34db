"""A measure table with the kinds of its columns, in which every place is found at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lapwing.contexts.improvement.reading.measure_grids.times import Time
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.platform.extraction.document import Grid, GridCell

# Columns whose cells hold figures.
FIGURES = frozenset({Kind.BASELINE, Kind.TARGET, Kind.ACTUAL, Kind.COMPARATOR})


@dataclass(frozen=True)
class Column:
    """A column with its kind; ``time`` is the date in its title and ``words`` the title without it."""

    number: int
    kind: Kind
    text: str
    words: str = ""
    time: Time | None = None
    percent: bool = False


@dataclass(frozen=True)
class Layout:
    """A measure table: its columns, and the rows from ``first`` up to ``last`` that hold measures.

    ``dated_as`` is what columns titled by a date alone were taken for, for a person to confirm. ``actions``
    is a column with actions in words: the table is one of actions, and its measures are theirs.
    """

    grid: Grid
    columns: tuple[Column, ...]
    first: int
    last: int
    skipped: frozenset[int] = frozenset()
    dated_as: Kind | None = None
    actions: int | None = None
    places: Mapping[tuple[int, int], GridCell] = field(default_factory=dict, compare=False, repr=False)

    def at(self, row: int, number: int) -> GridCell | None:
        """The cell that covers a place, merged ones among them."""
        return self.places.get((row, number))

    def of(self, *kinds: Kind) -> tuple[Column, ...]:
        """The columns of some kinds, by place."""
        return tuple(column for column in self.columns if column.kind in kinds)

    def cell(self, row: int, column: Column) -> GridCell | None:
        """The cell with words that covers a place."""
        cell = self.at(row, column.number)
        return cell if cell is not None and cell.text.strip() else None

    def text(self, row: int, kind: Kind) -> str:
        """The words of a row in the columns of a kind."""
        cells = (self.cell(row, column) for column in self.of(kind))
        return " ".join(" ".join(cell.text.split()) for cell in cells if cell)

    def first_text(self, rows: Sequence[int], kind: Kind) -> str:
        """The words of the first of some rows that has any in the columns of a kind."""
        return next((text for row in rows if (text := self.text(row, kind))), "")


def places_of(grid: Grid) -> dict[tuple[int, int], GridCell]:
    """Every place of a table with the cell that covers it: to look one up in a long table takes no search.

    A cell merged far beyond all others covers only as much as there is.
    """
    rows = max((cell.row for cell in grid.cells), default=-1) + 1
    columns = max((cell.column for cell in grid.cells), default=-1) + 1
    return {
        (row, column): cell
        for cell in grid.cells
        for row in range(cell.row, min(cell.row + cell.rows, rows))
        for column in range(cell.column, min(cell.column + cell.columns, columns))
    }
