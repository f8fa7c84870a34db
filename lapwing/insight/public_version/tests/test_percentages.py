"""Percentages without counts beside numbers of children: whichever is public first, of times that overlap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lapwing.domain.disclosure import STRICT
from lapwing.insight.packs import shapes
from lapwing.insight.packs.tests.example_parts import measure
from lapwing.insight.public_version.figures import judge
from lapwing.insight.public_version.percentages import Printed, printed_alone
from lapwing.insight.public_version.refusing import NotJudgedError
from lapwing.insight.public_version.rules.handling import Handling
from lapwing.insight.public_version.tests.examples import example
from lapwing.insight.public_version.tests.test_figures import kept, line, point
from lapwing.insight.public_version.tests.test_what_a_reader_makes import (
    Q1,
    Q4,
    children,
    measures,
    one,
    said,
)


def test_a_percentage_is_not_shown_as_it_stands_beside_the_number_that_it_is_of() -> None:
    release = measures([one("w", 20)], [line("p", [point(15.0, at=Q1)], "%")])
    release[1] = with_text(release[1], "15%")
    how = children(release) | {"p": Handling.PLAIN}
    with pytest.raises(NotJudgedError, match=r"15% .* of 20") as error:
        judge(release, how, STRICT)
    assert error.value.series == "p"
    before = judge(release[:1], how, STRICT)
    with pytest.raises(NotJudgedError, match=r"15% .* of 20"):
        judge(release[1:], how, STRICT, kept(before))
    assert said(judge([release[0], with_text(release[1], "45%")], how, STRICT)) == ["20", "45%"]


def test_a_number_is_hidden_beside_a_percentage_that_an_earlier_version_printed() -> None:
    printed = {Printed("15%", "March 2026")}
    release = measures([one("w", 20)], [one("x", 70)])
    assert said(judge(release, children(release), STRICT, printed=printed)) == ["c", "70"]
    release = measures([line("w", [point(20, at=Q1)], "count")])
    with pytest.raises(NotJudgedError, match="give a small number of children away"):
        judge(release, children(release, Handling.PLAIN), STRICT, printed=printed)


@pytest.mark.parametrize(
    ("of", "at", "hides"),
    [
        ((date(2026, 1, 1), date(2026, 3, 31)), (None, date(2026, 3, 31)), True),
        ((None, date(2026, 3, 31)), (date(2026, 1, 1), date(2026, 3, 31)), True),
        ((date(2026, 1, 1), date(2026, 3, 31)), (date(2026, 2, 1), date(2026, 2, 28)), True),
        ((date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 1, 1), date(2026, 12, 31)), True),
        ((date(2026, 1, 1), date(2026, 3, 31)), (None, date(2026, 4, 1)), False),
        ((date(2026, 4, 1), date(2026, 6, 30)), (None, date(2026, 3, 31)), False),
    ],
)
def test_a_percentage_and_a_number_of_times_that_overlap_never_meet_in_whichever_order(
    of: tuple[date | None, date], at: tuple[date | None, date], hides: bool
) -> None:
    """The percentage of one name of its period, the number of another."""
    percent = with_text(with_time(line("p", [point(15.0)], "%"), of, "one name"), "15%")
    number = with_time(line("w", [point(20)]), at, "another name")
    how = {"p": Handling.PLAIN, "w": Handling.CHILDREN}
    first = judge([percent], how, STRICT)
    printed = printed_alone([replace(example(), measures=first.measures)])
    assert said(judge([number], how, STRICT, kept(first), printed=printed)) == ["c" if hides else "20"]
    before = judge([number], how, STRICT)
    assert said(before) == ["20"]
    if hides:
        with pytest.raises(NotJudgedError, match=r"15% .* of 20"):
            judge([percent], how, STRICT, kept(before))
        with pytest.raises(NotJudgedError, match="give a small number of children away"):
            judge([unsaid(number)], how | {"w": Handling.PLAIN}, STRICT, kept(first), printed=printed)
    else:
        assert said(judge([percent], how, STRICT, kept(before))) == ["15%"]


def test_of_a_version_from_before_first_days_were_kept_the_last_day_and_the_name_are_known() -> None:
    percent = line("p", [point(15.0, at=Q1)], "%")
    found = judge([with_text(measures([percent])[0], "15%")], {"p": Handling.PLAIN}, STRICT).measures
    (row,) = found[0].series[0].rows
    assert (row.since, row.on) == tuple(day.isoformat() for day in Q1)
    older = replace(found[0].series[0], rows=(replace(row, since=""),))
    oldest = replace(older, rows=(replace(row, since="", on=""),))
    named = with_time(line("w", [point(20)]), Q4, row.period)
    same_day = with_time(line("w", [point(20)]), (None, Q1[1]), "another name")
    cases = (
        (older, named, True),
        (older, same_day, True),
        (oldest, named, True),
        (oldest, same_day, False),
    )
    for series, number, hides in cases:
        printed = printed_alone([replace(example(), measures=(replace(found[0], series=(series,)),))])
        shown = judge([number], {"w": Handling.CHILDREN}, STRICT, printed=printed)
        assert (said(shown) == ["c"]) is hides


def with_time(series: shapes.Series, at: tuple[date | None, date], period: str) -> shapes.Measure:
    points = tuple(replace(each, from_=at[0], to=at[1], period=period) for each in series.points)
    return replace(measure(), key=series.key, series=(replace(series, points=points),))


def unsaid(found: shapes.Measure) -> shapes.Measure:
    """The same without a unit that says what is counted."""
    return replace(found, series=tuple(replace(each, unit="count") for each in found.series))


def with_text(found: shapes.Measure, text: str) -> shapes.Measure:
    (series,) = found.series
    points = tuple(
        replace(each, value=shapes.Figure(float(text.rstrip("%")), text)) for each in series.points
    )
    return replace(found, series=(replace(series, points=points),))
