"""Files of values between commas, semicolons, tabs or pipes: one table."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.plain_text import decode_text
from lapwing.platform.extraction.tidy import tidy_lines
from lapwing.platform.extraction.writer import FoundCell, Writer

# The first wins where several do: commas are common within the cells of tables parted by tabs.
_SEPARATORS = "\t,;|"
_SAID = re.compile(r"sep=(.)\r?\n", re.I)
_SAMPLE = 200
_MOST_CELLS = 200_000
_MOST_COLUMNS = 256  # as of a sheet of Excel
_CUT = "The file holds more cells than a plan can. Those beyond were not read."
_LONGEST_CELL = 1_000_000


def read_csv(data: bytes, writer: Writer) -> None:
    """Write down a file of separated values. Raises UnreadableFileError for what is not text."""
    text = decode_text(data)
    said = _SAID.match(text)
    if said:
        text = text[said.end() :]
    separator = said.group(1) if said else _separator_of(text)
    cells: list[FoundCell] = []
    try:
        for row, values in enumerate(_rows(text, separator)):
            cells += (
                FoundCell(text=shown, row=row, column=column)
                for column, value in enumerate(values[:_MOST_COLUMNS])
                if (shown := tidy_lines(value))
            )
            if any(value.strip() for value in values[_MOST_COLUMNS:]):
                writer.note("cut", _CUT)
            if len(cells) > _MOST_CELLS:
                writer.note("cut", _CUT)
                break
    except csv.Error as error:
        raise UnreadableFileError(
            "damaged",
            "The file breaks off within a cell, or a quotation mark in it is never closed. "
            "Open it in Excel, save it as .xlsx, and send that.",
        ) from error
    writer.grid(cells)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(text.splitlines(keepends=True), delimiter=separator, skipinitialspace=True)


def _separator_of(text: str) -> str:
    """The sign that parts the most rows into the same number of cells."""
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """How many rows a sign parts into as many cells, and into how many."""
    try:
        widths = Counter(len(row) for row in islice(_rows(text, separator), _SAMPLE) if len(row) > 1)
    except csv.Error:
        return 0, 0
    return max(((rows, cells) for cells, rows in widths.items()), default=(0, 0))
