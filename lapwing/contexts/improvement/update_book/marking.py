"""The workbook as it was sent, with the cells that are wrong marked, and a sheet that lists them all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lapwing.contexts.improvement.update_book.columns import COLUMNS, SHEET, TITLES
from lapwing.contexts.improvement.update_book.drawing import (
    TITLES_LINE,
    Head,
    Line,
    as_bytes,
    column_of,
    new_book,
)
from lapwing.contexts.improvement.update_book.guidance import LINE_HEIGHT, lines_of
from lapwing.platform.imports import values
from lapwing.platform.imports.feeds import Marked
from lapwing.platform.writing.brand import STATUS
from lapwing.platform.writing.excel_parts import BOLD, RULE, TEXT, WRAPPED, put_text, put_title, set_paper
from lapwing.platform.writing.legible import legible

LIST = "What is wrong"
_RED = STATUS["red"]
_FILL = PatternFill("solid", fgColor="FBE4E6")
_EDGE = Side(style="medium", color=_RED)
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_WIDTHS = (10, 14, 40, 40, 90)
_LONGEST = 200


def marked_book(head: Head, rows: Sequence[Marked]) -> bytes:
    """The workbook to put right: rows on the lines where they stood, so far as the titles leave them room."""
    down = TITLES_LINE if any(row.line <= TITLES_LINE for row in rows) else 0
    lines = [
        Line(row.line + down, {name: _typed(name, text) for name, text in row.texts.items()}) for row in rows
    ]
    book, sheet = new_book(head, lines)
    for row in rows:
        _mark(sheet, row, row.line + down)
    _put_list(book, rows, down)
    return as_bytes(book)


def _typed(name: str, text: str) -> str | date:
    """A date as a date, so that it is one when the workbook is sent again; anything else as it was typed."""
    text = legible(text)
    if name != "forecast_on":
        return text
    try:
        return values.day(text) if text else ""
    except values.NotUnderstoodError:
        return text


def _mark(sheet: Worksheet, row: Marked, line: int) -> None:
    by_column: dict[str, list[str]] = {}
    for problem in row.problems:
        by_column.setdefault(_place(problem.column), []).append(problem.words)
    for name, words in by_column.items():
        cell = sheet.cell(line, column_of(name))
        cell.fill, cell.border = _FILL, _BOX
        comment = Comment(legible("\n".join(words)), "Lapwing")
        comment.width, comment.height = 320, 40 + 20 * (len("".join(words)) // 42 + len(words))
        cell.comment = comment


def _place(column: str) -> str:
    """Where a problem is marked: that of a whole row at its reference, which everybody sees."""
    return column if column in TITLES and column != COLUMNS[-1].name else "number"


def _put_list(book: Workbook, rows: Sequence[Marked], down: int) -> None:
    """All that is wrong, a line each, each leading to its cell; it is what opens first."""
    sheet = book.create_sheet(LIST, 0)
    titles = ("Row", "Reference", "Column", "What stands there", "What is wrong")
    for nth, (title, width) in enumerate(zip(titles, _WIDTHS, strict=True), start=1):
        put_title(sheet.cell(1, nth), title)
        sheet.column_dimensions[get_column_letter(nth)].width = width
    wrong = [(row, problem) for row in rows for problem in row.problems]
    for nth, (row, problem) in enumerate(wrong, start=2):
        place = _place(problem.column)
        shown = row.texts.get(problem.column, "")
        texts = (
            str(row.line + down),
            row.texts.get("number", ""),
            TITLES.get(problem.column, "The whole row"),
            shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…",
            problem.words,
        )
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(nth, column)
            put_text(cell, legible(text))
            cell.font, cell.alignment, cell.border = TEXT, WRAPPED, RULE
        sheet.row_dimensions[nth].height = LINE_HEIGHT * max(map(lines_of, texts, _WIDTHS)) + 4
        sheet.cell(nth, 5).font = BOLD
        where = f"{get_column_letter(column_of(place))}{row.line + down}"
        sheet.cell(nth, 1).hyperlink = f"#'{SHEET}'!{where}"
        sheet.cell(nth, 1).font = Font(name="Arial", size=10, underline="single", color=STATUS["blue"])
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    set_paper(sheet)
    book.active = 0
    book[SHEET].sheet_view.tabSelected = False
