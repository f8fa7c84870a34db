"""Who may unsay what was signed off: those who sign off today, and those who run the plan."""

from __future__ import annotations

from lapwing.contexts.improvement.models import Update
from lapwing.contexts.improvement.step_holders import People, StepHolders, steps_of


def signers_of(update: Update, people: People, holders: StepHolders) -> frozenset[int]:
    """The accounts that may return a signed-off update or withdraw its words: none of those whose it is."""
    plan = update.action.plan_id
    steps = steps_of([plan])[plan]
    return (holders.of(steps[-1] if steps else None, update.action) | holders.runners) - people.all
