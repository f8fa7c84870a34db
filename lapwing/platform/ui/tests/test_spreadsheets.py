"""Files for spreadsheets: figures stay figures, and no text is ever run."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from openpyxl import load_workbook

from lapwing.platform.ui.spreadsheets import as_csv, as_xlsx, plain, safe_text

DANGEROUS = ["=1+1", "+1", "-1 day", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=HYPERLINK(1)"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@given(st.text())
def test_no_text_begins_dangerously(text: str) -> None:
    assert not safe_text(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_negative_figures_stay_figures() -> None:
    assert plain(-3.2) == -3.2
    assert as_csv(["Change"], [[-3.2]]).decode("utf-8-sig") == "Change\r\n-3.2\r\n"


def test_markup_loses_its_marks() -> None:
    assert plain(Markup("<b>Late</b>")) == "Late"


def test_moments_are_on_the_london_clock() -> None:
    assert plain(dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)) == dt.datetime(2026, 7, 1, 13)  # noqa: DTZ001


def test_excel_gets_real_dates_figures_and_text_but_no_formula() -> None:
    file = as_xlsx(
        "boats", ["Name", "Built", "Sails"], [["=cmd()", dt.date(2026, 5, 3), 4], [None, None, -1.5]]
    )
    sheet = load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == ["Name", "Built", "Sails"]
    assert sheet["A2"].value == "'=cmd()"
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].value == dt.datetime(2026, 5, 3)  # noqa: DTZ001
    assert sheet["C3"].value == -1.5
    assert sheet.freeze_panes == "A2"


def test_characters_that_excel_refuses_are_left_out() -> None:
    assert as_xlsx("boats", ["Name"], [["a\x00b"]])
    assert safe_text("a\x00b") == "ab"
