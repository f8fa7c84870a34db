"""A measure over time: what is shown of its points."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lapwing.domain.disclosure.policy import LAPWING, NHS, STRICT, Policy
from lapwing.domain.disclosure.release import Release
from lapwing.domain.disclosure.series import Point, ShownPoint, ShownSeries, protect_series
from lapwing.domain.disclosure.tests.exact import worked_out


def texts(point: ShownPoint | None) -> tuple[str, str, str]:
    assert point is not None
    return point.numerator, point.denominator, point.percentage


def one(numerator: int | None, denominator: int | None, policy: Policy = LAPWING) -> tuple[str, str, str]:
    return texts(protect_series("advice", [Point("June", numerator, denominator)], policy).points[0])


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (12, 30, ("12", "30", "40.0%")),
        (3, 30, ("c", "30", "c")),  # 10.0% of 30 would tell
        (0, 30, ("0", "30", "0.0%")),
        (30, 30, ("30", "30", "100.0%")),
        (0, 4, ("c", "c", "c")),
        (4, 4, ("c", "c", "c")),
        (0, 0, ("0", "0", "z")),
        (None, None, ("x", "x", "x")),
        (3, None, ("c", "z", "z")),
        (7, None, ("7", "z", "z")),
        (28, 30, ("28", "30", "93.3%")),
    ],
)
def test_a_point_is_shown_as(
    numerator: int | None, denominator: int | None, shown: tuple[str, str, str]
) -> None:
    assert one(numerator, denominator) == shown


def test_under_a_strict_policy_two_of_thirty_left_out_are_hidden_too() -> None:
    assert one(28, 30, STRICT) in {("c", "30", "c"), ("28", "c", "c")}
    assert one(30, 30, STRICT) == ("30", "30", "100.0%")


def test_under_a_rounding_policy_percentages_come_from_what_is_shown() -> None:
    assert one(12, 31, NHS) == ("10", "30", "33.3%")
    assert one(7, 31, NHS) == ("*", "30", "*")


def test_the_whole_year_does_not_give_a_quarter_away() -> None:
    quarters = [Point("Q1", 3, 20), Point("Q2", 12, 30), Point("Q3", 9, 14), Point("Q4", 18, 20)]
    shown = protect_series("advice", quarters, LAPWING, whole=Point("2026", 42, 84))
    assert texts(shown.whole) == ("42", "84", "50.0%")
    assert [point.is_shown for point in shown.points].count(False) == 2


def test_a_corrected_quarter_does_not_give_the_others_away() -> None:
    first = [Point("Q1", 3, 20), Point("Q2", 12, 30), Point("Q3", 9, 14)]
    before = protect_series("advice", first, LAPWING, whole=Point("2026", 24, 64))
    second = [Point("Q1", 5, 20), Point("Q2", 12, 30), Point("Q3", 9, 14)]
    after = protect_series("advice", second, LAPWING, [before.release], whole=Point("2026", 26, 64))
    assert not worked_out([before.release, after.release])


def test_points_keep_their_order_and_a_chart_gets_gaps() -> None:
    shown = protect_series("exclusions", [Point("b", 3), Point("a", 12)], LAPWING)
    assert [(point.period, point.value) for point in shown.points] == [("b", None), ("a", 12.0)]


def test_points_that_make_no_sense_are_refused() -> None:
    for wrong in ((-1, None), (None, 3), (4, 3)):
        with pytest.raises(ValueError, match="June"):
            Point("June", *wrong)
    with pytest.raises(ValueError, match="same period"):
        protect_series("a", [Point("June", 1), Point("June", 2)], LAPWING)
    with pytest.raises(ValueError, match="parts make"):
        protect_series("a", [Point("Q1", 1), Point("Q2", 2)], LAPWING, whole=Point("year", 9))
    with pytest.raises(ValueError, match="not known"):
        protect_series("a", [Point("Q1", 1), Point("Q2", None)], LAPWING, whole=Point("year", 1))


pairs = st.tuples(st.integers(0, 12), st.integers(0, 12))


@settings(max_examples=40)
@given(st.lists(pairs, min_size=1, max_size=4), st.booleans(), st.sampled_from((LAPWING, STRICT, NHS)))
def test_no_hidden_count_of_a_series_can_be_worked_out(
    counts: list[tuple[int, int]], has_whole: bool, policy: Policy
) -> None:
    points = [Point(str(place), part, part + rest) for place, (part, rest) in enumerate(counts)]
    parts, rests = (sum(each) for each in zip(*counts, strict=True))
    whole = Point("whole", parts, parts + rests) if has_whole else None
    shown = protect_series("s", points, policy, whole=whole)
    untold = {key for key, _ in worked_out([shown.release])}
    assert untold <= shown.release.if_untold
    assert not worked_out([shown.release], told=False)
    for point in every_point(shown):
        assert point.percentage in {policy.hidden, policy.not_applicable} or point.is_shown


def every_point(shown: ShownSeries) -> list[ShownPoint]:
    return [*shown.points, *([shown.whole] if shown.whole else [])]


def test_the_release_of_a_series_is_what_the_next_is_judged_with() -> None:
    shown = protect_series("s", [Point("June", 3, 9)], LAPWING)
    assert isinstance(shown.release, Release)
    assert ("s", "June", "numerator") in shown.release.small
