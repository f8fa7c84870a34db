"""When something of a plan is to be escalated: the decisions themselves. No Django, no database.

Each is asked about one thing and a rule's ``times``, and answers with how the thing stands and how often it
was counted. Histories are given with the latest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a rule looks at."""

    RED = "red"
    MISSING = "missing"
    MOVED = "moved"
    OFF_PATH = "off-path"


class Stand(StrEnum):
    """How a thing stands to a rule. BETWEEN raises nothing anew, and ends nothing that was raised."""

    CAUGHT = "caught"
    BETWEEN = "between"
    WELL = "well"


@dataclass(frozen=True)
class Verdict:
    """How it stands, and how often it was counted."""

    stand: Stand
    count: int


class Said(StrEnum):
    """What one cycle says of a thing: what was signed off, and red also where the cycle was without it.

    TO_COME: nothing yet, and it still may be. ANSWERED: off track, and the group has answered that since.
    """

    RED = "red"
    ANSWERED = "answered"
    OTHER = "other"
    NOTHING = "nothing"
    TO_COME = "to come"


class Given(StrEnum):
    """Whether an action answered in one cycle that is over.

    ASKED_NOTHING: nothing was expected of it. ANSWERED: not all, and the group has answered that since.
    """

    ALL = "all"
    NOT_ALL = "not all"
    ANSWERED = "answered"
    ASKED_NOTHING = "asked nothing"


# The times that rules have unless a person says otherwise.
USUAL_TIMES = {Kind.RED: 2, Kind.MISSING: 1, Kind.MOVED: 2, Kind.OFF_PATH: 3}
MOST_TIMES = 12
MOST_DAYS = 90


def off_track(said: Sequence[Said], times: int, *, now_red: bool) -> Verdict:
    """Off track in so many cycles running. It is well once somebody says otherwise, in a cycle or since.

    ``now_red``: the last word is that it is off track. A cycle in which nothing was given breaks the run, and
    yet nobody has said that it is well. What the group has answered counts no more.
    """
    known = [each for each in said if each is not Said.TO_COME]
    run = _leading(each is Said.RED for each in known)
    if not now_red or (known and known[0] is Said.OTHER):
        return Verdict(Stand.WELL, 0)
    return Verdict(Stand.CAUGHT if run >= times else Stand.BETWEEN, run)


def missing(given: Sequence[Given], times: int) -> Verdict:
    """Updates missing in so many cycles running that expected any. It is well once a cycle has them all.

    What the group has answered counts no more.
    """
    known = [each for each in given if each is not Given.ASKED_NOTHING]
    run = _leading(each is Given.NOT_ALL for each in known)
    if not known or known[0] is Given.ALL:
        return Verdict(Stand.WELL, 0)
    return Verdict(Stand.CAUGHT if run >= times else Stand.BETWEEN, run)


def moved(moves: int, times: int, *, counted: int = 0, is_closed: bool = False) -> Verdict:
    """A date that moved so many times. ``counted`` moves were answered by the group: they count no more.

    It is well only when the thing is closed: a date does not move back by waiting.
    """
    if is_closed:
        return Verdict(Stand.WELL, moves)
    return Verdict(Stand.CAUGHT if moves - counted >= times else Stand.BETWEEN, moves)


def off_path(in_a_row: Iterable[tuple[int, int]], times: int) -> Verdict:
    """The latest figures off path, so many in a row, in any line of a measure.

    Of each line: how many there are, and how many of them came since the group answered. Those count.
    """
    rows = list(in_a_row)
    if not any(every for every, _ in rows):
        return Verdict(Stand.WELL, 0)
    worst = max(new for _, new in rows)
    return Verdict(Stand.CAUGHT if worst >= times else Stand.BETWEEN, worst)


def _leading(flags: Iterable[bool]) -> int:
    """How many are true before the first that is not."""
    run = 0
    for flag in flags:
        if not flag:
            break
        run += 1
    return run
