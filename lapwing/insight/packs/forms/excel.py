"""A pack as an Excel file: all its lines, with figures and dates that can be worked with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lapwing.insight.packs.forms.sheet_shapes import Sheet, Value
from lapwing.insight.packs.forms.sheets import sheets_of
from lapwing.insight.packs.shapes import Day, Figure, Mark, Pack
from lapwing.platform.ui.marks import SHAPES
from lapwing.platform.writing.brand import HAIRLINE
from lapwing.platform.writing.excel_parts import (
    LONGEST_CELL,
    RULE,
    TEXT,
    WRAPPED,
    put_text,
    put_title,
    set_paper,
)
from lapwing.platform.writing.legible import TooLongForExcelError, legible

_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_NUMBER = re.compile(
    r"^(?P<before>\D*?)(?P<minus>[−-]?)(?P<number>\d[\d,]*(?:\.(?P<decimals>\d+))?)(?P<after>.*)$"
)
_DATES = {"%-d %B %Y": "d mmmm yyyy", "%-d %b %Y": "d mmm yyyy"}
_LINE_HEIGHT, _TALLEST, _LETTERS = 13.5, 409, 1.15
# Of so many letters is a page wide, before its print gets too small to read.
_ONE_PAGE = 200


def to_excel(pack: Pack, digest: str) -> bytes:
    """The workbook. Raises TooLongForExcelError rather than cut a text off."""
    file = Workbook()
    assert isinstance(file.active, Worksheet)
    file.remove(file.active)
    for name, sheet in _named(sheets_of(pack, digest)):
        _write(file.create_sheet(name), sheet)
    file.properties.title = legible(pack.cover.title)
    file.properties.creator = legible(pack.cover.partnership)
    file.properties.language = "en-GB"
    file.properties.created = file.properties.modified = pack.cover.built_at.replace(tzinfo=None)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def number_format(text: str) -> str | None:
    """How Excel prints a number as the pack does, such as ``0.0"%"`` for 51.4%; None where it cannot."""
    match = _NUMBER.match(text)
    if match is None or any(sign.isdigit() for sign in match["after"]):
        return None
    places = f".{'0' * len(match['decimals'])}" if match["decimals"] else ""
    whole = "#,##0" if "," in match["number"] else "0"
    figure = f"{_literal(match['before'])}{{}}{whole}{places}{_literal(match['after'])}"
    return f"{figure.format('')};{figure.format(_literal('−'))}"


def _literal(text: str) -> str:
    return '"' + text.replace('"', "”") + '"' if text else ""


def _named(sheets: tuple[Sheet, ...]) -> Iterator[tuple[str, Sheet]]:
    """Sheets with names that Excel takes, each once."""
    taken: set[str] = set()
    for sheet in sheets:
        bare = " ".join(_NOT_IN_NAMES.sub(" ", legible(sheet.name)).split()) or "Section"
        name, number = bare[:_LONGEST_NAME].strip(), 1
        while name.casefold() in taken:
            number += 1
            ending = f" {number}"
            name = bare[: _LONGEST_NAME - len(ending)].strip() + ending
        taken.add(name.casefold())
        yield name, sheet


def _write(page: Worksheet, sheet: Sheet) -> None:
    for at, (title, width) in enumerate(sheet.titles, start=1):
        put_title(page.cell(1, at), title)
        page.column_dimensions[get_column_letter(at)].width = width
    for number, row in enumerate(sheet.rows, start=2):
        for at, value in enumerate(row, start=1):
            _put(page.cell(number, at), value, sheet)
        if (lines := _lines(row, sheet)) > 1:
            page.row_dimensions[number].height = min(lines * _LINE_HEIGHT, _TALLEST)
    if sheet.is_data:
        page.sheet_properties.tabColor = HAIRLINE
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.titles))}{len(sheet.rows) + 1}"
    set_paper(page, pages=ceil(sum(width for _, width in sheet.titles) / _ONE_PAGE))


def _put(cell: Cell | MergedCell, value: Value, sheet: Sheet) -> None:
    cell.font, cell.alignment, cell.border = TEXT, WRAPPED, RULE
    if isinstance(value, Figure) and value.value is not None and (form := number_format(value.text)):
        cell.value, cell.number_format = _as_printed(value), form
    elif isinstance(value, Day) and value.on is not None and (form := _date_format(value)):
        cell.value, cell.number_format = value.on, form
    else:
        _put_words(cell, legible(_words(value)), sheet)


def _as_printed(figure: Figure) -> float:
    """The value as printed: what is hidden behind fewer places stays hidden."""
    match = _NUMBER.match(figure.text)
    assert match is not None
    printed = float(match["number"].replace(",", ""))
    return -printed if match["minus"] else printed


def _date_format(day: Day) -> str | None:
    assert day.on is not None
    return next((form for said, form in _DATES.items() if day.on.strftime(said) == day.text), None)


def _words(value: Value) -> str:
    if isinstance(value, Mark):
        return f"{SHAPES[value.shape]} {value.label}"
    return value.text if isinstance(value, Figure | Day) else value or ""


def _put_words(cell: Cell | MergedCell, words: str, sheet: Sheet) -> None:
    if len(words) > LONGEST_CELL:
        raise TooLongForExcelError(
            f"A text on the sheet “{sheet.name}” has {len(words):,} letters, and a cell holds "
            f"{LONGEST_CELL:,}. Shorten the text, and make the pack again."
        )
    put_text(cell, words)
    cell.number_format = "@"


def _lines(row: tuple[Value, ...], sheet: Sheet) -> int:
    """How many lines the tallest text of a row takes up: not every program works it out by itself."""
    return max(
        sum(ceil(len(line) / (width * _LETTERS)) or 1 for line in _words(value).split("\n"))
        for value, (_, width) in zip(row, sheet.titles, strict=True)
    )
