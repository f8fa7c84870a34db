"""Word's tables as cells with places and extents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from lapwing.platform.extraction.cell_text import cell_text
from lapwing.platform.extraction.word import names
from lapwing.platform.extraction.word.colours import as_colour, fill
from lapwing.platform.extraction.word.names import child, inner, number, switch, value
from lapwing.platform.extraction.word.passages import Passage, PassageReader
from lapwing.platform.extraction.word.styles import TableStyle, has_first_row
from lapwing.platform.extraction.writer import FoundCell

_MOST_COLUMNS = 63  # that is where Word itself ends
_BETWEEN = " | "
_SPOTS = frozenset("●■◆•⬤")


@dataclass(frozen=True)
class Box:
    """A row that is one cell around another table: what it holds belongs outside (a frame, a layout)."""

    cell: etree._Element


@dataclass
class _Merged:
    """The cell that a column's next rows may carry on."""

    at: int
    columns: int


class TableReader:
    """Reads tables with the passages of their cells."""

    def __init__(self, passages: PassageReader) -> None:
        self._passages = passages

    def parts(self, table: etree._Element) -> Iterator[list[FoundCell] | Box]:
        """The cells of a table; in several parts when rows between them only frame other tables."""
        rows = [row for row in inner(table) if row.tag == names.TR and not _is_deleted(row)]
        waiting: list[etree._Element] = []
        for row in rows:
            cells = _cells(row)
            if len(cells) == 1 and (len(rows) == 1 or _holds_table(cells[0])):
                if waiting:
                    yield self._grid(table, waiting)
                    waiting = []
                yield Box(cells[0])
            else:
                waiting.append(row)
        if waiting:
            yield self._grid(table, waiting)

    def _grid(self, table: etree._Element, rows: list[etree._Element]) -> list[FoundCell]:
        properties = child(table, "tblPr")
        style = self._passages.styles.table(value(child(properties, "tblStyle")))
        opens = rows[0] is next((row for row in inner(table) if row.tag == names.TR), None)
        if not opens or not has_first_row(child(properties, "tblLook")):
            style = replace(style, heads=False, first_fill=None)
        found: list[FoundCell] = []
        open_cells: dict[int, _Merged] = {}
        for at, row in enumerate(rows):
            self._row(row, at, _RowStyle.of(row, style, first=at == 0), found, open_cells)
        return found

    def _row(
        self,
        row: etree._Element,
        at: int,
        style: _RowStyle,
        found: list[FoundCell],
        open_cells: dict[int, _Merged],
    ) -> None:
        column = _within(number(value(child(row, "trPr", "gridBefore"))), 0)
        last: int | None = None
        reached: dict[int, _Merged] = {}
        for cell in _cells(row):
            properties = child(cell, "tcPr")
            columns = _within(number(value(child(properties, "gridSpan"))), 1)
            merged = open_cells.get(column) if _carries_on(properties, "vMerge") else None
            if merged is not None and merged.columns == columns:
                above = found[merged.at]
                found[merged.at] = replace(above, rows=at - above.row + 1)
                reached[column] = merged
            elif last is not None and _carries_on(properties, "hMerge"):
                found[last] = replace(found[last], columns=found[last].columns + columns)
            else:
                last = len(found)
                found.append(self._cell(cell, at, column, columns, style))
                if child(properties, "vMerge") is not None:
                    reached[column] = _Merged(last, columns)
            column += columns
        open_cells.clear()
        open_cells.update(reached)

    def _cell(self, cell: etree._Element, row: int, column: int, columns: int, style: _RowStyle) -> FoundCell:
        passages = list(self._flattened(cell))
        text = cell_text(passages)
        own = child(cell, "tcPr", "shd")
        spoken = [passage for passage in passages if passage.text]
        return FoundCell(
            text=text,
            row=row,
            column=column,
            columns=columns,
            colour=(fill(own) if own is not None else style.colour) or _spot(spoken),
            header=bool(text) and (style.header or (bool(spoken) and all(said.bold for said in spoken))),
        )

    def _flattened(self, cell: etree._Element) -> Iterator[Passage]:
        """The passages of a cell. A table within is told row by row, since a cell holds only text."""
        for found in self._passages.passages(cell):
            if isinstance(found, Passage):
                yield found
                continue
            for row in inner(found):
                if row.tag == names.TR and not _is_deleted(row):
                    texts = (cell_text(self._flattened(inside)) for inside in _cells(row))
                    said = [text for text in texts if text]
                    single = (
                        said[0] if len(said) == 1 else _BETWEEN.join(" ".join(text.split()) for text in said)
                    )
                    yield Passage(text=single)


@dataclass(frozen=True)
class _RowStyle:
    """What holds for every cell of a row that says nothing else."""

    header: bool
    colour: str | None

    @classmethod
    def of(cls, row: etree._Element, style: TableStyle, *, first: bool) -> _RowStyle:
        repeated = switch(child(row, "trPr"), "tblHeader")
        own = child(row, "tblPrEx", "shd")
        of_style = style.first_fill if first and style.first_fill is not None else style.fill
        return cls(
            header=bool(repeated) or (first and style.heads),
            colour=fill(own if own is not None else of_style),
        )


def _within(columns: int | None, least: int) -> int:
    return min(max(columns or 0, least), _MOST_COLUMNS)


def _spot(passages: list[Passage]) -> str | None:
    """The colour of a cell that only shows a coloured spot, which says no less than a fill."""
    if len(passages) == 1 and set(passages[0].text) <= _SPOTS:
        return as_colour(passages[0].colour)
    return None


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in inner(row) if cell.tag == names.TC and child(cell, "tcPr", "cellDel") is None]


def _is_deleted(row: etree._Element) -> bool:
    return child(row, "trPr", "del") is not None


def _holds_table(cell: etree._Element) -> bool:
    return any(found.tag == names.TBL for found in inner(cell))


def _carries_on(properties: etree._Element | None, merge: str) -> bool:
    found = child(properties, merge)
    return found is not None and value(found) in {None, "continue"}
