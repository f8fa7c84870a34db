"""The due cell of a row: its points as printed, and the doubts that a person should settle."""

from __future__ import annotations

from lapwing.contexts.improvement.interchange import Due, DuePoint
from lapwing.contexts.improvement.reading.cells import plain_text
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.domain.due import DueDoubt, DueReading
from lapwing.domain.due_columns import ColumnEvidence, read_due_cell

_RANGE = {"start", "complete"}
_TEXTS = {
    "due.quarter-basis": "Quarters are written without saying whether they are of the calendar year or of "
    "the financial year (April to March). The dates shown are those of the calendar year. Which is meant?",
    "due.two-digit-year": "“{words}” is read as a month and a two-digit year. Is that right?",
    "due.season": "“{words}” is read as the school term. Is that right?",
    "due.no-year": "“{words}” names no year. Which year is meant?",
    "due.no-such-day": "There is no such day as “{words}”. Which day is meant?",
    "due.day-first": "Another date of the column has its month first. Is “{words}” the day, then the month?",
    "due.term": "“{words}” is a term by its number. Until when does it last?",
    "due.vague": "“{words}” is not exact, and is read as all of it. Is that right?",
    "due.in-text": "“{words}” is not read as due. Is that right?",
    "due.moved": "“{words}” is printed as an earlier date and is not read as due. Is that right?",
    "due.completed": "“{words}” is read as done then. When was it due?",
    "due.before": "“Before {words}” is read as due by the day before. Is that right?",
}
_CHOICES = {"due.quarter-basis": ("calendar", "financial")}
_YES_OR_NO = frozenset(["due.day-first", "due.vague", "due.in-text", "due.moved", "due.before"])
_COUNTED = "Dates are counted from {anchor} and left open. When was that?"
_UNSAID = "the start of the plan, or from something else that the document does not name,"


def due_of(
    start: str, due: str, where: str, doubts: Doubts, parts: int, column: ColumnEvidence | None = None
) -> Due:
    """The due of an action from its start and due cells. ``parts`` is how many milestones inherit it;
    ``column`` what the other cells show of the way dates are written."""
    started = read_due_cell(plain_text(start), evidence=column)
    finished = read_due_cell(plain_text(due), evidence=column)
    ask_about_reading(started, where, doubts)
    ask_about_reading(finished, where, doubts)
    points = [DuePoint(role="start", as_written=p.as_written, earliest=p.earliest, latest=p.latest)
              for p in started.points]  # fmt: skip
    points += [
        DuePoint(role=p.role, as_written=p.as_written, earliest=p.earliest, latest=p.latest)
        for p in finished.points
    ]
    if not points and finished.completed is None:
        ask_none(plain_text(due), where, doubts)
    elif is_several(finished):
        ask_several(finished, where, doubts, parts, plain_text(due))
    return Due(points=tuple(points), recurrence=finished.recurrence)


def ask_about_reading(reading: DueReading, where: str, doubts: Doubts) -> None:
    """One question for a code, however many cells it touches, unless the words matter to the answer."""
    for doubt in reading.doubts:
        if doubt.code == "due.relative":
            _ask_counted(doubt, where, doubts)
            continue
        text = _TEXTS.get(doubt.code, "“{words}” cannot be read as a date for certain. What is meant?")
        cause = doubt.code if doubt.code in _CHOICES else doubt.as_written
        doubts.add(
            doubt.code,
            where,
            text.format(words=doubt.as_written),
            cause=cause,
            choices=_CHOICES.get(doubt.code, ("yes", "no") if doubt.code in _YES_OR_NO else ()),
        )


def _ask_counted(doubt: DueDoubt, where: str, doubts: Doubts) -> None:
    """One question for all that is counted from one thing: the day of that settles them."""
    anchor = f"“{doubt.anchor}”" if doubt.anchor else _UNSAID
    doubts.add(
        doubt.code, where, _COUNTED.format(anchor=anchor), cause=f"from {anchor}", raw=doubt.as_written
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
