"""The chart that readers see: a flat series is decided, and one with a slip is not all exceptions."""

import pytest

from lapwing.domain.statistics.spc import Method, control_chart, limits_of
from lapwing.domain.statistics.spc_page import chart_for_readers, flat_settled
from lapwing.domain.statistics.spc_types import Assurance, Better, Cause
from lapwing.domain.statistics.tests.series import RANDOM_20, STEADY_THEN_HIGH

UP, DOWN = Better.INCREASE, Better.DECREASE


@pytest.mark.parametrize("target", [95, 100, 105])
def test_a_flat_series_has_no_limits_by_the_published_rules(target: float) -> None:
    chart = control_chart([100] * 14, better=UP, target=target)
    assert (chart.last.limits.lower, chart.last.limits.upper) == (None, None)
    assert chart.assurance is Assurance.INCONSISTENT


@pytest.mark.parametrize(
    ("better", "target", "assurance"),
    [
        (UP, 95, Assurance.PASS),
        (UP, 100, Assurance.PASS),
        (UP, 101, Assurance.FAIL),
        (DOWN, 101, Assurance.PASS),
        (DOWN, 100, Assurance.PASS),
        (DOWN, 95, Assurance.FAIL),
        (Better.NEUTRAL, 95, None),
        (UP, None, None),
    ],
)
@pytest.mark.parametrize("screen", [True, False])
def test_a_flat_series_settled_for_a_page_passes_when_its_target_is_met(
    better: Better, target: float | None, assurance: Assurance | None, screen: bool
) -> None:
    chart = control_chart([100] * 14, better=better, target=target, method=Method(screen_outliers=screen))
    settled = flat_settled(chart)
    assert settled.assurance is assurance
    assert (settled.last.limits.lower, settled.last.limits.upper) == (100, 100)


def test_only_the_flat_stretch_is_settled() -> None:
    chart = flat_settled(control_chart([*STEADY_THEN_HIGH[:12], *[100] * 4], better=UP, recalculated_at=[12]))
    first, flat = chart.segments
    assert first[0].limits == limits_of(STEADY_THEN_HIGH[:12])
    assert flat[0].limits.upper == 100


def test_a_single_point_stays_without_limits() -> None:
    chart = chart_for_readers([5], better=UP, target=4)
    assert chart.last.limits.lower is None


@pytest.mark.parametrize("new", [[40], [40, 41], [40] * 3, [38, 42] * 6])
def test_limits_of_fewer_than_13_figures_do_not_say_whether_the_target_will_be_met(new: list[float]) -> None:
    shown = chart_for_readers([*RANDOM_20, *new], better=UP, target=10, recalculated_at=[20])
    assert shown.assurance is None
    longer = [*new, *[40] * (13 - len(new))]
    assert chart_for_readers([*RANDOM_20, *longer], better=UP, target=10, recalculated_at=[20]).assurance


def test_a_flat_series_with_one_slip_is_not_all_exceptions() -> None:
    values = [*[100] * 12, 97, 100]
    published = control_chart(values, better=UP, target=95)
    assert {point.cause for point in published.points} == {Cause.ABOVE_LIMIT, Cause.BELOW_LIMIT}
    shown = chart_for_readers(values, better=UP, target=95)
    outside = (Cause.ABOVE_LIMIT, Cause.BELOW_LIMIT)
    assert [at for at, point in enumerate(shown.points, 1) if point.cause in outside] == [13]
    assert shown.last.limits == limits_of(values, screen_outliers=False)
    assert shown.assurance is Assurance.PASS


def test_any_other_series_is_shown_as_the_published_rules_have_it() -> None:
    values = [*RANDOM_20, *RANDOM_20]
    shown = chart_for_readers(values, better=DOWN, target=0.5, recalculated_at=[20])
    assert shown == control_chart(values, better=DOWN, target=0.5, recalculated_at=[20])
