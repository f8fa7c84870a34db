"""From an account to an actor: the grants of a day, in one query."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection

from lapwing.platform.access.actor import Actor, Grant
from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Membership
from lapwing.registry.roles import ROLES, label_of, permissions_of


def actor_for(user: User, on: date) -> Actor:
    """The person with the roles they hold on a day; none for a closed account.

    The rows come from ``access_grants`` in the database, which the row-level policies agree with.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_grants(%s, %s)", [user.pk, on])
        rows = cursor.fetchall()
    grants = tuple(
        Grant(role, permissions_of(role), partnership_id, organisation_id, from_date, to_date)
        for role, partnership_id, organisation_id, from_date, to_date in rows
    )
    return Actor(user.pk, user.name, UserKind(user.kind), grants)


def role_by_which(actor: Actor, permission: str, partnership_id: int) -> str:
    """The role by which somebody may do this, in words: for what is kept and names nobody."""
    held = sorted(role for role in actor.roles_in(partnership_id) if permission in permissions_of(role))
    return label_of(held[0]) if held else "Lapwing"


def holders_of(permission: str, partnership_id: int, on: date) -> list[int]:
    """The accounts that hold a permission in a partnership on a day. One query."""
    return holders_of_any((permission,), partnership_id, on)


def holders_of_any(permissions: Collection[str], partnership_id: int, on: date) -> list[int]:
    """The accounts that hold one of these permissions in a partnership on a day. One query."""
    roles = [code for code, role in ROLES.items() if role.permissions.intersection(permissions)]
    held = Membership.objects.held_on(on).filter(partnership_id=partnership_id, role__in=roles)
    return sorted(set(held.filter(user__is_active=True).values_list("user_id", flat=True)))
