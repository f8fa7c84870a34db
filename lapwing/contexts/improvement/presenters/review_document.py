"""The document beside a draft: its paragraphs and tables, each line by its number, as a page draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lapwing.platform.extraction.document import Document, Grid, GridCell, Paragraph

# Lines, rows and cells that a page draws at most: a browser copes with so many, and so do we in two seconds.
MOST_DRAWN = 30_000
# Characters that a page draws of one line.
_LONGEST_LINE = 10_000
# A longer one counts as several.
_USUAL_LINE = 500


@dataclass(frozen=True)
class LineSeen:
    """A line; ``read`` tells whether some part of the draft was read from it, and ``again`` that the line
    stands before this in its row: a whole row of a table may be one line of a text."""

    number: int
    text: str
    read: bool
    again: bool = False


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


def blocks_of(document: Document, read: frozenset[int], most: int = MOST_DRAWN) -> list[Block]:
    """What a document holds, in order, with a mark where a page or sheet begins.

    ``read`` are the lines that some part of the draft was read from. Whoever sends a file chooses how long
    it is, so no more than ``most`` lines, rows and cells are drawn; the last block says when that is not all.
    """
    return list(_Drawing(document, read, most).blocks())


class _Drawing:
    """Draws until there is no room left."""

    def __init__(self, document: Document, read: frozenset[int], room: int) -> None:
        self._document, self._read, self._room = document, read, room
        self._last = 0

    def blocks(self) -> Iterator[Block]:
        place = ""
        for element in self._document.elements:
            if self._room <= 0:
                break
            if element.place and element.place != place:
                place = element.place
                yield Block("place", words=place[:1].upper() + place[1:])
            yield self._table(element) if isinstance(element, Grid) else self._paragraph(element)
        if self._room <= 0:
            so_far = f"Shown up to line {self._last} of {len(self._document.lines)}"
            yield Block("place", words=f"{so_far}: the rest is too long for a page")

    def _paragraph(self, element: Paragraph) -> Block:
        lines = self._lines(element.lines)
        if element.heading:
            return Block("heading", lines, level=min(element.heading, 4))
        if element.mark or element.level:
            return Block("item", lines, level=min(max(element.level, 1), 4))
        return Block("text", lines)

    def _table(self, grid: Grid) -> Block:
        """The rows of a table. Neighbouring places without a cell are one empty cell, so that browsers keep
        columns; those at the end of a row are left out."""
        rows: list[tuple[CellSeen, ...]] = []
        reaching: Sequence[GridCell] = ()
        for number in range(grid.rows):
            if self._room <= 0:
                break
            reaching = [cell for cell in reaching if cell.row + cell.rows > number]
            self._room -= 1 + len(reaching)
            begun = grid.row(number)
            rows.append(tuple(self._row(begun, reaching)))
            reaching = [*reaching, *begun]
        last = min(grid.lines[0], len(self._document.lines))
        first = self._document.lines[last - 1] if last else ""
        title = (LineSeen(grid.lines[0], first[:_LONGEST_LINE], False),) if first.strip() else ()
        return Block("table", title, words=grid.title, rows=tuple(rows))

    def _row(self, begun: Sequence[GridCell], reaching: Sequence[GridCell]) -> Iterator[CellSeen]:
        """The cells that begin in a row, parted from those that reach into it from above."""
        own = {id(cell) for cell in begun}
        shared = _shared(begun)
        drawn: set[int] = set()
        column = 0
        for cell in sorted([*begun, *reaching], key=lambda cell: cell.column):
            if cell.column > column:
                yield CellSeen((), 1, cell.column - column, False, "")
            if id(cell) in own:
                yield self._cell(cell, shared, drawn)
            column = max(column, cell.column + cell.columns)

    def _cell(self, cell: GridCell, shared: frozenset[int], drawn: set[int]) -> CellSeen:
        """A cell by its lines; by its own words where it has only a part of a line."""
        self._room -= 1
        lines = self._lines(cell.lines) if cell.text.strip() else ()
        if lines and cell.lines[0] == cell.lines[1] and cell.lines[0] in shared:
            again = cell.lines[0] in drawn
            lines = (replace(lines[0], text=cell.text[:_LONGEST_LINE], again=again),)
            drawn.add(cell.lines[0])
        return CellSeen(lines, cell.rows, cell.columns, cell.header, cell.colour or "")

    def _lines(self, span: tuple[int, int]) -> tuple[LineSeen, ...]:
        found: list[LineSeen] = []
        for number in range(span[0], min(span[1], len(self._document.lines)) + 1):
            if self._room <= 0:
                break
            text = self._document.lines[number - 1]
            self._last = number
            self._room -= 1 + min(len(text), _LONGEST_LINE) // _USUAL_LINE
            if text.strip():
                shown = text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]} …"
                found.append(LineSeen(number, shown, number in self._read))
        return tuple(found)


def _shared(cells: Sequence[GridCell]) -> frozenset[int]:
    """The lines on which more than one cell of a row stands whole."""
    numbers = [cell.lines[0] for cell in cells if cell.text.strip() and cell.lines[0] == cell.lines[1]]
    return frozenset(number for number, times in Counter(numbers).items() if times > 1)
