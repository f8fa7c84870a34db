"""What other packages may use of the improvement plan."""

from __future__ import annotations

from lapwing.contexts.improvement.queries import list_plans
from lapwing.contexts.improvement.queries.pages import PlanLine
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

__all__ = ["PlanLine", "plans_of"]


def plans_of(actor: Actor, partnership: Partnership) -> tuple[PlanLine, ...]:
    """The plans of a partnership that the actor may see, by title."""
    return list_plans(actor=actor, partnership_ref=partnership.ref)
