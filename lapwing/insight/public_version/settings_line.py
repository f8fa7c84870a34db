"""The line of the settings area that says how the partnership publishes."""

from __future__ import annotations

from django.urls import reverse

from lapwing.insight.public_version.access import MAKE
from lapwing.insight.public_version.models import PublicSettings
from lapwing.insight.public_version.queries import settings_of
from lapwing.registry.settings_area import Asked, Rows, Setting


def told(asked: Asked) -> str:
    """What is hidden, where feedback goes, and whether search engines may list what is published."""
    found = settings_of(asked.partnership_id)
    feedback = "a page of your own" if found.feedback_address else "a form of Lapwing’s"
    listed = "may" if found.may_be_found else "may not"
    return f"Hidden by the policy “{found.policy}”; feedback by {feedback}; search engines {listed} list it."


def public_settings() -> Setting:
    """The line."""
    return Setting(
        "public.settings",
        "How public versions are published",
        told,
        lambda asked: reverse("public_version:settings", args=[asked.partnership_ref]),
        read=MAKE,
        change=MAKE,
        rows=_rows,
        of_plan=False,
        order=70,
    )


def _rows(asked: Asked) -> Rows:
    rows = PublicSettings.objects.filter(partnership=asked.partnership_id)
    return {PublicSettings: rows.values_list("pk", flat=True)}
