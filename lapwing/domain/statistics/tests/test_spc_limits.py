"""Limits: the published figures, what screening and fixing leave out, and the flat case."""

import pytest

from lapwing.domain.statistics.spc import Method, control_chart, limits_of
from lapwing.domain.statistics.spc_types import Assurance, Better, Cause, ControlChart
from lapwing.domain.statistics.tests.series import (
    ONE_HIGH_AMONG_LOW,
    RANDOM_20,
    STEADY_THEN_HIGH,
    WITH_AN_OUTLIER,
)

UP, DOWN = Better.INCREASE, Better.DECREASE


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (range(1, 11), (5.5, 2.84, 8.16, 3.7266667, 7.2733333)),
        (range(10, 0, -1), (5.5, 2.84, 8.16, 3.7266667, 7.2733333)),
        ((1, 2, 3, 4, 5, 4, 3, 2, 1, 2), (2.7, 0.04, 5.36, 0.9266667, 4.4733333)),
        ((1, 2, 3), (2.0, -0.66, 4.66, 0.2266667, 3.7733333)),
        (range(20), (9.5, 6.84, 12.16, 7.7266667, 11.2733333)),
        ((3, 1, 4, 1, 5, 9, 2), (3.5714286, -6.6252381, 13.7680952, -3.2263492, 10.3692063)),
        (
            (1, 2, 3, 2, 1, 2, 3, 4, 5, 6, 7, 4, 3, 2, 1, 2),
            (3.0, -0.0146667, 6.0146667, 0.9902222, 5.0097778),
        ),
    ],
)
def test_limits_are_those_published(values: range | tuple[int, ...], expected: tuple[float, ...]) -> None:
    found = limits_of(list(values))
    assert (found.mean, found.lower, found.upper, found.near_lower, found.near_upper) == pytest.approx(
        expected, abs=1e-6
    )


@pytest.mark.parametrize(
    ("values", "mean", "screened", "unscreened"),
    [
        (ONE_HIGH_AMONG_LOW, 1.9444444, (-0.7155556, 4.6044444), (-3.0626144, 6.9515033)),
        (RANDOM_20, 0.1416238, (-3.0113796, 3.2946272), (-3.0113796, 3.2946272)),
        (WITH_AN_OUTLIER, 0.6694159, (-2.3836656, 3.7224973), (-4.5966252, 5.9354569)),
    ],
)
def test_screening_narrows_the_limits_and_leaves_the_mean(
    values: tuple[float, ...], mean: float, screened: tuple[float, float], unscreened: tuple[float, float]
) -> None:
    for screen, limits in ((True, screened), (False, unscreened)):
        found = limits_of(values, screen_outliers=screen)
        assert (found.mean, found.lower, found.upper) == pytest.approx((mean, *limits), abs=1e-6)


def test_the_outlier_itself_stands_above_the_limit() -> None:
    chart = control_chart(ONE_HIGH_AMONG_LOW, better=UP)
    assert [at for at, point in enumerate(chart.points, 1) if point.cause is Cause.ABOVE_LIMIT] == [5]


def test_random_figures_show_nothing_and_may_or_may_not_meet_a_target() -> None:
    chart = control_chart(RANDOM_20, better=UP, target=0.5)
    assert {point.cause for point in chart.points} == {Cause.COMMON}
    assert chart.assurance is Assurance.INCONSISTENT


def test_limits_are_never_clipped_to_what_a_figure_can_be() -> None:
    limits = control_chart((1, 9, 2, 8, 0, 10), better=UP).last.limits
    assert limits.lower is not None
    assert limits.lower < 0


def test_one_point_has_no_limits() -> None:
    chart = control_chart([5], better=UP, target=4)
    assert chart.last.limits.lower is None
    assert chart.last.cause is Cause.COMMON
    assert chart.assurance is Assurance.INCONSISTENT
    assert chart.last.short


def test_limits_fixed_after_twelve_points_do_not_move_with_the_rest() -> None:
    fixed = control_chart((*STEADY_THEN_HIGH[:12], 90, 95), better=UP, method=Method(fix_after=12))
    assert fixed.last.limits == limits_of(STEADY_THEN_HIGH[:12])
    assert fixed.last.cause is Cause.ABOVE_LIMIT


def test_limits_cannot_be_fixed_after_fewer_points() -> None:
    with pytest.raises(ValueError, match="12 points or more"):
        Method(fix_after=11)


def test_each_stretch_between_recalculations_has_its_own_limits() -> None:
    chart = control_chart(STEADY_THEN_HIGH, better=UP, recalculated_at=[12])
    first, second = chart.segments
    assert (len(first), len(second)) == (12, 12)
    assert second[0].limits == limits_of(STEADY_THEN_HIGH[12:])
    assert {point.cause for point in chart.points} == {Cause.COMMON}
    assert all(point.short for point in chart.points)


@pytest.mark.parametrize("at", [-1, 24, 99])
def test_limits_cannot_be_worked_out_afresh_outside_the_series(at: int) -> None:
    with pytest.raises(ValueError, match="from a point from 1 to 24"):
        control_chart(STEADY_THEN_HIGH, better=UP, recalculated_at=[at])


@pytest.mark.parametrize(("values", "told"), [([], "no values"), ([1.0, float("nan")], "not a number")])
def test_a_chart_needs_values_that_are_numbers(values: list[float], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        control_chart(values, better=UP)


def test_the_last_bit_of_equal_figures_is_not_a_difference() -> None:
    chart: ControlChart = control_chart([0.3, 0.1 + 0.2] * 10, better=UP)
    assert {point.cause for point in chart.points} == {Cause.COMMON}
    assert chart.last.limits.lower is None


def test_figures_on_their_mean_are_on_neither_side_of_it() -> None:
    # seven in a row that equal the mean, though in binary the mean of these is not quite 0.1
    chart = control_chart([0.2, 0.0, 0.2, 0.0, *[0.1] * 8, 0.2, 0.0], better=UP)
    assert chart.last.limits.mean == pytest.approx(0.1)
    assert {point.cause for point in chart.points} == {Cause.COMMON}
