"""Addresses of packs and what their pages say, for the tests of pages."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs.models import Pack
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import NOBODY
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.tests.working import run_jobs
from lapwing.registry.models import Partnership


def at(name: str, partnership: Partnership, **parts: str) -> str:
    return reverse(f"packs:{name}", kwargs={"partnership": partnership.ref, **parts})


def made(client: Client, partnership: Partnership, plan: Plan) -> Pack:
    """A pack that was asked for with one click, and made."""
    client.post(at("at-once", partnership, plan=plan.ref))
    with acting(NOBODY, purpose=""):
        run_jobs()
    with acting(system_actor("Tests"), purpose="test"):
        return Pack.objects.get()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def sent(**more: Any) -> dict[str, Any]:
    """A pack as the form sends it: what is due, then the summary, of this year."""
    today = timezone.localdate()

    def day(name: str, month: int) -> dict[str, str]:
        return {f"{name}-day": "1", f"{name}-month": str(month), f"{name}-year": str(today.year)}

    return {
        "title": "Report", "order": "due,summary", "chosen_due": "on", "chosen_summary": "on",
        "annotation_due": "Three in the holidays.", **day("since", 3), **day("as_at", 6), **day("until", 9),
        **more,
    }  # fmt: skip
