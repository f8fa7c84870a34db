"""Those who keep the service running: a role that only the command line gives, and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.commands.leaving import end_role
from lapwing.registry.commands.roles import grant_role
from lapwing.registry.errors import RegistryError, UnknownRoleError
from lapwing.registry.models import Membership, Organisation, Partnership

OPERATOR = "service-operator"


@dataclass(frozen=True)
class Operator:
    name: str
    email: str
    organisation: str
    partnership: str
    from_date: date
    to_date: date | None


def give_operator_role(
    *,
    email: str,
    partnership: Partnership,
    organisation: Organisation,
    to_date: date | None,
    reason: str,
    by: Actor,
    now: datetime,
) -> User:
    """Let a person who has an account keep the service running. ``by`` is a system user.

    Raises UnknownRoleError when there is no such open account, and the errors of ``grant_role``.
    """
    user = User.objects.filter(email__iexact=email, kind="person", is_active=True).first()
    if user is None:
        raise UnknownRoleError(
            f"Nobody has an open account with the address {email}. Let them be invited first."
        )
    grant_role(
        user=user,
        partnership=partnership,
        organisation=organisation,
        role=OPERATOR,
        from_date=timezone.localdate(now),
        to_date=to_date,
        by=by,
        now=now,
        reason=reason,
    )
    return user


def end_operator_role(*, email: str, reason: str, by: Actor, now: datetime) -> int:
    """End every operator role of a person; how many there were. Raises RegistryError when there is none."""
    held = Membership.objects.filter(user__email__iexact=email, role=OPERATOR)
    rows = list(held.not_over(timezone.localdate(now)).select_related("partnership", "user"))
    if not rows:
        raise RegistryError(f"Nobody with the address {email} keeps the service running.")
    for row in rows:
        end_role(row, by=by, now=now, reason=reason)
    return len(rows)


def operators(*, on: date) -> list[Operator]:
    """Everybody who keeps the service running, or will, of what the acting user sees."""
    held = Membership.objects.filter(role=OPERATOR, user__is_active=True).not_over(on)
    rows = held.select_related("user", "organisation", "partnership").order_by("user__name", "id")
    return [
        Operator(
            row.user.name,
            row.user.email,
            row.organisation.name,
            row.partnership.name,
            row.from_date,
            row.to_date,
        )
        for row in rows
    ]
