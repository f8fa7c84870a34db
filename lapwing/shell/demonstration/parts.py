"""Parts of an invented plan as its data files name them: by key, and by number within the action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from lapwing.contexts.improvement.models import Action, Milestone, Plan, SuccessCriterion

T = TypeVar("T", Milestone, SuccessCriterion)

# The key of an action, and the number of a milestone or success criterion within it, counted from 1.
Part = tuple[str, int]


def action_of(plan: Plan, key: str) -> Action:
    """Raises Action.DoesNotExist for a key that the plan has not."""
    return Action.objects.in_force().get(plan=plan, key=key)


def milestones_of(plan: Plan) -> Mapping[Part, Milestone]:
    """All milestones of a plan. One query."""
    return numbered(Milestone.objects.filter(action__plan=plan).select_related("action"))


def criteria_of(plan: Plan) -> Mapping[Part, SuccessCriterion]:
    """All success criteria of a plan. One query."""
    return numbered(SuccessCriterion.objects.filter(action__plan=plan).select_related("action"))


def numbered(rows: Iterable[T]) -> dict[Part, T]:
    seen: dict[str, int] = defaultdict(int)
    found: dict[Part, T] = {}
    for row in sorted(rows, key=lambda row: (row.position, row.pk)):
        seen[row.action.key] += 1
        found[row.action.key, seen[row.action.key]] = row
    return found
