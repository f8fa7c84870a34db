"""An export as a file, row by row, with a leaf that says whose it is and why it was made.

The leaf stands beside the rows and never among them, so that other programs read them as they are: a sheet
of its own in Excel, a text beside the tables in a zip of CSV files, a member of its own in JSON. The
reference is in the name of each file too, which still tells when a table is taken out of its zip.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from lapwing.platform.exports.kinds import Content, Sheet
from lapwing.platform.exports.models import Form
from lapwing.platform.jobs.errors import CannotBeDoneError
from lapwing.platform.ui import filters, spreadsheets

EXCEL_ROWS = 1_048_575
TOO_LONG = (
    "Excel holds at most 1,048,575 rows on a sheet, and there are more. Ask for it as CSV, or for less of it."
)
Counted = Callable[[int], None]


@dataclass(frozen=True)
class About:
    """The leaf. All texts are for people; moments are aware."""

    ref: str
    label: str
    who: str
    partnership: str
    reason: str
    asked_at: dt.datetime
    made_at: dt.datetime
    expires_at: dt.datetime
    notes: Sequence[str]

    def lines(self, rows: int) -> list[tuple[str, str]]:
        return [
            ("What", self.label),
            ("Partnership", self.partnership),
            ("Taken out by", self.who),
            ("Why", self.reason or "No reason was asked for: it holds no personal data."),
            ("Asked for", filters.moment(self.asked_at)),
            ("As it stood", filters.moment(self.made_at)),
            ("Rows", filters.number(rows)),
            ("Reference", self.ref),
            (
                "Take care",
                f"Delete it when you are done with it. Lapwing does on {filters.day(self.expires_at)}.",
            ),
            *(("Note", note) for note in self.notes),
        ]


def write(form: str, content: Content, about: About, out: IO[bytes], counted: Counted) -> int:
    """Write an export and give the number of rows. ``counted`` is told of each row as it goes.

    Raises CannotBeDoneError for what the form cannot hold.
    """
    writer = {Form.XLSX: _excel, Form.CSV: _zip_of_csv, Form.JSON: _json}[Form(form)]
    return writer(content, about, out, _Counter(counted))


class _Counter:
    """Hands rows on, counting them across sheets."""

    def __init__(self, told: Counted) -> None:
        self._told, self.rows = told, 0

    def through(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for row in rows:
            self.rows += 1
            self._told(self.rows)
            yield row


def _excel(content: Content, about: About, out: IO[bytes], counter: _Counter) -> int:
    book = Workbook(write_only=True)
    for sheet in content.sheets:
        page = book.create_sheet(title=sheet.name[:31])
        page.freeze_panes = "A2"
        page.append([_bold(page, heading) for heading in sheet.headings])
        for number, row in enumerate(counter.through(sheet.rows)):
            if number >= EXCEL_ROWS:
                raise CannotBeDoneError(TOO_LONG)
            page.append([spreadsheets.plain(value) for value in row])
    leaf = book.create_sheet(title="About this file")
    leaf.column_dimensions["A"].width, leaf.column_dimensions["B"].width = 16, 100
    for name, value in about.lines(counter.rows):
        leaf.append([_bold(leaf, name), spreadsheets.plain(value)])
    book.save(out)
    return counter.rows


def _bold(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, value=spreadsheets.safe_text(text))
    cell.font = Font(bold=True)
    return cell


def _zip_of_csv(content: Content, about: About, out: IO[bytes], counter: _Counter) -> int:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for sheet in content.sheets:
            with packed.open(f"{file_name(sheet.name)}-{about.ref}.csv", "w") as member:
                _csv(sheet, member, counter)
        leaf = "".join(f"{name}: {value}\r\n" for name, value in about.lines(counter.rows))
        packed.writestr(f"about-{about.ref}.txt", leaf.encode("utf-8-sig"))
    return counter.rows


def _csv(sheet: Sheet, member: IO[bytes], counter: _Counter) -> None:
    # without the mark at the start Excel mistakes the letters
    text = io.TextIOWrapper(member, encoding="utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow([spreadsheets.safe_text(heading) for heading in sheet.headings])
    writer.writerows([spreadsheets.plain(value) for value in row] for row in counter.through(sheet.rows))
    text.flush()
    text.detach()


def _json(content: Content, about: About, out: IO[bytes], counter: _Counter) -> int:
    """{"tables": {name: {"columns": […], "rows": [[…], …]}}, "about": {…}}; nothing is a formula there."""
    out.write(b'{"tables": {')
    for index, sheet in enumerate(content.sheets):
        columns = json.dumps(list(sheet.headings), ensure_ascii=False)
        head = f'{", " if index else ""}{json.dumps(sheet.name)}: {{"columns": {columns}, "rows": ['
        out.write(head.encode())
        for number, row in enumerate(counter.through(sheet.rows)):
            line = json.dumps([_value(value) for value in row], ensure_ascii=False)
            out.write(f"{',' if number else ''}\n{line}".encode())
        out.write(b"]}")
    leaf = json.dumps(dict(about.lines(counter.rows)[:9]) | {"Notes": list(about.notes)}, ensure_ascii=False)
    out.write(f'}}, "about": {leaf}}}\n'.encode())
    return counter.rows


def _value(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return [str(each) for each in value] if isinstance(value, list | tuple | set | frozenset) else str(value)


def file_name(label: str) -> str:
    """A label as part of a file's name: letters, figures and hyphens."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in label.lower())
    return shorten(kept, 60, placeholder="").replace(" ", "-") or "export"


ENDINGS = {Form.XLSX: "xlsx", Form.CSV: "zip", Form.JSON: "json"}
