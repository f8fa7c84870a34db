"""Tables between tab characters that print how actions stand: read as any other table, by their columns.

The reader of tab tables (``delimited_tables``) takes cells that hold HTML apart and knows no statuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lapwing.contexts.improvement.reading.grids.titles import meaning_of
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.pieces import Role, Row, Table
from lapwing.contexts.improvement.reading.tab_tables import ragged, span_of_table, tables_in
from lapwing.contexts.improvement.reading.texts.parts import TextCell, TextRow, TextTable

_MONTH = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?(?:[\s-]+(?:20)?\d\d)?", re.I
)
_TAG = re.compile(r"<\w+[^>]*>")


def read_tab_statuses(lines: Sequence[Line]) -> Iterator[TextTable]:
    """The tables among the lines that have columns of statuses, plain cells, and a cell for each title."""
    for table in tables_in(lines):
        plain = not any(_TAG.search(cell.text) for row in table.rows for cell in row.cells)
        if table.rows and plain and not ragged(table) and any(map(_says_status, table.titles)):
            yield _text_table(table)


def _says_status(title: str) -> bool:
    meaning = meaning_of(title)
    return bool(_MONTH.fullmatch(title)) or (meaning.exact and meaning.role is Role.STATUS)


def _text_table(table: Table) -> TextTable:
    titles = tuple(TextCell(title, table.header) for title in table.titles)
    return TextTable(titles, tuple(map(_row, table.rows)), span_of_table(table), "cells between tabs")


def _row(row: Row) -> TextRow:
    cells = tuple(TextCell(cell.text, row.source) if cell.text.strip() else None for cell in row.cells)
    return TextRow(cells, row.source)
