"""What may be said of a milestone, and what may follow what. Lateness is never said: it is worked out."""

from __future__ import annotations

from enum import StrEnum


class Labelled(StrEnum):
    """A code with the words people see."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Labelled:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def as_choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.label) for member in cls]


class Status(Labelled):
    """What a person may say of a milestone or of one occurrence of it."""

    NOT_STARTED = "not started", "Not started"
    ON_TRACK = "on track", "On track"
    AT_RISK = "at risk", "At risk"
    OFF_TRACK = "off track", "Off track"
    DONE = "done", "Done, evidence awaited"
    EVIDENCED = "evidenced", "Done and evidenced"
    STOPPED = "stopped", "Stopped"


FINISHED = frozenset({Status.DONE, Status.EVIDENCED})
# Nothing more is expected: neither late nor due.
CLOSED = FINISHED | {Status.STOPPED}
# A status that says something is going wrong is told together with what is done about it.
NEEDS_A_NOTE = frozenset({Status.AT_RISK, Status.OFF_TRACK, Status.STOPPED})

# Of several words on one thing the gravest speaks: as the colours stand, with what was stopped last.
_GRAVEST_FIRST = (
    Status.OFF_TRACK,
    Status.AT_RISK,
    Status.NOT_STARTED,
    Status.ON_TRACK,
    Status.DONE,
    Status.EVIDENCED,
    Status.STOPPED,
)


def gravity(status: str) -> int:
    """How grave a status is beside others, 0 for the gravest; what says nothing comes behind all."""
    return _GRAVEST_FIRST.index(Status(status)) if status else len(_GRAVEST_FIRST)


# What a board is told of.
TROUBLED = frozenset({Status.OFF_TRACK, Status.AT_RISK})

_MOVING = frozenset({Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK})

# From each status, those that may be said next. The same status may be said again with a new note.
TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.NOT_STARTED: _MOVING | {Status.NOT_STARTED, Status.DONE, Status.STOPPED},
    **{each: _MOVING | {Status.NOT_STARTED, Status.DONE, Status.STOPPED} for each in _MOVING},
    # Evidence is given of what is done; what turns out not to be done is moving again.
    Status.DONE: _MOVING | {Status.DONE, Status.EVIDENCED},
    Status.EVIDENCED: _MOVING | {Status.EVIDENCED, Status.DONE},
    # What was stopped may be taken up again.
    Status.STOPPED: _MOVING | {Status.STOPPED, Status.NOT_STARTED},
}


def may_follow(before: Status, after: Status) -> bool:
    """Whether ``after`` may be said of a milestone that stood at ``before``."""
    return after in TRANSITIONS[before]


def why_not(before: Status, after: Status) -> str:
    """A sentence for a person: why ``after`` may not follow ``before``; empty when it may."""
    if may_follow(before, after):
        return ""
    if after is Status.EVIDENCED:
        return "Only what is done can be evidenced: say first that it is done."
    if before is Status.STOPPED:
        return f"It was stopped. Take it up again before saying “{after.label}”."
    return f"“{after.label}” cannot follow “{before.label}”."
