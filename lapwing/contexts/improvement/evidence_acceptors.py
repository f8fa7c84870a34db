"""Who may accept a piece of evidence: who checks updates or changes the plan, and whose it is not.

It is the work of who gave it, and of who owns its action or did since the day before it was given. What is
kept to roles is accepted by somebody who has one of them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.access import CHECK, EDIT
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.outbox import SYSTEM_USER
from lapwing.registry.actors import holders_of
from lapwing.registry.models import Membership
from lapwing.registry.roles import ROLES

# The roles that accept evidence, unless it is their own.
ACCEPTING = tuple(role.code for role in ROLES.values() if not {CHECK, EDIT}.isdisjoint(role.permissions))


@dataclass(frozen=True)
class Acceptors:
    """The accounts that may accept evidence by what they may do, and those that have a role it is kept to."""

    editing: frozenset[int]
    checking: frozenset[int]
    # None: it is kept to no roles
    reading: frozenset[int] | None

    @property
    def able(self) -> frozenset[int]:
        """Whoever could accept it if it were kept to no roles."""
        return self.editing | self.checking

    @property
    def asked(self) -> frozenset[int]:
        """Those who are asked: who changes the plan; where none of them may accept it, whoever may."""
        return self._reading(self.editing) or self._reading(self.checking)

    def _reading(self, people: frozenset[int]) -> frozenset[int]:
        return people if self.reading is None else people & self.reading


def acceptors(partnership_id: int, own: Collection[int], read_by: Collection[str], on: date) -> Acceptors:
    """Who may accept evidence on a day that is the work of ``own``. Three queries at most."""
    # whoever gives it may not look up who holds which role
    with acting(system_actor(SYSTEM_USER), purpose="notify"):
        editing, checking = (frozenset(holders_of(each, partnership_id, on)) for each in (EDIT, CHECK))
        reading = with_roles(read_by, partnership_id, on) if read_by else None
    return Acceptors(editing - frozenset(own), checking - frozenset(own), reading)


def why_nobody_accepts(partnership_id: int, own: Collection[int], read_by: Collection[str], on: date) -> str:
    """What is said of roles that nobody has who may accept it; empty where somebody has one, or for none.

    Where nobody could accept it anyway, one of the roles has to be one that may: somebody may be given it.
    """
    if not read_by:
        return ""
    found = acceptors(partnership_id, own, read_by, on)
    if found.asked:
        return ""
    roles = _roles_of(found.able, partnership_id, on) if found.able else ACCEPTING
    if not found.able and not set(read_by).isdisjoint(ACCEPTING):
        return ""
    return (
        "Nobody who may accept it has one of these roles, so that it would wait for ever. "
        f"Choose one more that may: {_or(sorted(ROLES[code].label for code in roles))}."
    )


def with_roles(roles: Collection[str], partnership_id: int, on: date) -> frozenset[int]:
    """The accounts that have one of some roles on a day. By a system user."""
    held = Membership.objects.held_on(on).filter(partnership=partnership_id, role__in=list(roles))
    return frozenset(held.values_list("user_id", flat=True))


def _roles_of(people: Collection[int], partnership_id: int, on: date) -> list[str]:
    """The roles by which these may accept evidence."""
    with acting(system_actor(SYSTEM_USER), purpose="notify"):
        held = Membership.objects.held_on(on).filter(partnership=partnership_id, role__in=ACCEPTING)
        return sorted(set(held.filter(user__in=people).values_list("role", flat=True)))


def _or(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
