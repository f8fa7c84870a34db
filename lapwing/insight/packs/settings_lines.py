"""The packs' line of the settings area."""

from __future__ import annotations

from django.urls import reverse

from lapwing.insight.packs.access import BUILD
from lapwing.insight.packs.models import PackTemplate
from lapwing.registry.settings_area import Asked, Setting


def templates_told(asked: Asked) -> str:
    """What templates there are."""
    names = PackTemplate.objects.filter(partnership=asked.partnership_id).values_list("name", flat=True)
    return f"{', '.join(names)}." if names else "None: packs are laid out as Lapwing has them."


def settings() -> tuple[Setting, ...]:
    """How board packs look."""
    return (
        Setting(
            "packs.templates",
            "Templates of board packs",
            templates_told,
            lambda asked: reverse("packs:templates", kwargs={"partnership": asked.partnership_ref}),
            read=BUILD,
            change=BUILD,
            rows=lambda asked: {
                PackTemplate: PackTemplate.objects.filter(partnership=asked.partnership_id).values_list(
                    "pk", flat=True
                )
            },
            of_plan=False,
            order=60,
        ),
    )
