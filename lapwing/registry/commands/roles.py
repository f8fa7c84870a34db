"""Giving roles."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.errors import (
    AlreadyHeldError,
    OwnRoleError,
    RoleDatesError,
    UnknownRoleError,
    WrongOrganisationError,
)
from lapwing.registry.models import Membership, Organisation, OrganisationKind, Participation, Partnership
from lapwing.registry.roles import ROLES, Role
from lapwing.registry.telling import tell_of_role


def check_role(
    *,
    role: str,
    organisation: Organisation,
    partnership: Partnership,
    to_date: date | None,
    by: Actor,
    today: date,
) -> Role:
    """The role, when it can be given by this actor, in this organisation and partnership, until that day.

    Raises UnknownRoleError, WrongOrganisationError or RoleDatesError.
    """
    found = ROLES.get(role)
    if found is None or (found.given_by_service and not by.is_system):
        raise UnknownRoleError("There is no such role.")
    parts = Participation.objects.filter(partnership=partnership, organisation=organisation, ended_at=None)
    if not parts.exists():
        raise WrongOrganisationError(f"{organisation} takes no part in {partnership}.")
    if organisation.kind not in found.organisation_kinds:
        kinds = sorted(OrganisationKind(kind).label.lower() for kind in found.organisation_kinds)
        raise WrongOrganisationError(f"A {found.label} belongs to: {', '.join(kinds)}. Choose another body.")
    if found.needs_end_date and to_date is None:
        raise RoleDatesError(f"A {found.label} needs a last day.")
    if to_date is not None and to_date < today:
        raise RoleDatesError("The last day is in the past.")
    return found


@transaction.atomic
def grant_role(
    *,
    user: User,
    partnership: Partnership,
    organisation: Organisation,
    role: str,
    from_date: date,
    to_date: date | None,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> Membership:
    """Give a person a role in an organisation, for a partnership, first to last day inclusive.

    ``reason`` says why in a person's words; the next access review shows it.

    Raises UnknownRoleError, WrongOrganisationError, RoleDatesError, AlreadyHeldError, or OwnRoleError when
    a person would give it to themselves.
    """
    if by.user_id == user.pk:
        raise OwnRoleError("Nobody gives a role to themselves. Ask another administrator.")
    check_role(
        role=role,
        organisation=organisation,
        partnership=partnership,
        to_date=to_date,
        by=by,
        today=from_date,
    )
    # Two people who give the same role at once wait for each other here.
    User.objects.select_for_update().get(pk=user.pk)
    held = Membership.objects.filter(user=user, partnership=partnership, organisation=organisation, role=role)
    if held.not_over(from_date).exists():
        raise AlreadyHeldError(f"{user.name} holds that role in {organisation} already.")
    made = Membership.objects.create(
        user=user,
        partnership=partnership,
        organisation=organisation,
        role=role,
        from_date=from_date,
        to_date=to_date,
        granted_by_id=by.id,
        granted_at=now,
        granted_reason=reason,
    )
    tell_of_role(made, partnership, now=now)
    return made
