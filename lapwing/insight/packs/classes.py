"""How sensitive what packs hold is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import WORKING

TABLES = dict.fromkeys(
    # what a plan says of itself, by role and never by name
    ("packs_packtemplate", "packs_packwords", "packs_pack", "packs_packsnapshot", "packs_packfile"),
    WORKING,
)
