"""The document beside a draft: its paragraphs and tables, each line by its number, as a page draws them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lapwing.platform.extraction.document import Document, Grid, GridCell, Paragraph


@dataclass(frozen=True)
class LineSeen:
    """A line; ``read`` tells whether some part of the draft was read from it."""

    number: int
    text: str
    read: bool


@dataclass(frozen=True)
class CellSeen:
    lines: tuple[LineSeen, ...]
    rows: int
    columns: int
    header: bool
    colour: str


@dataclass(frozen=True)
class Block:
    """Something of the document: ``kind`` is place, heading, item, text or table."""

    kind: str
    lines: tuple[LineSeen, ...] = ()
    words: str = ""
    level: int = 0
    rows: tuple[tuple[CellSeen, ...], ...] = ()


def blocks_of(document: Document, read: frozenset[int]) -> list[Block]:
    """Everything in the document, in order, with a mark where a page or sheet begins.

    ``read`` are the lines that some part of the draft was read from.
    """
    return list(_blocks(document, read))


def _blocks(document: Document, read: frozenset[int]) -> Iterator[Block]:
    place = ""
    for element in document.elements:
        if element.place and element.place != place:
            place = element.place
            yield Block("place", words=place[:1].upper() + place[1:])
        if isinstance(element, Grid):
            yield _table(element, document, read)
        else:
            yield _paragraph(element, document, read)


def _paragraph(element: Paragraph, document: Document, read: frozenset[int]) -> Block:
    lines = _lines(element.lines, document, read)
    if element.heading:
        return Block("heading", lines, level=min(element.heading, 4))
    if element.mark or element.level:
        return Block("item", lines, level=min(max(element.level, 1), 4))
    return Block("text", lines)


def _table(grid: Grid, document: Document, read: frozenset[int]) -> Block:
    """The rows of a table with a cell for every place that no other covers, so that browsers keep columns."""
    by_place = {(cell.row, cell.column): cell for cell in grid.cells}
    covered = {
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
        if (row, column) != (cell.row, cell.column)
    }
    rows = []
    for row in range(grid.rows):
        cells = []
        for column in range(grid.columns):
            if (row, column) in covered:
                continue
            cell = by_place.get((row, column))
            cells.append(_cell(cell, document, read) if cell else CellSeen((), 1, 1, False, ""))
        rows.append(tuple(cells))
    first = _lines((grid.lines[0], grid.lines[0]), document, read)
    return Block("table", first, words=grid.title, rows=tuple(rows))


def _cell(cell: GridCell, document: Document, read: frozenset[int]) -> CellSeen:
    return CellSeen(
        _lines(cell.lines, document, read) if cell.text.strip() else (),
        cell.rows,
        cell.columns,
        cell.header,
        cell.colour or "",
    )


def _lines(span: tuple[int, int], document: Document, read: frozenset[int]) -> tuple[LineSeen, ...]:
    return tuple(
        LineSeen(number, document.lines[number - 1], number in read)
        for number in range(span[0], min(span[1], len(document.lines)) + 1)
        if document.lines[number - 1].strip()
    )
