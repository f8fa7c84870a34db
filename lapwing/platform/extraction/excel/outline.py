"""What a sheet says of itself around its values: merged cells, hidden rows and columns, where it really ends.

A sheet may be formatted down to its last possible row. It is gone through once, row by row, to learn where
its values end, before any value is made of it: what is seen costs time, what is only ruled does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO

from lxml import etree
from openpyxl.utils.cell import range_boundaries

from lapwing.platform.extraction.office_package import FAILURES, damaged

_WANTED = tuple("{*}" + name for name in ("row", "col", "mergeCell", "conditionalFormatting", "autoFilter"))
MOST_COLUMNS = 256
_MOST_ROWS = 50_000
_MOST_MERGED = 20_000
_OFF = frozenset({"0", "false", ""})


@dataclass(frozen=True)
class Area:
    """Cells that belong together, as a merged one: first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, reference: str) -> Area | None:
        """The area of a reference (``A1:C3``); None for what is none."""
        try:
            left, top, right, bottom = range_boundaries(reference)
        except ValueError:
            return None
        return cls(top, left, bottom, right) if left and top and right and bottom else None

    def heads(self, row: int, column: int) -> bool:
        """Whether a cell stands in the first row of the area."""
        return row == self.top and self.left <= column <= self.right


@dataclass
class Outline:
    """``last_row`` and ``last_column`` hold the last value that is read. ``cells`` counts all up to there.

    ``unreckoned`` counts formulas whose result the file does not hold; ``titled`` are the areas whose
    first row is of titles, since it has the buttons of a filter; ``cut`` tells that values were left out.
    """

    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    titled: list[Area] = field(default_factory=list)
    conditional: bool = False
    unreckoned: int = 0
    cut: bool = False


def outline_of(sheet: IO[bytes], most_cells: int) -> Outline:
    """The outline of a sheet's XML, for at most so many cells. Raises UnreadableFileError when damaged."""
    reader = _OutlineReader(most_cells)
    try:
        for _, element in etree.iterparse(
            sheet, events=("end",), tag=_WANTED, resolve_entities=False, no_network=True, huge_tree=False
        ):
            reader.take(element)
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except (etree.XMLSyntaxError, *FAILURES) as error:
        raise damaged() from error
    return reader.found


class _OutlineReader:
    def __init__(self, most_cells: int) -> None:
        self.found = Outline()
        self._most_cells = most_cells
        self._row = self._met = 0

    def take(self, element: etree._Element) -> None:
        match etree.QName(element).localname:
            case "row":
                self._take_row(element)
            case "col" if element.get("hidden", "") not in _OFF:
                first, last = (int(element.get(name, "0")) for name in ("min", "max"))
                self.found.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))
            case "mergeCell" if len(self.found.merged) < _MOST_MERGED:
                _add(self.found.merged, element)
            case "conditionalFormatting":
                self.found.conditional = True
            case "autoFilter":
                _add(self.found.titled, element)

    def _take_row(self, row: etree._Element) -> None:
        self._row = int(row.get("r") or self._row + 1)
        self._met += len(row)
        if self._row > _MOST_ROWS or self._met > self._most_cells:
            self.found.cut = self.found.cut or any(_holds_value(cell) for cell in row)
            return
        if row.get("hidden", "") not in _OFF:
            self.found.hidden_rows.add(self._row)
        last = 0
        for at, cell in enumerate(row, start=1):
            if len(cell):
                last = self._take_cell(cell, at) or last
        if last:
            self.found.last_row, self.found.cells = self._row, self._met
            self.found.last_column = max(self.found.last_column, min(last, MOST_COLUMNS))
            self.found.cut = self.found.cut or last > MOST_COLUMNS

    def _take_cell(self, cell: etree._Element, at: int) -> int | None:
        """The column of a cell that holds a value; None for any other."""
        if not _holds_value(cell):
            self.found.unreckoned += any(etree.QName(part).localname == "f" for part in cell)
            return None
        name = cell.get("r")
        return column_of(name) if name else at


def _add(areas: list[Area], element: etree._Element) -> None:
    area = Area.of(element.get("ref", ""))
    if area is not None:
        areas.append(area)


def _holds_value(cell: etree._Element) -> bool:
    return any((part.text or len(part)) and etree.QName(part).localname in {"v", "is"} for part in cell)


def column_of(name: str) -> int:
    """The number of the column in the name of a cell (``AB12`` is 28)."""
    number = 0
    for letter in name:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number
