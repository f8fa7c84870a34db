"""The tables of a document that hold actions, each with its rows; the others are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.reading.grids.headers import Header, headers_of
from lapwing.contexts.improvement.reading.grids.labels import label_records
from lapwing.contexts.improvement.reading.grids.records import Band, Record, rows_of
from lapwing.contexts.improvement.reading.grids.roles import Guess, settled
from lapwing.contexts.improvement.reading.legend import Legend
from lapwing.contexts.improvement.reading.measure_grids import holds_only_measures, is_measure_grid
from lapwing.contexts.improvement.reading.measure_grids.layout import layout_of
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.trace import Trace
from lapwing.domain.due import read_due
from lapwing.platform.extraction.document import Document, Grid, Paragraph


@dataclass(frozen=True)
class ActionTable:
    """A table, or the stretch of one under one header, that holds actions.

    ``continues`` tells that it goes on with the table before it, without titles of its own.
    """

    grid: Grid
    rows: tuple[Record | Band, ...]
    header: Header | None = None
    guesses: tuple[Guess, ...] = ()
    continues: bool = False

    @property
    def measured(self) -> bool:
        """Whether measures are read from it too."""
        return self.header is not None and layout_of(self.grid, self.header) is not None


def tables_of(document: Document, legend: Legend, trace: Trace) -> tuple[ActionTable, ...]:
    """Every table of actions, in order."""
    found: list[ActionTable] = []
    heading = ""
    previous: Header | None = None
    for element in document.elements:
        if isinstance(element, Paragraph):
            heading = element.text if element.heading is not None or len(element.text) < 80 else heading
            continue
        if element in legend.grids:
            trace.add("table", element.lines, "a key of words or colours, not a table of actions")
            previous = None
            continue
        if holds_only_measures(element):
            previous = None
            continue
        headers = headers_of(element)
        if records := label_records(element):
            trace.add("table", element.lines, "labels beside what they head")
            found.append(ActionTable(element, records))
            previous = None
        elif headers:
            tables = list(_headed(element, headers, legend, f"{heading} {element.title}", trace))
            found.extend(tables)
            previous = tables[-1].header if tables and tables[-1].header else None
        elif previous is not None and (table := _continued(element, previous)):
            trace.add("table", element.lines, "no titles of its own: it goes on with the table before")
            found.append(table)
        else:
            trace.add("table", element.lines, "no titles that are known; not read")
            previous = None
    return tuple(found)


def _headed(
    grid: Grid, headers: tuple[Header, ...], legend: Legend, heading: str, trace: Trace
) -> Iterator[ActionTable]:
    for header in headers:
        if is_measure_grid(grid, header):
            continue
        told = settled(grid, header, legend, heading=heading)
        for title in told.header.titles:
            if title.text:
                roles = " and ".join(role.value for role in title.roles) or "no role"
                trace.add("column", told.header.lines, f"“{title.text}”: {roles} ({title.reason})")
        if told.why_not:
            trace.add("table", grid.lines, f"not a table of actions: {told.why_not}")
            continue
        rows = rows_of(grid, told.header)
        trace.add("table", grid.lines, f"a table of actions, {len(rows.rows)} rows")
        above = _above(grid, header) if header is headers[0] else ()
        yield ActionTable(grid, (*above, *rows.rows), told.header, told.guesses)


def _above(grid: Grid, header: Header) -> tuple[Band, ...]:
    """Rows of one cell over the titles: what the table is called."""
    found = []
    for row in range(header.rows[0]):
        cells = [cell for cell in grid.row(row) if cell.text.strip()]
        if len(cells) == 1:
            found.append(Band(" ".join(cells[0].text.split()), cells[0].lines))
    return tuple(found)


def _continued(grid: Grid, header: Header) -> ActionTable | None:
    """A table without titles that has the columns of the one before, and cells that fit them."""
    columns = max(title.column for title in header.titles) + 1
    if grid.columns != columns:
        return None
    body = replace(header, rows=(), repeated=(), body=(0, grid.rows))
    due = header.column(Role.DUE)
    cells = [cell for cell in grid.cells if due and cell.column == due.column and cell.text.strip()]
    if (
        due
        and cells
        and not any(read_due(cell.text).points or read_due(cell.text).recurrence for cell in cells)
    ):
        return None
    return ActionTable(grid, rows_of(grid, body).rows, body, continues=True)
