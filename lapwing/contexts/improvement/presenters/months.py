"""The calendar by month, a year at a time, with the marks of its entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.queries.wayfinding import CalendarEntry, CalendarPage, Month
from lapwing.platform.ui import filters
from lapwing.platform.ui.marks import StatusMark
from lapwing.platform.ui.navigation import Link

KINDS = {
    "due": "Due",
    "start": "Start",
    "point": "One of several dates",
    "occurrence": "Each time",
}


@dataclass(frozen=True)
class EntryLine:
    entry: CalendarEntry
    mark: StatusMark
    kind: str
    url: str


@dataclass(frozen=True)
class MonthLines:
    first: date
    title: str
    lines: tuple[EntryLine, ...]
    late: int
    is_now: bool


@dataclass(frozen=True)
class ToldCalendar:
    """Some months of the calendar, and the links to the others."""

    years: tuple[Link, ...]
    months: tuple[MonthLines, ...]
    asked: str


def present(here: Here, page: CalendarPage, asked: str) -> ToldCalendar:
    """The year asked for; without one, the months from the page's day on."""
    years = sorted({month.first.year for month in page.months})
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
    shown = [month for month in page.months if _is_shown(month, year, here.plan.on)]
    return ToldCalendar(
        years=(
            Link("From now on", here.to("calendar"), year is None),
            *(Link(str(each), here.to("calendar", year=each), each == year) for each in years),
        ),
        months=tuple(_month(here, month) for month in shown),
        asked=str(year or ""),
    )


def _is_shown(month: Month, year: int | None, on: date) -> bool:
    return month.first.year == year if year is not None else month.first >= on.replace(day=1)


def _month(here: Here, month: Month) -> MonthLines:
    on = here.plan.on
    return MonthLines(
        first=month.first,
        title=filters.month(month.first),
        lines=tuple(_lines(here, month.entries)),
        late=sum(entry.is_late for entry in month.entries),
        is_now=month.first == on.replace(day=1),
    )


def _lines(here: Here, entries: Iterable[CalendarEntry]) -> Iterable[EntryLine]:
    for entry in entries:
        mark = here.mark(entry.colour)
        said = StatusMark(entry.status, mark.shape, mark.colour)
        yield EntryLine(
            entry, said, KINDS.get(entry.kind, ""), here.to("milestone", milestone=entry.milestone_ref)
        )
