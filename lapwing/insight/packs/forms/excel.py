"""A pack as an Excel file: all its lines, with figures and dates that can be worked with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lapwing.insight.packs.forms.long_texts import with_long_texts
from lapwing.insight.packs.forms.sheet_shapes import Sheet, Value, words_of
from lapwing.insight.packs.forms.sheets import sheets_of
from lapwing.insight.packs.shapes import Day, Figure, Pack
from lapwing.platform.writing.brand import HAIRLINE
from lapwing.platform.writing.excel_parts import RULE, TEXT, WRAPPED, put_text, put_title, set_paper
from lapwing.platform.writing.legible import legible

# What Excel can hold: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
_LONGEST_NAME = 31
MOST_ROWS = 1_048_576
_LONGEST_FORMAT, _MOST_FORMATS = 255, 200
# It counts days from here; before March 1900 it counts one that never was.
_FIRST_DAY = date(1900, 3, 1)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
# Excel keeps this name for itself.
_ITS_OWN = "history"
_NUMBER = re.compile(
    r"^(?P<before>\D*?)(?P<minus>[−-]?)(?P<number>\d[\d,]*(?:\.(?P<decimals>\d+))?)(?P<after>.*)$"
)
_DATES = {"%-d %B %Y": "d mmmm yyyy", "%-d %b %Y": "d mmm yyyy"}
_LINE_HEIGHT, _TALLEST, _LETTERS = 13.5, 409, 1.15
# Of so many letters is a page wide, before its print gets too small to read.
_ONE_PAGE = 200


def to_excel(pack: Pack, digest: str) -> bytes:
    """The workbook, with everything whole that Excel can hold only in parts."""
    file = Workbook()
    assert isinstance(file.active, Worksheet)
    file.remove(file.active)
    formats: set[str] = set()
    for name, sheet in named(in_rows(with_long_texts(sheets_of(pack, digest)))):
        _write(file.create_sheet(name), sheet, formats)
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
    before, after = _literal(match["before"]), _literal(match["after"])
    form = f"{before}{whole}{places}{after};{before}{_literal('−')}{whole}{places}{after}"
    return form if len(form) <= _LONGEST_FORMAT else None


def _literal(text: str) -> str:
    return '"' + text.replace('"', "”") + '"' if text else ""


def in_rows(sheets: tuple[Sheet, ...], most: int = MOST_ROWS) -> Iterator[Sheet]:
    """The sheets with no more rows than Excel has, the first of which holds the titles."""
    for sheet in sheets:
        for at in range(0, len(sheet.rows), most - 1):
            yield replace(sheet, rows=sheet.rows[at : at + most - 1])


def named(sheets: Iterable[Sheet]) -> Iterator[tuple[str, Sheet]]:
    """Sheets with names that Excel takes, each once."""
    taken = {_ITS_OWN}
    for sheet in sheets:
        bare = " ".join(_NOT_IN_NAMES.sub(" ", legible(sheet.name)).split()) or "Section"
        name, number = _cut(bare, _LONGEST_NAME), 1
        while name.casefold() in taken:
            number += 1
            ending = f" {number}"
            name = _cut(bare, _LONGEST_NAME - len(ending)) + ending
        taken.add(name.casefold())
        yield name, sheet


def _cut(name: str, most: int) -> str:
    """As many letters at most, and whole words where they leave half of it: "until 2026", not "until 202"."""
    if len(name) <= most:
        return name
    words = name[: most + 1].rpartition(" ")[0]
    return (words if len(words) > most // 2 else name[:most]).rstrip(" ,;–-")


def _write(page: Worksheet, sheet: Sheet, formats: set[str]) -> None:
    for at, (title, width) in enumerate(sheet.titles, start=1):
        put_title(page.cell(1, at), legible(title))
        page.column_dimensions[get_column_letter(at)].width = width
    for number, row in enumerate(sheet.rows, start=2):
        for at, value in enumerate(row, start=1):
            _put(page.cell(number, at), value, formats)
        if (lines := _lines(row, sheet)) > 1:
            page.row_dimensions[number].height = min(lines * _LINE_HEIGHT, _TALLEST)
    if sheet.is_data:
        page.sheet_properties.tabColor = HAIRLINE
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.titles))}{len(sheet.rows) + 1}"
    set_paper(page, pages=ceil(sum(width for _, width in sheet.titles) / _ONE_PAGE))


def _put(cell: Cell | MergedCell, value: Value, formats: set[str]) -> None:
    cell.font, cell.alignment, cell.border = TEXT, WRAPPED, RULE
    if (
        isinstance(value, Figure)
        and value.value is not None
        and (form := _form(legible(value.text), formats))
    ):
        cell.value, cell.number_format = _as_printed(value), form
    elif isinstance(value, Day) and value.on is not None and (form := _date_format(value)):
        cell.value, cell.number_format = value.on, form
    else:
        put_text(cell, legible(words_of(value)))
        cell.number_format = "@"


def _form(text: str, formats: set[str]) -> str | None:
    """The format of a number, one of as many as a workbook holds: what comes after those is a text."""
    form = number_format(text)
    if form is None or (form not in formats and len(formats) >= _MOST_FORMATS):
        return None
    formats.add(form)
    return form


def _as_printed(figure: Figure) -> float:
    """The value as printed: what is hidden behind fewer places stays hidden."""
    match = _NUMBER.match(figure.text)
    assert match is not None
    printed = float(match["number"].replace(",", ""))
    return -printed if match["minus"] else printed


def _date_format(day: Day) -> str | None:
    assert day.on is not None
    if day.on < _FIRST_DAY:
        return None
    return next((form for said, form in _DATES.items() if day.on.strftime(said) == day.text), None)


def _lines(row: tuple[Value, ...], sheet: Sheet) -> int:
    """How many lines the tallest text of a row takes up: not every program works it out by itself."""
    return max(
        sum(ceil(len(line) / (width * _LETTERS)) or 1 for line in words_of(value).split("\n"))
        for value, (_, width) in zip(row, sheet.titles, strict=True)
    )
