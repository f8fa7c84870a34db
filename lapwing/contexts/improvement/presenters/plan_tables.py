"""The tables of actions and milestones: what is shown, sorted, filtered and saved."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from lapwing.contexts.improvement.access import REPORT
from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.marks import ORDER
from lapwing.contexts.improvement.presenters.plan_columns import (
    due_columns,
    group_column,
    late,
    lateness_cell,
    milestone_column,
    moved_columns,
    note_column,
    owners_column,
    said_column,
    text_column,
    titled,
)
from lapwing.contexts.improvement.presenters.plan_rows import (
    ActionRow,
    MilestoneRow,
    action_rows,
    milestone_rows,
)
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine
from lapwing.contexts.improvement.rules import Status
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.bulk import BulkAction
from lapwing.platform.ui.components import component
from lapwing.platform.ui.tables import Column, Filter, Listing, Table

_DATES = (
    ("overdue", "Overdue"),
    ("30", "Due in 30 days"),
    ("60", "Due in 60 days"),
    ("90", "Due in 90 days"),
    ("start", "Start missed"),
    ("none", "No date"),
    ("open", "Open"),
)


def read_actions(request: HttpRequest, here: Here, lines: Sequence[ActionLine]) -> Listing[ActionRow]:
    rows = action_rows(here, lines)
    return _action_table(here, rows).read(request, rows)


def read_milestones(
    request: HttpRequest, here: Here, lines: Sequence[MilestoneLine]
) -> Listing[MilestoneRow]:
    rows = milestone_rows(here, lines)
    return _milestone_table(here, rows, report_on(request, here, "report-together")).read(request, rows)


def report_on(request: HttpRequest, here: Here, page: str) -> tuple[BulkAction, ...]:
    """What may be done to several milestones at once: only today, and only by those who report."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if here.day.as_at is not None or not actor.may(REPORT, request.partnership.pk):  # type: ignore[attr-defined]
        return ()
    return (BulkAction("Report on these", here.to(page)),)


def _action_table(here: Here, rows: Sequence[ActionRow]) -> Table[ActionRow]:
    return Table(
        name="actions",
        caption="Actions",
        noun="action",
        order="number",
        row_url=lambda row: row.url,
        columns=(
            Column(
                "number",
                "Action",
                value=lambda row: row.line.number,
                cell=lambda row: titled(row.line.number, row.line.text),
                sort=lambda row: row.place,
                downloaded=True,
            ),
            text_column(Filter(label="Text contains")),
            group_column(rows, here.plan.terms),
            owners_column(rows),
            Column(
                "status",
                "Status",
                value=lambda row: row.mark.label,
                cell=lambda row: component("status_tag", row.mark, bare=True),
                sort=lambda row: row.mark.label,
                filter=_colours(here),
            ),
            *_counts_of_milestones(),
            Column("due", "Next due", value=lambda row: row.line.next_due, sort=True),
        ),
    )


def _counts_of_milestones() -> tuple[Column[ActionRow], ...]:
    return (
        Column(
            "done",
            "Milestones done",
            value=lambda row: row.line.done,
            cell=lambda row: f"{row.line.done} of {row.line.milestones}",
            sort=True,
            numeric=True,
        ),
        Column("milestones", "Milestones", value=lambda row: row.line.milestones, shown=False),
        Column(
            "overdue",
            "Overdue",
            value=lambda row: row.line.overdue,
            cell=lambda row: late(row.line.overdue),
            sort=True,
            numeric=True,
            filter=Filter([("yes", "With overdue milestones")], match=lambda row, _: row.line.overdue > 0),
        ),
    )


def _milestone_table(
    here: Here, rows: Sequence[MilestoneRow], bulk: tuple[BulkAction, ...]
) -> Table[MilestoneRow]:
    return Table(
        name="milestones",
        caption="Milestones",
        noun="milestone",
        order="number",
        row_url=lambda row: row.url,
        row_key=lambda row: row.line.ref,
        bulk=bulk,
        columns=(
            milestone_column(sort=lambda row: row.place),
            text_column(Filter(label="Text contains")),
            group_column(rows, here.plan.terms),
            owners_column(rows),
            *due_columns(Filter(_DATES, label="Dates", match=lambda row, asked: row.falls(asked))),
            Column(
                "stands",
                "Stands",
                value=lambda row: row.line.lateness_words,
                cell=lambda row: lateness_cell(row.line),
                sort=lambda row: -(row.line.days_overdue or 0),
            ),
            said_column(
                sort=lambda row: list(Status).index(row.line.status),
                asked=Filter([(each.label, each.label) for each in Status]),
            ),
            Column("colour", "Colour", shown=False, filter=_colours(here)),
            *moved_columns(),
            note_column("Note"),
        ),
    )


def _colours(here: Here) -> Filter:
    return Filter([(label, label) for label in (here.mark(colour).label for colour in ORDER)])
