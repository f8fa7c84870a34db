"""What the kinds of record of a plan are called: in addresses, and in sentences."""

from __future__ import annotations

from lapwing.contexts.improvement.models import (
    Action,
    Area,
    Finding,
    Group,
    Measure,
    Milestone,
    Objective,
    Occurrence,
    OwnerRole,
    Plan,
    Series,
    SuccessCriterion,
)
from lapwing.contexts.improvement.models.base import Editable

# The words by which addresses name what can be moved, taken out and brought back.
KINDS: dict[str, type[Editable]] = {
    "plan": Plan,
    "area": Area,
    "finding": Finding,
    "group": Group,
    "objective": Objective,
    "action": Action,
    "milestone": Milestone,
    "occurrence": Occurrence,
    "criterion": SuccessCriterion,
    "measure": Measure,
    "series": Series,
    "owner-role": OwnerRole,
}
KIND_OF = {model: kind for kind, model in KINDS.items()}
# Those that stand in an order of their own; the others are ordered by their date or name.
WITHOUT_ORDER = frozenset({"plan", "occurrence", "owner-role"})
WORDS: dict[type[Editable], str] = {
    **KIND_OF,
    Area: "area for improvement",
    SuccessCriterion: "success criterion",
    OwnerRole: "owner role",
}
