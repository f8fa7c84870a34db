"""The table of what is overdue, longest first."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.plan_columns import (
    choices,
    due_columns,
    group_column,
    lateness_cell,
    milestone_column,
    moved_columns,
    note_column,
    owners_column,
    said_column,
    text_column,
)
from lapwing.contexts.improvement.presenters.plan_rows import MilestoneRow, milestone_rows
from lapwing.contexts.improvement.presenters.plan_tables import report_on
from lapwing.contexts.improvement.queries.lines import MilestoneLine
from lapwing.platform.ui.bulk import BulkAction
from lapwing.platform.ui.tables import Column, Filter, Listing, Table


def read_late(request: HttpRequest, here: Here, lines: Sequence[MilestoneLine]) -> Listing[MilestoneRow]:
    rows = milestone_rows(here, lines)
    return _table(here, rows, report_on(request, here, "report-late-together")).read(request, rows)


def _table(here: Here, rows: Sequence[MilestoneRow], bulk: tuple[BulkAction, ...]) -> Table[MilestoneRow]:
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
            milestone_column(sort=True),
            text_column(),
            group_column(rows, here.plan.terms),
            owners_column(rows),
            *due_columns(),
            Column(
                "days",
                "Late",
                value=lambda row: row.line.days_overdue,
                cell=lambda row: lateness_cell(row.line),
                sort=True,
            ),
            said_column(sort=True, asked=Filter(choices(sorted({row.said.label for row in rows})))),
            *moved_columns(),
            note_column("What is done about it"),
        ),
    )
