"""The rows of a table as records: each field with its meaning, and the headings that stand between rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.reading.grids.groups import heading_in, names_action
from lapwing.contexts.improvement.reading.grids.headers import ColumnTitle, Header, full_width
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.platform.extraction.document import Grid, GridCell

_INSTRUCTION = re.compile(
    r"^\W*(?:please\b|add (?:more )?(?:rows?|lines?)|insert (?:more )?rows?|\(?(?:add"
    r"|insert) (?:rows?|lines?)|total\b|totals\b|end of (?:table|plan)"
    r"|nb\b|note:|key:|n/?a$|page \d+)",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^(?:grand |sub)?totals?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Field:
    """A cell, or the part of one that a label heads, with what it holds.

    ``merged`` tells that the cell began in a row above and covers this one too; ``more`` are lines of rows
    below that carry it on.
    """

    title: ColumnTitle
    text: str
    lines: Span
    colour: str | None = None
    merged: bool = False
    rows: int = 1
    more: tuple[Span, ...] = ()

    @property
    def role(self) -> Role | None:
        return self.title.role


@dataclass(frozen=True)
class Record:
    """A row of a table, or a block of labels: what one promise says, or a part of it.

    ``carried`` tells that a cell of a row above, not merged with it, was taken for its own.
    """

    fields: tuple[Field, ...]
    lines: Span
    row: int = 0
    carried: bool = False

    def field(self, role: Role) -> Field | None:
        """The first field of a role that has any words or colour."""
        return next((each for each in self.fields if role in each.title.roles and each.text.strip()), None)

    def all(self, role: Role) -> tuple[Field, ...]:
        return tuple(each for each in self.fields if role in each.title.roles)

    def own(self, role: Role) -> Field | None:
        """The field of a role that begins in this row: not one that a row above shares with it."""
        found = self.field(role)
        return found if found is not None and not found.merged else None

    def text(self, role: Role) -> str:
        found = self.field(role)
        return found.text if found else ""

    def own_text(self, role: Role) -> str:
        found = self.own(role)
        return found.text if found else ""


@dataclass(frozen=True)
class Band:
    """A heading inside a table: a row that is one cell wide."""

    text: str
    lines: Span


@dataclass(frozen=True)
class TableRows:
    """The rows of a table under one header. ``unread`` are lines of rows that hold nothing to read."""

    rows: tuple[Record | Band, ...]
    unread: tuple[Span, ...] = field(default=())


def rows_of(grid: Grid, header: Header) -> TableRows:
    """The records and headings under a header, in order; blank, total and instruction rows left out."""
    found: list[Record | Band] = []
    unread: list[Span] = []
    for row in range(*header.body):
        if row in header.repeated:
            continue
        band = full_width(grid, row)
        cells = [cell for cell in grid.row(row) if cell.text.strip() or cell.colour]
        filled = [cell for cell in cells if cell.text.strip()]
        if not filled:
            continue
        if (band and _INSTRUCTION.match(band.text)) or _TOTAL.match(filled[0].text.strip()):
            unread.extend(cell.lines for cell in filled)
        elif band is None and (numbered := _numbered_band(grid, row, filled)):
            found.append(numbered)
        elif band is not None and (band.columns > 1 or _is_band(band, header)):
            found.append(Band(" ".join(band.text.split()), band.lines))
        else:
            found.append(_record(grid, header, row, cells))
    return TableRows(tuple(found), tuple(unread))


def _numbered_band(grid: Grid, row: int, filled: list[GridCell]) -> Band | None:
    """A number with a heading beside it that is as wide as the rest of the table."""
    if len(filled) != 2 or len(grid.covering(row)) > 2 or grid.columns < 4:
        return None
    number, heading = filled
    if (
        heading.columns < grid.columns - 1
        or len(number.text) > 12
        or not re.search(r"\d|^[A-H]\W*$", number.text)
    ):
        return None
    text = " ".join(f"{number.text} {heading.text}".split())
    return Band(text, (number.lines[0], heading.lines[1]))


def _is_band(cell: GridCell, header: Header) -> bool:
    """A lone cell in the first column is a heading unless that column holds what the rows are about."""
    title = next((each for each in header.titles if each.column == cell.column), None)
    if title is None or title.role not in {Role.ACTION, Role.STEP, Role.SUCCESS}:
        return True
    heading = heading_in(cell.text, cell.lines, named=True)
    return heading is not None and not names_action(heading)


def _record(grid: Grid, header: Header, row: int, cells: list[GridCell]) -> Record:
    fields: list[Field] = []
    seen: list[GridCell] = []
    for title in header.titles:
        cell = grid.at(row, title.column)
        if cell is None or cell in seen:
            continue
        seen.append(cell)
        fields.append(Field(title, cell.text.strip("\n"), cell.lines, cell.colour, cell.row < row, cell.rows))
    numbers = [number for cell in cells for number in cell.lines]
    return Record(tuple(fields), (min(numbers), max(numbers)), row)
