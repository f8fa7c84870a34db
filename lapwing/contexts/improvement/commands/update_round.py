"""What the updates that one command moves share: read once, and told behind the last of them.

Whoever submits or checks several holds the rows of all of them before anybody is told of any: people are told
under keys that other updates of the cycle share, and who tells somebody under a key waits for another who has
told them so and is not done. One who told people of the first and then wanted the second would wait for
whoever holds the second and wants to tell the same people. Keys come in one order, and people in that of
their numbers (``notify``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property

from lapwing.contexts.improvement import update_notices
from lapwing.contexts.improvement.commands.common import today
from lapwing.contexts.improvement.commands.update_locks import share_cycle
from lapwing.contexts.improvement.models import Cycle, Update, WorkflowStep
from lapwing.contexts.improvement.step_holders import StepHolders, steps_of
from lapwing.contexts.improvement.update_notices import ToTell


class Round:
    """Several updates of one partnership that are moved in one transaction, or one alone."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._cycles: dict[int, Cycle] = {}
        self._steps: dict[int, Mapping[int, WorkflowStep]] = {}
        self._holders: dict[int, StepHolders] = {}
        self._to_tell: list[ToTell] = []
        self._decidable: list[Update] = []

    @cached_property
    def day(self) -> date:
        return today(self.now)

    def share(self, cycle_id: int) -> Cycle:
        """A cycle with its plan, which stay as they stand until the transaction ends."""
        if cycle_id not in self._cycles:
            self._cycles[cycle_id] = share_cycle(cycle_id)
        return self._cycles[cycle_id]

    def steps(self, plan_id: int) -> Mapping[int, WorkflowStep]:
        """The steps of a plan in their order, by their numbers."""
        if plan_id not in self._steps:
            self._steps[plan_id] = {row.pk: row for row in steps_of([plan_id])[plan_id]}
        return self._steps[plan_id]

    def holders(self, partnership_id: int) -> StepHolders:
        """Who holds steps today."""
        if partnership_id not in self._holders:
            self._holders[partnership_id] = StepHolders(partnership_id, self.day)
        return self._holders[partnership_id]

    def to_tell(self, what: ToTell) -> None:
        """Something that people are told once the last of the updates is held."""
        self._to_tell.append(what)

    def can_be_decided(self, update: Update) -> None:
        """An update that waits where somebody else can decide."""
        self._decidable.append(update)

    def tell(self) -> None:
        """Tell it: under each key once, whomever it concerns, in the order of the keys."""
        update_notices.tell(self._to_tell, self.now)
        update_notices.somebody_decides(self._decidable, self.now)
        self._to_tell.clear()
        self._decidable.clear()
