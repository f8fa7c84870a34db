"""The target in force, and figures off path in a row."""

from datetime import date

from lapwing.domain.progress import Aim, Direction, Start, exactly
from lapwing.domain.statistics.paths import aim_in_force, points_off_path

FIRST, SECOND = exactly(50.0, date(2025, 3, 31)), exactly(80.0, date(2026, 3, 31))
START = Start(20.0, date(2024, 3, 31))
UP = Direction.INCREASE


def test_a_target_is_in_force_up_to_its_day() -> None:
    assert aim_in_force([SECOND, FIRST], date(2024, 6, 30)) is FIRST
    assert aim_in_force([SECOND, FIRST], date(2025, 3, 31)) is FIRST
    assert aim_in_force([SECOND, FIRST], date(2025, 4, 1)) is SECOND


def test_after_the_last_day_the_last_target_stays_in_force() -> None:
    assert aim_in_force([FIRST, SECOND], date(2030, 1, 1)) is SECOND


def test_a_target_without_a_date_is_in_force_where_none_has_one() -> None:
    undated = exactly(70.0, None)
    assert aim_in_force([undated], date(2025, 1, 1)) is undated
    assert aim_in_force([undated, FIRST], date(2025, 1, 1)) is FIRST


def test_a_target_that_needs_confirming_is_none() -> None:
    assert aim_in_force([Aim(date(2025, 3, 31), None)], date(2025, 1, 1)) is None
    assert aim_in_force([], date(2025, 1, 1)) is None


def off_path(*values: float) -> int:
    days = [date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31), date(2025, 2, 28)]
    actuals = list(zip(days, values, strict=False))
    return points_off_path(direction=UP, start=START, aims=[FIRST, SECOND], actuals=actuals)


def test_figures_off_path_are_counted_from_the_latest_back() -> None:
    assert off_path(40, 20, 20, 20) == 3
    assert off_path(20, 20, 20, 20) == 4


def test_one_figure_on_path_begins_the_count_anew() -> None:
    assert off_path(20, 20, 60, 20) == 1
    assert off_path(20, 20, 20, 60) == 0


def test_nearly_on_path_is_not_off_path() -> None:
    # 35 is to be expected at the end of September, and a tenth of the way from 20 to 50 is 3
    assert off_path(20, 33) == 0


def test_without_figures_or_a_baseline_nothing_is_off_path() -> None:
    assert off_path() == 0
    actuals = [(date(2024, 6, 30), 1.0)]
    assert points_off_path(direction=UP, start=Start(None, None), aims=[FIRST], actuals=actuals) == 0
