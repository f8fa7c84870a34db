"""How long what was taken out can be fetched again."""

from __future__ import annotations

from lapwing.platform.exports.commands import KEPT
from lapwing.platform.retention.kinds import Cleared, lasting

CLEARED = (
    Cleared(
        "Files of exports",
        lasting(KEPT, "after they are made"),
        "A copy of records is not kept beside them. Who took what out, when and why stays, as long as the "
        "partnership is in Lapwing.",
    ),
)
