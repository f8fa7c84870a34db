"""A plan while people look at it: what it holds, what they have accepted, and what they left for later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from lapwing.contexts.improvement.interchange import Action, Measure, Plan


class EditError(ValueError):
    """The edit does not fit the plan; the message says why, for the person who made it."""


@dataclass(frozen=True)
class Edit:
    """One thing that a person does: its kind (see ``models.EditKind``) and what it needs to know."""

    kind: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Review:
    """``accepted`` holds the places of actions and measures, ``later`` the numbers of questions (from 0).

    ``changed`` are the places of actions and measures that somebody has corrected by hand.
    """

    plan: Plan
    accepted: frozenset[str] = frozenset()
    later: frozenset[int] = frozenset()
    changed: frozenset[str] = field(default=frozenset())

    def with_plan(self, **parts: Any) -> Review:
        return replace(self, plan=replace(self.plan, **parts))

    def action(self, key: str) -> Action:
        """Raises EditError for a key that the plan does not have."""
        found = next((action for action in self.plan.actions if action.key == key), None)
        if found is None:
            raise EditError("This action is no longer in the plan.")
        return found

    def measure(self, key: str) -> Measure:
        """Raises EditError for a key that the plan does not have."""
        found = next((measure for measure in self.plan.measures if measure.key == key), None)
        if found is None:
            raise EditError("This measure is no longer in the plan.")
        return found

    def with_action(self, key: str, change: Callable[[Action], Action]) -> Review:
        self.action(key)
        actions = tuple(change(each) if each.key == key else each for each in self.plan.actions)
        return self.with_plan(actions=actions)

    def with_measure(self, key: str, change: Callable[[Measure], Measure]) -> Review:
        self.measure(key)
        measures = tuple(change(each) if each.key == key else each for each in self.plan.measures)
        return self.with_plan(measures=measures)
