"""What is late on a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.rules import Lateness, Point, Status
from lapwing.contexts.improvement.rules.lateness import (
    days_overdue,
    disagreement,
    in_words,
    last_due,
    lateness,
    missed_start,
    occurrence_missed,
)
from lapwing.contexts.improvement.rules.statuses import CLOSED

START, DUE = date(2026, 1, 31), date(2026, 5, 31)
BOTH = [Point("start", START), Point("complete", DUE)]
OPEN = sorted(set(Status) - CLOSED)

points = st.lists(
    st.builds(Point, st.sampled_from(["start", "complete"]), st.dates()), min_size=1, max_size=4
)


def test_a_milestone_is_overdue_from_the_day_after_its_last_date() -> None:
    assert days_overdue(BOTH, Status.NOT_STARTED, DUE) is None
    assert days_overdue(BOTH, Status.NOT_STARTED, DUE + timedelta(days=1)) == 1


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_what_is_done_or_stopped_is_never_overdue(status: Status) -> None:
    assert days_overdue(BOTH, status, date(2030, 1, 1)) is None


def test_a_milestone_without_a_date_is_never_overdue_and_says_so() -> None:
    assert lateness([], Status.ON_TRACK, date(2030, 1, 1)) is Lateness.NO_DATE
    assert in_words([], Status.NOT_STARTED, date(2030, 1, 1)) == "No date set"


def test_a_date_that_is_not_worked_out_is_not_settled() -> None:
    waiting = [Point("complete", START), Point("complete", None)]
    assert last_due(waiting) is None
    assert lateness(waiting, Status.NOT_STARTED, date(2030, 1, 1)) is Lateness.UNSETTLED


def test_a_missed_start_is_told_apart_until_the_whole_is_overdue() -> None:
    assert missed_start(BOTH, Status.NOT_STARTED, START) is None
    assert missed_start(BOTH, Status.NOT_STARTED, START + timedelta(days=1)) == START
    assert lateness(BOTH, Status.NOT_STARTED, DUE) is Lateness.MISSED_START
    assert missed_start(BOTH, Status.NOT_STARTED, DUE + timedelta(days=1)) is None


def test_a_start_that_was_made_is_not_missed() -> None:
    assert missed_start(BOTH, Status.AT_RISK, DUE) is None


def test_a_start_alone_is_overdue_when_it_has_passed() -> None:
    assert days_overdue([Point("start", START)], Status.NOT_STARTED, START + timedelta(days=2)) == 2


def test_an_occurrence_is_missed_when_its_day_has_passed_with_nothing_done() -> None:
    assert occurrence_missed(START, Status.NOT_STARTED, START + timedelta(days=1))
    assert not occurrence_missed(START, Status.NOT_STARTED, START)
    assert not occurrence_missed(START, Status.DONE, DUE)


def test_what_was_said_and_the_dates_may_disagree() -> None:
    assert disagreement(BOTH, Status.ON_TRACK, DUE + timedelta(days=12)) == "Said on track, 12 days overdue"
    assert disagreement(BOTH, Status.ON_TRACK, DUE) == ""
    assert disagreement(BOTH, Status.OFF_TRACK, date(2030, 1, 1)) == ""
    assert disagreement([], Status.ON_TRACK, DUE) == "Said on track, but no date is set"


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (DUE, "Due today"),
        (DUE - timedelta(days=1), "Due in 1 day"),
        (DUE + timedelta(days=1), "Overdue by 1 day"),
        (DUE + timedelta(days=30), "Overdue by 30 days"),
    ],
)
def test_lateness_in_words(on: date, words: str) -> None:
    assert in_words([Point("complete", DUE)], Status.ON_TRACK, on) == words


@given(points, st.sampled_from(OPEN), st.dates(), st.integers(0, 1000))
def test_what_is_overdue_stays_overdue_until_it_is_done(
    found: list[Point], status: Status, on: date, later: int
) -> None:
    if days_overdue(found, status, on) is not None and on <= date(9990, 1, 1):
        assert days_overdue(found, status, on + timedelta(days=later)) is not None


@given(points, st.sampled_from(OPEN), st.dates())
def test_overdue_and_missed_start_never_hold_at_once(found: list[Point], status: Status, on: date) -> None:
    assert days_overdue(found, status, on) is None or missed_start(found, status, on) is None
