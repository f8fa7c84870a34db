"""The tables of the administration."""

from __future__ import annotations

from django.urls import reverse

from lapwing.platform.ui.tables import Column, Filter, Table
from lapwing.registry.administration.people import AdministeredPerson
from lapwing.registry.administration.reviewing import ReviewedRole
from lapwing.registry.models import ReviewDecision
from lapwing.registry.roles import ROLES

PEOPLE: Table[AdministeredPerson] = Table(
    name="administered-people",
    caption="People who hold a role",
    columns=(
        Column(
            "name",
            "Name",
            sort=True,
            filter=Filter(
                label="Name or email address",
                match=lambda row, asked: asked.casefold() in f"{row.name} {row.email}".casefold(),
            ),
        ),
        Column(
            "roles",
            "Roles",
            value=lambda row: "; ".join(row.roles),
            sort=True,
            filter=Filter(
                [(role.label, role.label) for role in ROLES.values()],
                match=lambda row, asked: asked in row.roles,
            ),
        ),
        Column(
            "organisations",
            "Organisation",
            value=lambda row: "; ".join(row.organisations),
            sort=True,
            filter=Filter(),
        ),
        Column("last_signed_in", "Last signed in", sort=True),
        Column(
            "second_factor",
            "Second factor",
            value=lambda row: "Yes" if row.second_factor else "No",
            sort=True,
            filter=Filter([("Yes", "Yes"), ("No", "No")]),
        ),
        Column(
            "look",
            "Worth a look",
            value=lambda row: "; ".join(row.worth_a_look),
            filter=Filter(
                [(words, words) for words in ("No second factor", "Unused for 90 days", "Role ends soon")],
                match=lambda row, asked: asked in row.worth_a_look,
            ),
        ),
        Column("ends", "First last day", sort=True, shown=False),
    ),
    row_url=lambda row: reverse("person", args=[row.partnership_ref, row.ref]),
    order="name",
    noun="person",
    noun_many="people",
    empty="Nobody holds a role yet",
    hidden="People whose roles are all over are in the list of roles, under People.",
)

REVIEW: Table[ReviewedRole] = Table(
    name="access-review",
    caption="Roles as they were when the review began",
    columns=(
        Column("person", "Name", sort=True, filter=Filter()),
        Column("role", "Role", sort=True),
        Column("means", "What it means"),
        Column("why", "Why"),
        Column("last_signed_in", "Last signed in", sort=True),
        Column(
            "decision",
            "Decision",
            sort=True,
            filter=Filter([(each.label, each.label) for each in ReviewDecision]),
        ),
        Column("organisation", "Organisation", shown=False),
        Column("may", "May", value=lambda row: "; ".join(row.may), shown=False),
        Column("from_date", "First day", shown=False),
        Column("to_date", "Last day", shown=False),
        Column("decided", "Decided by", shown=False),
        Column("note", "Note", shown=False),
    ),
    row_url=lambda row: reverse("access-review-line", args=[row.partnership_ref, row.review_ref, row.ref]),
    noun="role",
)
