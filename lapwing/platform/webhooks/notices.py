"""What people are told about their webhooks."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import WORK, Template

TEMPLATES = (
    Template(
        "webhook-stopped",
        WORK,
        line="A webhook was stopped, because nothing arrives there: {name}",
        subject="A webhook in Lapwing was stopped",
        sentences=("Nothing has arrived at an address for three days, so Lapwing tells it nothing more.",),
        button="See why in Lapwing",
    ),
)
