"""The tables of actions and milestones: what is shown, sorted, filtered and saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.http import HttpRequest
from markupsafe import Markup

from lapwing.contexts.improvement.access import REPORT
from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.marks import ORDER
from lapwing.contexts.improvement.presenters.words import group_name, labelled, names_of, shortened
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine
from lapwing.contexts.improvement.rules import CLOSED, Lateness, Status
from lapwing.platform.access.actor import Actor
from lapwing.platform.ui import filters
from lapwing.platform.ui.bulk import BulkAction
from lapwing.platform.ui.components import component
from lapwing.platform.ui.marks import StatusMark
from lapwing.platform.ui.tables import Column, Filter, Listing, Table

OWNERS_SHOWN = 2

_DATES = (
    ("overdue", "Overdue"),
    ("30", "Due in 30 days"),
    ("60", "Due in 60 days"),
    ("90", "Due in 90 days"),
    ("start", "Start missed"),
    ("none", "No date"),
    ("open", "Open"),
)


@dataclass(frozen=True)
class ActionRow:
    """An action with its address and mark."""

    line: ActionLine
    url: str
    mark: StatusMark
    place: int

    @property
    def owners(self) -> tuple[str, ...]:
        return names_of(self.line.owners)

    @property
    def group(self) -> str:
        return group_name(self.line)


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone with its address and marks, and the day it is looked at."""

    line: MilestoneLine
    url: str
    said: StatusMark
    colour: str
    on: date
    place: int

    @property
    def owners(self) -> tuple[str, ...]:
        return names_of(self.line.owners)

    @property
    def group(self) -> str:
        return group_name(self.line)

    def falls(self, asked: str) -> bool:
        """Whether its dates are of this kind: overdue, due within so many days, without a date, open."""
        line, closed = self.line, self.line.status in CLOSED
        if asked == "overdue":
            return line.is_overdue
        if asked == "start":
            return line.missed_start is not None
        if asked == "none":
            return not line.due and not closed
        if asked == "open":
            return not closed
        left = None if line.last_due is None else (line.last_due - self.on).days
        return not closed and left is not None and 0 <= left <= int(asked)


Row = TypeVar("Row", ActionRow, MilestoneRow)


def read_actions(request: HttpRequest, here: Here, lines: Sequence[ActionLine]) -> Listing[ActionRow]:
    rows = [
        ActionRow(line, here.to("action", action=line.ref), here.mark(line.colour), place)
        for place, line in enumerate(lines)
    ]
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


def milestone_rows(here: Here, lines: Iterable[MilestoneLine]) -> list[MilestoneRow]:
    return [
        MilestoneRow(
            line,
            here.to("milestone", milestone=line.ref),
            here.said(line.status, line.colour),
            here.mark(line.colour).label,
            here.plan.on,
            place,
        )
        for place, line in enumerate(lines)
    ]


def choices(names: Iterable[str]) -> list[tuple[str, str]]:
    """Each name once, in order, as a filter offers it."""
    return [(name, shortened(name, 70)) for name in dict.fromkeys(name for name in names if name)]


def owner_choices(rows: Iterable[ActionRow | MilestoneRow]) -> list[tuple[str, str]]:
    return choices(sorted({name for row in rows for name in row.owners}, key=str.casefold))


def two_lines(first: str, second: str) -> Markup:
    """A value, and under it what it is made of, quietly."""
    return Markup("<span class='lw-nowrap'>{}</span><br><span class='lw-quiet lw-small'>{}</span>").format(
        first, second
    )


def owners_cell(names: Sequence[str]) -> str:
    """The first two, and how many more."""
    if len(names) <= OWNERS_SHOWN:
        return "; ".join(names) or filters.NONE
    return f"{'; '.join(names[:OWNERS_SHOWN])} and {len(names) - OWNERS_SHOWN} more"


def group_column(rows: Sequence[Row]) -> Column[Row]:
    """The group, for filtering and downloading; the number says it in the table."""
    return Column("group", "Group", shown=False, filter=Filter(choices(row.group for row in rows)))


def owners_column(rows: Sequence[Row]) -> Column[Row]:
    return Column(
        "owner",
        "Owners",
        value=lambda row: row.owners,
        cell=lambda row: owners_cell(row.owners),
        filter=Filter(owner_choices(rows)),
    )


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
            Column(
                "text",
                "Text",
                value=lambda row: row.line.text,
                shown=False,
                filter=Filter(label="Text contains"),
            ),
            group_column(rows),
            owners_column(rows),
            Column(
                "status",
                "Status",
                value=lambda row: row.mark.label,
                cell=lambda row: component("status_tag", row.mark, bare=True),
                sort=lambda row: row.mark.label,
                filter=Filter([(label, label) for label in (here.mark(c).label for c in ORDER)]),
            ),
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
                filter=Filter(
                    [("yes", "With overdue milestones")], match=lambda row, _: row.line.overdue > 0
                ),
            ),
            Column("due", "Next due", value=lambda row: row.line.next_due, sort=True),
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
            Column(
                "number",
                "Milestone",
                value=lambda row: " ".join((row.line.action_number, row.line.label)).strip(),
                cell=lambda row: titled(row.line.action_number, row.line.text, row.line.label),
                sort=lambda row: row.place,
            ),
            Column(
                "text",
                "Text",
                value=lambda row: row.line.text,
                shown=False,
                filter=Filter(label="Text contains"),
            ),
            group_column(rows),
            owners_column(rows),
            Column(
                "due",
                "Due",
                value=lambda row: row.line.last_due,
                cell=lambda row: due_cell(row.line),
                sort=True,
                filter=Filter(_DATES, label="Dates", match=lambda row, asked: row.falls(asked)),
            ),
            Column("as_written", "Due as written", value=lambda row: row.line.due_as_written, shown=False),
            Column(
                "stands",
                "Stands",
                value=lambda row: row.line.lateness_words,
                cell=lambda row: lateness_cell(row.line),
                sort=lambda row: -(row.line.days_overdue or 0),
            ),
            Column(
                "said",
                "Said",
                value=lambda row: row.said.label,
                cell=lambda row: component("status_tag", row.said, bare=True),
                sort=lambda row: list(Status).index(row.line.status),
                filter=Filter([(each.label, each.label) for each in Status]),
            ),
            Column(
                "colour",
                "Colour",
                shown=False,
                filter=Filter([(label, label) for label in (here.mark(c).label for c in ORDER)]),
            ),
            Column("note", "Note", value=lambda row: row.line.note, shown=False),
        ),
    )


def titled(number: str, text: str, label: str = "") -> Markup:
    """A number in bold before the words, shortened; a part's label between them."""
    head = " ".join(part for part in (number, labelled(label)) if part)
    lead = Markup("<span class='lw-line-number'>{}</span> ").format(head) if head else Markup()
    return lead + shortened(text)


def late(count: int) -> Markup | str:
    return Markup("<span class='lw-late'>{}</span>").format(count) if count else filters.NONE


def due_cell(line: MilestoneLine) -> Markup | str:
    """As written, with the day it came to beneath."""
    if not line.due:
        return "No date"
    written = line.due_as_written
    if line.last_due is None:
        return two_lines(written, "not settled")
    return two_lines(filters.day_short(line.last_due), f"“{shortened(written, 60)}”")


def lateness_cell(line: MilestoneLine) -> Markup | str:
    words = line.lateness_words
    if line.is_overdue or line.lateness is Lateness.MISSED_START:
        return Markup("<span class='lw-late'>{}</span>").format(words)
    return words
