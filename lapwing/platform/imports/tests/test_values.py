"""The text of a cell as a value: what is understood for certain, and nothing that could be two things."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.platform.imports import values
from lapwing.platform.imports.values import NotUnderstoodError


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("37", 37.0),
        ("51.4", 51.4),
        ("1,204.5", 1204.5),
        ("1 204", 1204.0),
        ("12,345,678", 12345678.0),
        ("£1,200", 1200.0),
        ("-£5", -5.0),
        ("£ 12.50", 12.5),
        ("51.4%", 51.4),
        ("51.4 %", 51.4),
        ("-3", -3.0),
        ("\u22123", -3.0),
        ("\u20133", -3.0),
        ("+3", 3.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
    ],
)
def test_a_number_is_understood(text: str, number: float) -> None:
    assert values.number(text) == number


@pytest.mark.parametrize(
    "text", ["51,4", "1,20", "1 2", "12,34,567", "many", "", "1.2.3", "nan", "inf", "٣", "1%%", "5£0", "££5"]
)
def test_what_could_be_two_numbers_or_is_none_is_not_guessed(text: str) -> None:
    with pytest.raises(NotUnderstoodError, match=r"is not a number\. Write it in figures"):
        values.number(text)


def test_a_number_beyond_reckoning_is_refused() -> None:
    with pytest.raises(NotUnderstoodError, match="larger than can be reckoned with"):
        values.number("1e999")


@pytest.mark.parametrize(("text", "number"), [("37", 37), ("37.0", 37), ("1,204", 1204)])
def test_a_whole_number_is_understood(text: str, number: int) -> None:
    assert values.whole(text) == number


def test_a_part_of_a_number_is_no_whole_one() -> None:
    with pytest.raises(NotUnderstoodError, match="is not a whole number"):
        values.whole("37.5")


@pytest.mark.parametrize(
    "text",
    [
        "30/04/2026", "30.4.26", "30-04-2026", "30 04 2026", "30 April 2026", "30th April 2026", "30-Apr-26",
        "30 of April, 2026", "Thursday 30 April 2026", "April 30, 2026", "2026-04-30", "2026/4/30",
        "2026-04-30T09:30:00Z", "30/04/2026 09:30", "46142", "46142.5", " 30/04/2026 ",
    ],
)  # fmt: skip
def test_a_date_is_understood_as_it_is_written_here(text: str) -> None:
    assert values.day(text) == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [("29/02/2024", date(2024, 2, 29)), ("1/1/29", date(2029, 1, 1)), ("1/1/30", date(1930, 1, 1))],
)
def test_leap_days_and_years_of_two_figures(text: str, day: date) -> None:
    assert values.day(text) == day


def test_the_number_that_excel_keeps_for_a_date_goes_by_the_count_of_its_book() -> None:
    assert values.day("44680") == date(2022, 4, 29)
    assert values.day("44680", from_1904=True) == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("04/30/2026", "Write the day first: 30/04/2026"),
        ("31/02/2026", "there is no such day"),
        ("2026-13-01", "there is no such day"),
        ("30/04/1026", "there is no such day"),
        ("soon", "Write it as 30/04/2026"),
        ("April 2026", "Write it as 30/04/2026"),
        ("30 Avril 2026", "Write it as 30/04/2026"),
        ("5", "Write it as 30/04/2026"),
        ("99999999", "Write it as 30/04/2026"),
        ("", "Write it as 30/04/2026"),
    ],
)
def test_what_is_no_day_is_refused_with_what_would_be_right(text: str, why: str) -> None:
    with pytest.raises(NotUnderstoodError, match=why):
        values.day(text)


@pytest.mark.parametrize(
    "text", ["February 2024", "Feb-24", "feb 2024", "2024-02", "02/2024", "2/2024", " Feb 2024 "]
)
def test_a_month_is_its_first_and_last_day(text: str) -> None:
    assert values.month(text) == (date(2024, 2, 1), date(2024, 2, 29))


def test_the_last_month_of_a_year_ends_with_it() -> None:
    assert values.month("December 2026") == (date(2026, 12, 1), date(2026, 12, 31))


@pytest.mark.parametrize("text", ["2024-13", "0/2024", "Febr 2024", "2024", "February", "30/04/2026", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstoodError, match=r"is not a month\. Write it as April 2026"):
        values.month(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Yes", True), ("y", True), ("TRUE", True), ("1", True), ("no", False), ("N", False), ("0", False)],
)
def test_yes_and_no_are_understood(text: str, meant: bool) -> None:
    assert values.yes_or_no(text) is meant


@pytest.mark.parametrize("text", ["maybe", "2", "ja", "yes no"])
def test_anything_between_yes_and_no_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstoodError, match="neither yes nor no"):
        values.yes_or_no(text)


def test_one_of_some_words_is_understood_whatever_its_capitals() -> None:
    assert values.one_of("on TRACK", ("On track", "At risk")) == "On track"
    with pytest.raises(NotUnderstoodError, match="is not one of On track, At risk"):
        values.one_of("late", ("On track", "At risk"))


def test_a_long_text_is_shown_by_its_beginning() -> None:
    with pytest.raises(NotUnderstoodError) as refused:
        values.number("x" * 5000)
    assert len(str(refused.value)) < 200
