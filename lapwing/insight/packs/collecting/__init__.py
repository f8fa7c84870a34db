"""From the records of a partnership to a pack: asked of the contexts' public rooms, put into words once."""

from __future__ import annotations

from lapwing.insight.packs.collecting.collect import collect_pack
from lapwing.insight.packs.collecting.order import (
    KINDS,
    PackOrder,
    SectionOrder,
    Told,
    too_long_for_a_page,
    usual_sections,
)

__all__ = [
    "KINDS",
    "PackOrder",
    "SectionOrder",
    "Told",
    "collect_pack",
    "too_long_for_a_page",
    "usual_sections",
]
