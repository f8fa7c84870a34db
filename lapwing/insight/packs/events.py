"""What other systems can be told of packs: that one is ready, and never what it says."""

from __future__ import annotations

from datetime import datetime

from lapwing.insight.packs.models import Pack
from lapwing.platform.webhooks.events import record_event

EVENTS = {"pack.built": "A board pack was frozen, and its files were made."}


def pack_built(pack: Pack, now: datetime) -> None:
    record_event(
        "pack.built",
        partnership_id=pack.partnership_id,
        data=lambda: {"partnership": pack.partnership.ref, "plan": pack.plan_ref, "pack": pack.ref},
        now=now,
    )
