"""What every row of an import shares: whose it is, who brought it in, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lapwing.contexts.improvement.interchange import Span

ENGLAND = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Import:
    partnership_id: int
    user_id: int
    now: datetime
    # Which of the plan's documents it is read from.
    document: int = 1

    def editable(self, source: Span | None = None) -> dict[str, Any]:
        """The fields of something people edit."""
        first, last = source or (None, None)
        return {
            "partnership_id": self.partnership_id,
            "created_at": self.now,
            "created_by_id": self.user_id,
            "source_document": self.document,
            "source_first": first,
            "source_last": last,
        }

    def recorded(self) -> dict[str, Any]:
        """The fields of a fact: it holds from the day it is brought in."""
        return {
            "partnership_id": self.partnership_id,
            "effective_on": self.now.astimezone(ENGLAND).date(),
            "recorded_at": self.now,
            "recorded_by_id": self.user_id,
        }
