"""The people of a demonstration, whom anybody may sign in as. Only where the settings say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Membership
from lapwing.registry.roles import ROLES

# An address that can never be a real one ends with ".example": nobody real is offered by accident.
EMAIL_ENDING = "@demo.lapwing.example"


@dataclass(frozen=True)
class DemonstrationPerson:
    ref: str
    name: str
    role: str
    what_they_do: str
    organisation: str
    local_area: str


def demonstration_people(*, on: date) -> list[DemonstrationPerson]:
    """Invented people with a role today, by local area and in the order they were given roles.

    Each is named once in an area, with the role given first.
    """
    if not settings.DEMO:
        return []
    with acting(system_actor("Demonstration"), purpose="demonstration"):
        held = Membership.objects.held_on(on).filter(
            user__email__endswith=EMAIL_ENDING, user__is_active=True, role__in=ROLES
        )
        rows = held.select_related("user", "organisation", "partnership")
        first: dict[tuple[int, int], Membership] = {}
        for row in rows.order_by("partnership__local_area", "id"):
            first.setdefault((row.user_id, row.partnership_id), row)
        return [
            DemonstrationPerson(
                ref=row.user.ref,
                name=row.user.name,
                role=ROLES[row.role].label,
                what_they_do=ROLES[row.role].who_may_hold,
                organisation=row.organisation.name,
                local_area=row.partnership.local_area,
            )
            for row in first.values()
        ]


def demonstration_user(ref: str, *, on: date) -> User | None:
    """The person to sign in as, or None: not a demonstration, or not one of its people."""
    if not any(person.ref == ref for person in demonstration_people(on=on)):
        return None
    with acting(system_actor("Demonstration"), purpose="demonstration"):
        return User.objects.get(ref=ref)
