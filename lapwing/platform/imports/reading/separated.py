"""Rows of values between commas, semicolons, tabs or pipes, numbered as a spreadsheet numbers them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.plain_text import decode_text
from lapwing.platform.imports.reading.cells import MOST_COLUMNS, Row, text_cell, without_tail
from lapwing.platform.imports.reading.refusals import RefusedFileError, too_wide

# The first wins where several do: commas are common within the cells of tables parted by others.
_SEPARATORS = "\t;,|"
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_SAMPLE = 200
_LONGEST = 1_000_000
_NOT_TEXT = "The file is not text. In Excel, choose Save as, then CSV UTF-8, and send that."
_BROKEN = (
    "The file breaks off within a cell, or a quotation mark in it is never closed. "
    "Open it in Excel, save it as .xlsx, and send that."
)


def separated_rows(data: bytes) -> Iterator[Row]:
    """Rows with their numbers, empty ones left out. Raises RefusedFileError for what is not text."""
    try:
        text = decode_text(data)
    except UnreadableFileError as error:
        raise RefusedFileError("not-text", _NOT_TEXT) from error
    said = _SAID.match(text)
    if said:
        text = text[said.end() :]
    separator = said.group(1) if said else separator_of(text)
    is_first = True
    try:
        for number, values in enumerate(_rows(text, separator), start=1):
            cells = without_tail([text_cell(value) for value in values])
            # a line that breaks off wrongly may be wider, and is a problem of its own: titles may not
            if is_first and len(cells) > MOST_COLUMNS:
                raise too_wide(MOST_COLUMNS)
            if cells:
                is_first, cells = False, cells[:MOST_COLUMNS]
                yield number, cells
    except csv.Error as error:
        raise RefusedFileError("damaged", _BROKEN) from error


def separator_of(text: str) -> str:
    """The sign that parts the most of the first rows into the same number of cells."""
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator))


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST)
    # newline="" leaves line breaks within quotation marks as they are
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """How many rows a sign parts into as many cells, and into how many."""
    sample = text[: _LONGEST // 4]
    try:
        widths = Counter(len(row) for row in islice(_rows(sample, separator), _SAMPLE) if len(row) > 1)
    except csv.Error:
        return 0, 0
    return max(((rows, cells) for cells, rows in widths.items()), default=(0, 0))
