"""The tables of the people pages."""

from __future__ import annotations

from django.urls import reverse

from lapwing.platform.ui.tables import Column, Filter, Table
from lapwing.registry.queries import HeldRole
from lapwing.registry.roles import ROLES


def state_of(role: HeldRole) -> str:
    """Whether a role holds, in a word."""
    if role.account_closed:
        return "Account closed"
    return "Ended" if role.is_over else "Holds"


PEOPLE: Table[HeldRole] = Table(
    name="people",
    caption="People and their roles",
    columns=(
        Column("person", "Name", sort=True),
        Column(
            "role", "Role", sort=True, filter=Filter([(role.label, role.label) for role in ROLES.values()])
        ),
        Column("organisation", "Organisation", sort=True),
        Column("from_date", "From", sort=True),
        Column("to_date", "Last day", sort=True),
        Column(
            "state",
            "State",
            value=state_of,
            filter=Filter([(w, w) for w in ("Holds", "Ended", "Account closed")]),
        ),
    ),
    row_url=lambda row: reverse("person", args=[row.partnership_ref, row.person_ref]),
    noun="role",
    empty="Nobody holds a role yet",
)
