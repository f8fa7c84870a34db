"""A cell is passed on as its text, or as what it shows and why that cannot be used."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from lapwing.platform.imports.reading.cells import (
    ERRORS,
    LONGEST_CELL,
    number_text,
    text_cell,
    value_cell,
    without_tail,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("  37 ", "37"),
        ("\ufeffMeasure", "Measure"),
        ("1\u00a0204", "1 204"),
        ("a\x07b", "a b"),
        ("first\nsecond", "first\nsecond"),
        ("'=1+1", "=1+1"),
        ("'-5", "-5"),
        ("'quoted'", "'quoted'"),
        ("", ""),
        ("x" * LONGEST_CELL, "x" * LONGEST_CELL),
    ],
)
def test_text_is_read_without_what_nobody_sees(written: str, read: str) -> None:
    assert text_cell(written) == read


@pytest.mark.parametrize("shown", sorted(ERRORS))
def test_an_error_of_a_spreadsheet_is_no_word(shown: str) -> None:
    cell = text_cell(shown)
    assert isinstance(cell, dict)
    assert cell["shown"] == shown
    assert "a formula has no result" in cell["wrong"]


def test_a_huge_cell_is_named_by_its_beginning() -> None:
    cell = text_cell("y" * (LONGEST_CELL + 1))
    assert isinstance(cell, dict)
    assert (len(cell["shown"]), "more than 10,000 letters" in cell["wrong"]) == (61, True)


def test_a_letter_that_could_not_be_read_is_a_problem_and_not_a_question_mark() -> None:
    cell = text_cell("Caf\ufffd")
    assert isinstance(cell, dict)
    assert "save the file as CSV UTF-8" in cell["wrong"]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (None, ""),
        (True, "Yes"),
        (False, "No"),
        (0, "0"),
        (-3, "-3"),
        (5.0, "5"),
        (51.4, "51.4"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e22, "1e+22"),
        (date(2026, 4, 30), "2026-04-30"),
        (datetime.fromisoformat("2026-04-30"), "2026-04-30"),
        (datetime.fromisoformat("2026-04-30T09:05"), "2026-04-30 09:05"),
        (time(9, 5), "09:05:00"),
        (timedelta(hours=1, minutes=30), "1:30:00"),
        (" text ", "text"),
    ],
)
def test_a_value_is_read_as_a_person_would_write_it(value: Any, read: str) -> None:
    assert value_cell(value) == read


@pytest.mark.parametrize("value", [["a"], {"a": 1}])
def test_a_group_of_values_is_no_cell(value: Any) -> None:
    cell = value_cell(value)
    assert isinstance(cell, dict)
    assert cell["wrong"].endswith("Write one value.")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_cannot_be_reckoned_with_is_a_problem(value: float) -> None:
    cell = number_text(value)
    assert isinstance(cell, dict)
    assert cell["shown"] == str(value)


def test_blanks_after_the_last_cell_are_no_cells() -> None:
    assert without_tail(["", "a", "", ""]) == ["", "a"]
    assert without_tail(["", ""]) == []
