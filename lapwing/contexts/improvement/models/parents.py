"""What a record of a plan lies in, and so the way from it up to its plan."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from .action import Action, Milestone, Occurrence, SuccessCriterion
from .base import Editable
from .cycle import Cycle, Rhythm
from .measure import Measure, Series
from .plan import Area, Finding, Group, Objective, Plan
from .publication import PlanPublication

# The field that leads to what a record lies in. A plan and an owner role lie in nothing.
PARENT: dict[type[Model], str] = {
    Area: "plan",
    Finding: "plan",
    Group: "plan",
    Objective: "plan",
    Action: "plan",
    Milestone: "action",
    Occurrence: "milestone",
    SuccessCriterion: "action",
    Measure: "plan",
    Series: "measure",
    Rhythm: "plan",
    Cycle: "plan",
    PlanPublication: "plan",
}
# Facts about a record lie in it, and have no place of their own.
_FURTHER = ("series", "objective", "criterion")


def ways_up(model: type[Model]) -> tuple[str, ...]:
    """The lookups to everything that a record lies in, the nearest first: ("action", "action__plan")."""
    if model not in PARENT:
        return ()
    parent = PARENT[model]
    above: Any = model._meta.get_field(parent).related_model
    return (parent, *(f"{parent}__{further}" for further in ways_up(above)))


def plan_of(row: Any) -> Plan | None:
    """The plan that a record, or a fact about one, lies in; None when it lies in none."""
    while not isinstance(row, Plan):
        names = dict.fromkeys((*PARENT.values(), *_FURTHER))
        name = next((name for name in names if hasattr(row, f"{name}_id")), None)
        if name is None:
            return None
        row = getattr(row, name)
    return row


def taken_out_above(row: Editable) -> Editable | None:
    """What a record lies in or is grouped under, if that is taken out itself."""
    for name in (PARENT.get(type(row)), "group"):
        above: Editable | None = getattr(row, name, None) if name else None
        if above is not None and above.voided_at is not None:
            return above
    return None
