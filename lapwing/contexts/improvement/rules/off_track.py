"""What has to be said before an update may be submitted, or before something is off track at once, and how
a forecast stands to the plan's date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.rules.lateness import Point, days, days_overdue, last_due
from lapwing.contexts.improvement.rules.statuses import CLOSED, Status, why_not

# What an owner may say. That something is evidenced follows from evidence that somebody else accepted.
SAYABLE = tuple(status for status in Status if status is not Status.EVIDENCED)
_PLEASANT = frozenset({Status.NOT_STARTED, Status.ON_TRACK})


@dataclass(frozen=True)
class Said:
    """The words of an update. ``done`` is activity and ``impact`` its effect on children: never mixed."""

    status: Status | None = None
    done: str = ""
    impact: str = ""
    next_steps: str = ""
    mitigation: str = ""
    forecast_on: date | None = None
    confidence: str = ""


@dataclass(frozen=True)
class Missing:
    """What is missing or cannot be: the field of the update at fault, and a sentence."""

    field: str
    message: str


_PAST = Missing("forecast_on", "A forecast is today or a day to come.")


def missing(said: Said, *, before: Status, points: Sequence[Point], today: date) -> tuple[Missing, ...]:
    """What keeps an update from being submitted, in the order of the form; empty when nothing does.

    ``before`` is how the milestone stood, and ``points`` are its due points as they stand.
    """
    found: list[Missing] = []
    if said.status is None:
        return (Missing("status", "Choose how it stands."),)
    if said.status is Status.EVIDENCED:
        message = "Say that it is done. It is evidenced when somebody else has accepted its evidence."
        return (Missing("status", message),)
    # evidence that was accepted is not taken back by an update that says done once more
    if not (before is Status.EVIDENCED and said.status is Status.DONE) and (
        sentence := why_not(before, said.status)
    ):
        found.append(Missing("status", sentence))
    if told := _late(said.status, points, today):
        return (*found, told, *_words(said, said.status))
    return (*found, *_words(said, said.status), *_forecast(said, said.status, points, today))


def unexplained(said: Said, points: Sequence[Point], today: date) -> tuple[Missing, ...]:
    """What keeps a status from being reported at once, past the steps of updates, in the order of the form.

    Off track wants what it wants in an update: what is being done about it and a forecast after the plan's
    date, whoever says it.
    """
    if said.status is None:
        return ()
    if said.status is Status.OFF_TRACK:
        return (*_words(said, said.status), *_forecast(said, said.status, points, today))
    if said.forecast_on is not None and said.status not in CLOSED and said.forecast_on < today:
        return (_PAST,)
    return ()


def _late(status: Status, points: Sequence[Point], today: date) -> Missing | None:
    """What is late is explained: it is not called on track, nor as not yet started."""
    late = days_overdue(points, status, today)
    if late is None or status not in _PLEASANT:
        return None
    message = (
        f"This is {days(late)} late. Say that it is at risk or off track, what is being done about it, and "
        "by when it will be done; or that it is done or stopped."
    )
    return Missing("status", message)


def _words(said: Said, status: Status) -> list[Missing]:
    found = []
    if status is Status.DONE and not said.done:
        found.append(Missing("done", "Say what was done."))
    if status is Status.STOPPED and not said.done:
        found.append(Missing("done", "Say why it was stopped."))
    if status is Status.AT_RISK and not (said.mitigation or said.next_steps):
        message = "Say what is being done about the risk, here or under next steps."
        found.append(Missing("mitigation", message))
    if status is Status.OFF_TRACK and not said.mitigation:
        found.append(Missing("mitigation", "Say what is being done to bring it back on track."))
    if said.impact and said.impact.casefold() == said.done.casefold():
        message = "These are the words of what was done. Say what changed for children, or leave it empty."
        found.append(Missing("impact", message))
    return found


def _forecast(said: Said, status: Status, points: Sequence[Point], today: date) -> list[Missing]:
    forecast = said.forecast_on
    if forecast is None:
        if status is Status.OFF_TRACK or days_overdue(points, status, today) is not None:
            return [Missing("forecast_on", "Say by when it will be done now.")]
        return []
    if status in CLOSED:
        return []
    if forecast < today:
        return [_PAST]
    if status is Status.OFF_TRACK and (told := _not_revised(points, forecast, today)):
        return [told]
    if status in _PLEASANT and (late := days_after(points, forecast)):
        message = (
            f"This is {days(late)} after the plan's date. Say that it is at risk or off track, or ask for "
            "the date to be changed."
        )
        return [Missing("forecast_on", message)]
    return []


def _not_revised(points: Sequence[Point], forecast: date, today: date) -> Missing | None:
    """Off track wants a revised date: one after the plan's own, and to come where that has passed.

    Both plans' governance asks for mitigation and a revised date of what is off track (Hillingdon: “detailed
    changes and mitigations when actions are not being progressed as expected”). A programme board's red may
    also mean that something fails though its day is kept: what keeps its day is at risk here, which tells of
    it in the same words and asks for no other date. The forecast of last time may be given again. Without a
    date in the plan, or with one that is not worked out, any day to come is a revised one.
    """
    last = last_due(points)
    if last is None or forecast > max(last, today):
        return None
    if last < today:
        message = "The plan's date has passed: give a day after today, or say that it is done."
        return Missing("forecast_on", message)
    message = (
        f"This is {_beside(last, forecast)}. What is off track has a later forecast: give a day after the "
        "plan's date, or say that it is at risk."
    )
    return Missing("forecast_on", message)


def _beside(last: date, forecast: date) -> str:
    return "the plan's date" if forecast == last else f"{days((last - forecast).days)} before the plan's date"


def days_after(points: Sequence[Point], forecast: date) -> int:
    """By how many days a forecast is after the last date of the plan; 0 when it is not, or none is set."""
    last = last_due(points)
    return max(0, (forecast - last).days) if last else 0


def forecast_in_words(points: Sequence[Point], forecast: date) -> str:
    """How a forecast stands to the plan's own date, for a person; empty when the plan has none."""
    last = last_due(points)
    if last is None:
        return ""
    apart = (forecast - last).days
    if apart > 0:
        return f"Late: {days(apart)} after the plan's date"
    return "On the plan's date" if apart == 0 else f"{days(-apart)} before the plan's date"


# What stands where there were words that were withdrawn. What changed for families is left empty instead:
# nobody quotes it.
WITHDRAWN = "These words were withdrawn."


def note_of(said: Said) -> str:
    """What a signed-off update says of a milestone in one note: activity, then impact, then what helps."""
    parts = [said.done]
    if said.impact:
        parts.append(f"Impact: {said.impact}")
    if said.mitigation:
        parts.append(f"Mitigation: {said.mitigation}")
    if said.next_steps:
        parts.append(f"Next: {said.next_steps}")
    return "\n\n".join(part for part in parts if part)
