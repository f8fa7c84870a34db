"""One answer to "which partnerships", asked of lists and of single records alike."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True)
class Scope:
    """A set of partnerships, or all of them."""

    partnership_ids: frozenset[int] = frozenset()
    everywhere: bool = False

    def as_q(self, path: str = "partnership") -> Q:
        """The condition on a list whose rows reach their partnership by ``path`` ("" when they are one)."""
        if self.everywhere:
            return Q()
        return Q((f"{path}__in" if path else "pk__in", self.partnership_ids))

    def covers(self, partnership_id: int) -> bool:
        return self.everywhere or partnership_id in self.partnership_ids
