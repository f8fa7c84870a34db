"""Bank holidays, against the lists that the government published."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.domain.bank_holidays import bank_holidays, easter_sunday, is_working_day

# Month and day, as published on gov.uk for England and Wales.
PUBLISHED = {
    2015: "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28",
    2016: "1-1 3-25 3-28 5-2 5-30 8-29 12-26 12-27",
    2020: "1-1 4-10 4-13 5-8 5-25 8-31 12-25 12-28",
    2021: "1-1 4-2 4-5 5-3 5-31 8-30 12-27 12-28",
    2022: "1-3 4-15 4-18 5-2 6-2 6-3 8-29 9-19 12-26 12-27",
    2023: "1-2 4-7 4-10 5-1 5-8 5-29 8-28 12-25 12-26",
    2024: "1-1 3-29 4-1 5-6 5-27 8-26 12-25 12-26",
    2025: "1-1 4-18 4-21 5-5 5-26 8-25 12-25 12-26",
    2026: "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28",
    2027: "1-1 3-26 3-29 5-3 5-31 8-30 12-27 12-28",
    2028: "1-3 4-14 4-17 5-1 5-29 8-28 12-25 12-26",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_bank_holidays_of_a_year_are_those_published(year: int) -> None:
    published = (each.split("-") for each in PUBLISHED[year].split())
    assert bank_holidays(year) == {date(year, int(month), int(day)) for month, day in published}


@pytest.mark.parametrize(("year", "day"), [(1961, (4, 2)), (2000, (4, 23)), (2038, (4, 25)), (2285, (3, 22))])
def test_easter_early_late_and_in_between(year: int, day: tuple[int, int]) -> None:
    assert easter_sunday(year) == date(year, *day)


def test_working_days_are_weekdays_that_are_no_bank_holiday() -> None:
    assert is_working_day(date(2026, 11, 20))
    assert not is_working_day(date(2026, 11, 21))
    assert not is_working_day(date(2026, 12, 28))
