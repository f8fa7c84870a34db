"""What people are told about their packs."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import WORK, Template

TEMPLATES = (
    Template(
        "pack-ready",
        WORK,
        line="Your board pack is ready: {title}",
        subject="Your board pack is ready in Lapwing",
        sentences=("A board pack that you asked for is ready to read and to download.",),
        button="Open it in Lapwing",
    ),
    Template(
        "pack-failed",
        WORK,
        line="Your board pack could not be made: {title}",
        subject="A board pack in Lapwing could not be made",
        sentences=("A board pack that you asked for could not be made. The page says why.",),
        button="See why in Lapwing",
    ),
)
