"""The way in to an empty deployment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.registry.commands.organisations import add_organisation
from lapwing.registry.commands.roles import grant_role
from lapwing.registry.errors import AlreadyHeldError
from lapwing.registry.models import Organisation, OrganisationKind, Partnership

ROLES = ("partnership-administrator",)


@dataclass(frozen=True)
class FirstAdministrator:
    """What was made."""

    user: User
    partnership: Partnership
    organisation: Organisation


def create_first_administrator(
    *,
    email: str,
    name: str,
    password: str,
    partnership_name: str,
    local_area: str,
    organisation_name: str,
    organisation_kind: OrganisationKind,
    now: datetime,
    roles: tuple[str, ...] = ROLES,
) -> FirstAdministrator:
    """Make a partnership, its first organisation and the person who looks after its people.

    For the command line: the system user "Command line" acts. An open account with this email address is
    used as it is, and keeps its name and password. Raises AlreadyHeldError when there is a partnership of
    this name, and the errors of ``grant_role``.
    """
    by = system_actor("Command line")
    with acting(by, purpose="admin create"):
        if Partnership.objects.filter(name__iexact=partnership_name).exists():
            raise AlreadyHeldError(f"There is a partnership named {partnership_name} already.")
        partnership = Partnership.objects.create(name=partnership_name, local_area=local_area, created_at=now)
        organisation = add_organisation(
            partnership=partnership, name=organisation_name, kind=organisation_kind
        )
        user = User.objects.filter(email__iexact=email).first() or _new_account(email, name, password, now)
        for role in roles:
            grant_role(
                user=user,
                partnership=partnership,
                organisation=organisation,
                role=role,
                from_date=timezone.localdate(now),
                to_date=None,
                by=by,
                now=now,
            )
    return FirstAdministrator(user, partnership, organisation)


def _new_account(email: str, name: str, password: str, now: datetime) -> User:
    user = User(email=email, name=name, created_at=now)
    user.set_password(password)
    user.save()
    return user
