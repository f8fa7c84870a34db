"""The registry's line of the settings area: who holds which role."""

from __future__ import annotations

from django.urls import reverse

from lapwing.platform.ui.filters import plural
from lapwing.registry.models import Membership
from lapwing.registry.settings_area import Asked, Rows, Setting


def people_told(asked: Asked) -> str:
    """How many people hold how many roles today."""
    held = Membership.objects.held_on(asked.on).filter(partnership=asked.partnership_id)
    people, roles = held.values("user").distinct().count(), held.values("role").distinct().count()
    return f"{plural(people, 'person', 'people')} in {plural(roles, 'role')}."


def memberships_of(asked: Asked) -> Rows:
    """The roles that people hold and held."""
    return {
        Membership: Membership.objects.filter(partnership=asked.partnership_id).values_list("pk", flat=True)
    }


def settings() -> tuple[Setting, ...]:
    """Who is in the partnership. Whoever reads the changes may read them on each person's page as well."""
    return (
        Setting(
            "registry.people",
            "People and their roles",
            people_told,
            lambda asked: reverse("people", kwargs={"partnership": asked.partnership_ref}),
            read="registry.people.read",
            change="registry.people.manage",
            rows=memberships_of,
            of_plan=False,
            order=35,
            apart="people’s roles",
        ),
    )
