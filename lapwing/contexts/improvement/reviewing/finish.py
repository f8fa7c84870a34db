"""The plan to save: what nobody need be asked any more is left out, and every line is still accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Plan, Remainder
from lapwing.contexts.improvement.reading.cover import sources_of
from lapwing.contexts.improvement.reviewing.review import Review


def finished(review: Review, reading: Plan, lines: Sequence[str]) -> Plan:
    """The plan of a review. ``reading`` is the plan as first read, ``lines`` the document's."""
    plan = review.plan
    questions = tuple(
        question
        for question, first in zip(plan.questions, reading.questions, strict=True)
        if not is_moot(question.where, first.where)
    )
    # whoever makes an action of a line says that the document is a plan
    document = "plan" if plan.actions else plan.document
    remainder = left_over(plan, reading, lines)
    return replace(plan, questions=questions, remainder=remainder, document=document)


def is_moot(where: Sequence[str], first: Sequence[str]) -> bool:
    """Whether all that a question was about has been taken out of the plan."""
    return bool(first) and not where


def left_over(plan: Plan, reading: Plan, lines: Sequence[str]) -> tuple[Remainder, ...]:
    """The passages in no part of the plan: as read, less what was added since, with what was taken out."""
    before, after = _covered(reading), _covered(plan)
    if before == after:
        return reading.remainder
    left = {number for part in reading.remainder for number in range(part.lines[0], part.lines[1] + 1)}
    left = (left - (after - before)) | (before - after)
    return tuple(_remainders(sorted(left), lines))


def _covered(plan: Plan) -> set[int]:
    return {number for first, last in sources_of(plan) for number in range(first, last + 1)}


def _remainders(numbers: Sequence[int], lines: Sequence[str]) -> Iterable[Remainder]:
    run: list[int] = []
    for number in (*numbers, 0):
        if run and number != run[-1] + 1:
            while run and not lines[run[-1] - 1].strip():
                run.pop()
            while run and not lines[run[0] - 1].strip():
                run.pop(0)
            if run:
                text = "\n".join(lines[each - 1].rstrip() for each in run)
                yield Remainder(lines=(run[0], run[-1]), text=text)
            run = []
        if 0 < number <= len(lines):
            run.append(number)
