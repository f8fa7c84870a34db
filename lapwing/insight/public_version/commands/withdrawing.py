"""Withdrawing public versions: one by itself, or all that were made of a pack, with the pack."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from lapwing.insight.packs.commands import PackError
from lapwing.insight.packs.models import Pack
from lapwing.insight.public_version import access, informing
from lapwing.insight.public_version.commands.common import locked, required, save
from lapwing.insight.public_version.models import PublicVersion, VersionState
from lapwing.insight.public_version.queries import standing_of
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.names import refuse_names

_STANDING = {VersionState.DRAFT, VersionState.SENT, VersionState.APPROVED}


@transaction.atomic
def withdraw_public_version(
    *,
    by: Actor,
    partnership: Partnership,
    ref: str,
    version: int,
    reason: str,
    now: datetime,
    named_nobody: Collection[str] = (),
) -> PublicVersion:
    """Nobody outside can read it any more. Also for one that was never published.

    Raises NotVisible, PublicError and ChildNamedError.
    """
    row = locked(by, partnership, ref, version, access.MAKE, access.APPROVE, states=_STANDING)
    why = required(reason, "Say why it is withdrawn.", "reason")
    refuse_names(partnership.pk, {"reason": why}, named_nobody)
    return _withdraw(row, by, why, now)


@transaction.atomic
def withdraw_with_pack(by: Actor, pack: Pack, reason: str, now: datetime) -> None:
    """Withdraw every public version of a pack that is withdrawn; partnership and pack are locked.

    Raises PackError when one stands and the actor may not withdraw it.
    """
    rows = standing_of(pack).select_for_update(of=("self",)).select_related("partnership", "pack")
    found = list(rows.order_by("pk"))
    if found and not by.may_any((access.MAKE, access.APPROVE), pack.partnership_id):
        raise PackError("A public version was made of this pack. Ask somebody who may withdraw that.")
    for row in found:
        _withdraw(row, by, reason, now)


def _withdraw(row: PublicVersion, by: Actor, why: str, now: datetime) -> PublicVersion:
    row.state, row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_reason = (
        VersionState.WITHDRAWN,
        now,
        by.id,
        why,
    )
    with for_reason(why):
        save(row)
    informing.tell_of_withdrawal(row, by, now)
    return row
