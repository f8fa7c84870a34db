"""Dates of baselines and rows of dates over targets, broken over lines as flattened tables break them."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.reading.lines import lines_of
from lapwing.contexts.improvement.reading.measure_dates import find_periods
from lapwing.contexts.improvement.reading.measure_headers import DateHeader, find_headers
from lapwing.contexts.improvement.reading.measure_stream import words_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Jul 24", date(2024, 7, 1), date(2024, 7, 31)),
        ("February 25", date(2025, 2, 1), date(2025, 2, 28)),
        ("September 2024", date(2024, 9, 1), date(2024, 9, 30)),
        ("FY 23/24", date(2023, 4, 1), date(2024, 3, 31)),
        ("01.10.23- 01.10.24", date(2023, 10, 1), date(2024, 10, 1)),
        ("23/24", None, None),
        ("FY", None, None),
    ],
)
def test_a_period_has_its_first_and_last_day_where_it_can_be_placed(
    text: str, first: date | None, last: date | None
) -> None:
    (period,) = find_periods(text)
    assert (period.as_written, period.earliest, period.latest) == (text, first, last)


def test_a_year_with_a_stroke_is_its_january_where_a_census_counts() -> None:
    (period,) = find_periods("24/25", census=True)
    assert period.latest == date(2025, 1, 31)


@pytest.mark.parametrize("text", ["16-17 year olds", "3/15 reviews", "20 plans", "1.2.3"])
def test_ages_fractions_and_numbers_are_no_periods(text: str) -> None:
    assert find_periods(text) == ()


def headers(text: str) -> tuple[DateHeader, ...]:
    return find_headers(words_of(lines_of(text)))


def written(text: str) -> list[list[str]]:
    return [[cell.as_written for cell in header.cells] for header in headers(text)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("By Oct\n25\n\nBy Oct 26 By Oct\n\n27", ["By Oct 25", "By Oct 26", "By Oct 27"]),
        ("by March 2031\nby March 2032", ["by March 2031", "by March 2032"]),
        ("24/25 25/26 26/27", ["24/25", "25/26", "26/27"]),
        ("May 24 June 24", ["May 24", "June 24"]),
        ("By end of June 27 By end of June 28", ["By end of June 27", "By end of June 28"]),
        ("By Sept\n27", ["By Sept 27"]),
    ],
)
def test_a_row_of_dates_is_found_over_line_ends_and_blanks(text: str, dates: list[str]) -> None:
    assert written(text) == [dates]


@pytest.mark.parametrize(
    "text", ["Baseline June 2024\n93%", "ready by March 2026 for all", "24/25 only", "C 55% C 65%"]
)
def test_a_date_that_stands_alone_in_a_text_heads_nothing(text: str) -> None:
    assert written(text) == []


def test_notes_between_dates_are_kept_apart_and_the_last_one_ends_with_them() -> None:
    (header,) = headers(
        "By Apr\n25\nBased on 9\nletters\n\nBy Apr 26\nBased on\n12 letters\n\nPost room\n5% 6%"
    )
    assert header.notes == ("Based on 9 letters", "Based on 12 letters")
    assert header.end == 14


def test_dates_under_the_word_baseline_head_values_of_the_past() -> None:
    first, second = headers("Baseline\n\nMay 24 June 24 Baseline\nYear\n\nA 1% 2% 3%\n\nBy May 25 By May 26")
    assert (first.titles, second.titles) == (True, False)


def test_two_rows_of_dates_with_amounts_between_stay_two() -> None:
    assert len(headers("By May 25 By May 26\n5% 6%\nBy May 25 By May 26")) == 2
