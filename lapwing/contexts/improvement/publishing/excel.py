"""A workbook as an Excel file: a sheet for each table, with nothing hidden and no formula in it."""

from __future__ import annotations

from io import BytesIO
from math import ceil

from openpyxl import Workbook as File
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lapwing.contexts.improvement.publishing import forms, words
from lapwing.contexts.improvement.publishing.layout import Look, Row, Table, Workbook
from lapwing.platform.writing.excel_parts import (
    BANDED,
    BOLD,
    LONGEST_CELL,
    RULE,
    TEXT,
    WRAPPED,
    put_text,
    put_title,
    set_paper,
)
from lapwing.platform.writing.legible import TooLongForExcelError, legible

_WIDEST = 110
# Widths in letters, heights in points: a line of 10 point letters, and the tallest row that Excel has.
_ONE_PAGE, _LINE_HEIGHT, _TALLEST = 220, 13.5, 409
# Letters of a text to a letter of width: most are narrower than the figure that widths are counted in.
_LETTERS = 1.15
# Columns that take one of a few words, by title: a person chooses rather than types.
_CHOICES = {
    forms.STATUS: words.statuses(),
    "Judged": words.judgements(),
    "Direction": tuple(filter(None, words.DIRECTIONS.values())),
}


def to_excel(workbook: Workbook) -> bytes:
    """The file. Raises TooLongForExcelError rather than cut a text off."""
    file = File()
    assert isinstance(file.active, Worksheet)
    file.remove(file.active)
    for table in workbook.tables:
        _sheet(file.create_sheet(table.form.sheet), table)
    file.properties.title = legible(workbook.title)
    file.properties.creator = "Lapwing"
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _sheet(sheet: Worksheet, table: Table) -> None:
    titles = table.form.titles
    for at, column in enumerate(table.form.columns, start=1):
        put_title(sheet.cell(1, at), column.title)
        sheet.column_dimensions[get_column_letter(at)].width = min(column.share + 2, _WIDEST)
    for number, row in enumerate(table.rows, start=2):
        for at, title in enumerate(titles, start=1):
            _put(sheet.cell(number, at), row, title, table.form.sheet)
        if (lines := _lines(row, table)) > 1:
            sheet.row_dimensions[number].height = min(lines * _LINE_HEIGHT, _TALLEST)
    last = f"{get_column_letter(len(titles))}{len(table.rows) + 1}"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}"
    _offer_choices(sheet, table)
    set_paper(sheet, pages=1 if sum(column.share for column in table.form.columns) <= _ONE_PAGE else 2)


def _lines(row: Row, table: Table) -> int:
    """How many lines the tallest text of a row takes up: not every program works it out by itself."""
    return max(
        sum(
            ceil(len(line) / (column.share * _LETTERS))
            for line in row.cells.get(column.title, "").split("\n")
        )
        for column in table.form.columns
    )


def _put(cell: Cell | MergedCell, row: Row, title: str, sheet: str) -> None:
    text = legible(row.cells.get(title, ""))
    if len(text) > LONGEST_CELL:
        raise TooLongForExcelError(
            f"A text in “{title}” on the sheet “{sheet}” has {len(text):,} letters, and a cell holds "
            f"{LONGEST_CELL:,}. Download the plan as Word or PDF, or shorten the text."
        )
    put_text(cell, text)
    cell.font = BOLD if row.look is Look.BAND else TEXT
    if row.look is Look.BAND:
        cell.fill = BANDED
    cell.alignment = WRAPPED
    cell.border = RULE
    cell.number_format = "@"


def _offer_choices(sheet: Worksheet, table: Table) -> None:
    for at, title in enumerate(table.form.titles, start=1):
        choices = _CHOICES.get(title)
        if choices and table.form.sheet:
            listed = '"' + ",".join(choice.replace(",", "") for choice in choices) + '"'
            offered = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=False)
            letter = get_column_letter(at)
            offered.add(f"{letter}2:{letter}{max(len(table.rows) + 200, 300)}")
            sheet.add_data_validation(offered)
