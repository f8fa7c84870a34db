"""The due cell of a row: its points as printed, and the doubts that a person should settle."""

from __future__ import annotations

from lapwing.contexts.improvement.interchange import Due, DuePoint
from lapwing.contexts.improvement.reading.cells import plain_text
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.domain.due import DueReading, read_due

_RANGE = {"start", "complete"}
_TEXTS = {
    "due.quarter-basis": "Quarters are written without saying whether they are of the calendar year or of "
    "the financial year (April to March). The dates shown are those of the calendar year. Which is meant?",
    "due.two-digit-year": "“{words}” is read as a month and a two-digit year. Is that right?",
    "due.season": "“{words}” is read as the school term. Is that right?",
    "due.no-year": "“{words}” names no year. Which year is meant?",
}
_CHOICES = {"due.quarter-basis": ("calendar", "financial")}


def due_of(start: str, due: str, where: str, doubts: Doubts, parts: int) -> Due:
    """The due of an action from its start and due cells. ``parts`` is how many milestones inherit it."""
    started, finished = read_due(plain_text(start)), read_due(plain_text(due))
    ask_about_reading(started, where, doubts)
    ask_about_reading(finished, where, doubts)
    points = [DuePoint(role="start", as_written=p.as_written, earliest=p.earliest, latest=p.latest)
              for p in started.points]  # fmt: skip
    points += [
        DuePoint(role=p.role, as_written=p.as_written, earliest=p.earliest, latest=p.latest)
        for p in finished.points
    ]
    if not points:
        ask_none(plain_text(due), where, doubts)
    elif is_several(finished):
        ask_several(finished, where, doubts, parts, plain_text(due))
    return Due(points=tuple(points), recurrence=finished.recurrence)


def ask_about_reading(reading: DueReading, where: str, doubts: Doubts) -> None:
    """One question for a code, however many cells it touches, unless the words matter to the answer."""
    for doubt in reading.doubts:
        text = _TEXTS.get(doubt.code, "“{words}” cannot be read as a date for certain. What is meant?")
        cause = doubt.code if doubt.code in _CHOICES else doubt.as_written
        doubts.add(
            doubt.code,
            where,
            text.format(words=doubt.as_written),
            cause=cause,
            choices=_CHOICES.get(doubt.code, ()),
        )


def is_several(reading: DueReading) -> bool:
    """More than one date that is not the start and end of one stretch."""
    return len(reading.points) > 1 and {point.role for point in reading.points} != _RANGE


def ask_several(reading: DueReading, where: str, doubts: Doubts, parts: int, words: str) -> None:
    dates = " and ".join(point.as_written for point in reading.points)
    to_what = "Every one of its parts carries both until then" if parts > 1 else "Both are kept until then"
    doubts.add(
        "due.several-in-cell",
        where,
        f"The action has {len(reading.points)} dates in one cell ({dates}), and nothing says what each is "
        f"for. Which date belongs to which part? {to_what}.",
        raw=words,
    )


def ask_none(words: str, where: str, doubts: Doubts) -> None:
    if words:
        text = f"“{words}” holds no date that can be read. When are such actions due?"
        doubts.add("due.none", where, text, cause="unread", raw=words)
    else:
        doubts.add("due.none", where, "No date is given. When are these due?", cause="blank")
