"""Bundles in the background: made for whoever asked, who is told however it ends."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.insight.bundles.building import PURPOSE, SYSTEM_USER, build_bundle, mark_failed
from lapwing.insight.bundles.models import Bundle
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.making import making
from lapwing.platform.notices.telling import notify


@app.task(name="bundles.build")
def build(work_id: int, bundle_id: int) -> None:
    """Make a bundle, and tell whoever asked for it."""
    with making(work_id, partial(_failed, bundle_id)) as progress:
        build_bundle(bundle_id, progress)
        progress.leads_to(_tell("bundle-ready", bundle_id))


def _failed(bundle_id: int, problem: str) -> None:
    if mark_failed(bundle_id, problem):
        _tell("bundle-failed", bundle_id)


def _tell(template: str, bundle_id: int) -> str:
    """Tell whoever asked; the address of the event."""
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        bundle = Bundle.objects.select_related("partnership", "event").get(pk=bundle_id)
        address = reverse("bundles:event", args=[bundle.partnership.ref, bundle.event.ref])
        notify(
            people=[bundle.asked_by_id],
            template=template,
            partnership_id=bundle.partnership_id,
            url=address,
            now=timezone.now(),
            key=f"bundle {bundle.pk} {template}",
            title=str(bundle),
        )
    return address
