"""Holds, simulations and removals as tables."""

from __future__ import annotations

from django.urls import reverse

from lapwing.platform.retention.kinds import declared_kinds
from lapwing.platform.retention.models import Fate, Hold, Purge, Simulation, SimulationState
from lapwing.platform.retention.presenting import counts_in_words, months_in_words
from lapwing.platform.ui.tables import Column, Filter, Table


def label_of(code: str) -> str:
    """A kind in words; one that is no longer declared by its code."""
    kinds = declared_kinds()
    return kinds[code].label if code in kinds else code


def holds_table(partnership_ref: str) -> Table[Hold]:
    return Table(
        name="holds",
        caption="Holds",
        noun="hold",
        empty="Nothing is on hold",
        empty_text="Place a hold on what an inquiry, a claim or a complaint may ask for.",
        columns=(
            Column("kind", "Kind of record", value=lambda row: label_of(row.kind)),
            Column("record_ref", "Record", value=lambda row: row.record_ref or "All of them"),
            Column("reason", "Why"),
            Column("placed_by", "Placed by", value=lambda row: row.placed_by.name),
            Column("placed_at", "Placed", sort="placed_at"),
            Column("until", "Last day", sort="until"),
            Column(
                "state",
                "State",
                value=lambda row: f"Lifted: {row.lifted_reason}" if row.lifted_at else "In force",
            ),
        ),
        row_url=lambda row: None if row.lifted_at else reverse("lift-hold", args=[partnership_ref, row.ref]),
    )


def simulations_table(partnership_ref: str) -> Table[Simulation]:
    return Table(
        name="simulations",
        caption="Simulations",
        noun="simulation",
        empty="Nothing has been worked out for removal yet",
        empty_text="That is done on the first of each month, and on the schedule whenever you ask for it.",
        columns=(
            Column("kind", "Kind of record", value=lambda row: label_of(row.kind)),
            Column("how_many", "Records", numeric=True, sort="how_many"),
            Column("months", "Kept for", value=lambda row: months_in_words(row.months)),
            Column("made_by", "Made by", value=lambda row: row.made_by.name),
            Column("made_at", "Made", sort="made_at"),
            Column(
                "state",
                "State",
                value=lambda row: SimulationState(row.state).label,
                filter=Filter(SimulationState.choices),
            ),
        ),
        row_url=lambda row: reverse("simulation", args=[partnership_ref, row.ref]),
    )


def removals_table(names: dict[int, str]) -> Table[Purge]:
    return Table(
        name="removals",
        caption="Removals",
        noun="removal",
        empty="Nothing has been removed yet",
        empty_text="What was worked out, approved and then removed stands here for good.",
        columns=(
            Column("at", "When", sort="at"),
            Column("kind", "Kind of record", value=lambda row: label_of(row.kind)),
            Column("counts", "What went", value=lambda row: counts_in_words(row.counts)),
            Column("fate", "What happened", value=lambda row: Fate(row.fate).label),
            Column(
                "who", "By", value=lambda row: names.get(row.actor_id, "Somebody outside this partnership")
            ),
            Column("reason", "Why"),
            Column("ref", "Reference"),
            Column("digest", "Digest of what went", shown=False),
        ),
    )
