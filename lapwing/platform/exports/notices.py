"""What people are told about their exports."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import WORK, Template

TEMPLATES = (
    Template(
        "export-ready",
        WORK,
        line="Your export is ready: {title}",
        subject="Your export is ready in Lapwing",
        sentences=("An export that you asked for is ready to collect, for a limited time.",),
        button="Collect it in Lapwing",
    ),
    Template(
        "export-failed",
        WORK,
        line="Your export could not be made: {title}",
        subject="An export in Lapwing could not be made",
        sentences=("An export that you asked for could not be made. The page says why.",),
        button="See why in Lapwing",
    ),
)
