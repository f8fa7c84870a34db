"""What an answer does to a plan that is not saved yet, where no person is needed. Pure.

The answers that join roles and measures are carried out when the plan is saved, because the interchange form
does not carry what they did; all others change the plan here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from lapwing.contexts.improvement.interchange import (
    Due,
    DuePoint,
    Milestone,
    Plan,
    Question,
    Series,
    Target,
)
from lapwing.contexts.improvement.reading.splitting import SplitError, apply_split
from lapwing.contexts.improvement.reviewing.review import EditError
from lapwing.contexts.improvement.rules.questions import JOINING
from lapwing.contexts.improvement.rules.relative import apply as apply_relative
from lapwing.contexts.improvement.rules.relative import reading_of
from lapwing.contexts.improvement.rules.status_words import is_the_word, status_answered
from lapwing.domain.due import QuarterBasis, read_due

# What a person says when the reading is right as it is and nothing need change.
AS_READ = "right as it is read"
_SPLITS = frozenset({"text.split", "owner.split"})


def effect_of(plan: Plan, question: Question, answer: str) -> Plan:
    """The plan with what an answer changes. Raises EditError when the answer cannot be carried out."""
    act = _ACTS.get(question.code)
    return act(plan, question, answer) if act is not None and answer != AS_READ else plan


def _quarter_basis(plan: Plan, question: Question, answer: str) -> Plan:
    """Every date written as a quarter is worked out again."""
    said = answer.casefold()
    basis: QuarterBasis | None = (
        "calendar" if "calendar" in said else "financial" if "financial" in said else None
    )
    if basis is None:
        return plan
    actions = tuple(
        replace(action, milestones=tuple(_in_quarters(milestone, basis) for milestone in action.milestones))
        for action in plan.actions
    )
    measures = tuple(
        replace(
            measure,
            series=tuple(
                replace(series, targets=tuple(_target_in_quarters(each, basis) for each in series.targets))
                for series in measure.series
            ),
        )
        for measure in plan.measures
    )
    return replace(plan, actions=actions, measures=measures, quarter_basis=basis)


def _in_quarters(milestone: Milestone, basis: QuarterBasis) -> Milestone:
    points = tuple(
        replace(point, earliest=bounds[0], latest=bounds[1])
        if (bounds := _quarter(point.as_written, basis))
        else point
        for point in milestone.due.points
    )
    if points == milestone.due.points:
        return milestone
    return replace(milestone, due=replace(milestone.due, points=points))


def _target_in_quarters(target: Target, basis: QuarterBasis) -> Target:
    bounds = _quarter(target.by_as_written or "", basis)
    return replace(target, latest=bounds[1]) if bounds else target


def _quarter(text: str, basis: QuarterBasis) -> tuple[date | None, date | None] | None:
    """The bounds of the one quarter that a text names; None when it names none, or the basis is no matter."""
    both = read_due(text, "calendar").points, read_due(text, "financial").points
    if len(both[0]) != 1 or len(both[1]) != 1 or both[0] == both[1]:
        return None
    point = both[basis == "financial"][0]
    return point.earliest, point.latest


def _split(plan: Plan, question: Question, answer: str) -> Plan:
    """A cell is divided where the person says: one item to a line, an empty line between cells.

    An answer in words ("yes, as proposed") leaves the cell as it was divided by the reader.
    """
    cells = {" ".join(cell.split()) for cell in (question.raw or "").splitlines()}
    is_division = "\n" in answer.strip() or " ".join(answer.split()) in cells
    if not is_division or answer in question.choices:
        return plan
    found = plan
    for cell in re.split(r"\n\s*\n", answer.strip()):
        try:
            found = apply_split(found, question, cell.splitlines())
        except SplitError as error:
            raise EditError(str(error)) from error
    return replace(found, questions=plan.questions)


def _target_relative(plan: Plan, question: Question, answer: str) -> Plan:
    """Targets written as changes are resolved by the reading chosen, once their sign is certain."""
    sign = -1 if any(_turns_sign(plan, place) for place in question.where) else 1
    measures = tuple(
        replace(measure, series=tuple(_resolved(series, answer, sign) for series in measure.series))
        if measure.key in question.where
        else measure
        for measure in plan.measures
    )
    return replace(plan, measures=measures)


def _turns_sign(plan: Plan, place: str) -> bool:
    asked = next((q for q in plan.questions if q.code == "target.sign" and place in q.where), None)
    if asked is None:
        return False
    if asked.answer is None:
        raise EditError("Say first which sign is meant: that question about these targets is open.")
    return bool(asked.choices) and asked.answer == asked.choices[0]


def _resolved(series: Series, answer: str, sign: int) -> Series:
    reading = reading_of(answer, of_percentages="%" in (series.unit or ""))
    relative = [target for target in series.targets if target.type == "relative" and target.value is not None]
    if reading is None or series.baseline.value is None or not relative:
        return series
    values = apply_relative(reading, series.baseline.value, [sign * (t.value or 0.0) for t in relative])
    found = dict(zip(map(id, relative), values, strict=True))
    return replace(
        series,
        targets=tuple(
            replace(each, resolved=found[id(each)]) if id(each) in found else each for each in series.targets
        ),
    )


def _due_none(plan: Plan, question: Question, answer: str) -> Plan:
    """A date given for actions that have none is the date of each of their parts without one."""
    reading = read_due(answer, plan.quarter_basis)
    points = tuple(
        DuePoint(role=p.role, as_written=p.as_written, earliest=p.earliest, latest=p.latest)
        for p in reading.points
        if p.latest is not None
    )
    return _dated(plan, question, lambda due: due if due.points else Due(points=points)) if points else plan


def _due_year(plan: Plan, question: Question, answer: str) -> Plan:
    """A year given for dates that print none is the year of each of them."""
    year = re.search(r"\b(20\d\d)\b", answer)
    if year is None:
        return plan

    def with_year(point: DuePoint) -> DuePoint:
        found = read_due(f"{point.as_written} {year.group(1)}").points
        if point.latest is not None or len(found) != 1:
            return point
        return replace(point, earliest=found[0].earliest, latest=found[0].latest)

    return _dated(plan, question, lambda due: replace(due, points=tuple(map(with_year, due.points))))


def _dated(plan: Plan, question: Question, change: Callable[[Due], Due]) -> Plan:
    """The plan with the due changed of each milestone that a question names, by itself or by its action."""

    def one(key: str, number: int, milestone: Milestone) -> Milestone:
        named = key in question.where or f"{key}/m{number}" in question.where
        return replace(milestone, due=change(milestone.due)) if named else milestone

    return replace(
        plan,
        actions=tuple(
            replace(
                action,
                milestones=tuple(
                    one(action.key, number, each) for number, each in enumerate(action.milestones, 1)
                ),
            )
            for action in plan.actions
        ),
    )


def _status_word(plan: Plan, question: Question, answer: str) -> Plan:
    """The word is understood wherever it stands, and the last word of a milestone is its status."""
    status = status_answered(answer)
    if status is None:
        return plan
    word = question.raw or ""

    def understood(milestone: Milestone) -> Milestone:
        reports = tuple(
            replace(each, status=status.value)
            if each.status is None and is_the_word(each.as_written, word)
            else each
            for each in milestone.reports
        )
        if reports == milestone.reports:
            return milestone
        return replace(milestone, reports=reports, status=[r.status for r in reports if r.status][-1])

    return replace(
        plan,
        actions=tuple(
            replace(action, milestones=tuple(map(understood, action.milestones))) for action in plan.actions
        ),
    )


_ACTS: dict[str, Callable[[Plan, Question, str], Plan]] = {
    "due.quarter-basis": _quarter_basis,
    "due.none": _due_none,
    "due.no-year": _due_year,
    "target.relative": _target_relative,
    "text.split": _split,
    "owner.split": _split,
    "status.word": _status_word,
}


def is_carried_out(code: str) -> bool:
    """Whether an answer to such a question changes the plan, now or when it is saved, or is only kept."""
    return code in _ACTS or code in JOINING
