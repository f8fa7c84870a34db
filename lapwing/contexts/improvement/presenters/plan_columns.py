"""The columns that the tables of actions, milestones and lateness share, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from markupsafe import Markup

from lapwing.contexts.improvement.presenters.plan_rows import ActionRow, MilestoneRow
from lapwing.contexts.improvement.presenters.words import labelled, shortened
from lapwing.contexts.improvement.queries.lines import MilestoneLine
from lapwing.contexts.improvement.rules import Lateness
from lapwing.contexts.improvement.rules.terms import Terms
from lapwing.platform.ui import filters
from lapwing.platform.ui.components import component
from lapwing.platform.ui.tables import Column, Filter

OWNERS_SHOWN = 2

Row = TypeVar("Row", ActionRow, MilestoneRow)
# True sorts by the plain value, a function by what it gives.
Sort = bool | Callable[[MilestoneRow], object]


def moved_columns() -> tuple[Column[MilestoneRow], ...]:
    """For the download: how often the date moved, what it was at first, and how many turns moved."""
    return (
        Column("moved", "Times moved", value=lambda row: row.line.moved.times, shown=False),
        Column("first", "First date", value=lambda row: row.line.moved.first, shown=False),
        Column("turns", "Turns moved", value=lambda row: len(row.line.turns_moved), shown=False),
    )


def text_column(asked: Filter | None = None) -> Column[Any]:
    """The whole text, for the download and for filtering; the number's cell shows its beginning."""
    return Column("text", "Text", value=lambda row: row.line.text, shown=False, filter=asked)


def group_column(rows: Sequence[Row], terms: Terms) -> Column[Row]:
    """The group, for filtering and downloading; the number says it in the table."""
    return Column("group", terms.group.titled, shown=False, filter=Filter(choices(row.group for row in rows)))


def owners_column(rows: Sequence[Row]) -> Column[Row]:
    return Column(
        "owner",
        "Owners",
        value=lambda row: row.owners,
        cell=lambda row: owners_cell(row.owners),
        filter=Filter(owner_choices(rows)),
    )


def milestone_column(sort: Sort) -> Column[MilestoneRow]:
    return Column(
        "number",
        "Milestone",
        value=lambda row: " ".join((row.line.action_number, row.line.label)).strip(),
        cell=lambda row: titled(row.line.action_number, row.line.text, row.line.label),
        sort=sort,
    )


def due_columns(asked: Filter | None = None) -> tuple[Column[MilestoneRow], Column[MilestoneRow]]:
    """The day it is due, and for the download the date as the plan words it."""
    return (
        Column(
            "due",
            "Due",
            value=lambda row: row.line.last_due,
            cell=lambda row: due_cell(row.line),
            sort=True,
            filter=asked,
        ),
        Column("as_written", "Due as written", value=lambda row: row.line.due_as_written, shown=False),
    )


def said_column(sort: Sort, asked: Filter) -> Column[MilestoneRow]:
    return Column(
        "said",
        "Said",
        value=lambda row: row.said.label,
        cell=lambda row: component("status_tag", row.said, bare=True),
        sort=sort,
        filter=asked,
    )


def note_column(label: str) -> Column[MilestoneRow]:
    return Column("note", label, value=lambda row: row.line.note, shown=False)


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
        words = Markup("<span class='lw-late'>{}</span>").format(words)
    moves = [f"{line.moved.words}; first {filters.day_short(line.moved.first)}"] if line.moved.times else []
    was = "; ".join([*moves, *filter(None, [line.turns_moved_words])])
    if not was:
        return words
    return Markup("{}<br><span class='lw-quiet lw-small'>{}</span>").format(words, was)
