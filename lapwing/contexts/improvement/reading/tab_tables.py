"""Tables whose cells stand between tab characters, one row to a line, under titles that plans use.

A table begins at a line of titles of which at least three have a known role, an action among them, and
goes on to the next blank line. A line without its own cells carries on the last cell of the row above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.reading.columns import role_of
from lapwing.contexts.improvement.reading.lines import Line, span_of
from lapwing.contexts.improvement.reading.pieces import Cell, Role, Row, Table

_LEAST_TITLES = 3


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
        while end < len(lines) and not lines[end].blank and _titles(lines[end]) is None:
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
    cells = tuple(cell.strip() for cell in line.text.split("\t"))
    roles = [role_of(cell) for cell in cells]
    known = [role for role in roles if role is not None]
    return cells if len(known) >= _LEAST_TITLES and Role.ACTION in known else None


def _table(header: Line, titles: tuple[str, ...], body: Sequence[Line]) -> Table:
    roles = tuple(role_of(title) for title in titles)
    rows = tuple(_row(row, roles) for row in _rows(body))
    return Table(header=span_of([header]), titles=titles, roles=roles, rows=rows)


def _rows(body: Sequence[Line]) -> list[_OpenRow]:
    rows: list[_OpenRow] = []
    for line in body:
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
