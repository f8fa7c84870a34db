"""Which figure of a series stands beside what others had, and when that was, in words."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.presenters.tests.test_measured import actual
from lapwing.contexts.improvement.presenters.tests.test_series_chart import detail
from lapwing.contexts.improvement.queries.measure_lines import ActualLine, ComparatorLine
from lapwing.insight.packs.collecting.comparing import compared


def of(first: date | None, last: date, value: float) -> ActualLine:
    return actual(from_date=first, to_date=last, value=value, numerator=None, denominator=None)


def said(*actuals: ActualLine, day: date) -> str:
    other = ComparatorLine("England", "50%", 50.0, day)
    return " ".join(compared(detail(actuals=actuals, comparators=(other,))))


@pytest.mark.parametrize(
    ("first", "last", "when"),
    [
        (None, date(2026, 3, 31), "In March 2026"),
        (date(2026, 3, 1), date(2026, 3, 31), "In March 2026"),
        (date(2026, 1, 1), date(2026, 3, 31), "From January to March 2026"),
        (date(2026, 2, 16), date(2026, 3, 15), "From 16 Feb 2026 to 15 Mar 2026"),
    ],
)
def test_the_time_of_a_figure_is_said_as_people_say_it(first: date | None, last: date, when: str) -> None:
    figure = of(first, last, 40.0)
    assert said(figure, day=date(2026, 3, 10)) == f"{when} it was 40%: lower than England (50%)."


def test_a_figure_whose_period_has_the_day_comes_before_a_later_one_of_the_month() -> None:
    second = of(date(2026, 3, 9), date(2026, 3, 15), 40.0)
    third = of(date(2026, 3, 16), date(2026, 3, 22), 60.0)
    assert "it was 40%" in said(second, third, day=date(2026, 3, 12))
    assert "it was 60%" in said(second, third, day=date(2026, 3, 20))


def test_where_no_period_has_the_day_the_last_figure_of_its_month_counts() -> None:
    second = of(date(2026, 3, 9), date(2026, 3, 15), 40.0)
    third = of(date(2026, 3, 16), date(2026, 3, 22), 60.0)
    assert "it was 60%" in said(second, third, day=date(2026, 3, 31))
    assert "there is no figure here of that time" in said(second, third, day=date(2026, 4, 1))
