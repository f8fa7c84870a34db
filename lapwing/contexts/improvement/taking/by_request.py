"""What a later version would change of dates, baselines and targets that are changed by request only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lapwing.contexts.improvement.commands.by_request import (
    ASK_FOR_BASELINE,
    ASK_FOR_DATE,
    ASK_FOR_TARGETS,
    told_by_request,
    told_to_take_out,
)
from lapwing.contexts.improvement.comparing import (
    Comparison,
    Difference,
    Intention,
    Kind,
    Left,
    Part,
    intended,
    part_at,
)
from lapwing.contexts.improvement.models import Action, Measure, Milestone, Plan, Series
from lapwing.contexts.improvement.models.base import Editable
from lapwing.contexts.improvement.queries.by_request import is_by_request_only

_PAGES = {
    (Part.MILESTONE, "dates"): ASK_FOR_DATE,
    (Part.SERIES, "baseline"): ASK_FOR_BASELINE,
    (Part.SERIES, "targets"): ASK_FOR_TARGETS,
}


_MODELS: dict[Part, type[Editable]] = {
    Part.MILESTONE: Milestone,
    Part.SERIES: Series,
    Part.ACTION: Action,
    Part.MEASURE: Measure,
}


def left_to_requests(plan: Plan, comparison: Comparison, intention: Intention) -> Intention:
    """The same without what has to be asked for; that is left, and says so. What is new is no change.

    A group whose action stays for that stays as well.
    """
    stays = {each.id: why for each in intention.taken if (why := _why_asked(comparison, each))}
    if not stays or not is_by_request_only(plan):
        return intention
    left = tuple(Left(each, stays[each.id]) for each in intention.taken if each.id in stays)
    again = intended(comparison, (each.id for each in intention.taken if each.id not in stays))
    return replace(intention, taken=again.taken, left=(*intention.left, *left, *again.left))


def _why_asked(comparison: Comparison, difference: Difference) -> str:
    """What is said of a difference that has to be asked for; empty for everything else."""
    if difference.kind is Kind.REMOVED and difference.part in _MODELS:
        assert difference.before is not None
        promised = _promised(difference.part, part_at(comparison.before, difference.before))
        return told_to_take_out(_MODELS[difference.part]) if promised else ""
    page = _page_of(comparison, difference)
    return told_by_request(page) if page else ""


def _promised(part: Part, found: Any) -> bool:
    """Whether a part of the plan as it stands has a date, a baseline or a target."""
    if part is Part.ACTION:
        return any(_promised(Part.MILESTONE, each) for each in found.milestones)
    if part is Part.MEASURE:
        return any(_promised(Part.SERIES, each) for each in found.series)
    if part is Part.MILESTONE:
        return bool(found.due.points or found.due.recurrence)
    return found.baseline.value is not None or bool(found.targets)


def _page_of(comparison: Comparison, difference: Difference) -> str:
    """Where a change of something that stands is asked for; empty for everything else."""
    if difference.kind is not Kind.CHANGED or not difference.was:
        return ""
    if difference.field == "baseline":
        assert difference.before is not None
        if part_at(comparison.before, difference.before).baseline.value is None:
            return ""
    return _PAGES.get((difference.part, difference.field), "")
