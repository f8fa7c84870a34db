"""A new version as it would read if it knew what people have settled of the old one.

Without this every answered question would look like a change: a quarter worked out on another basis, a cell
divided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lapwing.contexts.improvement.interchange import Due, DuePoint, Plan, Question, Target
from lapwing.contexts.improvement.reading.splitting import SPLIT_CODES, SplitError, apply_split
from lapwing.contexts.improvement.rules.quarters import quarter_bounds
from lapwing.domain.due import QuarterBasis


def as_known_here(before: Plan, after: Plan) -> Plan:
    """``after`` with the answers given to ``before`` carried over, where it leaves the same thing open."""
    found = after
    if before.quarter_basis is not None and after.quarter_basis is None:
        found = _with_basis(found, before.quarter_basis)
    answered = {
        (question.code, _evened(question.raw)): question.answer
        for question in before.questions
        if question.code in SPLIT_CODES and question.answer and question.raw
    }
    for question in after.questions:
        answer = answered.get((question.code, _evened(question.raw)))
        if answer and question.answer is None:
            found = _divided(found, question, answer)
    return found


def _divided(plan: Plan, question: Question, answer: str) -> Plan:
    """The cell divided as before; an answer in words ("as proposed") leaves the proposal."""
    if "\n" not in answer.strip() or answer in question.choices:
        return plan
    found = plan
    for cell in re.split(r"\n\s*\n", answer.strip()):
        asked = next((each for each in found.questions if each.raw == question.raw), question)
        try:
            found = apply_split(found, asked, cell.splitlines())
        except SplitError:
            return plan
    return found


def _with_basis(plan: Plan, basis: QuarterBasis) -> Plan:
    actions = tuple(
        replace(
            action,
            milestones=tuple(
                replace(each, due=Due(points=_points(each.due, basis), recurrence=each.due.recurrence))
                for each in action.milestones
            ),
        )
        for action in plan.actions
    )
    measures = tuple(
        replace(
            measure,
            series=tuple(
                replace(each, targets=tuple(_target(target, basis) for target in each.targets))
                for each in measure.series
            ),
        )
        for measure in plan.measures
    )
    return replace(plan, quarter_basis=basis, actions=actions, measures=measures)


def _points(due: Due, basis: QuarterBasis) -> tuple[DuePoint, ...]:
    found = []
    for point in due.points:
        bounds = quarter_bounds(point.as_written, basis)
        found.append(replace(point, earliest=bounds[0], latest=bounds[1]) if bounds else point)
    return tuple(found)


def _target(target: Target, basis: QuarterBasis) -> Target:
    bounds = quarter_bounds(target.by_as_written or "", basis)
    return replace(target, latest=bounds[1]) if bounds else target


def _evened(raw: str | None) -> str:
    return " ".join((raw or "").split())
