"""What the command line prints for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from lapwing.contexts.improvement.interchange import Plan
from lapwing.platform.extraction.document import Kind

if TYPE_CHECKING:
    from lapwing.contexts.improvement.files import FileReading
    from lapwing.contexts.improvement.queries.lines import MilestoneLine
    from lapwing.contexts.improvement.queries.pages import LateList, Overview

WIDTH = 76


def day(when: date) -> str:
    """A date as people write it: 3 May 2026."""
    return f"{when.day} {when:%b %Y}"


def counted(number: int, what: str, many: str = "") -> str:
    """A number with its noun: "1 action", "3 actions"."""
    return f"{number} {what if number == 1 else many or what + 's'}"


def short(text: str) -> str:
    """A text on one line."""
    plain = " ".join(text.split())
    return plain if len(plain) <= WIDTH else plain[: WIDTH - 1].rstrip() + "…"


def summary(plan: Plan) -> Iterator[str]:
    """What was understood of a document, in counts, and what it leaves open."""
    milestones = [milestone for action in plan.actions for milestone in action.milestones]
    series = [line for measure in plan.measures for line in measure.series]
    yield plan.title
    if plan.inspection.from_:
        until = plan.inspection.to
        more = f" to {day(until)}" if until and until != plan.inspection.from_ else ""
        yield f"Inspected {day(plan.inspection.from_)}{more}"
    yield ", ".join(
        (
            counted(len(plan.areas_for_improvement), "area for improvement", "areas for improvement"),
            counted(len(plan.groups), "group"),
            counted(len(plan.objectives), "objective"),
        )
    )
    yield ", ".join(
        (
            counted(len(plan.actions), "action"),
            counted(len(milestones), "milestone"),
            counted(sum(len(milestone.due.points) for milestone in milestones), "due point"),
            counted(
                sum(len(action.success_criteria) for action in plan.actions),
                "success criterion",
                "success criteria",
            ),
        )
    )
    yield ", ".join(
        (
            counted(len(plan.measures), "measure"),
            f"{len(series)} series",
            counted(sum(len(line.targets) for line in series), "target"),
        )
    )
    codes = Counter(question.code for question in plan.questions)
    yield counted(len(plan.questions), "question") + (":" if codes else "")
    for code, times in codes.most_common():
        yield f"  {times:>3}  {code}"


_WHAT_ELSE = {
    "progress report": "it reads as a progress report on a plan, not as one",
    "contents": "it reads as a list of contents",
    "notice": "it reads as a notice or a news page",
    "other": "it does not read as a plan",
}


def nothing_in(found: FileReading) -> str:
    """That a file holds no plan, and what it seems to be."""
    else_ = _WHAT_ELSE.get(found.plan.document)
    return f"Lapwing found no actions and no measures in {found.name}" + (f": {else_}." if else_ else ".")


def beside(found: FileReading) -> Iterator[str]:
    """What a person should know of how a file was read: one sentence a line."""
    for note in found.document.notes if found.document else ():
        yield note.text
    if found.is_empty:
        yield nothing_in(found)


def explanation(found: FileReading) -> Iterator[str]:
    """How a file was understood: its kind, its parts, and step by step what was recognised."""
    yield f"{found.name} is {_KINDS[found.kind]}"
    if document := found.document:
        yield ", ".join(
            (
                counted(len(document.lines), "line"),
                counted(len(document.paragraphs), "paragraph"),
                counted(len(document.grids), "table"),
            )
        )
    yield from found.trace
    for question in found.plan.questions:
        yield f"question: {question.code} ({len(question.where)}): {short(question.text)}"
    yield (
        counted(sum(part.lines[1] - part.lines[0] + 1 for part in found.plan.remainder), "line")
        + " left over"
    )


_KINDS = {
    Kind.WORD: "a Word document",
    Kind.PDF: "a PDF",
    Kind.EXCEL: "an Excel workbook",
    Kind.CSV: "a list of values (CSV)",
    Kind.HTML: "a web page",
    Kind.MARKDOWN: "Markdown",
    Kind.TEXT: "text",
    Kind.JSON: "a plan in the interchange form",
}


def overdue(late: LateList) -> Iterator[str]:
    """What is overdue on a day, longest first, with missed starts and occurrences apart."""
    on = day(late.plan.on)
    yield f"{counted(len(late.overdue), 'milestone')} overdue on {on}"
    for line in late.overdue:
        yield _late(line, f"{line.days_overdue} d", line.last_due)
    if late.missed_starts:
        yield f"{counted(len(late.missed_starts), 'start')} missed"
        for line in late.missed_starts:
            yield _late(line, "start", line.missed_start)
    if late.missed_occurrences:
        yield f"{counted(len(late.missed_occurrences), 'occurrence')} missed"
        for line, turn in late.missed_occurrences:
            yield _late(line, turn.label, turn.due_on)
    if late.undated:
        yield f"{counted(len(late.undated), 'milestone')} without a date, never overdue"


def _late(line: MilestoneLine, how: str, missed: date | None) -> str:
    when = day(missed) if missed else "no date"
    return f"  {how:>7}  {line.action_number or '–':<8} {when:<11}  {short(line.text)}"


def status(page: Overview) -> Iterator[str]:
    """How a plan stands, in words."""
    head, key = page.plan, page.plan.key
    yield f"{head.title} ({head.partnership})"
    yield f"As recorded at the end of {day(head.on)}" if head.as_at else f"On {day(head.on)}"
    if head.not_yet_recorded:
        yield f"It was not in Lapwing yet: it was brought in on {day(head.recorded_on)}."
    total = page.counts.total + page.stopped
    yield f"{counted(page.actions, 'action')}, {counted(total, 'milestone')}"
    for colour, line in key.items():
        if number := page.counts.of(colour):
            yield f"  {number:>4}  {line.label}"
    if page.stopped:
        yield f"  {page.stopped:>4}  Stopped"
    before = (
        "" if page.overdue_before is None else f" (was {page.overdue_before} on {day(page.compared_with)})"
    )
    yield f"{page.overdue} overdue{before}"
    if page.missed_starts:
        yield f"{counted(page.missed_starts, 'start')} missed"
    if page.missed_occurrences:
        yield f"{counted(page.missed_occurrences, 'occurrence')} missed"
    if page.undated:
        yield f"{page.undated} without a date"
    due = page.due_next
    yield f"Due in 30 days {due.in_30}, 60 days {due.in_60}, 90 days {due.in_90}"
    found = page.measures
    yield (
        f"{counted(found.total, 'series', 'series')} of measures: met {found.met}, on path {found.on_path}, "
        f"off path {found.off_path}, unknown {found.unknown}"
    )
    yield counted(page.open_questions, "open question")
