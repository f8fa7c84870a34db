"""Which figure of a series stands beside what others had, and when that was, in words."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.presenters.beside import compared, others_of
from lapwing.contexts.improvement.presenters.control_chart import control_of
from lapwing.contexts.improvement.presenters.measure import _others
from lapwing.contexts.improvement.presenters.series_chart import (
    beside_of,
    chart_of,
    control_chart_of,
    left_out,
)
from lapwing.contexts.improvement.presenters.tests.test_control_chart import monthly
from lapwing.contexts.improvement.presenters.tests.test_measured import actual
from lapwing.contexts.improvement.presenters.tests.test_series_chart import detail
from lapwing.contexts.improvement.queries.measure_lines import ActualLine, ComparatorLine
from lapwing.platform.ui.charts import Level, Point, Series


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


OTHERS = (
    ComparatorLine("England", "46%", 46.0, date(2024, 1, 31)),
    ComparatorLine("England", "47%", 47.0, date(2025, 1, 31)),
    ComparatorLine("London", "see the report", None, None),
    ComparatorLine("The far islands", "900%", 900.0, None),
)


def test_others_are_gathered_by_name_and_those_without_a_figure_left_to_the_table() -> None:
    assert others_of(monthly(comparators=OTHERS)) == (
        Series("England", [Point(date(2024, 1, 31), 46.0), Point(date(2025, 1, 31), 47.0)]),
        Level("The far islands", 900.0),
    )


def test_both_charts_say_in_words_and_table_how_it_stands_beside_others() -> None:
    found = monthly(comparators=OTHERS)
    for drawing in (chart_of(found, "Reviews"), control_chart_of(found, "Reviews")):
        assert drawing is not None
        assert "lower than The far islands (900%)" in drawing.summary
        assert "England (47%)" in drawing.summary
        assert drawing.summary.endswith(left_out(found, control_of(found))[0])
        assert f"Chart. {drawing.title}. {drawing.summary}" in drawing.wide.unescape()
        assert [entry.label for entry in drawing.key][-1] == "England"
        assert sum("England" in row for row in drawing.table.rows) == 2


def test_which_are_drawn_is_the_same_in_words_and_picture() -> None:
    found = monthly(comparators=OTHERS)
    for chart in (None, control_of(found)):
        beside = beside_of(found, chart)
        assert [each.label for each in beside.drawn] == ["England"]
        assert [each.label for each in beside.far] == ["The far islands"]


def test_the_head_of_the_page_names_each_once_with_its_last_figure() -> None:
    assert _others(monthly(comparators=OTHERS)) == (
        "England 47%", "London see the report", "The far islands 900%",
    )  # fmt: skip
