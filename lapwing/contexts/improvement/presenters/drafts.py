"""What was understood of a document, before it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.rules.questions import order_of, title_of


@dataclass(frozen=True)
class ActionSeen:
    number: str
    text: str
    owners: str
    milestones: int
    due: str


@dataclass(frozen=True)
class GroupSeen:
    """A group (or what stands in none) with its actions; ``objectives`` as (number, title)."""

    number: str
    title: str
    objectives: int
    actions: tuple[ActionSeen, ...]


@dataclass(frozen=True)
class QuestionsSeen:
    """The questions of one kind."""

    title: str
    questions: tuple[interchange.Question, ...]


@dataclass(frozen=True)
class Understood:
    """The first screen of a draft: counts, questions, groups, measures, and what was left over."""

    title: str
    local_area: str
    counts: tuple[tuple[int, str], ...]
    questions: tuple[QuestionsSeen, ...]
    asked: int
    areas: tuple[interchange.Area, ...]
    groups: tuple[GroupSeen, ...]
    measures: tuple[tuple[str, str, int, int], ...]
    remainder: tuple[interchange.Remainder, ...]
    lines: int
    lines_left: int
    is_empty: bool


def understood(plan: interchange.Plan, text: str) -> Understood:
    milestones = [milestone for action in plan.actions for milestone in action.milestones]
    series = [each for measure in plan.measures for each in measure.series]
    counts = (
        (len(plan.areas_for_improvement), "areas for improvement"),
        (len(plan.objectives), "objectives"),
        (len(plan.actions), "actions"),
        (len(milestones), "milestones"),
        (sum(len(milestone.due.points) for milestone in milestones), "dates"),
        (len({owner for action in plan.actions for owner in action.owners}), "owners as spelled"),
        (sum(len(action.success_criteria) for action in plan.actions), "success criteria"),
        (len(plan.measures), "measures"),
        (sum(len(each.targets) for each in series), "targets"),
    )
    left = sum(last - first + 1 for first, last in (each.lines for each in plan.remainder))
    return Understood(
        title=plan.title,
        local_area=plan.local_area or "",
        counts=tuple(pair for pair in counts if pair[0]),
        questions=_questions(plan.questions),
        asked=sum(question.answer is None for question in plan.questions),
        areas=plan.areas_for_improvement,
        groups=_groups(plan),
        measures=tuple(
            (
                measure.name,
                ", ".join(measure.refs),
                len(measure.series),
                sum(len(each.targets) for each in measure.series),
            )
            for measure in plan.measures
        ),
        remainder=plan.remainder,
        lines=len(text.splitlines()),
        lines_left=left,
        is_empty=not (plan.actions or plan.measures),
    )


def _questions(found: Iterable[interchange.Question]) -> tuple[QuestionsSeen, ...]:
    open_ = [question for question in found if question.answer is None]
    codes = sorted({question.code for question in open_}, key=lambda code: (order_of(code), code))
    return tuple(
        QuestionsSeen(title_of(code), tuple(each for each in open_ if each.code == code)) for code in codes
    )


def _groups(plan: interchange.Plan) -> tuple[GroupSeen, ...]:
    found = [
        GroupSeen(
            group.ref,
            group.title,
            sum(objective.group == group.ref for objective in plan.objectives),
            tuple(_action(action) for action in plan.actions if action.group == group.ref),
        )
        for group in plan.groups
    ]
    known = {group.ref for group in plan.groups}
    loose = tuple(_action(action) for action in plan.actions if action.group not in known)
    return (*found, GroupSeen("", "In no group", 0, loose)) if loose else tuple(found)


def _action(action: interchange.Action) -> ActionSeen:
    points = [point for milestone in action.milestones for point in milestone.due.points]
    return ActionSeen(
        number=action.ref or "",
        text=action.text or (action.milestones[0].text if action.milestones else ""),
        owners="; ".join(action.owners),
        milestones=len(action.milestones),
        due="; ".join(dict.fromkeys(point.as_written for point in points)),
    )
