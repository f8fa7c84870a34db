"""Take a pack back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lapwing.insight.packs.access import BUILD, fetch_pack
from lapwing.insight.packs.commands.errors import PackError
from lapwing.insight.packs.models import Pack, PackState
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership


@transaction.atomic
def withdraw_pack(*, by: Actor, partnership: Partnership, pack_ref: str, reason: str, now: datetime) -> Pack:
    """Take a pack back, with a reason. It can still be read, and its files are not given out any more.

    Raises NotVisible, PackError without a reason or for one that was withdrawn before.
    """
    pack = fetch_pack(by, BUILD, partnership.pk, pack_ref)
    pack = Pack.objects.select_for_update(of=("self",)).select_related("partnership", "work").get(pk=pack.pk)
    if not reason.strip():
        raise PackError("Say why the pack is withdrawn.", "reason")
    if pack.state == PackState.WITHDRAWN:
        raise PackError("This pack was withdrawn before.")
    if pack.is_being_made:
        raise PackError("This pack is still being made. Stop that first, or wait until it is ready.")
    pack.state, pack.withdrawn_at, pack.withdrawn_by_id = PackState.WITHDRAWN, now, by.id
    pack.withdrawn_reason = reason.strip()
    pack.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return pack
