"""How long what people were told is kept."""

from __future__ import annotations

from lapwing.platform.notices.digests import LINKS_KEPT, MAIL_KEPT, NOTICES_KEPT
from lapwing.platform.retention.kinds import Cleared, lasting

CLEARED = (
    Cleared("Notices", lasting(NOTICES_KEPT), "A person can look again at what they were told."),
    Cleared(
        "Emails in the outbox",
        lasting(MAIL_KEPT),
        "Somebody can be told whether an email was sent. The link in it is wiped when it is sent, or after "
        f"{lasting(LINKS_KEPT)}.",
    ),
    Cleared(
        "Emails that no mail server takes",
        lasting(LINKS_KEPT, "with a link that lets somebody in"),
        "They wait for the server as long as their links work. Others, which say only that there is "
        f"something to look at, wait {lasting(MAIL_KEPT)}.",
    ),
)
