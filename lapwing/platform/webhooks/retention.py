"""How long it is known what addresses were told."""

from __future__ import annotations

from lapwing.platform.retention.kinds import Cleared, lasting
from lapwing.platform.webhooks.sending import KEPT

CLEARED = (
    Cleared(
        "Messages of webhooks",
        lasting(KEPT),
        "Somebody can see whether one arrived, and have it sent again. They hold references alone.",
    ),
)
