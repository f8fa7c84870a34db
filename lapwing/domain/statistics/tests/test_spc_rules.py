"""The rules one by one, as the reference's own tests have them, and the labels they lead to."""

from collections.abc import Sequence

import pytest

from lapwing.domain.statistics.spc import Method, assured, causes_of, control_chart
from lapwing.domain.statistics.spc_rules import ends_of_shifts, ends_of_trends, part_of_seven, two_in_three
from lapwing.domain.statistics.spc_types import (
    Assurance,
    Better,
    Cause,
    Limits,
    PointType,
    TwoSigma,
    Variation,
    point_type,
    variation_of,
)

UP, DOWN, NEITHER = Better.INCREASE, Better.DECREASE, Better.NEUTRAL
RANGE_OF_TWELVE = Limits(0.0, -3.0, 3.0, -2.0, 2.0)


def marked(flags: Sequence[bool | int]) -> list[int]:
    """The positions from 1 that are marked."""
    return [at for at, flag in enumerate(flags, 1) if flag]


def test_a_shift_ends_at_every_point_with_six_before_it_on_its_side() -> None:
    assert marked(ends_of_shifts([1] * 8 + [-1])) == [7, 8]


def test_six_on_one_side_are_no_shift() -> None:
    assert marked(ends_of_shifts([1] * 6 + [-1])) == []


def test_seven_on_the_mean_are_no_shift() -> None:
    assert marked(ends_of_shifts([0] * 7)) == []


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ((1, 2, 3, 4, 5, 6, 7), [0, 0, 0, 0, 0, 0, 1]),
        ((7, 6, 5, 4, 3, 2, 1), [0, 0, 0, 0, 0, 0, -1]),
        ((1, 2, 3, 3, 4, 5, 6), [0] * 7),
        ((2, 1, 2, 3, 4, 5, 6, 7, 3), [0, 0, 0, 0, 0, 0, 0, 1, 0]),
    ],
)
def test_a_trend_ends_where_six_differences_in_a_row_go_one_way(
    values: tuple[int, ...], ends: list[int]
) -> None:
    assert ends_of_trends(values) == ends


def test_all_seven_points_belong_to_what_ends_at_the_seventh() -> None:
    assert marked(part_of_seven([0, 0, 0, 0, 0, 0, 1, 0])) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("close", "found"),
    [
        ((1, 0, 1), [1, 3]),
        ((0, 0, 1, 0, 1, 0, 0), [3, 5]),
        ((1, 0, 0, 1), []),
        ((1, 0, 0, 1, 1), [4, 5]),
    ],
)
def test_two_in_three_marks_the_close_points_alone(close: tuple[int, ...], found: list[int]) -> None:
    assert marked(two_in_three([bool(each) for each in close], [1] * len(close))) == found


def test_two_in_three_needs_all_three_on_one_side() -> None:
    assert marked(two_in_three([True] * 4, [1, -1, 1, -1])) == []


@pytest.mark.parametrize(
    ("limits", "increase", "decrease"),
    [
        ((1, 3), Assurance.FAIL, Assurance.PASS),
        ((5, 7), Assurance.PASS, Assurance.FAIL),
        ((1, 5), Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        ((1, 4), Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        ((4, 7), Assurance.INCONSISTENT, Assurance.INCONSISTENT),
    ],
)
def test_a_target_of_four_is_assured_by_the_limits(
    limits: tuple[float, float], increase: Assurance, decrease: Assurance
) -> None:
    between = Limits(sum(limits) / 2, *limits, *limits)
    assert assured(between, UP, 4) is increase
    assert assured(between, DOWN, 4) is decrease
    assert assured(between, NEITHER, 4) is None
    assert assured(between, UP, None) is None


def test_a_target_that_differs_from_a_limit_by_rounding_is_on_it() -> None:
    assert assured(Limits(0.2, 0.1, 0.1 + 0.2, 0.1, 0.3), UP, 0.3) is Assurance.INCONSISTENT


def test_a_wide_swing_at_the_end_of_an_even_series_is_still_common() -> None:
    chart = control_chart([1, -1] * 7 + [5.5, -5.5], better=UP)
    assert [point.cause for point in chart.points[-2:]] == [Cause.COMMON] * 2


def sigmas(*figures: float) -> list[float]:
    """Figures so that the limits stand at three sigma, the near limits at two."""
    return list(figures)


def test_a_point_outside_the_limits_is_not_one_of_two_in_three() -> None:
    found = causes_of(sigmas(2.5, 3.2, 0.5), RANGE_OF_TWELVE, TwoSigma.BETWEEN)
    assert found == [Cause.COMMON, Cause.ABOVE_LIMIT, Cause.COMMON]


def test_by_the_later_rule_a_point_outside_the_limits_is_one_of_two_in_three() -> None:
    found = causes_of(sigmas(2.5, 3.2, 0.5), RANGE_OF_TWELVE, TwoSigma.BEYOND)
    assert found == [Cause.NEAR_ABOVE, Cause.ABOVE_LIMIT, Cause.COMMON]


@pytest.mark.parametrize("rule", TwoSigma)
def test_by_either_rule_two_between_the_limits_are_enough(rule: TwoSigma) -> None:
    found = causes_of(sigmas(-2.5, -0.5, -2.5), RANGE_OF_TWELVE, rule)
    assert found == [Cause.NEAR_BELOW, Cause.COMMON, Cause.NEAR_BELOW]


@pytest.mark.parametrize("rule", TwoSigma)
def test_by_either_rule_the_third_must_be_on_their_side(rule: TwoSigma) -> None:
    found = causes_of(sigmas(2.5, 2.6, -0.5), RANGE_OF_TWELVE, rule)
    assert found == [Cause.COMMON] * 3


def test_the_later_rule_is_an_option_of_a_chart() -> None:
    # about nought, with limits at 5.32 and near limits at 3.55
    values = [*[1, -1] * 6, 4, 6, 1]
    old = control_chart(values, better=UP, method=Method(fix_after=12))
    new = control_chart(values, better=UP, method=Method(fix_after=12, two_sigma=TwoSigma.BEYOND))
    assert [point.cause for point in old.points[12:]] == [Cause.COMMON, Cause.ABOVE_LIMIT, Cause.COMMON]
    assert [point.cause for point in new.points[12:]] == [Cause.NEAR_ABOVE, Cause.ABOVE_LIMIT, Cause.COMMON]


def test_the_first_label_that_fits_is_given() -> None:
    chart = control_chart([*[10, 11] * 7, 12, 13, 14, 15, 16, 17, 18], better=UP)
    assert [point.cause for point in chart.points[-7:]] == [*[Cause.RISING] * 3, *[Cause.ABOVE_LIMIT] * 4]


def test_a_turn_from_rise_to_fall_is_labelled_by_where_it_goes_next() -> None:
    chart = control_chart(
        [4, 5, 6, 7, 8, 9, 10, 9, 8, 7, 6, 5, 4], better=UP, method=Method(two_sigma=TwoSigma.BETWEEN)
    )
    ways = [point.cause.way for point in chart.points if point.cause in (Cause.RISING, Cause.FALLING)]
    assert chart.points[6].cause in (Cause.FALLING, Cause.ABOVE_LIMIT)
    assert 1 in ways
    assert -1 in ways


@pytest.mark.parametrize(
    ("cause", "increase", "decrease", "neutral"),
    [
        (Cause.ABOVE_LIMIT, Variation.IMPROVEMENT_HIGH, Variation.CONCERN_HIGH, Variation.NEUTRAL_HIGH),
        (Cause.RISING, Variation.IMPROVEMENT_HIGH, Variation.CONCERN_HIGH, Variation.NEUTRAL_HIGH),
        (Cause.SHIFT_BELOW, Variation.CONCERN_LOW, Variation.IMPROVEMENT_LOW, Variation.NEUTRAL_LOW),
        (Cause.NEAR_BELOW, Variation.CONCERN_LOW, Variation.IMPROVEMENT_LOW, Variation.NEUTRAL_LOW),
        (Cause.COMMON, Variation.COMMON, Variation.COMMON, Variation.COMMON),
    ],
)
def test_what_a_label_means_depends_on_which_way_is_better(
    cause: Cause, increase: Variation, decrease: Variation, neutral: Variation
) -> None:
    for better, icon in ((UP, increase), (DOWN, decrease), (NEITHER, neutral)):
        assert variation_of(point_type(cause, better), better) is icon


def test_the_icon_is_that_of_the_last_point_alone() -> None:
    chart = control_chart([*[10, 11] * 7, 30, 10], better=UP)
    assert chart.points[14].type is PointType.IMPROVEMENT
    assert chart.variation is Variation.COMMON
