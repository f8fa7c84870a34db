"""Where a reporting cycle stands, what may be done with it then, and who has answered. No Django."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lapwing.contexts.improvement.rules.statuses import CLOSED as NOTHING_MORE
from lapwing.contexts.improvement.rules.statuses import Labelled, Status


class CycleState(Labelled):
    """Where a cycle stands. It is never said: its moments tell it."""

    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    SIGNED_OFF = "signed off", "Signed off"
    REPORTED = "reported", "Reported"
    TAKEN_OUT = "taken out", "Taken out"


class CycleDeed(Labelled):
    """What may be done with a cycle, in the words of its button."""

    CHANGE = "change", "Change its dates"
    OPEN = "open", "Open it now"
    EXTEND = "extend", "Give more time"
    CLOSE = "close", "Close it now"
    SIGN_OFF = "sign off", "Sign the cycle off"
    REPORT = "report", "Say that it was reported"
    VOID = "void", "Take it out"


@dataclass(frozen=True)
class Moments:
    """When each turn of a cycle was taken; None for those still to come."""

    opened_at: datetime | None = None
    closed_at: datetime | None = None
    signed_off_at: datetime | None = None
    reported_at: datetime | None = None
    voided_at: datetime | None = None


# What each deed makes of a cycle that stands so. More time for a closed cycle opens it again.
TRANSITIONS: Mapping[CycleState, Mapping[CycleDeed, CycleState]] = {
    CycleState.PLANNED: {
        CycleDeed.CHANGE: CycleState.PLANNED,
        CycleDeed.OPEN: CycleState.OPEN,
        CycleDeed.VOID: CycleState.TAKEN_OUT,
    },
    CycleState.OPEN: {
        CycleDeed.EXTEND: CycleState.OPEN,
        CycleDeed.CLOSE: CycleState.CLOSED,
        CycleDeed.VOID: CycleState.TAKEN_OUT,
    },
    CycleState.CLOSED: {
        CycleDeed.EXTEND: CycleState.OPEN,
        CycleDeed.SIGN_OFF: CycleState.SIGNED_OFF,
        CycleDeed.VOID: CycleState.TAKEN_OUT,
    },
    CycleState.SIGNED_OFF: {CycleDeed.REPORT: CycleState.REPORTED},
    CycleState.REPORTED: {},
    CycleState.TAKEN_OUT: {},
}
# Late answers are taken until the cycle is signed off: the message after its close asks for them.
TAKES_UPDATES = frozenset({CycleState.OPEN, CycleState.CLOSED})

# States of an update that answer what was asked; a returned one asks again.
ANSWERS = frozenset({"submitted", "signed off", "reported"})
SETTLED = frozenset({"signed off", "reported"})

_WHY_NOT: Mapping[CycleState, str] = {
    CycleState.PLANNED: "It has not opened yet.",
    CycleState.OPEN: "It is open: owners still answer.",
    CycleState.CLOSED: "It is closed.",
    CycleState.SIGNED_OFF: "It is signed off: what was said in it stands.",
    CycleState.REPORTED: "It was reported: what was said in it stands.",
    CycleState.TAKEN_OUT: "It was taken out.",
}


def state_of(moments: Moments) -> CycleState:
    """Where a cycle stands by its moments."""
    if moments.voided_at is not None:
        return CycleState.TAKEN_OUT
    if moments.reported_at is not None:
        return CycleState.REPORTED
    if moments.signed_off_at is not None:
        return CycleState.SIGNED_OFF
    if moments.closed_at is not None:
        return CycleState.CLOSED
    return CycleState.OPEN if moments.opened_at is not None else CycleState.PLANNED


def deeds_of(state: CycleState) -> tuple[CycleDeed, ...]:
    """What may be done with a cycle that stands so, in the order of its buttons."""
    return tuple(deed for deed in CycleDeed if deed in TRANSITIONS[state])


def why_not(state: CycleState, deed: CycleDeed) -> str:
    """A sentence for a person: why this cannot be done with the cycle now; empty when it can."""
    return "" if deed in TRANSITIONS[state] else _WHY_NOT[state]


def opens_today(state: CycleState, opens_on: date, closes_on: date, today: date) -> bool:
    """Whether a planned cycle is to open by itself. One whose last day has passed never does."""
    return state is CycleState.PLANNED and opens_on <= today <= closes_on


def closes_today(state: CycleState, closes_on: date, today: date) -> bool:
    """Whether an open cycle is to close by itself: on the day after its last day."""
    return state is CycleState.OPEN and closes_on < today


def reminds_from(closes_on: date, remind_before: int) -> date:
    """The day from which those who have not answered are reminded."""
    return closes_on - timedelta(days=remind_before)


def is_expected(
    status: Status, due: Iterable[date | None], *, until: date, next_occurrence: date | None = None
) -> bool:
    """Whether an update on a milestone is expected: it is open, and is started or due by ``until``.

    ``due`` are the last days of its due points; ``next_occurrence`` the day of its next open occurrence.
    """
    if status in NOTHING_MORE:
        return False
    if status is not Status.NOT_STARTED:
        return True
    days = [*due, next_occurrence]
    return any(day is not None and day <= until for day in days)


def spoken_of(
    given: Collection[tuple[int, int | None]], asked: Collection[tuple[int, int | None]]
) -> frozenset[tuple[int, int | None]]:
    """What has an answer of all that is ``asked``: actions each with a milestone, or None for the whole.

    ``given`` is what was written on. An action of which no milestone is asked about is answered as a whole by
    an update on one of its milestones: its owner has spoken of it.
    """
    beside = {action for action, milestone in asked if milestone is not None}
    spoken = {action for action, _ in given}
    return frozenset(
        (action, milestone)
        for action, milestone in asked
        if (action, milestone) in given or (milestone is None and action in spoken - beside)
    )


def unanswered(expected: Collection[int], answered: Collection[int]) -> frozenset[int]:
    """What is expected of a person and not answered by anybody."""
    return frozenset(expected) - frozenset(answered)
