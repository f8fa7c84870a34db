"""How a group stood in a cycle, by what was signed off in it."""

from __future__ import annotations

from lapwing.contexts.improvement.rules import Colour, Status
from lapwing.contexts.improvement.rules.heat import standing, streak


def test_the_worst_counts_and_the_commonest_is_told_beside_it() -> None:
    found = standing([Status.ON_TRACK, Status.DONE, Status.OFF_TRACK])
    assert (found.worst, found.commonest) == (Colour.RED, Colour.GREEN)
    assert (found.counts.green, found.counts.red, found.asked) == (2, 1, 3)


def test_of_as_many_the_graver_is_the_commonest() -> None:
    assert standing([Status.ON_TRACK, Status.AT_RISK]).commonest is Colour.AMBER


def test_what_nobody_answered_is_counted_and_says_nothing_of_the_colour() -> None:
    found = standing([None, Status.ON_TRACK, None])
    assert (found.silent, found.worst, found.asked) == (2, Colour.GREEN, 3)


def test_silence_alone_has_no_colour() -> None:
    found = standing([None])
    assert (found.worst, found.commonest, found.silent) == (None, None, 1)
    assert standing([]).asked == 0


def test_what_was_stopped_is_told_apart() -> None:
    found = standing([Status.STOPPED, Status.EVIDENCED])
    assert (found.stopped, found.worst) == (1, Colour.BLUE)


def test_a_streak_ends_at_the_first_cycle_that_stood_otherwise() -> None:
    row = [Colour.RED, Colour.GREEN, Colour.RED, Colour.RED]
    assert streak(row, Colour.RED) == 2
    assert streak([*row, None], Colour.RED) == 0
    assert streak([], Colour.RED) == 0
