"""How long the rows of imports are kept."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from lapwing.platform.retention.kinds import Cleared, lasting

CLEARED = (
    Cleared(
        "Files and rows of imports",
        lasting(timedelta(days=settings.IMPORT_ROWS_KEPT_DAYS), "after they were brought in or left lying"),
        "An import can be undone. What it brought in is kept as what it is.",
        "The setting LAPWING_IMPORT_ROWS_KEPT_DAYS",
    ),
)
