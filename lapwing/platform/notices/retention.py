"""How long what people were told is kept."""

from __future__ import annotations

from lapwing.platform.retention.kinds import Cleared

CLEARED = (
    Cleared("Notices", "12 months", "A person can look again at what they were told."),
    Cleared("Emails in the outbox", "90 days", "Somebody can be told whether an email was sent."),
)
