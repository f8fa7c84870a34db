"""The packs' line of the settings area."""

from __future__ import annotations

from django.urls import reverse

from lapwing.insight.packs.access import BUILD
from lapwing.insight.packs.models import PackTemplate, PackWords
from lapwing.insight.packs.terms import terms_in
from lapwing.platform.ui.filters import plural
from lapwing.registry.settings_area import Asked, Setting


def templates_told(asked: Asked) -> str:
    """What templates there are."""
    names = PackTemplate.objects.filter(partnership=asked.partnership_id).values_list("name", flat=True)
    return f"{', '.join(names)}." if names else "None: packs are laid out as Lapwing has them."


def words_told(asked: Asked) -> str:
    """How many words packs explain beside Lapwing's own."""
    row = PackWords.objects.filter(partnership=asked.partnership_id).first()
    count = len(terms_in(row.words)) if row else 0
    return f"{plural(count, 'word')} of your own." if count else "The abbreviations that Lapwing knows."


def settings() -> tuple[Setting, ...]:
    """How board packs look, and which words they explain."""
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
        Setting(
            "packs.words",
            "Words that board packs explain",
            words_told,
            lambda asked: reverse("packs:words", kwargs={"partnership": asked.partnership_ref}),
            read=BUILD,
            change=BUILD,
            rows=lambda asked: {
                PackWords: PackWords.objects.filter(partnership=asked.partnership_id).values_list(
                    "pk", flat=True
                )
            },
            of_plan=False,
            order=65,
        ),
    )
