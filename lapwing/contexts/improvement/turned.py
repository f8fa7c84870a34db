"""What other packages do once a reporting cycle has closed or was signed off.

They register something that puts a job into the queue, in ``ready`` of their app. It is part of the turn's
own transaction: the job is there when the cycle turned, and not when it did not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

PutJob = Callable[[str], object]


@dataclass
class AfterTurns:
    """What was registered, by a name; each is given the reference of the plan."""

    _known: dict[str, PutJob] = field(default_factory=dict)

    def register(self, name: str, put_job: PutJob) -> None:
        """Take it in; the last of a name stands."""
        self._known[name] = put_job

    def tell(self, plan_ref: str) -> None:
        """A cycle of this plan closed or was signed off."""
        for put_job in self._known.values():
            put_job(plan_ref)


AFTER_TURNS = AfterTurns()
