"""What people are told about their bundles."""

from __future__ import annotations

from lapwing.platform.notices.catalogue import WORK, Template

TEMPLATES = (
    Template(
        "bundle-ready",
        WORK,
        line="Your inspection bundle is ready: {title}",
        subject="Your inspection bundle is ready in Lapwing",
        sentences=("An inspection bundle that you asked for is ready to download.",),
        button="Open it in Lapwing",
    ),
    Template(
        "bundle-failed",
        WORK,
        line="Your inspection bundle could not be made: {title}",
        subject="An inspection bundle in Lapwing could not be made",
        sentences=("An inspection bundle that you asked for could not be made. The page says why.",),
        button="See why in Lapwing",
    ),
)
