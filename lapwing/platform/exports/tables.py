"""Exports as lists."""

from __future__ import annotations

from lapwing.platform.exports.commands import address_of
from lapwing.platform.exports.models import Export, Form
from lapwing.platform.ui.tables import Column, Filter, Table


def state_of(export: Export) -> str:
    """How an export stands, in a word or two."""
    if export.removed_at is not None:
        return "Removed"
    if export.ready_at is not None:
        return "Ready"
    return str(export.work.get_state_display()) if export.work else "Not made"


_FORMS = Filter(choices=[(form.value, str(form.label)) for form in Form])
_PLACES = (
    Column[Export]("asked_at", "Asked for", sort=True),
    Column[Export]("label", "What", sort=True, filter=Filter()),
    Column[Export]("form", "As", value=lambda export: export.get_form_display(), filter=_FORMS),
    Column[Export]("state", "State", value=state_of),
)

OWN_EXPORTS: Table[Export] = Table(
    name="exports",
    caption="Your exports",
    noun="export",
    order="-asked_at",
    columns=(
        *_PLACES,
        Column("expires_at", "Kept until", sort=True),
        Column("fetched", "Fetched", sort=True, numeric=True),
    ),
    row_url=address_of,
    empty="You have taken nothing out yet",
    empty_text="Take a plan out, or save a long list: its file is here for a week.",
    hidden="Only your own exports are shown. Files are removed after a week; their lines stay.",
)

EVERYBODYS: Table[Export] = Table(
    name="all-exports",
    caption="Exports of the partnership",
    noun="export",
    order="-asked_at",
    columns=(
        _PLACES[0],
        Column(
            "user",
            "Who",
            value=lambda export: export.user.name,
            sort="user__name",
            filter=Filter(lookup="user__name__icontains"),
        ),
        _PLACES[1],
        Column("reason", "Why", filter=Filter()),
        Column("rows", "Rows", sort=True, numeric=True),
        Column("fetched", "Fetched", sort=True, numeric=True),
        _PLACES[3],
        Column("form", "As", value=lambda export: export.get_form_display(), shown=False),
        Column("fetched_at", "Last fetched", shown=False),
        Column("expires_at", "Kept until", shown=False),
        Column("ref", "Reference", shown=False),
    ),
    hidden="What is in the files is not shown here.",
)
