"""How long files are kept that nobody may have."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from lapwing.platform.documents.checking import YOUNG
from lapwing.platform.retention.kinds import Cleared, lasting

CLEARED = (
    Cleared(
        "Files in which malware was found",
        lasting(timedelta(days=settings.DOCUMENTS_HELD_DAYS), "after the scan"),
        "Somebody can look into what came in, and by whom. That it came in stays.",
        "The setting DOCUMENTS_HELD_DAYS",
    ),
    Cleared(
        "Contents of files that belong to no record",
        lasting(YOUNG, "after they were written"),
        "They are left by a sending that broke off. A document goes with the record that it belongs to.",
    ),
)
