"""A table found in the lines of a text: its titles, its rows, and which of its cells may be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.interchange import Span
from lapwing.platform.extraction.document import Grid, GridCell


@dataclass(frozen=True)
class TextCell:
    """The words of a cell, a line for each paragraph or item, and the lines it was read from."""

    text: str
    lines: Span


@dataclass(frozen=True)
class TextRow:
    """A cell for each title, None where nothing stands. ``doubt`` is the code of the question to ask about
    it: ``cell.slipped`` when a lost blank cell leaves two places for another, ``cell.order`` when nothing
    but the look of the words says where one cell ends."""

    cells: tuple[TextCell | None, ...]
    lines: Span
    doubt: str = ""

    @property
    def raw(self) -> str:
        """The row as read, cell by cell, to be shown beside a question."""
        return " | ".join(" ".join(cell.text.split()) if cell else "–" for cell in self.cells)


@dataclass(frozen=True)
class TextTable:
    """``how`` says in a few words how it stood in the text."""

    titles: tuple[TextCell, ...]
    rows: tuple[TextRow, ...]
    lines: Span
    how: str

    def with_rows(self, rows: Sequence[TextRow]) -> TextTable:
        return replace(self, rows=tuple(rows))


def grid_of(table: TextTable) -> Grid:
    """The table as any other: its titles in the first row, marked as such."""
    titles = [
        GridCell(text=title.text, row=0, column=column, lines=title.lines, header=True)
        for column, title in enumerate(table.titles)
        if title.text
    ]
    cells = [
        GridCell(text=cell.text, row=number, column=column, lines=cell.lines)
        for number, row in enumerate(table.rows, start=1)
        for column, cell in enumerate(row.cells)
        if cell is not None and cell.text.strip()
    ]
    return Grid(
        cells=(*titles, *cells), rows=len(table.rows) + 1, columns=len(table.titles), lines=table.lines
    )
