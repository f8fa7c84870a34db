"""What stands around the figures of a line, on the page and on paper."""

from __future__ import annotations

from dataclasses import replace

from lapwing.insight.public_version.content import Row, Series, Step
from lapwing.insight.public_version.telling import GAPS, LONGEST_OPEN, Told, about_series, told_of


def line_of(count: int, *hidden: int) -> Series:
    rows = tuple(
        Row(f"Week {at}", "c" if at in hidden else f"{40 + at}%", on=f"2026-01-{at + 1:02}")
        for at in range(count)
    )
    return Series("series:s", "All plans", "% of plans", rows, better="lower")


def told(series: Series) -> Told:
    return told_of(series, "Plans in time")


def test_a_long_table_below_a_chart_is_put_away_and_a_short_one_is_not() -> None:
    assert not told(line_of(LONGEST_OPEN)).is_long
    found = told(line_of(LONGEST_OPEN + 1))
    assert found.is_long
    assert len(found.rows) == LONGEST_OPEN + 1


def test_without_a_chart_the_table_stands_open_as_it_did_in_the_first_shape() -> None:
    old = line_of(24)
    found = told(replace(old, rows=tuple(replace(row, on="") for row in old.rows)))
    assert (found.chart, found.newest, found.is_long, found.gaps) == (None, None, False, "")
    assert len(found.rows) == 24


def test_the_newest_figure_that_may_be_read_stands_before_the_chart() -> None:
    found = told(line_of(5, 4))
    assert found.newest is not None
    assert (found.newest.period, found.newest.figure) == ("Week 3", "43%")
    assert found.gaps == GAPS
    assert told(line_of(5)).gaps == ""


def test_a_line_is_named_with_its_measure_but_not_twice() -> None:
    assert told(line_of(3)).name == "Plans in time: All plans"
    same = told_of(line_of(3), "All plans")
    assert (same.name, same.heading) == ("All plans", "")


def test_several_targets_are_listed_and_one_is_not_said_twice() -> None:
    one, two = Step("2026-06-30", 50.0, "50% by June 2026"), Step("2027-06-30", 60.0, "60% by June 2027")
    assert told(replace(line_of(3), steps=(one, two))).aims == "Targets: 50% by June 2026, 60% by June 2027."
    assert told(replace(line_of(3), steps=(one,))).aims == ""


def test_which_way_is_better_is_said() -> None:
    assert about_series(line_of(3)) == "Share of plans. Lower is better."
    assert about_series(replace(line_of(3), better="")) == "Share of plans."


def test_there_is_a_column_of_counts_only_where_something_is_counted() -> None:
    assert told(line_of(3)).columns == ("When", "Figure")
    counted = replace(line_of(3), rows=(Row("May 2026", "30%", "12 of 40", "2026-05-31"),))
    assert told(counted).columns == ("When", "Figure", "How many")
