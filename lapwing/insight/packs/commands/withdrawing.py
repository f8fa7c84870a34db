"""Withdraw a pack, and what was made of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lapwing.insight.packs.access import BUILD, fetch_pack
from lapwing.insight.packs.commands.errors import PackError
from lapwing.insight.packs.made_of import MADE_OF_PACKS
from lapwing.insight.packs.models import Pack, PackState
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.names import refuse_names


@transaction.atomic
def withdraw_pack(
    *,
    by: Actor,
    partnership: Partnership,
    pack_ref: str,
    reason: str,
    now: datetime,
    confirmed: str = "",
    named_nobody: Collection[str] = (),
) -> Pack:
    """Withdraw a pack, with a reason. Its files are not given out any more, nor what it said:
    its page says when it was withdrawn, why and by whom.

    What was made of it, as a public version that everybody reads, is withdrawn with it for the same reason.
    ``confirmed`` are the words in which that was told to whoever asks, and to which they agreed. The
    partnership is locked first, as by whoever approves a public version: what is published a moment before
    is seen here, and nobody withdraws it who was told that it is still being prepared.

    Raises NotVisible, PackError without a reason, for one that was withdrawn before, and where something was
    made of it that whoever asks was not told of or may not withdraw; and ChildNamedError for what looks like
    a child's name in the reason.
    """
    pack = fetch_pack(by, BUILD, partnership.pk, pack_ref)
    Partnership.objects.select_for_update(of=("self",), no_key=True).get(pk=partnership.pk)
    pack = Pack.objects.select_for_update(of=("self",)).select_related("partnership", "work").get(pk=pack.pk)
    if not reason.strip():
        raise PackError("Say why the pack is withdrawn.", "reason")
    if pack.state == PackState.WITHDRAWN:
        raise PackError("This pack was withdrawn before.")
    if pack.is_being_made:
        raise PackError("This pack is still being made. Stop that first, or wait until it is ready.")
    if MADE_OF_PACKS.told(pack) not in ("", confirmed):
        raise PackError("Confirm what this does to what was made of this pack.", "with_what_was_made")
    refuse_names(partnership.pk, {"reason": reason.strip()}, named_nobody)
    MADE_OF_PACKS.withdraw(by, pack, reason.strip(), now)
    pack.state, pack.withdrawn_at, pack.withdrawn_by_id = PackState.WITHDRAWN, now, by.id
    pack.withdrawn_reason = reason.strip()
    pack.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return pack
