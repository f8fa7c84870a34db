"""The plan by date: months for a page, and the same entries for an iCalendar feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from lapwing.contexts.improvement.queries.actions import undated
from lapwing.contexts.improvement.queries.lines import DueLine, MilestoneLine, OccurrenceLine
from lapwing.contexts.improvement.queries.loading import Loaded, load_actions
from lapwing.contexts.improvement.queries.standing import plan_and_head, when
from lapwing.contexts.improvement.queries.tree import plan_actions
from lapwing.contexts.improvement.queries.wayfinding import CalendarEntry, CalendarPage, Month
from lapwing.contexts.improvement.rules import CLOSED, Lateness
from lapwing.contexts.improvement.rules.lateness import START
from lapwing.platform.access.actor import Actor


def calendar(*, actor: Actor, plan_ref: str, on: date, as_at: date | None = None) -> CalendarPage:
    """Every due point and occurrence by month, and what has no date. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    asked = when(on, as_at)
    loaded = load_actions(plan_actions(plan), asked)
    found = sorted(_entries(loaded, asked.on), key=lambda entry: (entry.on, entry.action_number, entry.uid))
    months = groupby(found, key=lambda entry: entry.on.replace(day=1))
    return CalendarPage(
        plan=head,
        months=tuple(Month(first, tuple(entries)) for first, entries in months),
        undated=undated(loaded.milestones),
    )


def feed(*, actor: Actor, plan_ref: str, on: date) -> tuple[CalendarEntry, ...]:
    """The entries of the calendar in order of their day. Raises NotVisible."""
    page = calendar(actor=actor, plan_ref=plan_ref, on=on)
    return tuple(entry for month in page.months for entry in month.entries)


def _entries(loaded: Loaded, on: date) -> Iterator[CalendarEntry]:
    for line in loaded.milestones:
        for place, point in enumerate(line.due):
            if point.latest is not None:
                yield _point(line, place, point, point.latest)
        for turn in loaded.occurrences[line.ref]:
            yield _turn(line, turn)


def _point(line: MilestoneLine, place: int, point: DueLine, day: date) -> CalendarEntry:
    is_last = day == line.last_due
    kind = "due" if is_last else ("start" if point.role == START else "point")
    missed = kind == "start" and line.lateness is Lateness.MISSED_START and day == line.missed_start
    return CalendarEntry(
        uid=f"{line.ref}-{place}",
        kind=kind,
        on=day,
        title=line.text,
        as_written=point.as_written,
        action_ref=line.action_ref,
        action_number=line.action_number,
        milestone_ref=line.ref,
        status=line.status.label,
        colour=line.colour,
        is_late=(is_last and line.is_overdue) or missed,
        owners=tuple(owner.name for owner in line.owners),
    )


def _turn(line: MilestoneLine, turn: OccurrenceLine) -> CalendarEntry:
    return CalendarEntry(
        uid=f"{line.ref}-{turn.ref}",
        kind="occurrence",
        on=turn.due_on,
        title=line.text,
        as_written=turn.label,
        action_ref=line.action_ref,
        action_number=line.action_number,
        milestone_ref=line.ref,
        status=turn.status.label,
        colour=turn.colour,
        is_late=turn.is_missed and line.status not in CLOSED,
        owners=tuple(owner.name for owner in line.owners),
    )
