"""The workbook as a file: the rows to fill in, drop-downs and dates, locks, and how to fill it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from lapwing.contexts.improvement.update_book.columns import COLUMNS, KEY, LOCKED, OPEN, SHEET
from lapwing.contexts.improvement.update_book.guidance import GUIDE, LINE_HEIGHT, lines_of, list_of, put_guide
from lapwing.platform.writing.brand import GREEN, HAIRLINE, QUIET
from lapwing.platform.writing.excel_parts import BANDED, TEXT, WRAPPED, put_text, put_title, set_paper
from lapwing.platform.writing.legible import legible

TITLES_LINE = 4
_WIDTHS = {
    "number": 11,
    "action": 28,
    "milestone": 34,
    "due": 16,
    "first": 18,
    "last": 32,
    "state": 18,
    "status": 17,
    "done": 42,
    "impact": 42,
    "next_steps": 32,
    "mitigation": 32,
    "forecast_on": 17,
    "confidence": 22,
    KEY: 10,
}
_EDGE = Side(style="thin", color=HAIRLINE)
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
# Lines of text that fit at least, and the tallest that a row may be, in points.
_LEAST, _TALLEST = 5, 405.0
# How far down the drop-downs reach: below what was asked, so that a row that was moved keeps its list.
_LAST_LINE = 2000


@dataclass(frozen=True)
class Line:
    """A row of the workbook: its cells by column. ``is_open``: its open cells may be written in."""

    line: int
    cells: Mapping[str, str | date]
    is_open: bool = True


@dataclass(frozen=True)
class Head:
    """What stands above the rows: of which cycle and plan, and until when."""

    cycle: str
    plan: str
    partnership: str
    closes_on: str


def new_book(head: Head, lines: Sequence[Line]) -> tuple[Workbook, Worksheet]:
    """A protected workbook with its rows and how to fill them in."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    guide = book.create_sheet(GUIDE)
    put_guide(guide)
    _put_head(sheet, head)
    _put_titles(sheet)
    for line in lines:
        _put_line(sheet, line)
    _put_lists(sheet)
    _protect(sheet)
    _protect(guide)
    # the sheets stay as they are called, and where they are
    book.security = WorkbookProtection(lockStructure=True)
    book.properties.title = legible(f"Updates: {head.cycle}")
    book.properties.creator = legible(head.partnership)
    book.properties.language = "en-GB"
    return book, sheet


def as_bytes(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def column_of(name: str) -> int:
    """The number of a column in the sheet, from 1."""
    return next(nth for nth, column in enumerate(COLUMNS, start=1) if column.name == name)


def _put_head(sheet: Worksheet, head: Head) -> None:
    put_text(sheet["A1"], legible(f"Updates for {head.cycle}"))
    sheet["A1"].font = Font(name="Arial", size=16, bold=True, color=GREEN)
    put_text(
        sheet["A2"],
        legible(
            f"{head.plan}, {head.partnership}. Last day: {head.closes_on}. "
            "Write in the white cells, save, and send the workbook at My updates in Lapwing."
        ),
    )
    sheet["A2"].font = Font(name="Arial", size=11, color=QUIET)
    sheet.row_dimensions[1].height = 26
    sheet.row_dimensions[2].height = 18
    for name, words in (("number", "What the plan says (locked)"), ("status", "Your update (write here)")):
        cell = sheet.cell(TITLES_LINE - 1, column_of(name))
        put_text(cell, words)
        cell.font = Font(name="Arial", size=10, bold=True, color=GREEN if name == "status" else QUIET)
    sheet.row_dimensions[TITLES_LINE - 1].height = 20
    for row in (1, 2, TITLES_LINE - 1):
        for nth in range(1, len(COLUMNS) + 1):
            sheet.cell(row, nth).alignment = Alignment(vertical="center")


def _put_titles(sheet: Worksheet) -> None:
    for nth, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(TITLES_LINE, nth)
        put_title(cell, column.title)
        if column in LOCKED:
            cell.fill = PatternFill("solid", fgColor=QUIET)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        dimension = sheet.column_dimensions[get_column_letter(nth)]
        dimension.width = _WIDTHS[column.name]
        dimension.hidden = column.name == KEY
    sheet.row_dimensions[TITLES_LINE].height = 44
    sheet.freeze_panes = f"{get_column_letter(column_of('due'))}{TITLES_LINE + 1}"
    set_paper(sheet, pages=2)
    sheet.print_title_rows = f"{TITLES_LINE}:{TITLES_LINE}"


def _put_line(sheet: Worksheet, line: Line) -> None:
    for nth, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(line.line, nth)
        _put(cell, line.cells.get(column.name, ""))
        cell.font, cell.alignment, cell.border = TEXT, WRAPPED, _BOX
        is_open = line.is_open and column in OPEN
        cell.protection = Protection(locked=not is_open)
        if not is_open:
            cell.fill = BANDED
        if column.name == "forecast_on":
            cell.number_format = "d mmmm yyyy"
    sheet.row_dimensions[line.line].height = _height(line)


def _height(line: Line) -> float:
    """Room for the longest text of a row, and for some words where there are none yet."""
    rows = max(
        lines_of(str(text), _WIDTHS[name])
        for name, text in {**line.cells, KEY: ""}.items()
        if name in _WIDTHS
    )
    return min(_TALLEST, max(_LEAST, rows) * LINE_HEIGHT + 4)


def _put(cell: Cell | MergedCell, value: str | date) -> None:
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def _put_lists(sheet: Worksheet) -> None:
    """Drop-downs of the words, and dates that are dates: what is typed otherwise is told at once."""
    for name in ("status", "confidence"):
        rule = DataValidation(type="list", formula1=list_of(name), allow_blank=True, showErrorMessage=True)
        rule.errorTitle, rule.error = "Not one of the words", "Choose one of the words in the list."
        rule.add(_cells(name))
        sheet.add_data_validation(rule)
    days = DataValidation(
        type="date", operator="greaterThan", formula1="36526", allow_blank=True, showErrorMessage=True
    )
    days.errorTitle, days.error = "Not a date", "Type a date, such as 31/12/2026."
    days.add(_cells("forecast_on"))
    sheet.add_data_validation(days)


def _cells(name: str) -> str:
    letter = get_column_letter(column_of(name))
    return f"{letter}{TITLES_LINE + 1}:{letter}{_LAST_LINE}"


def _protect(sheet: Worksheet) -> None:
    """Against slips of the hand: no password, and rows and columns may be made wider."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
