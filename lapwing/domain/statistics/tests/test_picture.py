"""Which picture a series gets."""

from datetime import date

import pytest

from lapwing.domain.statistics.picture import Picture, picture_of


def monthly(count: int) -> list[date]:
    return [date(2024 + month // 12, month % 12 + 1, 28) for month in range(count)]


def test_thirteen_figures_make_a_control_chart() -> None:
    assert picture_of(monthly(13)).is_control_chart
    assert picture_of(monthly(13)).reason == ""


@pytest.mark.parametrize(("count", "told"), [(0, "there are 0"), (1, "there is 1"), (12, "there are 12")])
def test_fewer_make_a_plain_line_that_says_why(count: int, told: str) -> None:
    choice = picture_of(monthly(count))
    assert choice.picture is Picture.LINE
    assert choice.reason == f"A control chart needs 13 figures; {told}."


def test_yearly_figures_make_a_plain_line_however_many_there_are() -> None:
    choice = picture_of([date(year, 1, 31) for year in range(2000, 2026)])
    assert choice.picture is Picture.LINE
    assert "once a year" in choice.reason


def test_one_gap_of_a_year_does_not_make_a_series_yearly() -> None:
    assert picture_of([date(2022, 1, 31), *monthly(13)]).is_control_chart


def test_termly_figures_make_a_control_chart() -> None:
    assert picture_of([date(2020 + n // 3, (1, 4, 9)[n % 3], 1) for n in range(13)]).is_control_chart


def test_two_figures_of_one_day_make_a_plain_line() -> None:
    choice = picture_of([*monthly(13), monthly(13)[-1]])
    assert not choice.is_control_chart
    assert "same day" in choice.reason
