"""The rows of a measure table gathered into measures: a name may span several rows of parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.reading.grids.headers import full_width
from lapwing.contexts.improvement.reading.measure_grids.cells import entries_of
from lapwing.contexts.improvement.reading.measure_grids.table import FIGURES, Column, Layout
from lapwing.contexts.improvement.reading.measure_grids.times import Time, times_in
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind
from lapwing.contexts.improvement.reading.measure_grids.values import Form
from lapwing.platform.extraction.document import GridCell


@dataclass
class MeasureRows:
    """The rows of one measure; ``inherited`` tells that a row without a name was taken as part of it.

    ``dates`` is a row that prints the dates of the targets in place of figures, its own or one above it.
    """

    name: str
    rows: list[int] = field(default_factory=list)
    inherited: bool = False
    dates: int | None = None

    @property
    def figures(self) -> tuple[int, ...]:
        """The rows but for that of the dates."""
        return tuple(row for row in self.rows if row != self.dates) or tuple(self.rows)

    def span(self, layout: Layout) -> Span:
        """The first and last line that the measure stands on."""
        places = (layout.at(row, column.number) for row in self.rows for column in layout.columns)
        cells = [cell for cell in places if cell is not None and cell.text.strip()]
        own = [cell for cell in cells if cell.row in self.rows] or cells
        return min(cell.lines[0] for cell in own), max(cell.lines[1] for cell in own)


@dataclass(frozen=True)
class PlacedCell:
    """A cell of figures with the rows of its measure that it covers."""

    column: Column
    cell: GridCell
    rows: tuple[int, ...]


def measures_in(layout: Layout) -> list[MeasureRows]:
    """The measures of a table, in order. Headings as wide as the table and repeated titles are left out."""
    found: list[MeasureRows] = []
    name_column = layout.of(Kind.NAME)[0]
    dates: int | None = None
    for row in range(layout.first, layout.last):
        if row in layout.skipped or full_width(layout.grid, row) or not _has_words(layout, row):
            continue
        cell = layout.cell(row, name_column)
        name = _name(cell)
        if _holds_dates(layout, row):
            dates = row
            if cell is None:
                continue
        if cell is not None and cell.row == row and not _same_again(layout, found, name, row):
            found.append(MeasureRows(name, [row], dates=dates))
        elif cell is not None and found:
            found[-1].rows.append(row)
            found[-1].dates = dates
        elif found and _has_figures(layout, row):
            under_dates = found[-1].rows[-1] == found[-1].dates
            found[-1].rows.append(row)
            told = under_dates or bool(layout.text(row, Kind.LABEL))
            found[-1].inherited = found[-1].inherited or not told
    return [each for each in found if each.name]


def cells_of(layout: Layout, measure: MeasureRows) -> Iterator[PlacedCell]:
    """The cells of figures of a measure, column by column."""
    times = _times(layout, measure)
    for column in (replace(each, time=times.get(each.number, each.time)) for each in layout.of(*FIGURES)):
        for row in measure.rows:
            if row == measure.dates and column.kind is Kind.TARGET:
                continue
            cell = layout.cell(row, column)
            if cell is None or (cell.row != row and row != measure.rows[0]):
                continue
            covered = tuple(each for each in measure.figures if cell.row <= each < cell.row + cell.rows)
            # what stands beside the dates belongs to the figures under them
            covered = covered or measure.figures[:1]
            yield PlacedCell(column, cell, covered)


def _holds_dates(layout: Layout, row: int) -> bool:
    """Whether every target of a row is a date and no figure: then it heads the rows under it."""
    cells = [
        cell for column in layout.of(Kind.TARGET) if (cell := layout.cell(row, column)) and cell.row == row
    ]
    forms = [value.form for cell in cells for value in entries_of(cell.text)]
    return len(cells) > 1 and all(form is Form.DATE for form in forms)


def _times(layout: Layout, measure: MeasureRows) -> dict[int, Time]:
    """The dates that a row of the table gives to the columns of targets."""
    if measure.dates is None:
        return {}
    cells = ((column, layout.cell(measure.dates, column)) for column in layout.of(Kind.TARGET))
    return {column.number: times[0] for column, cell in cells if cell and (times := times_in(cell.text))}


def _name(cell: GridCell | None) -> str:
    text = " ".join(cell.text.split()) if cell else ""
    return re.sub(r"^[•▪●◦·*–-]\s+", "", text)


def _same_again(layout: Layout, found: list[MeasureRows], name: str, row: int) -> bool:
    """A name that each row of its parts prints again."""
    return bool(found) and found[-1].name == name and bool(layout.text(row, Kind.LABEL))


def _has_words(layout: Layout, row: int) -> bool:
    return any(layout.cell(row, column) for column in layout.columns)


def _has_figures(layout: Layout, row: int) -> bool:
    return any(
        cell.row == row for column in layout.of(*FIGURES) if (cell := layout.cell(row, column)) is not None
    )
