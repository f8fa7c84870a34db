"""Parts that other packages bring over when a plan starts from an earlier one: they register them here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from lapwing.platform.access.actor import Actor


@dataclass(frozen=True)
class FurtherPart:
    """One part. ``count`` says how many would come of a plan; ``bring`` copies them, within the start's own
    transaction: (actor, now, from, to), plans by their references.
    """

    code: str
    label: str
    permission: str
    count: Callable[[str], int]
    bring: Callable[[Actor, datetime, str, str], object]


@dataclass
class FurtherParts:
    """What was registered, by code."""

    known: dict[str, FurtherPart] = field(default_factory=dict)

    def register(self, part: FurtherPart) -> None:
        """Take it in; the last of a code stands."""
        self.known[part.code] = part


FURTHER_PARTS = FurtherParts()
