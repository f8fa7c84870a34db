"""Cells and sheets of Excel: texts that stay texts, titles in the look of Lapwing, paper."""

from __future__ import annotations

import re

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from lapwing.platform.writing.brand import BAND, GREEN, HAIRLINE, INK, WHITE

LONGEST_CELL = 32_767
TEXT = Font(name="Arial", size=10, color=INK)
BOLD = Font(name="Arial", size=10, bold=True, color=INK)
WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
RULE = Border(bottom=Side(style="thin", color=HAIRLINE))
BANDED = PatternFill("solid", fgColor=BAND)
_HEAD = Font(name="Arial", size=10, bold=True, color=WHITE)
# Excel would read what follows as the number of a sign, unless its first underline is written as one.
_LIKE_A_SIGN = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def letters_of(text: str) -> int:
    """How many letters Excel counts in a text as it is kept: openpyxl cuts what is longer off, and says
    nothing."""
    return len(_LIKE_A_SIGN.sub("_x005F_", text).encode("utf-16-le")) // 2


def put_title(cell: Cell | MergedCell, title: str) -> None:
    """The title of a column."""
    put_text(cell, title)
    cell.font = _HEAD
    cell.fill = PatternFill("solid", fgColor=GREEN)
    cell.alignment = WRAPPED


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """A text that begins like a formula stays a text: nothing is worked out when the file is opened."""
    if text:
        cell.value = _LIKE_A_SIGN.sub("_x005F_", text)
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"


def set_paper(sheet: Worksheet, *, pages: int = 1) -> None:
    """Prints on landscape A4, so many pages wide, with the first row on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = pages
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    if pages > 1:
        sheet.print_title_cols = "A:B"
    sheet.oddFooter = HeaderFooterItem(center=HeaderFooterPart("&A, page &P of &N"))
