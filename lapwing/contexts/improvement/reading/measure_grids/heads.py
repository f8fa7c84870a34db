"""The titles of measure tables that other tables do not have: polarity, neighbours, a row of dates."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.contexts.improvement.reading.grids.headers import ColumnTitle, Header, headers_of
from lapwing.contexts.improvement.reading.grids.titles import meaning_of
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind, title_of
from lapwing.platform.extraction.document import Grid, GridCell

_ROWS_SEARCHED = 12
_LONGEST = 120
_FIGURES = frozenset({Kind.BASELINE, Kind.TARGET, Kind.ACTUAL, Kind.COMPARATOR, Kind.DATED})


def heads_of(grid: Grid) -> tuple[Header, ...]:
    """The titles of a table as all tables are read; where there are none, those that only measures have."""
    return headers_of(grid) or tuple(_own(grid))


def own_head(grid: Grid) -> Header | None:
    """The titles of a table by the words of measure tables alone."""
    return next(_own(grid), None)


def _own(grid: Grid) -> Iterator[Header]:
    for row in range(min(grid.rows, _ROWS_SEARCHED)):
        cells = [cell for cell in grid.row(row) if cell.text.strip()]
        if len(cells) < 2 or any(len(cell.text) > _LONGEST for cell in cells):
            continue
        last = _last_row(grid, row, cells)
        titles = tuple(_titles(grid, row, last))
        kinds = [title_of(title.text).kind for title in titles if title.text]
        if Kind.NAME in kinds and _FIGURES.intersection(kinds) and kinds.count(Kind.OTHER) * 2 <= len(kinds):
            lines = [line for cell in grid.cells if row <= cell.row <= last for line in cell.lines]
            repeated = tuple(_repeated(grid, row, last))
            rows = tuple(range(row, last + 1))
            yield Header(rows, titles, (last + 1, grid.rows), repeated, (min(lines), max(lines)))
            return


def _last_row(grid: Grid, row: int, cells: list[GridCell]) -> int:
    """One row further down where titles stand under a merged one."""
    last = max(cell.row + cell.rows - 1 for cell in cells)
    wide = [cell for cell in cells if 1 < cell.columns < grid.columns]
    if not wide or last > row:
        return min(last, row + 2)
    below = [cell for cell in grid.row(row + 1) if cell.text.strip()]
    known = [title_of(cell.text).kind is not Kind.OTHER for cell in below]
    return row + 1 if below and all(known) else row


def _titles(grid: Grid, first: int, last: int) -> Iterator[ColumnTitle]:
    for column in range(grid.columns):
        over = dict.fromkeys(
            cell for row in range(first, last + 1) if (cell := grid.at(row, column)) and cell.text.strip()
        )
        text = " – ".join(" ".join(cell.text.split()) for cell in over)
        yield ColumnTitle(column, text, meaning_of(text))


def _repeated(grid: Grid, first: int, last: int) -> Iterator[int]:
    """Rows further down that print the titles again."""
    printed = [cell.text for cell in grid.row(first)]
    for row in range(last + 1, grid.rows):
        if [cell.text for cell in grid.row(row)] == printed:
            yield from range(row, row + last - first + 1)
