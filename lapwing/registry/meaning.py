"""What a role means for whoever looks at it: what it may do in words, and the three things that weigh."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.platform.access.permissions import declared_permissions, personal_permissions
from lapwing.registry.roles import ENTER, permissions_of

# Permissions whose last word is one of these change nothing.
_NO_CHANGE = (".read", ".enter", ".export", ".open", ".history")


@dataclass(frozen=True)
class Meaning:
    """``may`` has one sentence for each permission, in the order of their names."""

    may: tuple[str, ...]
    sees_personal_data: bool
    may_change: bool
    may_export: bool

    @property
    def in_short(self) -> str:
        """The three that weigh, in a line."""
        weighs = (
            (self.sees_personal_data, "sees personal data"),
            (self.may_change, "may change"),
            (self.may_export, "may export"),
        )
        words = ", ".join(word for holds, word in weighs if holds) or "reads only"
        return words[:1].upper() + words[1:]


def meaning_of(role: str) -> Meaning:
    """What this role means today; one that is no longer a role means nothing."""
    held = permissions_of(role)
    known = declared_permissions()
    return Meaning(
        may=tuple(known[name] for name in sorted(held - ENTER) if name in known),
        sees_personal_data=not held.isdisjoint(personal_permissions()),
        # a view of a table is kept for oneself alone, and changes no record
        may_change=any(not name.endswith(_NO_CHANGE) for name in held - {"saved_views.keep"}),
        may_export=any(name.endswith(".export") for name in held),
    )
