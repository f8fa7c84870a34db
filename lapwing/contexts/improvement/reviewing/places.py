"""Where something stands in a plan, written to travel in an address: ``action/1.2/milestone/0``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

# The lists of an action that are divided, joined and moved.
LISTS = ("milestone", "criterion", "owner")
_OWNERS = ("plan", "group", "objective", "action", "measure")
_PARTS = (*LISTS, "series")


@dataclass(frozen=True)
class Place:
    """A part of a plan: ``kind`` and ``key`` name what it belongs to, ``part`` and ``at`` (from 0) its row.

    ``target`` counts the targets of a series. A list as a whole has a ``part`` and no ``at``.
    """

    kind: str
    key: str = ""
    part: str = ""
    at: int | None = None
    target: int | None = None

    def __str__(self) -> str:
        steps = [self.kind, quote(self.key, safe="")] if self.kind != "plan" else [self.kind]
        steps += [self.part] if self.part else []
        steps += [str(self.at)] if self.at is not None else []
        steps += ["target", str(self.target)] if self.target is not None else []
        return "/".join(steps)

    @classmethod
    def of(cls, text: str) -> Place:
        """The place that ``str`` wrote. Raises ValueError for anything else."""
        steps = text.split("/")
        kind, key = steps[0], unquote(steps[1]) if len(steps) > 1 else ""
        part = steps[2] if len(steps) > 2 else ""
        at = int(steps[3]) if len(steps) > 3 else None
        target = int(steps[5]) if len(steps) > 5 else None
        found = cls(kind, key, part, at, target)
        if (
            kind not in _OWNERS
            or (part and part not in _PARTS)
            or str(found) != text
            or min(at or 0, target or 0) < 0
        ):
            raise ValueError(f"{text!r} is no place in a plan")
        return found

    def whole(self) -> Place:
        """The action, measure or other thing that the place belongs to."""
        return Place(self.kind, self.key)
