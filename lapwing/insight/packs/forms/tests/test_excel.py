"""A pack in Excel: all its lines, with figures and dates that can be worked with."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from lapwing.insight.packs.forms.excel import number_format, to_excel
from lapwing.insight.packs.forms.tests.made import PACKS, digest_of, excel_of
from lapwing.insight.packs.shapes import GlossarySection, MeasuresSection, TermLine

PACK = PACKS["many"]


def book_of(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def test_every_section_has_a_sheet_and_the_first_says_what_pack_it_is() -> None:
    book = book_of(excel_of("many"))
    assert book.sheetnames[0] == "About"
    assert [section.title for section in PACK.sections if section.title in book.sheetnames] == [
        section.title for section in PACK.sections
    ]
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert about["SHA-256 of the frozen pack"] == digest_of("many")
    assert about["Title"] == PACK.cover.title


def test_figures_are_numbers_and_dates_are_dates() -> None:
    book = book_of(excel_of("many"))
    rows = list(book["Measures, figures"].iter_rows(min_row=2))
    first = rows[0]
    assert [first[at].value for at in (2, 5, 6)] == ["Figure", "January 2023", 40]
    assert [first[at].value for at in (3, 4)] == [
        dt.datetime(2023, 1, 1),  # noqa: DTZ001 cells know no time zones
        dt.datetime(2023, 1, 28),  # noqa: DTZ001
    ]
    assert first[6].number_format == '0"%";"−"0"%"'
    assert isinstance(rows[1][6].value, float)


def test_titles_stay_in_sight_and_on_every_printed_page() -> None:
    for sheet in book_of(excel_of("many")).worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.auto_filter.ref


def test_nothing_is_worked_out_and_nothing_is_hidden() -> None:
    terms = (TermLine("t", "=HYPERLINK(1)", "@SUM(A1)"),)
    section = GlossarySection(key="g", title="Words: [a]/b*c?", annotation="", empty="", lines=terms)
    book = book_of(to_excel(replace(PACK, sections=(section, replace(section, key="h")), data=None), "0"))
    assert book.sheetnames == ["About", "Words a b c", "Words a b c 2"]
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_data_sheets_hold_what_the_chosen_sections_leave_out_and_are_marked() -> None:
    book = book_of(excel_of("example"))
    data = [sheet for sheet in book.worksheets if sheet.title.startswith("Data – ")]
    assert [sheet.title for sheet in data] == [
        "Data – actions", "Data – milestones", "Data – dates moved", "Data – decisions",
        "Data – success criteria", "Data – evidence", "Data – closed risks and issues",
    ]  # fmt: skip
    assert book.sheetnames[-7:] == [sheet.title for sheet in data]
    marked = [sheet for sheet in book.worksheets if sheet.sheet_properties.tabColor]
    assert marked == data
    assert [cell.value for cell in book["Data – actions"][1]][:2] == ["Workstream", "Outcome"]


def test_without_a_section_of_measures_every_figure_target_and_expected_value_is_data() -> None:
    pack = PACKS["example"]
    (section,) = (each for each in pack.sections if isinstance(each, MeasuresSection))
    assert pack.data
    bare = replace(
        pack,
        sections=tuple(each for each in pack.sections if each is not section),
        data=replace(pack.data, measures=section.measures),
    )
    book = book_of(to_excel(bare, "0"))
    assert "Measures" not in book.sheetnames
    kinds = [row[2].value for row in book["Data – figures"].iter_rows(min_row=2)]
    assert {kind: kinds.count(kind) for kind in ("Figure", "Target", "Expected", "England")} == {
        "Figure": 6, "Target": 2, "Expected": 3, "England": 1,
    }  # fmt: skip


def test_a_pack_frozen_before_its_data_held_evidence_is_the_workbook_that_it_was() -> None:
    pack = PACKS["example"]
    assert pack.data
    before = replace(pack, shape=5, data=replace(pack.data, criteria=(), evidence=(), closed_risks=()))
    book = book_of(to_excel(before, "0"))
    assert book.sheetnames[-4:] == [
        "Data – actions", "Data – milestones", "Data – dates moved", "Data – decisions",
    ]  # fmt: skip
    assert not any("evidence" in str(row[1].value) for row in book["About"].iter_rows())
    assert any("accepted" in str(row[1].value) for row in book_of(excel_of("example"))["About"].iter_rows())


def test_criteria_evidence_and_closed_risks_stand_each_in_a_row() -> None:
    book = book_of(excel_of("example"))
    first, second = book["Data – success criteria"].iter_rows(min_row=2, values_only=True)
    assert first[1:3] == ("Families know who to call.", "Partly met")
    assert first[3] == dt.datetime(2026, 11, 4)  # noqa: DTZ001 cells know no time zones
    assert second[2:] == ("Not judged yet", None, None, None, None)
    (evidence,) = book["Data – evidence"].iter_rows(min_row=2, values_only=True)
    assert evidence[3:6] == ("Activity", "File", "Form of all services")
    (closed,) = book["Data – closed risks and issues"].iter_rows(min_row=2, values_only=True)
    assert closed[2] == "No room for the drop-in."
    assert closed[-1] == "The library opened again."


def test_a_pack_frozen_before_there_were_data_is_the_workbook_that_it_was() -> None:
    pack = PACKS["example"]
    book = book_of(to_excel(replace(pack, shape=2, data=None), "0"))
    assert not any(name.startswith("Data") for name in book.sheetnames)
    assert not any("Data" in str(row[0].value) for row in book["About"].iter_rows())


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("51.4%", '0.0"%";"−"0.0"%"'),
        ("1,234", '#,##0;"−"#,##0'),
        ("£1,200.50", '"£"#,##0.00;"£""−"#,##0.00'),
        ("−3.2 points", '0.0" points";"−"0.0" points"'),
        ("18 weeks", '0" weeks";"−"0" weeks"'),
        ("37 of 72", None),
        ("–", None),
        ("c", None),
    ],
)
def test_a_number_is_displayed_as_the_pack_prints_it(text: str, form: str | None) -> None:
    assert number_format(text) == form
