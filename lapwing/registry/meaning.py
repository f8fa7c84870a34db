"""What a role means for whoever looks at it: what it may do in words, and the three things that weigh."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from lapwing.platform.access.permissions import declared_permissions, personal_permissions
from lapwing.registry.roles import ENTER, permissions_of

# Permissions whose last word is one of these change nothing, and neither do the few that are named.
_READING = (".read", ".export", ".open", ".history")
# A view of a table is kept for oneself alone, and changes no record.
_CHANGING_NOTHING = ENTER | {"exports.review", "documents.malware.hear", "saved_views.keep"}


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
    return meaning_of_permissions(permissions_of(role))


def meaning_of_permissions(held: Set[str]) -> Meaning:
    """What holding these permissions means."""
    known = declared_permissions()
    return Meaning(
        may=tuple(known[name] for name in sorted(held - ENTER) if name in known),
        sees_personal_data=not held.isdisjoint(personal_permissions()),
        may_change=any(not name.endswith(_READING) for name in held - _CHANGING_NOTHING),
        may_export=any(name.endswith(".export") for name in held),
    )
