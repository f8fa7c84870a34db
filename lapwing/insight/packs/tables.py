"""Packs as a list."""

from __future__ import annotations

from django.urls import reverse

from lapwing.insight.packs.models import Pack, PackState
from lapwing.platform.ui.tables import Column, Filter, Table


def address_of(pack: Pack) -> str:
    return reverse("packs:pack", kwargs={"partnership": pack.partnership.ref, "pack": pack.ref})


def state_of(pack: Pack) -> str:
    """How a pack stands, in a word or two."""
    if pack.state == PackState.BUILDING and pack.work is not None and not pack.work.is_open:
        return str(PackState.FAILED.label)
    return str(pack.get_state_display())


_STATES = Filter(choices=[(state.value, str(state.label)) for state in PackState])

PACKS: Table[Pack] = Table(
    name="packs",
    caption="Board packs",
    noun="pack",
    order="-number",
    columns=(
        Column[Pack]("number", "Number", sort=True, numeric=True),
        Column[Pack]("title", "Title", filter=Filter()),
        Column[Pack]("as_at", "As at", sort=True),
        Column[Pack]("since", "Last time"),
        Column[Pack]("group", "For", value=lambda pack: pack.meeting or pack.group or None),
        Column[Pack](
            "state",
            "State",
            value=state_of,
            filter=Filter(choices=[(s.value, str(s.label)) for s in PackState]),
        ),
        Column[Pack]("built_at", "Frozen", sort=True),
    ),
    row_url=address_of,
    empty="No pack has been made of this plan yet",
    empty_text="A pack is frozen as the record of the meeting that it is for.",
)
