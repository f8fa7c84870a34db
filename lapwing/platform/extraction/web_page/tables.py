"""Tables of web pages as cells with places and extents; tables that only lay out a page are told apart."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from lapwing.platform.extraction.cell_text import cell_text
from lapwing.platform.extraction.web_page.blocks import BlockReader, Passage
from lapwing.platform.extraction.web_page.colours import Grounds
from lapwing.platform.extraction.web_page.wrapping import Wrapping, words_of
from lapwing.platform.extraction.writer import FoundCell

_CELLS = frozenset({"td", "th"})
_PARTS = ("thead", "tbody", "tfoot")
_MOST_COLUMNS = 100
_MOST_ROWS = 20_000
_BETWEEN = " | "


class TableReader:
    """Reads tables; ``grounds`` knows the colours of the page."""

    def __init__(self, wrapping: Wrapping, grounds: Grounds) -> None:
        self._wrapping, self._grounds = wrapping, grounds

    def cells(self, table: etree._Element) -> list[FoundCell]:
        """The cells of a table. Its rows are those of its head, body and foot, in the order of a browser."""
        rows = self._rows(table)
        found: list[FoundCell] = []
        taken: dict[int, int] = {}
        for at, row in enumerate(rows[:_MOST_ROWS]):
            column = 0
            for cell in self._cells_of(row):
                while taken.get(column, 0) > at:
                    column += 1
                columns = min(_extent(cell, "colspan") or 1, _MOST_COLUMNS)
                down = min(_extent(cell, "rowspan") or len(rows) - at, len(rows) - at)
                if column >= _MOST_COLUMNS:
                    break
                columns = _free(taken, column, columns, at)
                taken.update((under, at + down) for under in range(column, column + columns))
                found.append(self._cell(cell, at, column, down, columns))
                column += columns
        return found

    def is_layout(self, table: etree._Element) -> bool:
        """Whether a table only lays out a page: one cell, or tables in cells without a title."""
        if table.get("role", "").lower() in {"presentation", "none"}:
            return True
        cells = [cell for row in self._rows(table) for cell in self._cells_of(row)]
        if len(cells) == 1:
            return True
        if any(cell.tag == "th" for cell in cells):
            return False
        return any(_is_data(inner) for cell in cells for inner in cell.iter("table"))

    def parts(self, table: etree._Element) -> Iterator[etree._Element]:
        """The cells of a table that lays out a page, to be read as parts of that page."""
        for row in self._rows(table):
            yield from self._cells_of(row)

    def title(self, table: etree._Element) -> str:
        """The caption of a table."""
        caption = table.find("caption")
        return "" if caption is None else " ".join(words_of(caption).split())

    def _rows(self, table: etree._Element) -> list[etree._Element]:
        heads = [row for part in table.iterfind("thead") for row in part.iterfind("tr")]
        feet = [row for part in table.iterfind("tfoot") for row in part.iterfind("tr")]
        body: list[etree._Element] = []
        for part in table:
            if part.tag == "tr":
                body.append(part)
            elif part.tag == "tbody":
                body += part.iterfind("tr")
        return [row for row in (*heads, *body, *feet) if not self._wrapping.holds(row)]

    def _cells_of(self, row: etree._Element) -> list[etree._Element]:
        return [cell for cell in row if cell.tag in _CELLS]

    def _cell(self, cell: etree._Element, row: int, column: int, rows: int, columns: int) -> FoundCell:
        text = "" if self._wrapping.holds(cell) else cell_text(self._passages(cell))
        part = cell.getparent()
        above = None if part is None else part.getparent()
        heads = cell.tag == "th" or (above is not None and above.tag == "thead")
        return FoundCell(
            text=text,
            row=row,
            column=column,
            rows=rows,
            columns=columns,
            colour=self._grounds.of_cell(cell),
            header=bool(text) and (heads or _all_bold(cell, bold=False)),
        )

    def _passages(self, cell: etree._Element) -> Iterator[Passage]:
        """The passages of a cell; a table within is told row by row."""
        for found in BlockReader(self._wrapping).blocks(cell):
            if isinstance(found, Passage):
                yield found
                continue
            for row in self._rows(found):
                texts = (cell_text(self._passages(inner)) for inner in self._cells_of(row))
                said = [text for text in texts if text]
                yield Passage(
                    text=said[0] if len(said) == 1 else _BETWEEN.join(" ".join(text.split()) for text in said)
                )


def _free(taken: dict[int, int], column: int, columns: int, row: int) -> int:
    """How many columns a cell can have before it meets one that reaches down from above."""
    for count in range(1, columns):
        if taken.get(column + count, 0) > row:
            return count
    return columns


def _extent(cell: etree._Element, name: str) -> int:
    """How many rows or columns a cell says it covers; 0 (for rows) means all that follow."""
    said = cell.get(name, "1").strip()
    return int(said) if said.isdecimal() and len(said) < 6 else 1


def _is_data(table: etree._Element) -> bool:
    rows = list(table.iter("tr"))
    return len(rows) > 1 and max(sum(cell.tag in _CELLS for cell in row) for row in rows) > 1


def _all_bold(element: etree._Element, *, bold: bool) -> bool:
    """Whether all the words of an element are bold."""
    style = element.get("style", "").replace(" ", "").lower()
    bold = (
        bold
        or element.tag in {"b", "strong", "th"}
        or "font-weight:bold" in style
        or "font-weight:700" in style
    )
    if (element.text or "").strip() and not bold:
        return False
    return all(
        _all_bold(inner, bold=bold) and (bold or not (inner.tail or "").strip())
        for inner in element
        if isinstance(inner.tag, str)
    )
