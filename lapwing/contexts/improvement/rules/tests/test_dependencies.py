"""What waits for what: no circles, what late thing holds up what, and where each stands in the picture."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.dependencies import (
    End,
    Stands,
    Wait,
    behind,
    circle,
    circle_in,
    held_up,
    layers,
)

A, B, C = End(1), End(2), End(3)
A1, A2 = End(1, 11), End(1, 12)
TODAY = date(2026, 6, 15)
ENDS = st.builds(End, st.integers(1, 4), st.none() | st.integers(1, 3))


def test_what_waits_for_itself_is_a_circle() -> None:
    assert circle([], Wait(A, A)) == (A,)


def test_two_that_wait_for_each_other_are_a_circle() -> None:
    assert circle([Wait(A, B)], Wait(B, A)) == (A, B)


def test_a_long_way_round_is_found_and_named() -> None:
    assert circle([Wait(A, B), Wait(B, C)], Wait(C, A)) == (A, B, C)


def test_a_milestone_cannot_wait_for_its_own_action() -> None:
    assert circle([], Wait(A1, A)) == (A, A1)


def test_an_action_may_wait_for_what_one_of_its_milestones_helps() -> None:
    assert circle([Wait(B, A1)], Wait(A2, B)) == ()
    assert circle([Wait(B, A1)], Wait(A, B)) == ()


def test_an_action_waits_for_its_milestones_without_anybody_saying_so() -> None:
    assert circle([Wait(A1, B)], Wait(B, A)) == (A, A1, B)


def test_what_others_share_is_no_circle() -> None:
    assert circle([Wait(A, B), Wait(A, C)], Wait(B, C)) == ()


@given(st.lists(st.builds(Wait, ENDS, ENDS), max_size=8))
def test_many_at_once_are_a_circle_where_one_by_one_they_would_be(wanted: list[Wait]) -> None:
    one_by_one = any(circle(wanted[:at], wait) for at, wait in enumerate(wanted))
    found = circle_in(wanted)
    assert (found is not None) is one_by_one
    if found is not None:
        rest = [wait for wait in wanted if wait != found]
        assert circle(rest, found), "the one that is named lies on it"


def test_ten_thousand_in_a_row_are_looked_through_at_once() -> None:
    row = [Wait(End(at), End(at + 1)) for at in range(10_000)]
    assert circle_in(row) is None
    assert circle_in([*row, Wait(End(10_000), End(0))]) in {*row, Wait(End(10_000), End(0))}


@given(st.lists(st.builds(Wait, ENDS, ENDS), max_size=12))
def test_what_is_added_one_by_one_never_leads_round(wanted: list[Wait]) -> None:
    waits: list[Wait] = []
    for wait in wanted:
        if not circle(waits, wait):
            waits.append(wait)
    found = layers(waits)
    assert all(found[wait.waiting] > found[wait.needed] for wait in waits)


@pytest.mark.parametrize(
    ("needed", "waiting", "words"),
    [
        (Stands(Status.ON_TRACK, date(2026, 6, 1)), Stands(Status.ON_TRACK), "Overdue by 14 days"),
        (Stands(Status.OFF_TRACK, date(2026, 9, 1)), Stands(Status.ON_TRACK), "Off track"),
        (
            Stands(Status.ON_TRACK, date(2026, 9, 1)),
            Stands(Status.ON_TRACK, date(2026, 8, 31)),
            "Due 1 day after what waits for it is due",
        ),
        (
            Stands(Status.AT_RISK, date(2026, 8, 1), date(2026, 9, 10)),
            Stands(Status.ON_TRACK, date(2026, 8, 31)),
            "Forecast 10 days after what waits for it is due",
        ),
        (
            Stands(Status.STOPPED),
            Stands(Status.ON_TRACK),
            "Stopped, so what waits for it cannot be finished",
        ),
        (Stands(Status.DONE, date(2026, 6, 1)), Stands(Status.ON_TRACK, date(2026, 5, 1)), ""),
        (Stands(Status.ON_TRACK, date(2026, 6, 1)), Stands(Status.DONE), ""),
        (Stands(Status.ON_TRACK, date(2026, 8, 1)), Stands(Status.ON_TRACK, date(2026, 8, 31)), ""),
        (Stands(Status.NOT_STARTED), Stands(Status.NOT_STARTED), ""),
    ],
)
def test_what_holds_up_what(needed: Stands, waiting: Stands, words: str) -> None:
    assert held_up(needed, waiting, TODAY) == words


def test_what_waits_through_others_waits_too() -> None:
    part, whole, last = End(4, 41), End(4), End(5)
    waits = [Wait(B, A), Wait(C, B), Wait(part, C), Wait(last, whole)]
    assert behind(waits, A) == {B, C, part, whole, last}
    assert behind(waits, C) == {part, whole, last}  # the milestone keeps its action open
    assert behind(waits, End(9)) == frozenset()


def test_the_picture_puts_each_after_what_it_needs() -> None:
    assert layers([Wait(B, A), Wait(C, B), Wait(C, A)]) == {A: 0, B: 1, C: 2}
