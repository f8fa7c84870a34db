"""Parts a sheet into its tables, and the titles and remarks that stand around them.

A sheet is one table unless it clearly holds several. Blank rows alone do not part a table: people leave them
between groups of rows. What follows a blank row is a table of its own when it begins with titles of its own,
or stands under other columns, or after two blank rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from lapwing.platform.extraction.writer import FoundCell

_LONGEST_TITLE = 60
_FEWEST_TITLES = 2
_APART = 2


@dataclass(frozen=True)
class Remark:
    """A row that is one cell and stands outside the tables. ``title`` when it is set in bold."""

    text: str
    title: bool


Block = list[FoundCell]


@dataclass
class _Band:
    """Rows without a blank one between them. ``gap`` counts the blank rows above."""

    rows: list[list[FoundCell]]
    gap: int

    @property
    def columns(self) -> tuple[int, int]:
        cells = [cell for row in self.rows for cell in row]
        return min(cell.column for cell in cells), max(cell.column + cell.columns for cell in cells)

    @property
    def is_table(self) -> bool:
        return _is_legend(self.rows) or any(len(_told(row)) > 1 for row in self.rows)


def blocks_of(cells: Sequence[FoundCell]) -> list[Block | Remark]:
    """The tables and remarks of a sheet, from top to bottom and then from left to right."""
    found: list[Block | Remark] = []
    for part in _side_by_side(cells):
        for table in _tables(_bands(part)):
            found += _without_remarks(table)
    return found


def _side_by_side(cells: Sequence[FoundCell]) -> list[Sequence[FoundCell]]:
    """Parts of a sheet beside one another: a blank column parts them when their rows are not the same."""
    spoken = [cell for cell in cells if cell.text]
    used = {column for cell in spoken for column in range(cell.column, cell.column + cell.columns)}
    if not used:
        return []
    for column in range(min(used) + 1, max(used)):
        if column in used or column - 1 not in used:
            continue
        left = [cell for cell in cells if cell.column < column]
        right = [cell for cell in cells if cell.column >= column]
        if _stands_alone(left, right):
            return [*_side_by_side(left), *_side_by_side(right)]
    return [cells]


def _stands_alone(left: Sequence[FoundCell], right: Sequence[FoundCell]) -> bool:
    """Whether the right part (a legend, a second table) shares too few rows with the left one to be of it."""
    rows_left = {cell.row for cell in left if cell.text}
    rows_right = {cell.row for cell in right if cell.text}
    if not rows_left or not rows_right:
        return False
    fewer, more = sorted((rows_left, rows_right), key=len)
    return len(fewer) * 2 <= len(more) and max(fewer) - min(fewer) < len(fewer) * 2


def _bands(cells: Sequence[FoundCell]) -> list[_Band]:
    """Rows that hold words, parted at blank ones. A merged cell holds the rows that it covers together."""
    rows: dict[int, list[FoundCell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    bands: list[_Band] = []
    end = None
    for number in sorted(rows):
        row = sorted(rows[number], key=lambda cell: cell.column)
        spoken = _spoken(row)
        if not spoken:
            if end is not None and number < end:
                bands[-1].rows.append(row)
            continue
        if end is None or number > end:
            bands.append(_Band([], 0 if end is None else number - end))
        bands[-1].rows.append(row)
        end = max(end or 0, *(cell.row + cell.rows for cell in spoken))
    return bands


def _tables(bands: Iterable[_Band]) -> list[list[list[FoundCell]]]:
    """Rows of the same table. Remarks before a part that goes on with a table are rows of that table."""
    tables: list[list[list[FoundCell]]] = []
    current: _Band | None = None
    between: list[_Band] = []
    for band in bands:
        if not band.is_table:
            between.append(band)
            continue
        if current is not None and _goes_on(current, band, between):
            for part in (*between, band):
                tables[-1] += part.rows
        else:
            tables += [part.rows for part in between]
            tables.append(list(band.rows))
            current = band
        between = []
    return [*tables, *(part.rows for part in between)]


def _goes_on(table: _Band, band: _Band, between: Sequence[_Band]) -> bool:
    if max([band.gap, *(part.gap for part in between)]) >= _APART:
        return False
    first, last = band.columns
    above = table.columns
    return above[0] <= first and last <= above[1] and not _has_titles(band)


def _has_titles(band: _Band) -> bool:
    """Whether rows begin with titles: set apart as such, or short words without figures in every cell."""
    first = next((row for row in band.rows if len(_spoken(row)) > 1), [])
    spoken = _spoken(first)
    if len(spoken) < _FEWEST_TITLES:
        return False
    if all(cell.header for cell in spoken):
        return True
    widest = max(len(_spoken(row)) for row in band.rows)
    return len(band.rows) > 1 and len(spoken) >= widest and all(_is_title(cell.text) for cell in spoken)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not any(sign.isdigit() for sign in text)


def _without_remarks(rows: list[list[FoundCell]]) -> list[Block | Remark]:
    """A table, with the rows of one cell before it taken off as remarks. Those within it are its groups."""
    start = 0
    first = min(cell.column for row in rows for cell in _spoken(row))
    while start < len(rows) and _is_remark(rows[start], first) and not _is_legend(rows):
        start += 1
    remarks: list[Block | Remark] = [_remark(row) for row in rows[:start] if _spoken(row)]
    block = [cell for row in rows[start:] for cell in row]
    if not block:
        return remarks
    top, left = min(cell.row for cell in block), min(cell.column for cell in block)
    return [*remarks, [replace(cell, row=cell.row - top, column=cell.column - left) for cell in block]]


def _is_remark(row: Sequence[FoundCell], first: int) -> bool:
    spoken = _spoken(row)
    return not spoken or (len(_told(row)) == 1 and spoken[0].column <= first)


def _remark(row: Sequence[FoundCell]) -> Remark:
    cell = _spoken(row)[0]
    return Remark(cell.text, cell.header)


def _told(row: Sequence[FoundCell]) -> list[FoundCell]:
    """The cells of a row that tell something: words, or a colour that is not only the ground of the words."""
    grounds = {cell.colour for cell in _spoken(row)}
    return [cell for cell in row if cell.text or cell.colour not in grounds]


def _is_legend(rows: Sequence[Sequence[FoundCell]]) -> bool:
    """Whether rows are words on grounds of several colours, which then have a meaning."""
    grounds = [cell.colour for row in rows for cell in _spoken(row) if cell.colour]
    return len(grounds) > 1 and len(set(grounds)) > 1 and all(len(_spoken(row)) < 2 for row in rows)


def _spoken(row: Sequence[FoundCell]) -> list[FoundCell]:
    return [cell for cell in row if cell.text]
