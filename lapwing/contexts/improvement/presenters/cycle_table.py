"""The table of what a cycle expects: filtered by state, group and owner, in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from markupsafe import Markup

from lapwing.contexts.improvement.presenters.cycle_links import read_address
from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.marks import ORDER
from lapwing.contexts.improvement.presenters.plan_columns import choices, owners_cell, titled
from lapwing.contexts.improvement.presenters.words import group_name, names_of
from lapwing.contexts.improvement.queries.cycle_lines import CyclePage, ExpectedLine
from lapwing.contexts.improvement.rules import COLOUR_OF_STATUS
from lapwing.platform.ui.components import component
from lapwing.platform.ui.filters import NONE, day_short
from lapwing.platform.ui.marks import StatusMark
from lapwing.platform.ui.tables import Column, Filter, Listing, Table

_MARKS = {
    "": StatusMark("Awaited", "ring", "grey", "No update is submitted."),
    "draft": StatusMark("Draft", "ring", "grey", "It is being written."),
    "submitted": StatusMark("Submitted", "circle", "green", "It waits to be checked or signed off."),
    "returned": StatusMark("Returned", "diamond", "amber", "It went back to its author."),
    "signed off": StatusMark("Signed off", "square", "blue", "It stands."),
    "reported": StatusMark("Reported", "square", "blue", "The board has seen it."),
}
_MISSING = StatusMark("Missing", "triangle", "red", "The cycle was signed off without it.")
_LEFT = StatusMark("Not signed off in time", "triangle", "red", "It was submitted, and the cycle went on.")


@dataclass(frozen=True)
class ExpectedRow:
    """An expected update with its address and mark."""

    line: ExpectedLine
    url: str
    place: int

    @property
    def mark(self) -> StatusMark:
        if self.line.missing_reason:
            return _LEFT if self.line.state == "submitted" else _MISSING
        return _MARKS[self.line.state]

    @property
    def owners(self) -> tuple[str, ...]:
        return names_of(self.line.action.owners)

    @property
    def group(self) -> str:
        return group_name(self.line.action)


def read_expected(request: HttpRequest, here: Here, page: CyclePage) -> Listing[ExpectedRow]:
    rows = [
        ExpectedRow(line, read_address(page.line.head, line), place)
        for place, line in enumerate(page.expected)
    ]
    return _table(here, rows).read(request, rows)


def _table(here: Here, rows: Sequence[ExpectedRow]) -> Table[ExpectedRow]:
    return Table(
        name="expected",
        caption="What the cycle asks for",
        noun="update",
        order="number",
        row_url=lambda row: row.url,
        empty="The cycle asks for nothing",
        empty_text="Nothing in the plan was due or started when it opened.",
        columns=(
            Column(
                "number",
                "Asked for",
                value=lambda row: row.line.action.number,
                cell=_asked,
                sort=lambda row: row.place,
                downloaded=True,
            ),
            Column("text", "Text", value=lambda row: row.line.text, shown=False),
            Column(
                "group",
                here.plan.terms.group.titled,
                shown=False,
                filter=Filter(choices(row.group for row in rows)),
            ),
            Column(
                "owner",
                "Owners",
                value=lambda row: row.owners,
                cell=_owners,
                filter=Filter(
                    choices(sorted({name for row in rows for name in row.owners}, key=str.casefold))
                ),
            ),
            *_answer_columns(here),
        ),
    )


def _answer_columns(here: Here) -> tuple[Column[ExpectedRow], ...]:
    """What was answered, and why it was not."""
    marks = dict.fromkeys(mark.label for mark in (*_MARKS.values(), _MISSING, _LEFT))
    return (
        Column("due", "Due", value=_due, cell=lambda row: _stands(row.line), sort=True),
        Column(
            "state",
            "Update",
            value=lambda row: row.mark.label,
            cell=_state,
            sort=lambda row: list(marks).index(row.mark.label),
            filter=Filter([(label, label) for label in marks]),
        ),
        Column(
            "said",
            "Stands",
            value=lambda row: row.line.said.label if row.line.said else None,
            cell=lambda row: _said(here, row.line),
        ),
        Column(
            "colour",
            "Colour",
            value=lambda row: _colour(here, row.line),
            shown=False,
            filter=Filter(choices(here.plan.key[colour].label for colour in ORDER)),
        ),
        Column("reason", "Why it is missing", value=lambda row: row.line.missing_reason, shown=False),
    )


def _asked(row: ExpectedRow) -> Markup | str:
    milestone = row.line.milestone
    whole = "" if milestone else " (the action as a whole)"
    label = milestone.label if milestone else ""
    return titled(row.line.action.number, row.line.text, label) + whole


def _owners(row: ExpectedRow) -> Markup | str:
    if not row.line.nobody:
        return owners_cell(row.owners)
    named = any(owner.holders for owner in row.line.action.owners)
    why = "nobody named may write updates" if named else "nobody named"
    nobody = Markup("<br><span class='lw-late lw-small'>{}, so nobody is asked</span>").format(why)
    return Markup("{}").format(owners_cell(row.owners)) + nobody


def _due(row: ExpectedRow) -> object:
    return row.line.milestone.last_due if row.line.milestone else row.line.action.next_due


def _stands(line: ExpectedLine) -> Markup | str:
    due = line.milestone.last_due if line.milestone else line.action.next_due
    if line.milestone and line.milestone.is_overdue:
        late = Markup("<br><span class='lw-late lw-small'>{}</span>").format(line.milestone.lateness_words)
        return Markup("{}").format(day_short(due)) + late
    return day_short(due) if due else NONE


def _said(here: Here, line: ExpectedLine) -> Markup | str:
    """How it stands by the update that was signed off."""
    if line.said is None:
        return NONE
    return component("status_tag", here.said(line.said, COLOUR_OF_STATUS[line.said]), bare=True)


def _colour(here: Here, line: ExpectedLine) -> str | None:
    return here.plan.key[COLOUR_OF_STATUS[line.said]].label if line.said else None


def _state(row: ExpectedRow) -> Markup:
    tag = component("status_tag", row.mark, bare=True)
    if not row.line.missing_reason:
        return tag
    return tag + Markup("<br><span class='lw-quiet lw-small'>{}</span>").format(row.line.missing_reason)
