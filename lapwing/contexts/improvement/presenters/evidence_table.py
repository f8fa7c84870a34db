"""The table of all evidence of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from markupsafe import Markup

from lapwing.contexts.improvement.models import EvidenceForm, EvidenceKind
from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.plan_columns import choices
from lapwing.contexts.improvement.presenters.words import shortened
from lapwing.contexts.improvement.queries.evidence import EvidenceLine
from lapwing.contexts.improvement.rules.evidence import EvidenceState
from lapwing.platform.ui.tables import Column, Filter, Listing, Table


@dataclass(frozen=True)
class EvidenceRow:
    line: EvidenceLine
    url: str


def read_evidence(request: HttpRequest, here: Here, lines: Sequence[EvidenceLine]) -> Listing[EvidenceRow]:
    rows = [EvidenceRow(line, here.edit("evidence-one", evidence=line.ref)) for line in lines]
    return _table(rows).read(request, rows)


def _title(row: EvidenceRow) -> Markup:
    said = shortened(row.line.words, 110)
    kept = "Only for: " + ", ".join(row.line.read_by) if row.line.read_by else ""
    parts = [
        Markup("<span class='lw-quiet lw-small'>{}</span>").format(part)
        for part in (said, row.line.minutes.words, kept)
        if part
    ]
    return Markup("<br>").join([Markup("{}").format(shortened(row.line.title, 110)), *parts])


def _table(rows: Sequence[EvidenceRow]) -> Table[EvidenceRow]:
    kinds = [str(kind.label).split(":")[0] for kind in EvidenceKind]
    return Table(
        name="evidence",
        caption="Evidence",
        noun="piece",
        order="-on",
        empty="No evidence has been given",
        empty_text="Owners give it on the page of an action or a milestone.",
        row_url=lambda row: row.url,
        columns=(
            Column("title", "Evidence", value=lambda row: row.line.title, cell=_title, sort=True),
            Column(
                "about",
                "Of",
                value=lambda row: row.line.about,
                cell=lambda row: shortened(row.line.about, 90),
                filter=Filter(choices(sorted({row.line.about for row in rows}))),
            ),
            Column(
                "kind", "Shows", value=lambda row: row.line.kind_words, filter=Filter([(k, k) for k in kinds])
            ),
            Column(
                "form",
                "Form",
                value=lambda row: row.line.form_words,
                filter=Filter([(str(f.label), str(f.label)) for f in EvidenceForm]),
            ),
            Column("minutes", "Minutes of", value=lambda row: row.line.minutes.words, shown=False),
            Column("on", "Of the day", value=lambda row: row.line.on, sort=True),
            Column("supplied_by", "Supplied by", value=lambda row: row.line.supplied_by, shown=False),
            Column("given_by", "Given by", value=lambda row: row.line.given_by),
            Column("words", "What it says", value=lambda row: row.line.words, shown=False),
            Column(
                "state",
                "State",
                value=lambda row: row.line.state.label,
                filter=Filter([(state.label, state.label) for state in EvidenceState]),
            ),
            Column("accepted_by", "Decided by", value=lambda row: row.line.decided_by, shown=False),
        ),
    )
