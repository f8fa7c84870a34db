"""The table of what is overdue, longest first."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.plan_tables import (
    MilestoneRow,
    choices,
    due_cell,
    group_column,
    lateness_cell,
    milestone_rows,
    owners_column,
    report_on,
    titled,
)
from lapwing.contexts.improvement.queries.lines import MilestoneLine
from lapwing.platform.ui.bulk import BulkAction
from lapwing.platform.ui.components import component
from lapwing.platform.ui.tables import Column, Filter, Listing, Table


def read_late(request: HttpRequest, here: Here, lines: Sequence[MilestoneLine]) -> Listing[MilestoneRow]:
    rows = milestone_rows(here, lines)
    return _table(rows, report_on(request, here, "report-late-together")).read(request, rows)


def _table(rows: Sequence[MilestoneRow], bulk: tuple[BulkAction, ...]) -> Table[MilestoneRow]:
    return Table(
        name="overdue",
        caption="Overdue milestones",
        noun="overdue milestone",
        order="-days",
        empty="Nothing is overdue",
        row_url=lambda row: row.url,
        row_key=lambda row: row.line.ref,
        bulk=bulk,
        columns=(
            Column(
                "number",
                "Milestone",
                value=lambda row: " ".join((row.line.action_number, row.line.label)).strip(),
                cell=lambda row: titled(row.line.action_number, row.line.text, row.line.label),
                sort=True,
            ),
            Column("text", "Text", value=lambda row: row.line.text, shown=False),
            group_column(rows),
            owners_column(rows),
            Column(
                "due",
                "Due",
                value=lambda row: row.line.last_due,
                cell=lambda row: due_cell(row.line),
                sort=True,
            ),
            Column("as_written", "Due as written", value=lambda row: row.line.due_as_written, shown=False),
            Column(
                "days",
                "Late",
                value=lambda row: row.line.days_overdue,
                cell=lambda row: lateness_cell(row.line),
                sort=True,
            ),
            Column(
                "said",
                "Said",
                value=lambda row: row.said.label,
                cell=lambda row: component("status_tag", row.said, bare=True),
                sort=True,
                filter=Filter(choices(sorted({row.said.label for row in rows}))),
            ),
            Column("note", "What is done about it", value=lambda row: row.line.note, shown=False),
        ),
    )
