"""Due points of milestones told in sentences, and the questions about them: one for each cause of doubt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Due, DuePoint
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.front_matter import FrontMatter
from lapwing.domain.due import DueReading, ReadPoint

_VAGUE = ("regularly", "regular basis", "ongoing", "on-going", "ongoing basis", "continuous")


@dataclass(frozen=True)
class DatedMilestone:
    """A milestone by its place (``1.2.3/m1``), with what was read of its due phrase."""

    where: str
    text: str
    reading: DueReading


def due_of(reading: DueReading) -> Due:
    """The reading as the interchange form has it."""
    points = (
        DuePoint(role=p.role, as_written=p.as_written, earliest=p.earliest, latest=p.latest)
        for p in reading.points
    )
    return Due(points=tuple(points), recurrence=reading.recurrence)


def ask_about_dues(milestones: Sequence[DatedMilestone], front: FrontMatter, doubts: Doubts) -> None:
    """Adds the doubts of a whole plan's due phrases, so that each question can name all that it touches."""
    _ask_words(milestones, doubts)
    _ask(doubts, "due.none", [m for m in milestones if not m.reading.points], _none_text)
    _ask(doubts, "due.several-in-cell", [m for m in milestones if len(m.reading.points) > 1], _several_text)
    starts = [m for m in milestones if [p.role for p in m.reading.points] == ["start"]]
    _note(doubts, "note.start-only", starts, "have only a date to start by, and none to be complete by")
    vague = [m for m in milestones if (m.reading.recurrence or "").lower().endswith(_VAGUE)]
    _ask(doubts, "due.recurrence", vague, _vague_text)
    _ask_before_plan(milestones, front, doubts)
    _note_at_publication(milestones, front, doubts)


def _ask(
    doubts: Doubts,
    code: str,
    milestones: Sequence[DatedMilestone],
    text: Callable[[Sequence[DatedMilestone]], str],
    choices: tuple[str, ...] = (),
) -> None:
    for milestone in milestones:
        doubts.add(code, milestone.where, text(milestones), cause=code, choices=choices)


def _none_text(milestones: Sequence[DatedMilestone]) -> str:
    return f"{_count(milestones)} no date, and can never be overdue. When are they due?"


def _several_text(milestones: Sequence[DatedMilestone]) -> str:
    return (
        f"{_count(milestones)} more than one date. Is each rightly a start, a completion or a step between?"
    )


def _vague_text(milestones: Sequence[DatedMilestone]) -> str:
    return f"{_count(milestones)} to recur, but without saying how often. How often?"


def _count(milestones: Sequence[DatedMilestone]) -> str:
    return "One milestone has" if len(milestones) == 1 else f"{len(milestones)} milestones have"


# How each doubt of a due phrase is put, with the answers it can have.
_WORDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "due.two-digit-year": (
        "A month followed by two digits ({words}) is read as a month of a year. Is that right?",
        ("year", "day of the month"),
    ),
    "due.season": ("A season ({words}) is read as the school term. Is that right?", ("yes", "no")),
    "due.quarter-basis": (
        "Quarters ({words}) are read by the calendar. Are they of the financial year?",
        ("calendar", "financial"),
    ),
    "due.no-year": ("A date without a year ({words}) is left open. Which year is meant?", ()),
    "due.year-only": ("A year alone ({words}) is read as due by its end. Is that right?", ("yes", "no")),
    "due.year-kind": (
        "A year over two calendar years ({words}) is read as academic. Is that right?",
        ("academic", "financial"),
    ),
    "due.in-text": ("A date in a sentence ({words}) is not read as due. Is that right?", ("yes", "no")),
    "due.vague": ("An early, mid or late date ({words}) is read as all of it. Is that right?", ("yes", "no")),
    "due.before": (
        "“Before” a date ({words}) is read as due by the day before. Is that right?",
        ("yes", "no"),
    ),
    "due.relative": ("A date counted from something ({words}) is left open. When is that?", ()),
    "due.moved": ("An earlier date ({words}) is not read as due. Is that right?", ("yes", "no")),
    "due.term": ("A term by its number ({words}) is left open. Until when does it last?", ()),
    "due.no-such-day": ("There is no such day ({words}). Which day is meant?", ()),
}


def _ask_words(milestones: Sequence[DatedMilestone], doubts: Doubts) -> None:
    found = [(m.where, doubt) for m in milestones for doubt in m.reading.doubts]
    for code, (text, choices) in _WORDS.items():
        same = [(where, doubt.as_written) for where, doubt in found if doubt.code == code]
        words = ", ".join(f"“{each}”" for each in dict.fromkeys(written for _, written in same))
        for where, _ in same:
            doubts.add(code, where, text.format(words=words), cause=code, choices=choices)


def _ask_before_plan(milestones: Sequence[DatedMilestone], front: FrontMatter, doubts: Doubts) -> None:
    """A completion before the inspection that the plan answers is nearly surely a wrong year."""
    for milestone in milestones:
        for point in milestone.reading.points:
            if front.inspected and point.latest and point.latest < front.inspected and point.role != "start":
                doubts.add(
                    "due.before-plan",
                    milestone.where,
                    f"“{point.as_written}” is before the inspection that led to the plan. Is the year right?",
                    cause=point.as_written,
                    choices=_years(point),
                )


def _years(point: ReadPoint) -> tuple[str, ...]:
    """The date as written, and a year later."""
    assert point.latest is not None
    written = str(point.latest.year)
    digits = written if written in point.as_written else written[2:]
    later = str(point.latest.year + 1)[-len(digits) :]
    return point.as_written, later.join(point.as_written.rsplit(digits, 1))


def _note_at_publication(milestones: Sequence[DatedMilestone], front: FrontMatter, doubts: Doubts) -> None:
    """Dates that had come, or were a month away, while the plan was still being made."""
    if front.written is None or front.inspected is None:
        return
    month = front.written.year * 12 + front.written.month
    early = [
        milestone
        for milestone in milestones
        for day in [point.latest for point in milestone.reading.points if point.latest][:1]
        if day >= front.inspected and day.year * 12 + day.month <= month + 1
    ]
    when = f"were due by the month after {front.written:%B %Y}, when the plan was still being made"
    _note(doubts, "note.at-publication", early, when)


def _note(doubts: Doubts, code: str, milestones: Sequence[DatedMilestone], what: str) -> None:
    """Something to know rather than to settle: said once for the plan, with the places in the sentence."""
    if milestones:
        places = ", ".join(milestone.where for milestone in milestones)
        doubts.add(code, "plan", f"Milestones that {what}: {places}.")
