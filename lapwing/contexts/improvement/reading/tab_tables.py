"""Tables whose cells stand between tab characters, one row to a line, under titles that plans use.

A table begins at a line of titles of which at least three have a known role, an action among them, and
goes on to the next blank line. A line without its own cells carries on the last cell of the row above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.reading.columns import role_of
from lapwing.contexts.improvement.reading.lines import Line, span_of
from lapwing.contexts.improvement.reading.pieces import Cell, Role, Row, Table

_LEAST_TITLES = 3
_MOST_TITLES = 40
_NUMBER = re.compile(r"[A-Z]{0,3}\d{1,3}(?:\.\d{1,2}){0,3}\.?[a-z]?")


@dataclass
class _OpenRow:
    cells: list[str]
    lines: list[Line]


def tables_in(lines: Sequence[Line]) -> tuple[Table, ...]:
    """The tables of a document, in order. Lines with tabs under no titles (a list of priorities) are none."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        titles = _titles(lines[at])
        if titles is None:
            at += 1
            continue
        end = at + 1
        while end < len(lines) and _goes_on(lines, end, len(titles)) and _titles(lines[end]) is None:
            end += 1
        found.append(_table(lines[at], titles, lines[at + 1 : end]))
        at = end
    return tuple(found)


def span_of_table(table: Table) -> Span:
    """The lines of a table, its titles among them."""
    return table.header[0], max([table.header[1], *(row.source[1] for row in table.rows)])


def spans_of_tables(lines: Sequence[Line]) -> tuple[Span, ...]:
    """The lines of every table of a document, first and last of each."""
    return tuple(span_of_table(table) for table in tables_in(lines))


def ragged(table: Table) -> tuple[Row, ...]:
    """Rows with more or fewer cells than the table has titles: a cell may have slipped to another column."""
    return tuple(row for row in table.rows if len(row.cells) != len(table.titles))


def _titles(line: Line) -> tuple[str, ...] | None:
    """The titles of columns in a line; None when it is not a line of titles."""
    if not _LEAST_TITLES <= line.text.count("\t") + 1 <= _MOST_TITLES:
        return None
    cells = tuple(cell.strip() for cell in line.text.split("\t"))
    roles = [role_of(cell) for cell in cells]
    known = [role for role in roles if role is not None]
    return cells if len(known) >= _LEAST_TITLES and Role.ACTION in known else None


def _goes_on(lines: Sequence[Line], at: int, columns: int) -> bool:
    """Whether a line is part of the table above: a filled one, or a gap before another row of it."""
    if not lines[at].blank:
        return True
    following = next((line for line in lines[at:] if not line.blank), None)
    return following is not None and len(following.text.split("\t")) >= max(_LEAST_TITLES, columns - 1)


def _table(header: Line, titles: tuple[str, ...], body: Sequence[Line]) -> Table:
    roles = _settled([role_of(title) for title in titles], _rows(body))
    rows = tuple(_row(row, roles) for row in _rows(body))
    return Table(header=span_of([header]), titles=titles, roles=roles, rows=rows)


def _settled(roles: Sequence[Role | None], rows: Sequence[_OpenRow]) -> tuple[Role | None, ...]:
    """The roles of columns, with what their cells and the other columns tell where a title does not.

    A column of numbers is the reference when none is titled so. Indicators beside an action, without
    baselines and targets of their own, say how its success is known.
    """
    found = list(roles)
    if Role.REFERENCE not in found:
        numbers = next(
            (at for at, role in enumerate(found) if role is None and _holds_numbers(rows, at)), None
        )
        found = [Role.REFERENCE if at == numbers else role for at, role in enumerate(found)]
    if not {Role.SUCCESS, Role.BASELINE, Role.TARGET} & set(found):
        found = [Role.SUCCESS if role is Role.MEASURE else role for role in found]
    return tuple(found)


def _holds_numbers(rows: Sequence[_OpenRow], at: int) -> bool:
    cells = [row.cells[at].strip() for row in rows if len(row.cells) > at]
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(_NUMBER.fullmatch(cell) for cell in filled)


def _rows(body: Sequence[Line]) -> list[_OpenRow]:
    rows: list[_OpenRow] = []
    for line in body:
        if line.blank:
            continue
        cells = line.text.split("\t")
        if len(cells) > 1 or not rows:
            rows.append(_OpenRow(cells, [line]))
        else:
            rows[-1].cells[-1] += "\n" + line.text
            rows[-1].lines.append(line)
    return rows


def _row(row: _OpenRow, roles: Sequence[Role | None]) -> Row:
    source: Span = span_of(row.lines)
    padded = [*roles, *[None] * (len(row.cells) - len(roles))]
    cells = tuple(Cell(role, text.strip(), source) for role, text in zip(padded, row.cells, strict=False))
    return Row(cells, source)
