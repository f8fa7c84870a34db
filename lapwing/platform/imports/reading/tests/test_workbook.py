"""Rows of Excel: dates of both counts, percentages as shown, formulas by their last result, hidden sheets."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from lapwing.platform.imports.reading.refusals import RefusedFileError
from lapwing.platform.imports.reading.workbook import Book

SHEET = "xl/worksheets/sheet1.xml"


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_cells(*rows: tuple[Any, ...], form: str = "") -> bytes:
    """A book of these rows; ``form`` is the format of the numbers below the titles."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=2) if form else ():
        for cell in cells:
            cell.number_format = form
    return saved(made)


def changed(data: bytes, name: str, pattern: str, instead: str) -> bytes:
    """The same book with a part of its XML changed: what Excel writes and openpyxl does not."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.namelist():
            content = before.read(part)
            if part == name:
                text, number = re.subn(pattern, instead, content.decode())
                assert number, (pattern, content)
                content = text.encode()
            after.writestr(part, content)
    return out.getvalue()


def read(data: bytes, sheet: str = "Sheet") -> list[tuple[int, list[Any]]]:
    return [(number, list(cells)) for number, cells in Book(data).rows(sheet)]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.514, "0.0%", "51.4%"),
        (0.07, "0%", "7%"),
        (1204.5, "#,##0.00", "1204.5"),
        (5.0, "General", "5"),
        (3, '0" of %"', "3"),
        (True, "General", "Yes"),
        (datetime.fromisoformat("2026-04-30"), "dd/mm/yyyy", "2026-04-30"),
        (datetime.fromisoformat("2026-04-01"), "mmm-yy", "2026-04"),
        (datetime.fromisoformat("2026-04-30T09:30"), "dd/mm/yyyy hh:mm", "2026-04-30 09:30"),
        (" 'words", "General", "'words"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(value: Any, form: str, shown: str) -> None:
    assert read(with_cells(("title",), (value,), form=form))[1] == (2, [shown])


@pytest.mark.parametrize("from_1904", [False, True], ids=["from 1900", "from 1904"])
def test_a_date_is_the_same_day_by_both_counts(from_1904: bool) -> None:
    made = Workbook()
    if from_1904:
        made.epoch = CALENDAR_MAC_1904
    sheet = made.active
    assert sheet is not None
    sheet.append(("to",))
    sheet.append((date(2026, 4, 30),))
    data = saved(made)
    assert Book(data).counts_from_1904 == from_1904
    assert read(data)[1] == (2, ["2026-04-30"])


def test_a_formula_is_read_as_what_it_last_showed() -> None:
    data = with_cells(("a",), ("=1+1",))
    data = changed(data, SHEET, r"<f>1\+1</f><v ?/?>(</v>)?", "<f>1+1</f><v>2</v>")
    assert read(data)[1] == (2, ["2"])


def test_a_formula_that_was_never_worked_out_is_a_problem_and_is_not_worked_out_here() -> None:
    ((_, titles), (_, cells)) = read(with_cells(("a", "b"), ("x", "=1+1")))
    assert (titles, cells[0]) == (["a", "b"], "x")
    assert "has no result in the file" in cells[1]["wrong"]


@pytest.mark.parametrize("shown", ["#N/A", "#DIV/0!", "#REF!"])
def test_an_error_of_excel_is_a_problem_of_its_cell(shown: str) -> None:
    cell = read(with_cells(("a",), (shown,)))[1][1][0]
    assert cell["shown"] == shown


def test_of_merged_cells_the_first_holds_the_value_and_nothing_is_copied() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(("a", "b", "c"))
    sheet.append(("both", None, 1))
    sheet.merge_cells("A2:B3")
    assert read(saved(made)) == [(1, ["a", "b", "c"]), (2, ["both", "", "1"])]


def test_blank_rows_are_left_out_and_counted() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet["A1"], sheet["B5"], sheet["A7"] = "a", "x", "  "
    assert read(saved(made)) == [(1, ["a"]), (5, ["", "x"])]


@pytest.mark.parametrize("said", ["A1:XFD1048576", "A1", "A1:A1"])
def test_a_sheet_is_read_as_large_as_it_is_whatever_it_says(said: str) -> None:
    data = changed(
        with_cells(("a", "b"), ("x", "y")), SHEET, r'<dimension ref="[^"]*"', f'<dimension ref="{said}"'
    )
    assert read(data) == [(1, ["a", "b"]), (2, ["x", "y"])]


def test_a_stray_cell_at_the_bottom_of_the_sheet_is_a_row_and_no_wait() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A1048576"] = "a", "x", "y"
    assert read(saved(made)) == [(1, ["a"]), (2, ["x"]), (1048576, ["y"])]


def test_rows_below_where_the_file_says_it_ends_are_read_too() -> None:
    data = with_cells(("a", "b"), ("x", "1"), ("y", "2"))
    data = changed(data, SHEET, r'<dimension ref="[^"]*"', '<dimension ref="A1:A2"')
    assert read(data) == [(1, ["a", "b"]), (2, ["x", "1"]), (3, ["y", "2"])]


def test_only_sheets_that_people_see_and_that_hold_something_are_offered() -> None:
    made = Workbook()
    for name in ("Figures", "Hidden", "Very hidden", "Empty"):
        sheet = made.create_sheet(name)
        if name != "Empty":
            sheet.append(("a",))
    made["Hidden"].sheet_state = "hidden"
    made["Very hidden"].sheet_state = "veryHidden"
    book = Book(saved(made))
    assert [sheet.name for sheet in book.sheets()] == ["Figures"]
    assert book.hidden == 2


@pytest.mark.parametrize(
    "data",
    [
        changed(with_cells(("a",)), SHEET, "<row", "<row broken"),
        changed(with_cells(("a",)), "xl/workbook.xml", "^.*", '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'),
        b"PK\x03\x04 broken off",
    ],
    ids=["broken XML", "with its own entities", "broken off"],
)
def test_a_damaged_book_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(RefusedFileError) as refused:
        read(data)
    assert str(refused.value)
