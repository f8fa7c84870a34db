"""What is said of a series: the words, and that they are true of any figures."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.domain.progress import Direction, exactly, is_met
from lapwing.domain.statistics.sentence import Told, in_words
from lapwing.domain.statistics.spc_page import chart_for_readers
from lapwing.domain.statistics.spc_types import Better

UP, DOWN, NEITHER = Direction.INCREASE, Direction.DECREASE, Direction.NONE
BETTER = {UP: Better.INCREASE, DOWN: Better.DECREASE, NEITHER: Better.NEUTRAL}
STEADY = [50.0, 52.0] * 7


def days(count: int) -> list[date]:
    return [date(2025 + month // 12, month % 12 + 1, 28) for month in range(count)]


def say(value: float) -> str:
    return f"{round(value, 1):g}%"


def told_of(values: list[float], *, direction: Direction = UP, chart: bool = False, **more: Any) -> str:
    aim = exactly(more.pop("target"), date(2027, 3, 31)) if "target" in more else None
    drawn = (
        chart_for_readers(values, better=BETTER[direction], target=aim.low if aim else None)
        if chart
        else None
    )
    words = f"{say(aim.low or 0)} by March 2027" if aim else ""
    met = is_met(direction, aim, values[-1]) if aim and values else None
    told = Told(days(len(values)), values, direction, met, words, drawn, **more)
    during = f"in {told.days[-1]:%B %Y}" if values else ""
    return in_words(told, say=say, when=lambda day: f"{day:%B %Y}", during=during)


def test_a_series_without_figures_is_told_in_no_words() -> None:
    assert told_of([]) == ""


def test_one_figure_is_told_with_its_time() -> None:
    assert told_of([51.4]) == "51.4% in January 2025."


@pytest.mark.parametrize(
    ("direction", "value", "told"),
    [
        (UP, 51.4, "51.4% in January 2025, short of the target of 60% by March 2027."),
        (UP, 60.0, "60% in January 2025, which meets the target of 60% by March 2027."),
        (DOWN, 51.4, "51.4% in January 2025, which meets the target of 60% by March 2027."),
        (NEITHER, 51.4, "51.4% in January 2025; the target is 60% by March 2027."),
    ],
)
def test_the_target_in_force_is_met_or_not(direction: Direction, value: float, told: str) -> None:
    assert told_of([value], direction=direction, target=60.0) == told


@pytest.mark.parametrize(
    ("direction", "now", "told"),
    [
        (UP, 51.4, "Better than a year ago (43%)."),
        (UP, 40.0, "Worse than a year ago (43%)."),
        (DOWN, 40.0, "Better than a year ago (43%)."),
        (NEITHER, 51.4, "Higher than a year ago (43%)."),
        (UP, 43.04, "The same as a year ago."),
    ],
)
def test_the_latest_figure_is_set_beside_the_one_of_a_year_ago(
    direction: Direction, now: float, told: str
) -> None:
    assert told in told_of([43.0, *[45.0, 47.0] * 5, 46.0, now], direction=direction)


def test_without_a_figure_of_about_a_year_ago_nothing_is_said_of_it() -> None:
    assert "year ago" not in told_of([43.0, 45.0, 44.0])


def test_better_than_a_year_ago_and_flat_since() -> None:
    values = [43.0, 44.0, 47.0, 49.0, *[51.4] * 9]
    assert told_of(values).endswith("Better than a year ago (43%); flat since May 2025.")


def test_a_line_that_goes_one_way_is_told_so() -> None:
    assert "Up at each of the last 3 figures." in told_of([5.0, 1.0, 2.0, 3.0, 4.0])
    assert "Down at each of the last 3 figures." in told_of([1.0, 4.0, 3.0, 2.0, 1.0])


def test_a_steady_chart_says_since_when() -> None:
    assert "; only the usual ups and downs since January 2025." in told_of(STEADY, chart=True)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([*STEADY, 70.0], "the latest figure is above the upper limit of what is usual, which is more"),
        ([*STEADY, 30.0], "the latest figure is below the lower limit of what is usual, which is more"),
        ([*[40.0, 60.0] * 8, 41.0, 44.0, 47.0, 50.0, 53.0, 56.0, 59.0], "it has risen 6 times in a row"),
        ([*[40.0, 60.0] * 8, 59.0, 56.0, 53.0, 50.0, 47.0, 44.0, 41.0], "it has fallen 7 times in a row"),
        ([*[60.0, 40.0] * 8, *[56.0, 54.0] * 4], "the last 8 figures are all above the mean"),
        ([*[40.0, 60.0] * 8, *[46.0, 44.0] * 4], "the last 8 figures are all below the mean"),
    ],
)
def test_what_stands_out_is_told_with_its_rule(values: list[float], told: str) -> None:
    assert told.lower() in told_of(values, chart=True).lower()


def test_what_stands_out_is_an_improvement_a_concern_or_neither() -> None:
    values = [*STEADY, 70.0]
    assert "explains: an improvement." in told_of(values, chart=True)
    assert "explains: a concern." in told_of(values, chart=True, direction=DOWN)
    assert "explains." in told_of(values, chart=True, direction=NEITHER)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (30.0, "it can be expected to meet the target each time"),
        (90.0, "it cannot be expected to meet the target: something must change"),
        (51.0, "it may or may not meet the target from one time to the next"),
    ],
)
def test_the_outlook_comes_from_the_limits(target: float, told: str) -> None:
    assert f"As things are, {told}." in told_of(STEADY, chart=True, target=target)


@pytest.mark.parametrize(
    ("latest", "target", "told"),
    [
        (
            99.0,
            95.0,
            "The latest figure meets the target, yet as things are, it cannot be expected to do so:",
        ),
        (
            9.0,
            12.0,
            "The latest figure falls short, yet as things are, it can be expected to meet the target.",
        ),
    ],
)
def test_the_outlook_does_not_speak_against_the_latest_figure(
    latest: float, target: float, told: str
) -> None:
    assert told in told_of([*STEADY, latest], chart=True, target=target)


def test_how_long_it_has_been_off_path_is_told() -> None:
    assert "Off the expected path at the latest figure." in told_of([1.0], off_path=1)
    assert "Off the expected path for 3 figures in a row." in told_of([1.0], off_path=3)


def test_limits_from_few_figures_are_owned_up_to() -> None:
    assert "The limits come from only 12 figures." in told_of(STEADY[:12], chart=True)
    assert "only 14" not in told_of(STEADY, chart=True)
    said = told_of(STEADY[:12], chart=True, target=40.0)
    assert "The limits come from only 12 figures, too few to say whether it will meet the target." in said
    assert "can be expected" not in said
    assert "can be expected" in told_of(STEADY, chart=True, target=40.0)


def test_one_figure_since_limits_began_afresh_has_no_limits_to_speak_of() -> None:
    chart = chart_for_readers([*STEADY, 70.0], better=Better.INCREASE, target=60, recalculated_at=[14])
    told = Told(days(15), [*STEADY, 70.0], UP, True, "60% by March 2027", chart)
    said = in_words(told, say=say, when=lambda day: f"{day:%B %Y}", during="in March 2026")
    assert "its limits start afresh with this figure" in said
    assert "usual" not in said
    assert "only 1 figure" not in said


@given(
    st.lists(st.integers(0, 100).map(float), min_size=1, max_size=36),
    st.sampled_from([UP, DOWN]),
    st.booleans(),
)
def test_every_statement_is_true(values: list[float], direction: Direction, chart: bool) -> None:
    text = told_of(values, direction=direction, chart=chart)
    now, mean = values[-1], sum(values) / len(values)
    if found := re.search(r"(Better|Worse) than a year ago \((\d+)%\)", text):
        then = float(found[2])
        assert then in values[-14:-11]
        assert (found[1] == "Better") == ((now > then) == (direction is UP))
    if found := re.search(r"[Tt]he last (\d+) figures are all (above|below)", text):
        assert all((value > mean) == (found[2] == "above") for value in values[-int(found[1]) :])
        assert int(found[1]) >= 7
    if found := re.search(r"has (risen|fallen) (\d+) times", text):
        row = values[-int(found[2]) - 1 :]
        assert row == sorted(row, reverse=found[1] == "fallen")
        assert len(set(row)) == len(row) >= 7
    if found := re.search(r"[Ff]lat since (\w+ \d+)", text):
        first = next(at for at, day in enumerate(days(len(values))) if f"{day:%B %Y}" == found[1])
        assert set(values[first:]) == {now}
