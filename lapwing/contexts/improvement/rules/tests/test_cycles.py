"""Where a cycle stands, what may be done with it, and who is asked for what."""

from datetime import UTC, date, datetime

import pytest

from lapwing.contexts.improvement.models import UpdateState
from lapwing.contexts.improvement.rules.cycles import (
    ANSWERS,
    SETTLED,
    TAKES_UPDATES,
    TRANSITIONS,
    CycleDeed,
    CycleState,
    Moments,
    closes_today,
    deeds_of,
    is_expected,
    opens_today,
    reminds_from,
    spoken_of,
    state_of,
    unanswered,
    why_not,
)
from lapwing.contexts.improvement.rules.statuses import Status

THEN = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY, DAY_BEFORE, DAY_AFTER = date(2026, 11, 30), date(2026, 11, 29), date(2026, 12, 1)


def test_a_cycle_stands_where_its_last_moment_says() -> None:
    moments: dict[str, datetime] = {}
    assert state_of(Moments()) is CycleState.PLANNED
    for name, state in (
        ("opened_at", CycleState.OPEN),
        ("closed_at", CycleState.CLOSED),
        ("signed_off_at", CycleState.SIGNED_OFF),
        ("reported_at", CycleState.REPORTED),
        ("voided_at", CycleState.TAKEN_OUT),
    ):
        moments[name] = THEN
        assert state_of(Moments(**moments)) is state


def test_every_state_says_what_may_be_done_in_it() -> None:
    assert set(TRANSITIONS) == set(CycleState)


def test_every_state_but_the_first_is_come_to_and_every_deed_is_possible_somewhere() -> None:
    reached, frontier = {CycleState.PLANNED}, [CycleState.PLANNED]
    while frontier:
        for state in TRANSITIONS[frontier.pop()].values():
            if state not in reached:
                reached.add(state)
                frontier.append(state)
    assert reached == set(CycleState)
    assert {deed for deeds in TRANSITIONS.values() for deed in deeds} == set(CycleDeed)


@pytest.mark.parametrize("state", list(CycleState))
@pytest.mark.parametrize("deed", list(CycleDeed))
def test_what_may_not_be_done_says_why(state: CycleState, deed: CycleDeed) -> None:
    assert bool(why_not(state, deed)) is (deed not in deeds_of(state))


def test_what_was_signed_off_cannot_be_taken_out_or_opened_again() -> None:
    assert deeds_of(CycleState.SIGNED_OFF) == (CycleDeed.REPORT,)
    assert deeds_of(CycleState.REPORTED) == ()


def test_late_answers_are_taken_until_the_sign_off() -> None:
    assert set(TAKES_UPDATES) == {CycleState.OPEN, CycleState.CLOSED}


def test_a_planned_cycle_opens_from_its_day_to_its_last_day() -> None:
    for today, opens in ((DAY_BEFORE, False), (DAY, True), (DAY_AFTER, True), (date(2026, 12, 2), False)):
        assert opens_today(CycleState.PLANNED, DAY, DAY_AFTER, today) is opens
    assert not opens_today(CycleState.OPEN, DAY, DAY_AFTER, DAY)


def test_an_open_cycle_closes_on_the_day_after_its_last_day() -> None:
    assert not closes_today(CycleState.OPEN, DAY, DAY)
    assert closes_today(CycleState.OPEN, DAY, DAY_AFTER)
    assert not closes_today(CycleState.CLOSED, DAY, DAY_AFTER)


@pytest.mark.parametrize(
    ("given", "asked", "answered"),
    [
        ([(1, None)], [(1, None)], {(1, None)}),
        ([(1, 5)], [(1, 5), (1, 6)], {(1, 5)}),
        # an action as a whole is answered by what was said of one of its milestones
        ([(1, 5)], [(1, None)], {(1, None)}),
        ([(2, 5)], [(1, None)], set()),
        # unless it is asked about beside them
        ([(1, 5)], [(1, 5), (1, None)], {(1, 5)}),
        ([(1, None)], [(1, 5), (1, None)], {(1, None)}),
        ([], [(1, None)], set()),
    ],
)
def test_what_has_an_answer(
    given: list[tuple[int, int | None]],
    asked: list[tuple[int, int | None]],
    answered: set[tuple[int, int | None]],
) -> None:
    assert spoken_of(given, asked) == answered


def test_people_are_reminded_so_many_days_before() -> None:
    assert reminds_from(DAY, 3) == date(2026, 11, 27)


@pytest.mark.parametrize("status", [Status.DONE, Status.EVIDENCED, Status.STOPPED])
def test_what_is_over_is_asked_for_no_more(status: Status) -> None:
    assert not is_expected(status, [DAY], until=DAY_AFTER)


def test_what_is_due_by_then_or_started_is_asked_for() -> None:
    assert is_expected(Status.NOT_STARTED, [None, DAY], until=DAY)
    assert is_expected(Status.NOT_STARTED, [], until=DAY, next_occurrence=DAY)
    assert is_expected(Status.ON_TRACK, [], until=DAY)
    assert not is_expected(Status.NOT_STARTED, [DAY_AFTER], until=DAY)
    assert not is_expected(Status.NOT_STARTED, [], until=DAY)


def test_an_answer_of_one_owner_answers_for_all() -> None:
    assert unanswered({1, 2, 3}, {2, 9}) == {1, 3}


def test_the_states_that_answer_are_states_of_an_update() -> None:
    assert {state.value for state in UpdateState} >= ANSWERS > SETTLED
