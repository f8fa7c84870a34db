"""The visible cells of a sheet, with hidden rows and columns left out as if they were not there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol

from openpyxl.cell.read_only import EmptyCell

from lapwing.platform.extraction.excel.colours import Palette
from lapwing.platform.extraction.excel.number_formats import shown
from lapwing.platform.extraction.excel.outline import Area, Outline
from lapwing.platform.extraction.tidy import tidy_lines
from lapwing.platform.extraction.writer import FoundCell

# A sign that XML may not carry, by its number (ISO/IEC 29500-1, 22.9.2.19); an underline that would read as
# the beginning of one is written so too.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Sheet(Protocol):
    """A sheet of openpyxl, opened for reading only: its cells are kept nowhere."""

    def iter_rows(self, *, min_row: int, max_row: int, min_col: int, max_col: int) -> Iterable[Any]: ...


class SheetReader:
    """Reads one sheet of a workbook."""

    def __init__(self, sheet: Sheet, outline: Outline, palette: Palette) -> None:
        self._sheet, self._outline, self._palette = sheet, outline, palette
        self._rows = _places(outline.last_row, outline.hidden_rows)
        # The swatch of a legend may stand right of all values.
        self._last_column = outline.last_column + 1
        self._columns = _places(self._last_column, outline.hidden_columns)
        self._faces: dict[tuple[int, int], tuple[str | None, bool]] = {}

    def cells(self) -> list[FoundCell]:
        """The cells with a value or a fill; places count from 0 over what is visible."""
        merged = {(area.top, area.left): area for area in self._outline.merged}
        found: list[FoundCell] = []
        rows = self._sheet.iter_rows(
            min_row=1, max_row=self._outline.last_row, min_col=1, max_col=self._last_column
        )
        for row, cells in enumerate(rows, start=1):
            for column, cell in enumerate(cells, start=1):
                if isinstance(cell, EmptyCell):
                    continue
                area = merged.get((row, column))
                if area is None and (row not in self._rows or column not in self._columns):
                    continue
                made = self._cell(cell, area or Area(row, column, row, column))
                if made is not None:
                    found.append(made)
        return _without_covered(found)

    def _cell(self, cell: Any, area: Area) -> FoundCell | None:
        rows = [self._rows[at] for at in range(area.top, area.bottom + 1) if at in self._rows]
        columns = [self._columns[at] for at in range(area.left, area.right + 1) if at in self._columns]
        value = cell.value
        if not rows or not columns or (value is None and not cell.has_style):
            return None
        text = "" if value is None else tidy_lines(unescaped(shown(value, cell.number_format)))
        colour, bold = self._face(cell)
        if not text and colour is None:
            return None
        return FoundCell(
            text=text,
            row=rows[0],
            column=columns[0],
            rows=len(rows),
            columns=len(columns),
            colour=colour,
            header=bool(text) and (bold or self._is_title(area)),
        )

    def _is_title(self, area: Area) -> bool:
        return any(titled.heads(area.top, area.left) for titled in self._outline.titled)

    def _face(self, cell: Any) -> tuple[str | None, bool]:
        """The fill of a cell, and whether it is bold."""
        if not cell.has_style:
            return None, False
        style = (cell.style_array.fillId, cell.style_array.fontId)
        if style not in self._faces:
            self._faces[style] = (self._palette.fill(cell.fill), bool(cell.font and cell.font.b))
        return self._faces[style]


def unescaped(text: str) -> str:
    """A text with each sign that is written by its number, without carriage returns, which nobody sees."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)).replace("\r", ""), text)


def _places(last: int, hidden: set[int]) -> dict[int, int]:
    """For every visible row or column (from 1), its place among those visible (from 0)."""
    visible = (at for at in range(1, last + 1) if at not in hidden)
    return {at: place for place, at in enumerate(visible)}


def _without_covered(cells: list[FoundCell]) -> list[FoundCell]:
    """The cells less those under a merged one: a file may keep what stood there, though nobody sees it."""
    covered = {
        (row, column)
        for cell in cells
        if cell.rows > 1 or cell.columns > 1
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
        if (row, column) != (cell.row, cell.column)
    }
    return [cell for cell in cells if (cell.row, cell.column) not in covered]
