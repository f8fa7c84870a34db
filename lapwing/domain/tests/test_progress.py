"""Progress, expected values and verdicts: the published examples, and what must hold of any series."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lapwing.domain.progress import (
    Aim,
    Direction,
    Outcome,
    Start,
    exactly,
    expected_on,
    is_met,
    judge,
    needed_a_month,
    progress,
    ratio,
)

UP, DOWN, WITHIN, NEITHER = Direction.INCREASE, Direction.DECREASE, Direction.RANGE, Direction.NONE
BEGIN, MIDDLE, END = date(2025, 4, 30), date(2026, 4, 30), date(2027, 4, 30)
HALF = BEGIN + (MIDDLE - BEGIN) / 2

figures = st.floats(-1000, 1000)
days = st.dates(date(2024, 1, 1), date(2030, 1, 1))


def verdict(actual: float | None, **more: object) -> Outcome:
    """A series from 20 to 50 in a year and to 80 in two, judged half way through the first."""
    asked = {
        "direction": UP,
        "start": Start(20.0, BEGIN),
        "aims": [exactly(50.0, MIDDLE), exactly(80.0, END)],
        "actual_on": HALF,
        **more,
    }
    return judge(actual=actual, **asked).outcome  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "share"),
    [
        (17.0, 50.0, 33.5, 0.5),
        (29.0, 24.0, 26.5, 0.5),
        (29.0, 24.0, 30.0, -0.2),
        (9.5, 9.31, 9.405, 0.5),
        (0.0, 10.0, 0.0, 0.0),
        (10.0, 0.0, 0.0, 1.0),
    ],
)
def test_progress_is_the_share_of_the_way_from_baseline_to_target(
    baseline: float, target: float, actual: float, share: float
) -> None:
    assert progress(baseline, target, actual) == pytest.approx(share)


@pytest.mark.parametrize(
    ("b", "t", "a"), [(100.0, 100.0, 99.0), (None, 5.0, 3.0), (1.0, None, 3.0), (1.0, 2.0, None)]
)
def test_there_is_no_progress_without_a_way_or_a_figure(
    b: float | None, t: float | None, a: float | None
) -> None:
    assert progress(b, t, a) is None


@pytest.mark.parametrize(
    ("direction", "aim", "actual", "met"),
    [
        (DOWN, exactly(504.9, None), 504.0, True),
        (DOWN, exactly(504.9, None), 505.0, False),
        (UP, Aim(None, 1.6, 1.7), 1.6, True),
        (UP, Aim(None, 1.6, 1.7), 1.55, False),
        (UP, exactly(100.0, None), 99.0, False),
        (UP, exactly(100.0, None), 100.0, True),
        (WITHIN, Aim(None, 10.0, 20.0), 20.0, True),
        (WITHIN, Aim(None, 10.0, 20.0), 20.1, False),
        (WITHIN, Aim(None, 10.0, 20.0), 9.9, False),
        (DOWN, exactly(0.0, None), 0.0, True),
        (DOWN, Aim(None, 80.0, None), 85.0, True),
        (UP, Aim(None, None, None), 5.0, None),
        (UP, exactly(5.0, None), None, None),
    ],
)
def test_whether_a_target_is_met(
    direction: Direction, aim: Aim, actual: float | None, met: bool | None
) -> None:
    assert is_met(direction, aim, actual) is met


def test_staying_close_allows_a_tolerance() -> None:
    assert is_met(NEITHER, exactly(10.0, None), 10.4, tolerance=0.5) is True
    assert is_met(NEITHER, exactly(10.0, None), 10.6, tolerance=0.5) is False


def test_expected_lies_on_the_line_between_the_dated_points() -> None:
    aims = [exactly(50.0, MIDDLE), exactly(80.0, END)]
    found = expected_on(Start(20.0, BEGIN), aims, BEGIN + timedelta(days=73))
    assert found is not None
    assert found.low == pytest.approx(20 + 30 * 73 / 365)
    assert found.interpolated


def test_expected_on_the_day_of_a_target_is_the_target() -> None:
    found = expected_on(Start(20.0, BEGIN), [exactly(50.0, MIDDLE)], MIDDLE)
    assert found is not None
    assert (found.low, found.interpolated) == (50.0, False)


def test_expected_after_the_last_target_stays_at_it() -> None:
    found = expected_on(Start(20.0, BEGIN), [exactly(50.0, MIDDLE)], END)
    assert found is not None
    assert found.low == 50.0


def test_without_a_date_of_the_baseline_targets_are_steps() -> None:
    aims = [exactly(50.0, MIDDLE), exactly(80.0, END)]
    assert expected_on(Start(20.0, None), aims, HALF) is None
    found = expected_on(Start(20.0, None), aims, END - timedelta(days=1))
    assert found is not None
    assert (found.low, found.interpolated) == (50.0, False)


def test_before_the_period_of_the_baseline_is_over_the_baseline_is_expected() -> None:
    found = expected_on(Start(20.0, MIDDLE), [exactly(80.0, END)], BEGIN)
    assert found is not None
    assert found.low == 20.0


@pytest.mark.parametrize(
    ("actual", "outcome"),
    [
        (80.0, Outcome.MET),
        (35.1, Outcome.ON_PATH),
        (34.0, Outcome.NEAR),
        (32.1, Outcome.NEAR),
        (31.9, Outcome.OFF_PATH),
        (0.0, Outcome.OFF_PATH),
        (None, Outcome.UNKNOWN),
    ],
)
def test_a_verdict_compares_with_what_was_expected(actual: float | None, outcome: Outcome) -> None:
    assert verdict(actual) is outcome


def test_a_level_to_keep_is_kept_or_not() -> None:
    kept = {"start": Start(100.0, BEGIN), "aims": [exactly(100.0, MIDDLE), exactly(100.0, END)]}
    assert verdict(100.0, **kept) is Outcome.MET
    assert verdict(99.0, **kept) is Outcome.OFF_PATH


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"aims": []}, "No target is set."),
        ({"aims": [exactly(None, MIDDLE)]}, "A target needs confirming."),
        ({"aims": [exactly(50.0, MIDDLE), exactly(None, END)]}, "A target needs confirming."),
        ({"direction": NEITHER}, "The plan does not say which way is better."),
        ({"actual": None, "actual_on": None}, "Nothing has been recorded yet."),
        ({"start": Start(None, BEGIN)}, "There is no baseline."),
        ({"start": Start(20.0, None)}, "The baseline has no date, and no target has fallen due yet."),
        ({"aims": [exactly(50.0, None)]}, "The target has no date, and is not met yet."),
    ],
)
def test_what_is_missing_gives_no_colour_and_says_what(more: dict[str, object], words: str) -> None:
    asked = {
        "direction": UP,
        "start": Start(20.0, BEGIN),
        "aims": [exactly(50.0, MIDDLE)],
        "actual": 30.0,
        "actual_on": HALF,
        **more,
    }
    found = judge(**asked)  # type: ignore[arg-type]
    assert (found.outcome, found.reason) == (Outcome.UNKNOWN, words)


def test_an_undated_target_can_still_be_met() -> None:
    assert verdict(60.0, aims=[exactly(50.0, None)]) is Outcome.MET


def test_what_is_needed_a_month_leads_to_the_next_target_not_yet_met() -> None:
    aims = [exactly(50.0, MIDDLE), exactly(80.0, END)]
    found = needed_a_month(UP, aims, 56.0, MIDDLE - timedelta(days=1))
    assert found is not None
    a_month, aim = found
    assert aim.by == END
    assert a_month == pytest.approx(2.0, rel=0.01)


def test_nothing_is_needed_after_the_last_target() -> None:
    assert needed_a_month(UP, [exactly(50.0, MIDDLE)], 10.0, MIDDLE) is None


def test_a_ratio_of_a_percentage_is_per_hundred() -> None:
    assert ratio(None, 37.0, 72.0, percent=True) == pytest.approx(51.3889, rel=1e-4)
    assert ratio(None, 3.0, 4.0, percent=False) == 0.75
    assert ratio(0.0, 3.0, 4.0, percent=False) == 0.0
    assert ratio(None, 3.0, 0.0, percent=True) is None


@given(figures, figures, st.floats(0, 1))
def test_progress_of_a_point_on_the_way_is_its_share(baseline: float, target: float, share: float) -> None:
    assume(abs(target - baseline) > 1e-3)
    actual = baseline + (target - baseline) * share
    assert progress(baseline, target, actual) == pytest.approx(share, abs=1e-6)


@given(figures, figures, figures, days)
def test_expected_never_leaves_the_span_of_its_neighbours(
    baseline: float, first: float, second: float, day: date
) -> None:
    aims = [exactly(first, MIDDLE), exactly(second, END)]
    found = expected_on(Start(baseline, BEGIN), aims, day)
    assert found is not None
    assert found.low is not None
    assert min(baseline, first, second) - 1e-6 <= found.low <= max(baseline, first, second) + 1e-6


@given(figures, figures, figures)
def test_up_and_down_mirror_each_other(baseline: float, target: float, actual: float) -> None:
    more = {"actual_on": HALF}
    up = verdict(actual, start=Start(baseline, BEGIN), aims=[exactly(target, MIDDLE)], **more)
    down = verdict(
        -actual, direction=DOWN, start=Start(-baseline, BEGIN), aims=[exactly(-target, MIDDLE)], **more
    )
    assert up is down


@given(figures, figures, figures, st.floats(0, 100))
def test_a_better_actual_is_never_judged_worse(
    baseline: float, target: float, actual: float, better_by: float
) -> None:
    order = [Outcome.OFF_PATH, Outcome.NEAR, Outcome.ON_PATH, Outcome.MET]
    more = {"start": Start(baseline, BEGIN), "aims": [exactly(target, MIDDLE)]}
    assert order.index(verdict(actual, **more)) <= order.index(verdict(actual + better_by, **more))
