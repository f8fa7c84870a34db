"""Packs in the background: made for whoever asked, who is told when they are ready."""

from __future__ import annotations

from functools import partial

from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.insight.packs.building import PURPOSE, SYSTEM_USER, build_pack, mark_failed
from lapwing.insight.packs.models import Pack
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.jobs.making import making
from lapwing.platform.notices.telling import notify


@app.task(name="packs.build")
def build(work_id: int, pack_id: int) -> None:
    """Make a pack, and tell whoever asked for it, however it ends."""
    with making(work_id, partial(_failed, pack_id)) as progress:
        build_pack(pack_id, progress)
        progress.leads_to(_tell("pack-ready", pack_id))


def _failed(pack_id: int, problem: str) -> None:
    """Write on the pack why it could not be made, and tell whoever asked."""
    if mark_failed(pack_id, problem):
        _tell("pack-failed", pack_id)


def _tell(template: str, pack_id: int) -> str:
    """Tell whoever asked; the address of the pack."""
    with acting(system_actor(SYSTEM_USER), purpose=PURPOSE):
        pack = Pack.objects.select_related("partnership").get(pk=pack_id)
        address = reverse("packs:pack", kwargs={"partnership": pack.partnership.ref, "pack": pack.ref})
        notify(
            people=[pack.asked_by_id],
            template=template,
            partnership_id=pack.partnership_id,
            url=address,
            now=timezone.now(),
            key=f"pack {pack.pk} {template}",
            title=str(pack),
        )
    return address
