"""What must hold of any control chart."""

from hypothesis import given
from hypothesis import strategies as st

from lapwing.domain.statistics.spc import Method, control_chart
from lapwing.domain.statistics.spc_page import flat_settled
from lapwing.domain.statistics.spc_types import (
    ENOUGH_POINTS,
    Assurance,
    Better,
    ControlChart,
    PointType,
    TwoSigma,
    Variation,
)

UP, DOWN, NEITHER = Better.INCREASE, Better.DECREASE, Better.NEUTRAL
figures = st.integers(-200, 200).map(lambda tenths: tenths / 10)
series = st.lists(figures, min_size=1, max_size=40)
methods = st.builds(
    Method, st.booleans(), st.sampled_from([None, 12, 20]), two_sigma=st.sampled_from(list(TwoSigma))
)
SWAPPED = {
    PointType.IMPROVEMENT: PointType.CONCERN,
    PointType.CONCERN: PointType.IMPROVEMENT,
    PointType.COMMON: PointType.COMMON,
}


def causes(chart: ControlChart) -> list[str]:
    return [point.cause.value for point in chart.points]


@given(series, figures, methods)
def test_reversing_the_direction_swaps_improvement_and_concern(
    values: list[float], target: float, method: Method
) -> None:
    up = control_chart(values, better=UP, target=target, method=method)
    down = control_chart(values, better=DOWN, target=target, method=method)
    assert [SWAPPED[point.type] for point in up.points] == [point.type for point in down.points]
    assert causes(up) == causes(down)
    swapped = {Assurance.PASS: Assurance.FAIL, Assurance.FAIL: Assurance.PASS}
    assert up.assurance is not None
    assert down.assurance is swapped.get(up.assurance, up.assurance)


@given(series, methods, st.integers(-500, 500))
def test_adding_to_all_values_moves_the_limits_and_no_label(
    values: list[float], method: Method, more: int
) -> None:
    before = control_chart(values, better=UP, method=method)
    after = control_chart([value + more for value in values], better=UP, method=method)
    assert causes(before) == causes(after)
    assert abs(after.last.limits.mean - before.last.limits.mean - more) < 1e-6


@given(series, methods, st.sampled_from([0.001, 0.5, 3.0, 1000.0]))
def test_another_unit_changes_no_label(values: list[float], method: Method, times: float) -> None:
    before = control_chart(values, better=UP, method=method)
    after = control_chart([value * times for value in values], better=UP, method=method)
    assert causes(before) == causes(after)


@given(series, methods)
def test_turning_the_values_over_turns_high_to_low(values: list[float], method: Method) -> None:
    chart = control_chart(values, better=NEITHER, method=method)
    over = control_chart([-value for value in values], better=NEITHER, method=method)
    assert [point.cause.way for point in chart.points] == [-point.cause.way for point in over.points]


@given(series, series, methods)
def test_nothing_looks_across_a_recalculation(
    before: list[float], after: list[float], method: Method
) -> None:
    whole = control_chart([*before, *after], better=UP, recalculated_at=[len(before)], method=method)
    alone = [control_chart(part, better=UP, method=method) for part in (before, after)]
    assert causes(whole) == causes(alone[0]) + causes(alone[1])
    assert [point.limits for point in whole.points] == [p.limits for chart in alone for p in chart.points]


@given(series, methods)
def test_limits_stand_about_the_mean_and_near_limits_within_them(values: list[float], method: Method) -> None:
    limits = control_chart(values, better=UP, method=method).last.limits
    if limits.lower is not None and limits.upper is not None:
        assert limits.near_lower is not None
        assert limits.near_upper is not None
        assert limits.lower <= limits.near_lower <= limits.mean <= limits.near_upper <= limits.upper
        assert abs((limits.upper - limits.mean) - (limits.mean - limits.lower)) < 1e-9


@given(series)
def test_screening_never_widens_the_limits(values: list[float]) -> None:
    screened = control_chart(values, better=UP).last.limits
    all_of_them = control_chart(values, better=UP, method=Method(screen_outliers=False)).last.limits
    if screened.upper is not None and all_of_them.upper is not None:
        assert screened.upper <= all_of_them.upper + 1e-9
    assert screened.mean == all_of_them.mean


@given(series, st.sampled_from(list(Better)))
def test_the_later_rule_marks_all_that_the_earlier_marks(values: list[float], better: Better) -> None:
    earlier = control_chart(values, better=better)
    later = control_chart(values, better=better, method=Method(two_sigma=TwoSigma.BEYOND))
    for old, new in zip(earlier.points, later.points, strict=True):
        assert new.type is old.type or old.type is PointType.COMMON


@given(st.lists(figures, min_size=1, max_size=30), st.sampled_from(list(Better)))
def test_the_warning_stands_exactly_where_a_stretch_is_short(values: list[float], better: Better) -> None:
    chart = control_chart(values, better=better)
    assert all(point.short is (len(values) < ENOUGH_POINTS) for point in chart.points)


@given(figures, st.integers(2, 30), figures)
def test_a_flat_series_settled_always_says_met_or_not(level: float, count: int, target: float) -> None:
    settled = flat_settled(control_chart([level] * count, better=UP, target=target))
    assert settled.assurance is (Assurance.PASS if level >= target else Assurance.FAIL)
    assert settled.variation is Variation.COMMON


@given(series, figures)
def test_settling_leaves_every_chart_that_is_not_flat_as_it_was(values: list[float], target: float) -> None:
    chart = control_chart(values, better=UP, target=target)
    if len(set(values)) > 1:
        assert flat_settled(chart) == chart
