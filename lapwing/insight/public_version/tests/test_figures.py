"""Small numbers in figures that everybody reads: hidden, with all that was released before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.domain.disclosure import LAPWING, STRICT, Release
from lapwing.domain.disclosure.tests.exact import worked_out
from lapwing.insight.packs import shapes
from lapwing.insight.packs.tests.examples import measure, number
from lapwing.insight.public_version.figures import Judged, NotJudgedError, judge
from lapwing.insight.public_version.rules.handling import Handling


def point(value: float | None, counted: str = "", at: tuple[date, date] | None = None) -> shapes.ActualPoint:
    first, last = at or (date(2026, 1, 1), date(2026, 3, 31))
    figure = number(value) if value is not None else shapes.Figure(None, "–")
    return shapes.ActualPoint(first, last, f"{last:%B %Y}", figure, counted, "Case system", "")


def line(key: str, points: list[shapes.ActualPoint], unit: str = "children") -> shapes.Series:
    return replace(measure().series[0], key=key, label=key, unit=unit, points=tuple(points), spc=None)


def of(*series: shapes.Series) -> list[shapes.Measure]:
    return [replace(measure(), series=series)]


def told(found: Judged, at: int = 0) -> list[str]:
    return [row.figure for row in found.measures[0].series[at].rows]


def quarter(number: int, year: int = 2026) -> tuple[date, date]:
    return date(year, 3 * number - 2, 1), date(year, 3 * number, 28)


CHILDREN = {"a": Handling.CHILDREN, "b": Handling.CHILDREN, "all": Handling.CHILDREN}


def test_a_small_number_of_children_is_hidden_and_its_target_too() -> None:
    found = judge(of(line("a", [point(3), point(12, at=quarter(2))])), CHILDREN, STRICT, {})
    assert told(found) == ["c", "12"]
    assert found.measures[0].series[0].target == ""
    assert "4 or fewer" in found.hidden_means


def test_a_share_of_few_hides_its_counts_and_its_percentage() -> None:
    shares = line("a", [point(15, "3 of 20"), point(60, "12 of 20", quarter(2))], "%")
    rows = judge(of(shares), {"a": Handling.SHARE}, LAPWING, {}).measures[0].series[0].rows
    assert [(row.figure, row.counted) for row in rows] == [("c", ""), ("60.0%", "12 of 20")]


def test_by_default_a_handful_left_out_is_hidden_too() -> None:
    shares = line("a", [point(93.3, "28 of 30")], "%")
    assert told(judge(of(shares), {"a": Handling.SHARE}, STRICT, {})) == ["c"]
    assert told(judge(of(shares), {"a": Handling.SHARE}, LAPWING, {})) == ["93.3%"]


def test_a_share_without_its_counts_is_not_shown() -> None:
    shares = line("a", [point(40), point(60, "12 of 20", quarter(2))], "%")
    assert told(judge(of(shares), {"a": Handling.SHARE}, STRICT, {})) == ["not shown", "60.0%"]


def test_what_no_child_can_be_known_from_is_shown_as_it_stands() -> None:
    weeks = line("a", [point(3), point(2, at=quarter(2))], "weeks")
    found = judge(of(weeks), {"a": Handling.PLAIN}, STRICT, {})
    assert told(found) == ["3", "2"]
    assert (found.releases, found.hidden_means) == ({}, "")


def test_what_is_left_out_is_not_there() -> None:
    assert judge(of(line("a", [point(3)])), {"a": Handling.OUT}, STRICT, {}).measures == ()
    assert judge(of(line("a", [point(3)])), {}, STRICT, {}).measures == ()


def test_a_line_that_is_the_sum_of_others_gives_no_small_one_away() -> None:
    lines = (line("a", [point(3)]), line("b", [point(20)]), line("all", [point(23)]))
    found = judge(of(*lines), CHILDREN, LAPWING, {})
    shown = [told(found, at)[0] for at in range(3)]
    assert shown[0] == "c"
    assert shown.count("c") == 2
    assert not worked_out(list(found.releases.values()))


def test_a_year_gives_no_quarter_away() -> None:
    points = [point(value, at=quarter(at)) for at, value in enumerate((3, 12, 9, 18), start=1)]
    year = point(42, at=(date(2026, 1, 1), date(2026, 12, 31)))
    found = judge(of(line("a", [*points, year])), CHILDREN, LAPWING, {})
    assert told(found).count("c") >= 2
    assert not worked_out(list(found.releases.values()))


def test_two_releases_together_give_nothing_away() -> None:
    """A quarter corrected between them, beside a year that did not change."""
    first = [point(value, at=quarter(at)) for at, value in enumerate((3, 12, 9, 18), start=1)]
    second = [point(value, at=quarter(at)) for at, value in enumerate((5, 12, 7, 18), start=1)]
    year = point(42, at=(date(2026, 1, 1), date(2026, 12, 31)))
    before = judge(of(line("a", [*first, year])), CHILDREN, LAPWING, {})
    key = measure().key
    after = judge(of(line("a", [*second, year])), CHILDREN, LAPWING, {key: [before.releases[key]]})
    assert after.given_away == 0
    assert not worked_out([before.releases[key], after.releases[key]])


counts = st.lists(st.integers(min_value=0, max_value=9), min_size=3, max_size=3)


@settings(max_examples=40, deadline=None)
@given(counts, counts)
def test_whatever_was_corrected_no_small_number_can_be_worked_out(
    first: list[int], second: list[int]
) -> None:
    def release(values: list[int], earlier: list[Release]) -> tuple[Release, Judged]:
        lines = [line(key, [point(value)]) for key, value in zip(("a", "b"), values[:2], strict=True)]
        total = line("all", [point(values[0] + values[1])])
        found = judge(of(*lines, total), CHILDREN, LAPWING, {measure().key: earlier})
        return found.releases[measure().key], found

    one, _ = release(first, [])
    two, judged = release(second, [one])
    left = worked_out([one, two], told=False)
    given = {key for key, _ in left}
    assert given <= set(two.given_away) | set(one.given_away), judged


def test_what_was_protected_once_is_not_shown_as_it_stands_later() -> None:
    before = judge(of(line("a", [point(3)])), CHILDREN, STRICT, {})
    with pytest.raises(NotJudgedError, match="hidden in an earlier public version") as error:
        judge(of(line("a", [point(3)])), {"a": Handling.PLAIN}, STRICT, _kept(before))
    assert error.value.series == "a"


def _kept(found: Judged) -> dict[str, list[Release]]:
    return {key: [release] for key, release in found.releases.items()}


def test_two_figures_of_one_time_are_told_apart() -> None:
    assert told(judge(of(line("a", [point(12), point(14)])), CHILDREN, STRICT, {})) == ["12", "14"]
