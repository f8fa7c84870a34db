"""A document as a person sees it: paragraphs and tables in the order of reading, on numbered lines.

Every format (Word, PDF, Excel, web page, Markdown, text) is turned into this one shape; what comes after
never asks which it was. ``lines`` is the whole text, numbered from 1, and every element names the lines that
it stands on, so that whatever is read from it can be shown where it stood.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

Span = tuple[int, int]


class Kind(StrEnum):
    """The format of a file, told from its bytes and never from its name alone."""

    WORD = "word"
    PDF = "pdf"
    EXCEL = "excel"
    CSV = "csv"
    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph, heading or item of a list.

    ``heading`` is 1 for the highest. ``mark`` is the sign or number of a list item as it is printed (``•``,
    ``2.``, ``a)``) and is not repeated in ``text``; ``level`` counts the lists around it. ``place`` says
    where it stands in words (``page 3``, ``sheet Actions``).
    """

    text: str
    lines: Span
    heading: int | None = None
    mark: str | None = None
    level: int = 0
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class GridCell:
    """A cell of a table; a merged one stands once, at its first row and column (from 0), with its extent.

    ``text`` has a line for each paragraph; an item of a list begins with its mark and a blank, two blanks
    further in for each list around its own. ``colour`` is the fill as RRGGBB in capitals. ``header`` tells
    that the document itself marks the cell as a title (a header row, ``<th>``, all of it bold).
    """

    text: str
    row: int
    column: int
    lines: Span
    rows: int = 1
    columns: int = 1
    colour: str | None = None
    header: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table. Cells with neither text nor colour are left out; no two cover the same place.

    ``title`` is its caption, or the name of its sheet.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    lines: Span
    title: str = ""
    place: str = ""

    def row(self, number: int) -> tuple[GridCell, ...]:
        """The cells that begin in a row, by column."""
        return self._by_row.get(number, ())

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a place, merged ones among them."""
        return self._by_place.get((row, column))

    def covering(self, row: int) -> tuple[GridCell, ...]:
        """The cells that cover a row, those that began above it among them, by column."""
        return tuple(self._covering.get(row, ()))

    @cached_property
    def _by_row(self) -> dict[int, tuple[GridCell, ...]]:
        rows: dict[int, list[GridCell]] = {}
        for cell in self.cells:
            rows.setdefault(cell.row, []).append(cell)
        return {row: tuple(sorted(cells, key=lambda cell: cell.column)) for row, cells in rows.items()}

    @cached_property
    def _covering(self) -> dict[int, list[GridCell]]:
        rows: dict[int, list[GridCell]] = {}
        for cell in sorted(self.cells, key=lambda cell: cell.column):
            for row in range(cell.row, cell.row + cell.rows):
                rows.setdefault(row, []).append(cell)
        return rows

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], GridCell]:
        return {
            (row, column): cell
            for row, cells in self._covering.items()
            for cell in cells
            for column in range(cell.column, cell.column + cell.columns)
        }


Element = Paragraph | Grid


@dataclass(frozen=True)
class Note:
    """What a person should know of how the file was read, in one sentence (tracked changes, lost pages)."""

    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """A whole document. ``complete`` is false when the reading was cut short and the rest is missing."""

    kind: Kind
    name: str
    elements: tuple[Element, ...]
    lines: tuple[str, ...]
    notes: tuple[Note, ...] = ()
    complete: bool = True

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(element for element in self.elements if isinstance(element, Grid))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(element for element in self.elements if isinstance(element, Paragraph))

    def outside_grids(self) -> Iterator[tuple[int, str]]:
        """The numbered lines that stand in no table."""
        inside = {number for grid in self.grids for number in range(grid.lines[0], grid.lines[1] + 1)}
        return ((number, line) for number, line in enumerate(self.lines, start=1) if number not in inside)
