"""What a plan ever held, by reference: what is said or decided about it is about this plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from lapwing.contexts.improvement.models import Action, Measure, Milestone, Occurrence, Plan, Update


def things_of(plan: Plan) -> Mapping[str, frozenset[str]]:
    """The references of the plan and of its parts by kind, one query for each kind.

    Also what was withdrawn: what was decided about it was decided about this plan.
    """

    def refs(rows: QuerySet[Any]) -> frozenset[str]:
        return frozenset(rows.values_list("ref", flat=True))

    return {
        "plan": frozenset({plan.ref}),
        "action": refs(Action.objects.filter(plan=plan)),
        "milestone": refs(Milestone.objects.filter(action__plan=plan)),
        "occurrence": refs(Occurrence.objects.filter(milestone__action__plan=plan)),
        "measure": refs(Measure.objects.filter(plan=plan)),
        "update": refs(Update.objects.filter(action__plan=plan)),
    }
