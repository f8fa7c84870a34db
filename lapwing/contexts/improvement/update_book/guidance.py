"""The sheet that says how the workbook is filled in, and holds the words of its drop-downs."""

from __future__ import annotations

from math import ceil

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.update_book.columns import CONFIDENCE_WORDS, STATUS_WORDS
from lapwing.platform.writing.brand import GREEN
from lapwing.platform.writing.excel_parts import BOLD, RULE, TEXT, WRAPPED, put_text, set_paper

GUIDE = "How to fill it in"
STEPS = (
    "Write in the white cells. The shaded ones say what the plan says; they are locked.",
    "Choose how it stands, and how sure you are, from the lists. Dates are typed as dates: 31/12/2026.",
    "Keep what was done apart from what changed for children and families.",
    "What is off track needs what is being done about it, and a forecast after the plan's date, which stays.",
    "Name no child. Leave a row empty to save nothing for it.",
    "Paste words, not formulas, and add no rows.",
)
_AFTER = (
    "Save the workbook and send it at My updates in Lapwing. You see what each row would save before "
    "anything is saved; what is wrong comes back marked.",
    "If somebody writes an update in Lapwing meanwhile, its row here is out of date, and you are told.",
)
_MEANINGS = {
    Status.NOT_STARTED: "Nothing has been done yet, and nothing had to be.",
    Status.ON_TRACK: "It will be done by its date.",
    Status.AT_RISK: "It may not be done by its date. Say what is being done about it.",
    Status.OFF_TRACK: "It will not be done by its date. Say what is being done, and by when it will be done.",
    Status.DONE: "It is done; its evidence has still to be accepted by somebody else.",
    Status.STOPPED: "It will not be done. Say why under “What was done?”.",
}


LINE_HEIGHT = 13.5
_WIDTHS = {1: 46, 2: 74}
# Letters of Arial 10 to the width of a column, which is counted in figures.
_LETTERS = 1.1


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column so wide."""
    return sum(max(1, ceil(len(part) / (width * _LETTERS))) for part in (text or " ").split("\n"))


def _lines() -> list[tuple[str, str, bool]]:
    """Each line: what stands in the first column, in the second, and whether it is a heading."""
    steps = [(f"{nth}. {words}", "", False) for nth, words in enumerate((*STEPS, *_AFTER), start=1)]
    statuses = [(words, _MEANINGS[status], False) for words, status in STATUS_WORDS.items()]
    sure = [(words, "", False) for words in CONFIDENCE_WORDS]
    return [
        ("How to fill it in", "", True),
        *steps,
        ("", "", False),
        ("How does it stand?", "What it means", True),
        *statuses,
        ("", "", False),
        ("How sure are you of that?", "", True),
        *sure,
    ]


def put_guide(sheet: Worksheet) -> None:
    """Write the sheet; what stands alone in its line has the width of both columns."""
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    for nth, (first, second, is_heading) in enumerate(_lines(), start=1):
        for column, text in ((1, first), (2, second)):
            cell = sheet.cell(nth, column)
            put_text(cell, text)
            cell.font, cell.alignment = (BOLD if is_heading else TEXT), WRAPPED
            if is_heading:
                cell.border = RULE
        if first and not second:
            sheet.merge_cells(start_row=nth, end_row=nth, start_column=1, end_column=2)
        width = sum(_WIDTHS.values()) if not second else _WIDTHS[2]
        sheet.row_dimensions[nth].height = lines_of(second or first, width) * LINE_HEIGHT + 4
    sheet["A1"].font = Font(name="Arial", size=16, bold=True, color=GREEN)
    sheet.row_dimensions[1].height = 28
    set_paper(sheet)


def list_of(words: str) -> str:
    """Where the words of a drop-down stand, as a formula of Excel names it."""
    among = list(STATUS_WORDS) if words == "status" else list(CONFIDENCE_WORDS)
    firsts = [first for first, _, _ in _lines()]
    begin = firsts.index(among[0]) + 1
    return f"'{GUIDE}'!$A${begin}:$A${begin + len(among) - 1}"
