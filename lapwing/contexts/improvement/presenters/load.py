"""Who owes what, and when: each owner's open milestones by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.queries.lines import MilestoneLine
from lapwing.contexts.improvement.queries.over_time import OverTime
from lapwing.contexts.improvement.rules import CLOSED
from lapwing.platform.ui import filters

MONTHS = 6
_SHADES = 4


@dataclass(frozen=True)
class Cell:
    """A number, and how dark it stands out: from 0 (nothing) to 4 (the most of all)."""

    count: int
    shade: int


@dataclass(frozen=True)
class LoadRow:
    name: str
    holders: str
    url: str
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True)
class Load:
    """A row for each owner, the most loaded first; ``headings`` name the cells."""

    headings: tuple[str, ...]
    rows: tuple[LoadRow, ...]
    unowned: int


def present(here: Here, page: OverTime) -> Load:
    """The open milestones of every owner: overdue, due in each of the next months, later, without a date.

    A milestone with two owners counts for both.
    """
    months = _months(page.plan.on)
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * (len(months) + 3))
    who = {}
    lines = [line for line in page.milestones if line.status not in CLOSED]
    for line in lines:
        for owner in line.owners:
            counts[owner.role_ref][_column(line, months, page.plan.on)] += 1
            who[owner.role_ref] = owner
    most = max((number for row in counts.values() for number in row), default=0)
    rows = [
        LoadRow(
            name=who[ref].name,
            holders=", ".join(holder.name for holder in who[ref].holders),
            url=here.to("milestones", owner=who[ref].name, due="open"),
            cells=tuple(Cell(number, _shade(number, most)) for number in found),
            total=sum(found),
        )
        for ref, found in counts.items()
    ]
    return Load(
        ("Overdue", *(filters.month(month) for month in months), "Later", "No date"),
        tuple(sorted(rows, key=lambda row: (-row.total, row.name.casefold()))),
        sum(not line.owners for line in lines),
    )


def _months(on: date) -> tuple[date, ...]:
    found = [on.replace(day=1)]
    while len(found) < MONTHS:
        at = found[-1]
        found.append(at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1))
    return tuple(found)


def _column(line: MilestoneLine, months: Sequence[date], on: date) -> int:
    due = line.last_due
    if due is None:
        return len(months) + 2
    if due < on:
        return 0
    first = due.replace(day=1)
    return months.index(first) + 1 if first in months else len(months) + 1


def _shade(number: int, most: int) -> int:
    return 0 if not number else max(1, round(_SHADES * number / most))
