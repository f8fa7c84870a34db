"""Who acts, and what the grants of the day allow them: worked out once, then only asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lapwing.platform.access.scope import Scope
from lapwing.platform.accounts.kinds import UserKind


@dataclass(frozen=True)
class Grant:
    """One role held in an organisation for a partnership, first to last day inclusive."""

    role: str
    permissions: frozenset[str]
    partnership_id: int
    organisation_id: int
    from_date: date
    to_date: date | None
    # What the role allows and the person left out when they let a program act for them.
    beyond: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Actor:
    """A person or a named system user, with the grants that hold on the day it was worked out.

    ``user_id`` is None for somebody who has not signed in: such an actor may do nothing.
    """

    user_id: int | None
    name: str
    kind: UserKind = UserKind.PERSON
    grants: tuple[Grant, ...] = ()

    @property
    def id(self) -> int:
        """The account's number, for columns that say who did it. Raises LookupError when it is nobody."""
        if self.user_id is None:
            raise LookupError("Nobody is acting.")
        return self.user_id

    @property
    def is_system(self) -> bool:
        return self.kind == UserKind.SYSTEM and self.user_id is not None

    @property
    def permissions(self) -> frozenset[str]:
        """Every permission held in any partnership."""
        return frozenset().union(*(grant.permissions for grant in self.grants))

    @property
    def organisation_id(self) -> int | None:
        """The one organisation they act for, or None when there are several or none."""
        found = {grant.organisation_id for grant in self.grants}
        return found.pop() if len(found) == 1 else None

    def organisation_in(self, partnership_id: int) -> int | None:
        """The organisation they act for in this partnership: that of the role held longest."""
        held = [grant for grant in self.grants if grant.partnership_id == partnership_id]
        return (
            min(held, key=lambda grant: (grant.from_date, grant.organisation_id)).organisation_id
            if held
            else None
        )

    def scope(self, permission: str) -> Scope:
        """The partnerships in which this permission is held; a system user's scope is all of them."""
        if self.is_system:
            return Scope(everywhere=True)
        return Scope(
            frozenset(grant.partnership_id for grant in self.grants if permission in grant.permissions)
        )

    def scope_of_person(self, permission: str) -> Scope:
        """The same, whatever a token leaves out: for how far another permission reaches, never to let in."""
        if self.is_system:
            return Scope(everywhere=True)
        return Scope(
            frozenset(
                grant.partnership_id
                for grant in self.grants
                if permission in grant.permissions | grant.beyond
            )
        )

    def may(self, permission: str, partnership_id: int) -> bool:
        return self.scope(permission).covers(partnership_id)

    def roles_in(self, partnership_id: int) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants if grant.partnership_id == partnership_id)

    def may_any(self, permissions: Iterable[str], partnership_id: int) -> bool:
        return any(self.may(permission, partnership_id) for permission in permissions)


NOBODY = Actor(user_id=None, name="Nobody")
