"""The table of a sign-in history."""

from __future__ import annotations

from lapwing.platform.accounts.sessions.queries import DoorEvent
from lapwing.platform.ui.tables import Column, Filter, Table

HISTORY: Table[DoorEvent] = Table(
    name="sign-ins",
    caption="Your sign-in history",
    columns=(
        Column("what", "What"),
        Column("at", "When", sort=True),
        Column("how", "How"),
        Column("browser", "Browser"),
        Column(
            "look",
            "Show",
            value=lambda row: "Worth a look" if row.worth_a_look else "",
            filter=Filter([("Worth a look", "Only what is worth a look")]),
            shown=False,
        ),
    ),
    order="-at",
    page_size=25,
    noun="line",
    empty="Nothing has happened yet",
    hidden="Lines older than 12 months are not kept. Addresses of the network are not kept at all.",
)
