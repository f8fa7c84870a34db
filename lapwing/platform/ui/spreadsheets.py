"""Rows as CSV or Excel. Text a spreadsheet would run as a formula is made harmless; figures stay figures."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from markupsafe import Markup
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}
# What makes a spreadsheet read a cell as a formula (OWASP, "CSV injection").
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Excel's own limit on the characters of a cell.
_LONGEST = 32_767


def plain(value: Any) -> str | int | float | Decimal | dt.date | None:
    """A value a cell can hold: figures and dates as they are, moments on the London clock, text made safe."""
    if value is None or (isinstance(value, int | float | Decimal) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, dt.date):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return safe_text("; ".join(str(item) for item in value))
    return safe_text(strip_tags(value) if isinstance(value, Markup) else str(value))


def safe_text(text: str) -> str:
    """Text no spreadsheet runs: an apostrophe before a dangerous first character, control characters out."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)[: _LONGEST - 1]
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def as_csv(headings: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark at the start, without which Excel mistakes it; dates as 2026-05-03."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_text(heading) for heading in headings])
    writer.writerows([plain(value) for value in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(name: str, headings: Sequence[str], lines: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a bold, fixed heading row, real dates and figures, and columns wide enough to read."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=name[:31])
    sheet.freeze_panes = "A2"
    rows = [[plain(value) for value in line] for line in lines]
    for index, heading in enumerate(headings):
        longest = max([len(heading), *(len(str(row[index] or "")) for row in rows[:200])])
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(60, longest + 3)
    sheet.append([_heading_cell(sheet, heading) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _heading_cell(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=safe_text(text))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
    if isinstance(value, dt.datetime):
        cell.number_format = "d mmm yyyy hh:mm"
    elif isinstance(value, dt.date):
        cell.number_format = "d mmm yyyy"
    return cell


def response(form: str, name: str, headings: Sequence[str], lines: Iterable[Sequence[Any]]) -> HttpResponse:
    """The file as a download that is not stored. ``form`` is a key of FORMS."""
    body = as_csv(headings, lines) if form == "csv" else as_xlsx(name, headings, lines)
    made = HttpResponse(body, content_type=FORMS[form])
    made["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    made["Cache-Control"] = "no-store"
    return made
