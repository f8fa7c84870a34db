"""How long what ran in the background is kept."""

from __future__ import annotations

from lapwing.platform.retention.kinds import Cleared

CLEARED = (
    Cleared("Work in the background", "30 days after its end", "A person can come back to what came of it."),
)
