"""The registry's line of the settings area: who holds which role."""

from __future__ import annotations

from django.urls import reverse

from lapwing.platform.ui.filters import plural
from lapwing.registry.models import Membership
from lapwing.registry.settings_area import Asked, Setting


def people_told(asked: Asked) -> str:
    """How many people hold how many roles today."""
    held = Membership.objects.held_on(asked.on).filter(partnership=asked.partnership_id)
    people, roles = held.values("user").distinct().count(), held.values("role").distinct().count()
    return f"{plural(people, 'person', 'people')} in {plural(roles, 'role')}."


def settings() -> tuple[Setting, ...]:
    """Who is in the partnership. Changes of roles have a history of their own, for fewer eyes."""
    return (
        Setting(
            "registry.people",
            "People and their roles",
            people_told,
            lambda asked: reverse("people", kwargs={"partnership": asked.partnership_ref}),
            read="registry.people.read",
            change="registry.people.manage",
            rows=lambda asked: {},
            of_plan=False,
            order=35,
        ),
    )
