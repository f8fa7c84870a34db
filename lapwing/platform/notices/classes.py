"""How sensitive what is told to people is."""

from __future__ import annotations

from lapwing.platform.access.data_classes import OWN, Held, Sort

TABLES = {
    "notices_notice": Held(Sort.PERSONAL, ends="Notices", noted=OWN),
    "notices_preference": Held(Sort.PERSONAL, ends="closed-account", noted=OWN),
    "notices_mail": Held(
        Sort.PERSONAL,
        ends="Emails in the outbox",
        noted="Operators are shown its state, and neither who nor what.",
        fields={"url": Sort.SECRET},
    ),
}
