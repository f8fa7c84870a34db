"""Excel files are read as a person sees them: visible sheets, rows and columns, values and colours."""

from __future__ import annotations

import contextlib
import datetime
import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.worksheet import Worksheet

from lapwing.platform.extraction.document import Document, Grid, Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.excel import read_excel
from lapwing.platform.extraction.excel.colours import Palette
from lapwing.platform.extraction.tests.office_files import rows, zipped
from lapwing.platform.extraction.writer import Writer


def _read(book: Workbook | bytes) -> Document:
    target = io.BytesIO()
    if isinstance(book, Workbook):
        book.save(target)
    writer = Writer(Kind.EXCEL, "plan.xlsx")
    read_excel(book if isinstance(book, bytes) else target.getvalue(), writer)
    return writer.document()


def _book(*rows_of_it: tuple[Any, ...]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Actions"
    for row in rows_of_it:
        sheet.append(row)
    return book, sheet


def _bytes(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _grid(book: Workbook) -> Grid:
    (grid,) = _read(book).grids
    return grid


_TABLE = (("Ref", "Action"), ("1.1", "Agree it"))
_SMALL = _bytes(_book(*_TABLE, ("1.2", datetime.date(2026, 3, 31)))[0])


def test_a_sheet_is_a_table_under_its_name() -> None:
    grid = _grid(_book(*_TABLE)[0])
    assert rows(grid) == [["Ref", "Action"], ["1.1", "Agree it"]]
    assert (grid.title, grid.place) == ("Actions", "sheet Actions")


def test_values_are_shown_by_the_format_of_their_cell() -> None:
    book, sheet = _book(("Ref", "Due", "Done"), (1.1, datetime.datetime(2025, 5, 1), 0.75))  # noqa: DTZ001
    sheet["A2"].number_format, sheet["B2"].number_format, sheet["C2"].number_format = "0.00", "mmm-yy", "0%"
    assert rows(_grid(book))[1] == ["1.10", "May-25", "75%"]


def test_lines_of_a_cell_stay_lines() -> None:
    assert rows(_grid(_book(("a", "One\n\n two\u00a0x_x000D_\r\n"))[0])) == [["a", "One\ntwo x"]]


def test_signs_written_by_their_number_are_read_as_signs_and_an_escaped_one_as_it_is_printed() -> None:
    assert rows(_grid(_book(("a", "One_x000A_two", "_x005F_x000D_", "a_x00e9_"))[0])) == [
        ["a", "One\ntwo", "_x000D_", "aé"]
    ]


def test_hidden_sheets_rows_and_columns_are_left_out_and_counted() -> None:
    book, sheet = _book(("Ref", "Old", "Action"), ("1", "x", "a"), ("2", "y", "b"))
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("Workings").sheet_state = "hidden"

    found = _read(book)

    assert rows(found.grids[0]) == [["Ref", "Action"], ["2", "b"]]
    assert [note.text.split(".")[0] for note in found.notes] == [
        "Hidden in the file, and left out: 1 sheet, 1 row, 1 column"
    ]


def test_merged_cells_stand_once_and_cover_only_what_is_visible() -> None:
    book, sheet = _book(("Area", None, None), ("Ref", "Action", "Lead"), ("1", "a", "b"), (None, "c", "d"))
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    sheet.column_dimensions["B"].hidden = True
    sheet["A5"] = "2"
    sheet["C5"] = "e"

    found = _read(book)

    assert [paragraph.text for paragraph in found.paragraphs] == ["Area"]
    (grid,) = found.grids
    assert [(cell.text, cell.rows) for cell in grid.cells if cell.column == 0] == [
        ("Ref", 1),
        ("1", 2),
        ("2", 1),
    ]
    assert grid.columns == 2


def test_fills_are_colours_however_they_are_written() -> None:
    book, sheet = _book(tuple("abcdef"))
    themes: tuple[str | Color, ...] = (Color(theme=4), Color(theme=4, tint=0.5), Color(theme=0))
    for cell, colour in zip(sheet[1], ("FFFFC000", Color(indexed=10), *themes, "FFFFFFFF"), strict=True):
        cell.fill = PatternFill("solid", fgColor=colour)
    assert [cell.colour for cell in _grid(book).cells] == ["FFC000", "FF0000", "4F81BD", "A7C0DE", None, None]


def test_a_colour_without_a_word_is_kept_with_the_table() -> None:
    book, sheet = _book(("Ref", "RAG"), ("1", None))
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00B050")
    assert [(cell.text, cell.colour) for cell in _grid(book).row(1)] == [("1", None), ("", "00B050")]


def test_bold_cells_and_the_row_of_a_filter_are_titles() -> None:
    book, sheet = _book(("Ref", "Action"), ("1", "a"), ("2", "b"))
    sheet["B3"].font = Font(bold=True)
    sheet.auto_filter.ref = "A1:B3"
    assert [cell.header for cell in _grid(book).cells] == [True, True, False, False, False, True]


def test_the_first_row_of_a_table_within_a_sheet_is_of_titles() -> None:
    book, sheet = _book(("x", "y"), ("Ref", "Action"), ("1", "a"))
    sheet.add_table(ExcelTable(displayName="Actions", ref="A2:B3"))
    assert [cell.text for cell in _grid(book).cells if cell.header] == ["Ref", "Action"]


def test_a_file_may_number_colours_in_its_own_way() -> None:
    palette = Palette(numbered=["00111111", "FFFFC000"])
    assert palette.fill(PatternFill("solid", fgColor=Color(indexed=1))) == "FFC000"
    assert palette.fill(PatternFill("solid", fgColor=Color(indexed=40))) is None


def test_formulas_are_never_worked_out_and_those_without_a_result_are_counted() -> None:
    found = _read(_book(("Ref", "Sum"), ("1", "=1+1"), ("2", '=WEBSERVICE("http://127.0.0.1:1/")'))[0])
    assert rows(found.grids[0]) == [["Ref", "Sum"], ["1", ""], ["2", ""]]
    assert [note.code for note in found.notes] == ["formulas"]
    assert found.notes[0].text.startswith("2 formulas have no result")


def test_colours_given_by_rules_are_noted() -> None:
    book, sheet = _book(*_TABLE)
    sheet.conditional_formatting.add("A1:A9", Rule("expression", formula=["1"]))
    assert [note.code for note in _read(book).notes] == ["conditional-colours"]


def test_sheets_come_in_their_order_with_their_progress() -> None:
    book, _ = _book(*_TABLE)
    book.create_sheet("Empty")
    book.create_sheet("Measures").append(("Rate", "75%"))
    steps: list[tuple[int, int]] = []
    writer = Writer(Kind.EXCEL, "plan.xlsx", lambda done, of: steps.append((done, of)))

    read_excel(_bytes(book), writer)

    assert [grid.title for grid in writer.document().grids] == ["Actions", "Measures"]
    assert steps == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_sheet_formatted_to_its_last_row_ends_where_its_values_end() -> None:
    rows_of_it = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Ref</t></is></c><c r="B1"><v>5</v></c></row>'
        + "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(2, 60_000))
    )
    found = _read(_with_sheet(rows_of_it))
    assert rows(found.grids[0]) == [["Ref", "5"]]
    assert found.notes == ()


def test_values_far_beyond_any_plan_are_left_out_with_a_note() -> None:
    cell = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}"><v>2</v></c></row>'
    found = _read(_with_sheet(cell.format(1) + cell.format(1_048_576)))
    assert found.grids[0].rows == 1
    assert [note.code for note in found.notes] == ["cut"]


def test_cells_without_names_stand_one_after_the_other() -> None:
    assert rows(_read(_with_sheet("<row><c><v>1</v></c><c><v>2</v></c></row>")).grids[0]) == [["1", "2"]]


def test_macros_are_noted() -> None:
    assert [note.code for note in _read(_with("xl/vbaProject.bin", "AutoOpen")).notes] == ["macros"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04", "damaged"),
        (_SMALL[:-300], "damaged"),
        (zipped({"xl/nothing.xml": "<x/>"}), "damaged"),
    ],
)
def test_a_damaged_file_is_refused_in_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError, match="Open it in the program that made it") as refused:
        _read(data)
    assert refused.value.code == code


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_parts_that_are_broken_or_define_entities_are_refused(part: str) -> None:
    with pytest.raises(UnreadableFileError):
        _read(_with(part, "<broken"))
    with pytest.raises(UnreadableFileError) as refused:
        _read(_with(part, '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))
    assert refused.value.code == "unsafe"


@settings(max_examples=120, deadline=None)
@given(at=st.integers(0, len(_SMALL) - 1), byte=st.integers(0, 255))
def test_any_damage_is_read_over_or_refused(at: int, byte: int) -> None:
    with contextlib.suppress(UnreadableFileError):
        _read(_SMALL[:at] + bytes((byte,)) + _SMALL[at + 1 :])


def _with(name: str, content: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_SMALL)) as packed:
        return zipped({each: packed.read(each) for each in packed.namelist()} | {name: content})


def _with_sheet(rows_of_it: str) -> bytes:
    names = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return _with(
        "xl/worksheets/sheet1.xml",
        f'<worksheet xmlns="{names}"><sheetData>{rows_of_it}</sheetData></worksheet>',
    )
