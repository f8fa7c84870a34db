"""What a later version would change of dates, baselines and targets that are changed by request only."""

from __future__ import annotations

from dataclasses import replace

from lapwing.contexts.improvement.commands.by_request import (
    ASK_FOR_BASELINE,
    ASK_FOR_DATE,
    ASK_FOR_TARGETS,
    told_by_request,
)
from lapwing.contexts.improvement.comparing import (
    Comparison,
    Difference,
    Intention,
    Kind,
    Left,
    Part,
    part_at,
)
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.queries.by_request import is_by_request_only

_PAGES = {
    (Part.MILESTONE, "dates"): ASK_FOR_DATE,
    (Part.SERIES, "baseline"): ASK_FOR_BASELINE,
    (Part.SERIES, "targets"): ASK_FOR_TARGETS,
}


def left_to_requests(plan: Plan, comparison: Comparison, intention: Intention) -> Intention:
    """The same without what has to be asked for; that is left, and says so. What is new is no change."""
    stays = [each for each in intention.taken if _page_of(comparison, each)]
    if not stays or not is_by_request_only(plan):
        return intention
    left = tuple(Left(each, told_by_request(_page_of(comparison, each))) for each in stays)
    taken = tuple(each for each in intention.taken if each not in stays)
    return replace(intention, taken=taken, left=(*intention.left, *left))


def _page_of(comparison: Comparison, difference: Difference) -> str:
    """Where a change of something that stands is asked for; empty for everything else."""
    if difference.kind is not Kind.CHANGED or not difference.was:
        return ""
    if difference.field == "baseline":
        assert difference.before is not None
        if part_at(comparison.before, difference.before).baseline.value is None:
            return ""
    return _PAGES.get((difference.part, difference.field), "")
