"""What is late on a day, worked out from due points and what was said. All bounds are inclusive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.rules.statuses import CLOSED, Labelled, Status

START = "start"


class Lateness(Labelled):
    """How a milestone stands against its dates on a day."""

    NO_DATE = "no date", "No date set"
    UNSETTLED = "unsettled", "Date not settled"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"
    MISSED_START = "missed start", "Start missed"
    FINISHED = "finished", "Done"
    STOPPED = "stopped", "Stopped"


@dataclass(frozen=True)
class Point:
    """A due point as worked out; ``latest`` None means that its words could not be turned into a date."""

    role: str
    latest: date | None


def last_due(points: Sequence[Point]) -> date | None:
    """The last day of the last due point; None without a date, or while any point is not worked out."""
    last: date | None = None
    for point in points:
        if point.latest is None:
            return None
        last = point.latest if last is None else max(last, point.latest)
    return last


def days_overdue(points: Sequence[Point], status: Status, on: date) -> int | None:
    """Days since the last due point passed; None when it has not, or nothing more is expected."""
    last = last_due(points)
    if last is None or status in CLOSED or on <= last:
        return None
    return (on - last).days


def missed_start(points: Sequence[Point], status: Status, on: date) -> date | None:
    """The start that has passed with nothing started; None when it is not missed or overdue altogether."""
    if status is not Status.NOT_STARTED or days_overdue(points, status, on) is not None:
        return None
    passed = [p.latest for p in points if p.role == START and p.latest is not None and p.latest < on]
    return max(passed, default=None)


def lateness(points: Sequence[Point], status: Status, on: date) -> Lateness:
    """The one word for how a milestone stands against its dates."""
    if status is Status.STOPPED:
        return Lateness.STOPPED
    if status in CLOSED:
        return Lateness.FINISHED
    if not points:
        return Lateness.NO_DATE
    if days_overdue(points, status, on) is not None:
        return Lateness.OVERDUE
    if missed_start(points, status, on) is not None:
        return Lateness.MISSED_START
    return Lateness.DUE if last_due(points) is not None else Lateness.UNSETTLED


def occurrence_missed(due_on: date, status: Status, on: date) -> bool:
    """Whether an occurrence's day has passed with nothing done."""
    return status not in CLOSED and due_on < on


def disagreement(points: Sequence[Point], status: Status, on: date) -> str:
    """Where what was said and the dates disagree, in words; empty when they agree."""
    if status not in (Status.ON_TRACK, Status.AT_RISK):
        return ""
    late = days_overdue(points, status, on)
    if late is not None:
        return f"Said {status.label.lower()}, {days(late)} overdue"
    if status is Status.ON_TRACK and not points:
        return "Said on track, but no date is set"
    return ""


def in_words(points: Sequence[Point], status: Status, on: date) -> str:
    """How a milestone stands against its dates, for a person."""
    found = lateness(points, status, on)
    last, late = last_due(points), days_overdue(points, status, on)
    if found is Lateness.OVERDUE and late is not None:
        return f"Overdue by {days(late)}"
    if found is Lateness.MISSED_START:
        return "Start missed"
    if found is Lateness.DUE and last is not None:
        left = (last - on).days
        return "Due today" if left == 0 else f"Due in {days(left)}"
    return found.label


def days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
