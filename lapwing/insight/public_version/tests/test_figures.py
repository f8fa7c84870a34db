"""Small numbers in figures that everybody reads: hidden, with all that was released before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.domain.disclosure import LAPWING, POLICIES, STRICT, Policy, Release
from lapwing.domain.disclosure.tests.exact import showing_nothing, worked_out
from lapwing.insight.packs import shapes
from lapwing.insight.packs.tests.example_parts import measure, number
from lapwing.insight.public_version.figures import Judged, judge
from lapwing.insight.public_version.refusing import NotJudgedError
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
    found = judge(of(line("a", [point(3), point(12, at=quarter(2))])), CHILDREN, STRICT)
    assert told(found) == ["c", "12"]
    assert found.measures[0].series[0].target == ""
    assert "4 or fewer" in found.hidden_means


@pytest.mark.parametrize("policy", [each for each in POLICIES.values() if each.rounded_to > 1])
def test_no_target_tells_what_a_number_was_before_it_was_rounded(policy: Policy) -> None:
    found = (
        judge(of(line("a", [point(63), point(72, at=quarter(2))])), CHILDREN, policy).measures[0].series[0]
    )
    assert [row.figure for row in found.rows] == [str(policy.rounded(each)) for each in (63, 72)]
    assert (found.target, found.steps) == ("", ())


def test_a_share_of_few_hides_its_counts_and_its_percentage() -> None:
    shares = line("a", [point(15, "3 of 20"), point(60, "12 of 20", quarter(2))], "%")
    rows = judge(of(shares), {"a": Handling.SHARE}, LAPWING).measures[0].series[0].rows
    assert [(row.figure, row.counted) for row in rows] == [("c", ""), ("60.0%", "12 of 20")]


def test_by_default_a_handful_left_out_is_hidden_too() -> None:
    shares = line("a", [point(93.3, "28 of 30")], "%")
    assert told(judge(of(shares), {"a": Handling.SHARE}, STRICT)) == ["c"]
    assert told(judge(of(shares), {"a": Handling.SHARE}, LAPWING)) == ["93.3%"]


def test_a_share_without_its_counts_is_not_shown() -> None:
    shares = line("a", [point(40), point(60, "12 of 20", quarter(2))], "%")
    assert told(judge(of(shares), {"a": Handling.SHARE}, STRICT)) == ["not shown", "60.0%"]


def test_what_no_child_can_be_known_from_is_shown_as_it_stands() -> None:
    weeks = line("a", [point(3), point(2, at=quarter(2))], "weeks")
    found = judge(of(weeks), {"a": Handling.PLAIN}, STRICT)
    assert told(found) == ["3", "2"]
    assert (found.releases, found.hidden_means) == ({}, "")


def test_what_is_left_out_is_not_there() -> None:
    assert judge(of(line("a", [point(3)])), {"a": Handling.OUT}, STRICT).measures == ()
    assert judge(of(line("a", [point(3)])), {}, STRICT).measures == ()


def test_a_line_that_is_the_sum_of_others_gives_no_small_one_away() -> None:
    lines = (line("a", [point(3)]), line("b", [point(20)]), line("all", [point(23)]))
    found = judge(of(*lines), CHILDREN, LAPWING)
    shown = [told(found, at)[0] for at in range(3)]
    assert shown[0] == "c"
    assert shown.count("c") == 2
    assert not worked_out(kept(found))


def test_a_year_gives_no_quarter_away() -> None:
    points = [point(value, at=quarter(at)) for at, value in enumerate((3, 12, 9, 18), start=1)]
    year = point(42, at=(date(2026, 1, 1), date(2026, 12, 31)))
    found = judge(of(line("a", [*points, year])), CHILDREN, LAPWING)
    assert told(found).count("c") >= 2
    assert not worked_out(kept(found))


def test_two_releases_together_give_nothing_away() -> None:
    """A quarter corrected between them, beside a year that did not change."""
    first = [point(value, at=quarter(at)) for at, value in enumerate((3, 12, 9, 18), start=1)]
    second = [point(value, at=quarter(at)) for at, value in enumerate((5, 12, 7, 18), start=1)]
    year = point(42, at=(date(2026, 1, 1), date(2026, 12, 31)))
    before = judge(of(line("a", [*first, year])), CHILDREN, LAPWING)
    after = judge(of(line("a", [*second, year])), CHILDREN, LAPWING, kept(before))
    assert after.given_away == 0
    assert not worked_out(kept(before, after))


counts = st.lists(st.integers(min_value=0, max_value=9), min_size=3, max_size=3)


@settings(max_examples=40, deadline=None)
@given(counts, counts)
def test_whatever_was_corrected_no_small_number_can_be_worked_out(
    first: list[int], second: list[int]
) -> None:
    def release(values: list[int], earlier: list[Release]) -> Judged:
        lines = [line(key, [point(value)]) for key, value in zip(("a", "b"), values[:2], strict=True)]
        total = line("all", [point(values[0] + values[1])])
        return judge(of(*lines, total), CHILDREN, LAPWING, earlier)

    one = release(first, [])
    two = release(second, kept(one))
    left = worked_out(kept(one, two), told=False)
    # only what nothing helps against is excused: with no more shown than was before
    standing, figures = (two.releases[each] for each in ("as it stands", "figures"))
    assert left <= worked_out([*kept(one), standing, showing_nothing(figures)], told=False), two
    given = {key for key, _ in left}
    assert given <= {key for each in kept(one, two) for key in each.given_away}, two
    assert two.given_away == len(figures.given_away)


def test_what_an_earlier_version_showed_is_said_to_be_given_away() -> None:
    lines = (line("b", [point(20)]), line("all", [point(23)]))
    before = judge(of(*lines), CHILDREN, STRICT)
    assert [told(before, at)[0] for at in range(2)] == ["20", "23"]
    after = judge(of(line("a", [point(3)])), CHILDREN, STRICT, kept(before))
    assert told(after) == ["c"]
    assert after.given_away == 1


def kept(*found: Judged) -> list[Release]:
    """All releases as they are handed to the next judgement."""
    return [release for each in found for release in each.releases.values()]


def test_what_was_hidden_once_is_not_shown_as_it_stands_later() -> None:
    before = judge(of(line("a", [point(3)], "")), CHILDREN, STRICT)
    with pytest.raises(NotJudgedError, match="hidden in an earlier public version") as error:
        judge(of(line("a", [point(3)], "")), PLAIN, STRICT, kept(before))
    assert error.value.series == "a"


def test_it_is_the_same_line_in_a_plan_that_goes_on_from_another() -> None:
    before = judge(of(line("a", [point(3)], "")), CHILDREN, STRICT)
    with pytest.raises(NotJudgedError, match="hidden in an earlier public version") as error:
        judge(of(line("next", [point(3)], "")), {"next": Handling.PLAIN}, STRICT, kept(before), {"next": "a"})
    assert error.value.series == "next"


PLAIN = {"a": Handling.PLAIN}


@pytest.mark.parametrize(
    ("unit", "counted"), [("children", ""), ("appeals by families", ""), ("%", "3 of 20")]
)
def test_what_counts_children_is_never_shown_as_it_stands(unit: str, counted: str) -> None:
    with pytest.raises(NotJudgedError, match="count children"):
        judge(of(line("a", [point(15, counted)], unit)), PLAIN, STRICT)


def test_small_numbers_of_nobody_knows_what_are_not_shown_as_they_stand() -> None:
    with pytest.raises(NotJudgedError, match="unit does not say"):
        judge(of(line("a", [point(40), point(3, at=quarter(2))], "count")), PLAIN, STRICT)
    assert told(judge(of(line("a", [point(40), point(0, at=quarter(2))], "count")), PLAIN, STRICT)) == [
        "40",
        "0",
    ]


SUM = {**CHILDREN, "all": Handling.PLAIN}


def test_a_total_that_is_shown_as_it_stands_gives_no_part_away() -> None:
    lines = (line("a", [point(3)]), line("b", [point(20)]), line("all", [point(23)], "count"))
    found = judge(of(*lines), SUM, STRICT)
    assert [told(found, at)[0] for at in range(3)] == ["c", "c", "23"]
    assert found.given_away == 0
    assert not worked_out(kept(found))


def test_a_total_that_was_shown_as_it_stands_gives_no_part_away_later() -> None:
    parts = (line("a", [point(3)]), line("b", [point(20)]))
    before = judge(of(line("all", [point(23)], "count")), SUM, STRICT)
    after = judge(of(*parts), SUM, STRICT, kept(before))
    assert [told(after, at)[0] for at in range(2)] == ["c", "c"]
    assert after.given_away == 0
    assert not worked_out(kept(before, after))


def test_a_total_is_not_shown_as_it_stands_after_its_parts() -> None:
    """The parts are public: 20, and a hidden 3."""
    before = judge(of(line("a", [point(3)]), line("b", [point(20)])), SUM, STRICT)
    assert [told(before, at)[0] for at in range(2)] == ["c", "20"]
    with pytest.raises(NotJudgedError, match="give a small number of children away") as error:
        judge(of(line("all", [point(23)], "count")), SUM, STRICT, kept(before))
    assert error.value.series == "all"
    hidden = judge(of(line("all", [point(23)], "count")), CHILDREN, STRICT, kept(before))
    assert told(hidden) == ["c"]
    assert not worked_out(kept(before, hidden))


def test_two_that_are_shown_as_they_stand_give_no_third_away() -> None:
    lines = (line("a", [point(3)]), line("b", [point(20)], ""), line("all", [point(23)], ""))
    with pytest.raises(NotJudgedError, match="give a small number of children away"):
        judge(of(*lines), {**SUM, "b": Handling.PLAIN}, STRICT)
    found = judge(of(*lines), SUM, STRICT)
    assert not worked_out(kept(found))


def test_the_same_count_in_another_measure_gives_nothing_away() -> None:
    """3 and 20 make 23, so the 20 is hidden: "20 of 40" would say it."""
    first = replace(
        measure(), key="m1", series=(line("a", [point(3)]), line("b", [point(20)]), line("all", [point(23)]))
    )
    second = replace(measure(), key="m2", series=(line("share", [point(50, "20 of 40")], "%"),))
    found = judge([first, second], {**CHILDREN, "share": Handling.SHARE}, STRICT)
    assert not worked_out(kept(found))
    shown = [told(found, at)[0] for at in range(3)]
    share = found.measures[1].series[0].rows[0]
    assert shown[0] == "c"
    assert "20" not in shown or "23" not in shown
    assert shown[1] == "20" or share.counted == ""


def test_numbers_of_three_measures_that_add_up_give_nothing_away() -> None:
    each = (("a", 3), ("b", 20), ("all", 23))
    measures = [replace(measure(), key=key, series=(line(key, [point(value)]),)) for key, value in each]
    found = judge(measures, CHILDREN, STRICT)
    shown = [each.series[0].rows[0].figure for each in found.measures]
    assert shown[0] == "c"
    assert shown.count("c") == 2
    assert not worked_out(kept(found))


def test_a_plan_that_goes_on_gives_nothing_of_the_first_away() -> None:
    """The total under the first plan's line, the parts under those of the next."""
    before = judge(of(line("old", [point(23)])), {"old": Handling.CHILDREN}, STRICT)
    after = judge(
        of(line("a", [point(3)]), line("b", [point(20)]), line("all", [point(23)])),
        CHILDREN,
        STRICT,
        kept(before),
        {"all": "old"},
    )
    assert [told(after, at)[0] for at in range(3)] == ["c", "c", "23"]
    assert not worked_out(kept(before, after))


def test_a_corrected_part_beside_a_total_of_an_earlier_version_gives_nothing_away() -> None:
    before = judge(of(line("all", [point(23)])), CHILDREN, STRICT)
    first = judge(of(line("a", [point(8)]), line("b", [point(15)])), CHILDREN, STRICT, kept(before))
    assert [told(first, at)[0] for at in range(2)] == ["8", "15"]
    lines = of(line("a", [point(3)]), line("b", [point(20)]))
    second = judge(lines, CHILDREN, STRICT, kept(before, first))
    assert [told(second, at)[0] for at in range(2)] == ["c", "c"]


@settings(max_examples=40, deadline=None)
@given(counts, st.sampled_from(sorted(POLICIES)))
def test_beside_what_is_shown_as_it_stands_no_small_number_can_be_worked_out(
    values: list[int], policy: str
) -> None:
    lines = [line(key, [point(value)]) for key, value in zip("ab", values, strict=False)]
    total = line("all", [point(values[0] + values[1])], "count")
    try:
        found = judge(of(*lines, total), SUM, POLICIES[policy])
    except NotJudgedError:
        return
    assert not worked_out(kept(found), told=False)


def test_two_figures_of_one_time_are_told_apart() -> None:
    assert told(judge(of(line("a", [point(12), point(14)])), CHILDREN, STRICT)) == ["12", "14"]
