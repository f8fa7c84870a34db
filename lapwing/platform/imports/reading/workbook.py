"""Rows of a sheet of Excel. Formulas are never worked out: what they last showed is read.

A percentage is read as it is shown (51.4%, not 0.514), and a date shown as a month and a year as that month.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook

from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.office_package import OfficePackage
from lapwing.platform.imports.reading.cells import (
    MOST_COLUMNS,
    Cell,
    Row,
    WrongCell,
    error_cell,
    number_text,
    value_cell,
    without_tail,
)
from lapwing.platform.imports.reading.refusals import RefusedFileError, too_wide

_MOST_STRINGS = 128 * 1024 * 1024
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CHUNK = 1024 * 1024
# A cell that has a formula and no value behind it, as programs write that never worked it out.
_UNRECKONED = re.compile(
    rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3}\d+)"[^>]*>\s*<(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"
)
# A cell with a formula, whatever it last showed.
_FORMULA = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3}\d+)"[^>]*>\s*<(?:\w+:)?f[\s/>]')
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_NO_RESULT = WrongCell(
    shown="a formula",
    wrong="The formula in this cell has no result in the file, and nothing is worked out here. "
    "Open the file in Excel, save it, and send that.",
)
_NO_FORMULAS = WrongCell(
    shown="",
    wrong="There is a formula in this cell. Put in the words or the date themselves, as you would type them.",
)
_DAMAGED = (
    "The file is damaged: a part of it cannot be read. Open it in Excel, save it once more, and send that."
)


@dataclass(frozen=True)
class Sheet:
    """A sheet that people see, and the last of its rows as the file says."""

    name: str
    rows: int


class Book:
    """An Excel file opened for reading. Raises RefusedFileError when it is damaged or unsafe."""

    def __init__(self, data: bytes) -> None:
        try:
            self._package = OfficePackage(data)
            self._package.refuse_document_types()
            self._refuse_too_many_words()
            self._book = _workbook(data)
        except UnreadableFileError as error:
            raise RefusedFileError(error.code, str(error)) from error
        except (MemoryError, RefusedFileError):
            raise
        except Exception as error:  # openpyxl fails on damaged files in whatever way it happens to
            raise RefusedFileError("damaged", _DAMAGED) from error

    @property
    def counts_from_1904(self) -> bool:
        return bool(self._book.epoch == CALENDAR_MAC_1904)

    def sheets(self) -> list[Sheet]:
        """The sheets that people see and that hold anything, in their order."""
        found = (sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible")
        return [Sheet(sheet.title, sheet.max_row or 1) for sheet in found if self._holds_anything(sheet)]

    @property
    def hidden(self) -> int:
        return sum(sheet.sheet_state != "visible" for sheet in self._book.worksheets)

    @property
    def holds_macros(self) -> bool:
        return any(name.endswith("vbaproject.bin") for name in self._package.names())

    def rows(self, name: str, *, takes_formulas: bool = True) -> Iterator[Row]:
        """The rows of a sheet with their numbers, empty ones left out. Raises RefusedFileError.

        A cell with a formula is read as what it last showed, or is wrong where it ``takes_formulas`` not.
        """
        sheet = self._book[name]
        # what the file says of its own size is often from before rows were added, and would cut those off
        sheet.reset_dimensions()
        wrong = _NO_RESULT if takes_formulas else _NO_FORMULAS
        unreckoned = self._cells_like(_UNRECKONED if takes_formulas else _FORMULA, name)
        forms: dict[int, str] = {}
        try:
            # as wide as each row is: cells that are not there took most of the time
            for number, cells in enumerate(sheet.iter_rows(min_row=1), start=1):
                # left out by the file: a stray cell at the bottom makes a million of them
                if not cells:
                    continue
                if any(cell.value not in (None, "") for cell in cells[MOST_COLUMNS:]):
                    raise too_wide(MOST_COLUMNS)
                found = without_tail([_cell(cell, forms) for cell in cells[:MOST_COLUMNS]])
                for column in unreckoned.get(number, ()):
                    found += [""] * (column + 1 - len(found))
                    found[column] = wrong
                if found:
                    yield number, found
        except (MemoryError, RefusedFileError):
            raise
        except Exception as error:
            raise RefusedFileError("damaged", _DAMAGED) from error

    def _holds_anything(self, sheet: Any) -> bool:
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True, max_row=1000)
        return any(any(value not in (None, "") for value in row) for row in rows)

    def _refuse_too_many_words(self) -> None:
        package = self._package
        for name in package.names():
            if name.endswith("sharedstrings.xml") and package.size(name) > _MOST_STRINGS:
                raise RefusedFileError("too-large", "The file holds too many words. Send it in parts.")

    def _cells_like(self, pattern: re.Pattern[bytes], name: str) -> dict[int, list[int]]:
        """Columns (from 0) of cells whose XML begins so, by row."""
        part = self._part_of(name)
        if part not in self._package:
            return {}
        found: dict[int, list[int]] = {}
        with self._package.open(part) as opened:
            rest = b""
            while chunk := opened.read(_CHUNK):
                window = rest + chunk
                last = 0
                for match in pattern.finditer(window):
                    last = match.end()
                    column, row = _place(match[1].decode())
                    found.setdefault(row, []).append(column)
                rest = window[max(last, len(window) - 4096) :]
        return found

    def _part_of(self, name: str) -> str:
        main = self._package.main("xl/workbook.xml")
        parts = {each.key: each.part for each in self._package.related(main)}
        for element in self._package.tree(main).iter("{*}sheet"):
            if element.get("name") == name:
                return parts.get(element.get(_RELATED, ""), "")
        return ""


def _workbook(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        # told of parts that openpyxl would lose on saving; nothing is saved here
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _cell(cell: Any, forms: dict[int, str]) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return error_cell(value) if cell.data_type == "e" else value_cell(value)
    if isinstance(value, bool):
        return value_cell(value)
    style = cell._style_id
    if style not in forms:
        forms[style] = _QUOTED.sub("", str(cell.number_format or "")).lower()
    form = forms[style]
    if isinstance(value, int | float) and "%" in form:
        shown = number_text(round(float(value) * 100, 10))
        return f"{shown}%" if isinstance(shown, str) else shown
    if isinstance(value, datetime | date) and "d" not in form and "y" in form:
        return f"{value:%Y-%m}"
    return value_cell(value)


def _place(reference: str) -> tuple[int, int]:
    """Column from 0 and row from 1 of "B7"."""
    match = _PLACE.fullmatch(reference)
    assert match is not None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1, int(match[2])
