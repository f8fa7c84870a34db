"""Colours, what may follow what, occurrences, and readings of relative targets."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.rules import (
    COLOUR_OF_STATUS,
    DEFAULT_KEY,
    NEEDS_A_NOTE,
    TRANSITIONS,
    Colour,
    Period,
    Status,
    colour_of_action,
    colour_of_milestone,
    count,
    may_follow,
    period_of,
    turns,
    whole_stands,
    why_not,
    worst,
    worst_of_series,
)
from lapwing.contexts.improvement.rules.relative import Reading, apply, reading_of

BLUE, RED, AMBER, GREEN, GREY = Colour.BLUE, Colour.RED, Colour.AMBER, Colour.GREEN, Colour.GREY


@pytest.mark.parametrize(
    ("colours", "colour"),
    [
        ([BLUE, BLUE], BLUE),
        ([BLUE, GREEN], GREEN),
        ([BLUE, GREY], GREEN),
        ([GREEN, GREY], GREEN),
        ([GREY, GREY], GREY),
        ([BLUE, GREEN, AMBER, GREY], AMBER),
        ([AMBER, RED, BLUE], RED),
        ([], GREY),
    ],
)
def test_the_worst_colour(colours: list[Colour], colour: Colour) -> None:
    assert worst(colours) is colour


def test_of_a_measure_not_knowing_is_worse_than_knowing_it_is_good() -> None:
    assert worst_of_series([BLUE, GREY]) is GREY
    assert worst_of_series([GREY, AMBER]) is AMBER
    assert worst_of_series([BLUE, GREEN]) is GREEN
    assert worst_of_series([]) is GREY


@given(st.lists(st.sampled_from(Colour)))
def test_the_worst_does_not_depend_on_order_and_counts_add_up(colours: list[Colour]) -> None:
    assert worst(colours) is worst(sorted(colours))
    assert count(colours).total == len(colours)


def test_a_milestone_without_a_date_is_never_green_for_being_on_track() -> None:
    assert colour_of_milestone(Status.ON_TRACK, dated=False) is GREY
    assert colour_of_milestone(Status.ON_TRACK, dated=True) is GREEN
    assert colour_of_milestone(Status.EVIDENCED, dated=False) is BLUE


def test_every_status_has_a_colour_and_every_colour_a_line_of_the_key() -> None:
    assert set(COLOUR_OF_STATUS) == set(Status)
    assert set(DEFAULT_KEY) == set(Colour)
    assert len({line.shape for line in DEFAULT_KEY.values()}) == len(Colour)


def test_every_status_has_its_transitions_and_can_be_said_again() -> None:
    assert set(TRANSITIONS) == set(Status)
    assert all(may_follow(status, status) for status in Status)


def test_the_guide_shows_the_transitions_as_they_are() -> None:
    guide = Path(__file__).resolve().parents[5] / "docs" / "guides" / "plans.md"
    short = {status: status.value.capitalize() for status in Status}
    for before, after in TRANSITIONS.items():
        said = ", ".join(short[status] for status in Status if status in after)
        assert f"| {short[before]} | {said} |" in guide.read_text()


@pytest.mark.parametrize("before", list(Status))
@pytest.mark.parametrize("after", list(Status))
def test_a_refusal_says_why_and_a_permission_says_nothing(before: Status, after: Status) -> None:
    assert bool(why_not(before, after)) is not may_follow(before, after)


def test_only_what_is_done_can_be_evidenced() -> None:
    assert {s for s in Status if may_follow(s, Status.EVIDENCED)} == {Status.DONE, Status.EVIDENCED}
    assert Status.STOPPED in NEEDS_A_NOTE


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("every term thereafter", Period.TERM),
        ("termly", Period.TERM),
        ("1 session per term", Period.TERM),
        ("quarterly", Period.QUARTER),
        ("annually", Period.YEAR),
        ("annual", Period.YEAR),
        ("monthly", Period.MONTH),
        ("regularly", None),
        ("rolling programme", None),
    ],
)
def test_the_period_that_a_recurrence_names(words: str, period: Period | None) -> None:
    assert period_of(words) is period


def test_terms_end_in_march_july_and_december() -> None:
    found = turns(Period.TERM, date(2026, 2, 1), date(2026, 12, 31))
    assert [(turn.label, turn.due_on) for turn in found] == [
        ("Spring term 2026", date(2026, 3, 31)),
        ("Summer term 2026", date(2026, 7, 31)),
        ("Autumn term 2026", date(2026, 12, 31)),
    ]


def test_quarters_are_named_by_their_months() -> None:
    (first, *_) = turns(Period.QUARTER, date(2026, 1, 1), date(2026, 12, 31))
    assert (first.label, first.due_on) == ("January to March 2026", date(2026, 3, 31))


def test_years_come_round_on_the_same_day_even_the_29th_of_february() -> None:
    found = turns(Period.YEAR, date(2024, 2, 29), date(2026, 12, 31))
    assert [turn.due_on for turn in found] == [date(2024, 2, 29), date(2025, 2, 28), date(2026, 2, 28)]


@given(st.sampled_from(Period), st.dates(date(2020, 1, 1), date(2025, 1, 1)), st.integers(0, 900))
def test_turns_lie_in_their_stretch_in_order_without_gaps(period: Period, first: date, length: int) -> None:
    until = date.fromordinal(first.toordinal() + length)
    days = [turn.due_on for turn in turns(period, first, until)]
    assert days == sorted(set(days))
    assert all(first <= day <= until for day in days)
    assert len(turns(period, first, first.replace(day=1))) <= 1


@pytest.mark.parametrize(
    ("reading", "baseline", "changes", "targets"),
    [
        (Reading.POINTS_ADDED, 75.0, [15.0, 10.0], [90.0, 100.0]),
        (Reading.POINTS_EACH, 75.0, [15.0, 10.0], [90.0, 85.0]),
        (Reading.PERCENT_COMPOUNDING, 561.0, [-10.0, -5.0], [504.9, 479.655]),
        (Reading.PERCENT_EACH, 561.0, [-10.0, -5.0], [504.9, 532.95]),
        (Reading.PERCENT_COMPOUNDING, 9.5, [-2.0, -2.0, -5.0, -10.0], [9.31, 9.1238, 8.66761, 7.800849]),
    ],
)
def test_each_reading_of_a_change(
    reading: Reading, baseline: float, changes: list[float], targets: list[float]
) -> None:
    assert apply(reading, baseline, changes) == pytest.approx(targets)


@pytest.mark.parametrize(
    ("answer", "of_percentages", "reading"),
    [
        ("points added to the previous target", True, Reading.POINTS_ADDED),
        ("per cent of the baseline each time", False, Reading.PERCENT_EACH),
        ("percentages add points, counts change in proportion", True, Reading.POINTS_ADDED),
        ("percentages add points, counts change in proportion", False, Reading.PERCENT_COMPOUNDING),
        ("all change in proportion", True, Reading.PERCENT_COMPOUNDING),
        ("ask the board", True, None),
    ],
)
def test_the_reading_that_an_answer_chooses(
    answer: str, of_percentages: bool, reading: Reading | None
) -> None:
    assert reading_of(answer, of_percentages=of_percentages) is reading


@pytest.mark.parametrize(
    ("milestones", "whole", "colour"),
    [
        ([Colour.GREEN], None, Colour.GREEN),
        ([Colour.GREEN], Status.OFF_TRACK, Colour.RED),
        ([Colour.RED], Status.ON_TRACK, Colour.RED),
        ([Colour.GREY], Status.AT_RISK, Colour.AMBER),
        ([Colour.AMBER], Status.STOPPED, Colour.AMBER),
        ([], Status.ON_TRACK, Colour.GREEN),
        ([], Status.STOPPED, Colour.GREY),
        ([], None, Colour.GREY),
    ],
)
def test_what_is_said_of_the_whole_counts_beside_the_milestones(
    milestones: list[Colour], whole: Status | None, colour: Colour
) -> None:
    assert colour_of_action(milestones, whole) is colour


def test_what_is_said_of_the_whole_stands_until_all_milestones_are_closed() -> None:
    assert whole_stands([])
    assert whole_stands([Status.DONE, Status.NOT_STARTED])
    assert not whole_stands([Status.DONE, Status.EVIDENCED, Status.STOPPED])
