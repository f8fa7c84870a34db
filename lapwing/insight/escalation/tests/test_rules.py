"""The rules of escalation, case by case: when something is caught, when it is well, and when neither."""

from __future__ import annotations

import pytest

from lapwing.insight.escalation.rules import (
    Given,
    Said,
    Stand,
    Verdict,
    missing,
    moved,
    off_path,
    off_track,
)

R, A, G, N, C = Said.RED, Said.ANSWERED, Said.OTHER, Said.NOTHING, Said.TO_COME
ALL, SOME, KNOWN, NONE = Given.ALL, Given.NOT_ALL, Given.ANSWERED, Given.ASKED_NOTHING
CAUGHT, BETWEEN, WELL = Stand.CAUGHT, Stand.BETWEEN, Stand.WELL


@pytest.mark.parametrize(
    ("said", "times", "now_red", "stand", "count"),
    [
        # the latest cycle first
        ([R, R], 2, True, CAUGHT, 2),
        ([R, R, R], 2, True, CAUGHT, 3),
        ([R], 2, True, BETWEEN, 1),
        ([R, G, R], 2, True, BETWEEN, 1),
        ([R, G], 1, True, CAUGHT, 1),
        # nothing signed off breaks the run, and says nothing good
        ([R, N, R], 2, True, BETWEEN, 1),
        ([N, R, R], 2, True, BETWEEN, 0),
        # a cycle that still takes updates is passed over
        ([C, R, R], 2, True, CAUGHT, 2),
        ([R, C, R], 2, True, CAUGHT, 2),
        ([C], 2, True, BETWEEN, 0),
        # what the group has answered ends nothing, and is counted no more
        ([A, A], 2, True, BETWEEN, 0),
        ([R, A, A], 2, True, BETWEEN, 1),
        ([R, R, A], 2, True, CAUGHT, 2),
        ([G, A], 2, True, WELL, 0),
        # said to be otherwise, in a cycle or since
        ([G, R, R], 2, True, WELL, 0),
        ([R, R], 2, False, WELL, 0),
        ([], 2, False, WELL, 0),
        ([], 2, True, BETWEEN, 0),
    ],
)
def test_off_track_in_so_many_cycles_running(
    said: list[Said], times: int, now_red: bool, stand: Stand, count: int
) -> None:
    assert off_track(said, times, now_red=now_red) == Verdict(stand, count)


@pytest.mark.parametrize(
    ("given", "times", "stand", "count"),
    [
        ([SOME], 1, CAUGHT, 1),
        ([SOME], 2, BETWEEN, 1),
        ([SOME, SOME], 2, CAUGHT, 2),
        ([SOME, ALL, SOME], 2, BETWEEN, 1),
        # a cycle that asked nothing of the action counts for nothing
        ([SOME, NONE, SOME], 2, CAUGHT, 2),
        ([NONE, SOME], 1, CAUGHT, 1),
        ([KNOWN], 1, BETWEEN, 0),
        ([SOME, KNOWN], 1, CAUGHT, 1),
        ([SOME, KNOWN], 2, BETWEEN, 1),
        ([NONE, KNOWN], 1, BETWEEN, 0),
        ([ALL, KNOWN], 1, WELL, 0),
        ([ALL, SOME, SOME], 1, WELL, 0),
        ([NONE], 1, WELL, 0),
        ([], 1, WELL, 0),
    ],
)
def test_updates_missing_in_so_many_cycles_running(
    given: list[Given], times: int, stand: Stand, count: int
) -> None:
    assert missing(given, times) == Verdict(stand, count)


@pytest.mark.parametrize(
    ("moves", "counted", "is_closed", "stand"),
    [
        (0, 0, False, BETWEEN),
        (1, 0, False, BETWEEN),
        (2, 0, False, CAUGHT),
        (3, 0, False, CAUGHT),
        # two were answered by the group: only what moved since counts
        (2, 2, False, BETWEEN),
        (3, 2, False, BETWEEN),
        (4, 2, False, CAUGHT),
        (4, 0, True, WELL),
    ],
)
def test_a_date_that_moved_so_many_times(moves: int, counted: int, is_closed: bool, stand: Stand) -> None:
    assert moved(moves, 2, counted=counted, is_closed=is_closed) == Verdict(stand, moves)


@pytest.mark.parametrize(
    ("in_a_row", "stand", "count"),
    [
        ([(3, 3)], CAUGHT, 3),
        ([(4, 4), (0, 0)], CAUGHT, 4),
        ([(2, 2)], BETWEEN, 2),
        ([(0, 0), (0, 0)], WELL, 0),
        # those that the group has answered count no more, and are not well
        ([(3, 0)], BETWEEN, 0),
        ([(5, 2)], BETWEEN, 2),
        ([(6, 3), (1, 1)], CAUGHT, 3),
        # a measure without lines is off no path
        ([], WELL, 0),
    ],
)
def test_a_measure_off_its_path_for_so_many_figures(
    in_a_row: list[tuple[int, int]], stand: Stand, count: int
) -> None:
    assert off_path(in_a_row, 3) == Verdict(stand, count)
