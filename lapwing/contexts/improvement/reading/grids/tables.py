"""The tables of a document that hold actions, each with its rows; the others are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.reading.grids.groups import heading_in
from lapwing.contexts.improvement.reading.grids.headers import ColumnTitle, Header, headers_of
from lapwing.contexts.improvement.reading.grids.labels import label_records
from lapwing.contexts.improvement.reading.grids.records import Band, Field, Record, rows_of
from lapwing.contexts.improvement.reading.grids.roles import STEPS_ALONE, Guess, guessed_header, settled
from lapwing.contexts.improvement.reading.grids.titles import Meaning, meaning_of
from lapwing.contexts.improvement.reading.legend import Legend
from lapwing.contexts.improvement.reading.measure_grids import holds_only_measures, is_measure_grid
from lapwing.contexts.improvement.reading.measure_grids.layout import layout_of
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.trace import Trace
from lapwing.domain.due import read_due
from lapwing.platform.extraction.document import Document, Grid, Paragraph

_STANDS_OVER = frozenset([Role.ACCOUNTABLE, Role.GROUP, Role.OUTCOME, Role.RATIONALE])


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
    def steps(self) -> bool:
        """Whether its rows are the steps of actions that stand over them as headings."""
        action = self.header.column(Role.ACTION) if self.header else None
        return action is not None and action.reason == STEPS_ALONE

    @property
    def measured(self) -> bool:
        """Whether measures are read from it too."""
        if self.header is None or not self.header.roles & {Role.BASELINE, Role.TARGET, Role.ACTUAL}:
            return False
        return layout_of(self.grid, self.header) is not None


def tables_of(document: Document, legend: Legend, trace: Trace) -> tuple[ActionTable, ...]:
    """Every table of actions, in order."""
    found: list[ActionTable] = []
    heading = ""
    previous: Header | None = None
    since = False
    for element in document.elements:
        if isinstance(element, Paragraph):
            since = True
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
        if (records := label_records(element)) and not any(_is_sure(header) for header in headers):
            trace.add("table", element.lines, "labels beside what they head")
            found.append(ActionTable(element, records))
            previous = None
        elif headers:
            tables = list(_headed(element, headers, legend, f"{heading} {element.title}", trace))
            if tables and previous is not None and _same_titles(previous, tables[0].header) and not since:
                tables[0] = replace(tables[0], continues=True)
            found.extend(tables)
            since = False
            previous = tables[-1].header if tables and tables[-1].header else None
        elif previous is not None and (table := _continued(element, previous)):
            trace.add("table", element.lines, "no titles of its own: it goes on with the table before")
            found.append(table)
        elif guessed := guessed_header(element):
            trace.add("table", element.lines, "no titles: its columns are understood from their cells")
            header, guesses = guessed
            found.append(ActionTable(element, rows_of(element, header).rows, header, guesses))
            previous = header
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
        over = _standing_over(grid, header) if header is headers[0] else ()
        yield ActionTable(grid, (*above, *_with_over(rows.rows, over)), told.header, told.guesses)


def _is_sure(header: Header) -> bool:
    """Whether a row can only be titles: three or more things, each by a whole title."""
    named = [title for title in header.titles if title.text]
    exact = {title.role for title in named if title.meaning.exact and title.role}
    return len(exact) >= 3 and len(exact) >= len(named) - 1


def _same_titles(first: Header, second: Header | None) -> bool:
    """Whether a table only prints the titles of the one before again, as on a new page."""
    return second is not None and [t.text for t in first.titles] == [t.text for t in second.titles]


def _above(grid: Grid, header: Header) -> tuple[Band, ...]:
    """Rows over the titles that say what the table is called: one cell, or a number and a title."""
    found = []
    for row in range(header.rows[0]):
        cells = [cell for cell in grid.row(row) if cell.text.strip()]
        text = ": ".join(" ".join(cell.text.split()) for cell in cells)
        lines = (cells[0].lines[0], cells[-1].lines[1]) if cells else (0, 0)
        heading = heading_in(text, lines) if cells else None
        if heading is not None and heading.ref is not None and len(cells) <= 2:
            found.append(Band(text, lines))
    return tuple(found)


def _standing_over(grid: Grid, header: Header) -> tuple[Field, ...]:
    """What rows over the titles say of all actions under them: what they are for, who answers for them."""
    found = []
    for row in range(header.rows[0]):
        cells = [cell for cell in grid.row(row) if cell.text.strip()]
        meaning = meaning_of(cells[0].text.strip().rstrip(":")) if len(cells) == 2 else Meaning()
        if meaning.exact and meaning.role in _STANDS_OVER:
            title = ColumnTitle(cells[0].column, cells[0].text, meaning)
            found.append(Field(title, cells[1].text, cells[1].lines, merged=True))
    return tuple(found)


def _with_over(rows: tuple[Record | Band, ...], over: tuple[Field, ...]) -> Iterator[Record | Band]:
    for row in rows:
        if isinstance(row, Band):
            yield row
            continue
        yield replace(
            row, fields=(*row.fields, *(each for each in over if not row.text(each.title.roles[0])))
        )


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
