"""Owners' load: each owner's open milestones by month."""

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
from lapwing.platform.ui.bar_grids import BarCell, BarGrid, BarRow, Look, full_of, pieces

MONTHS = 6
_SHADES = 4
# In the drawing: what is overdue, due in this month and the next two, after that, and without a date.
_SOON = 3
# Owners in the drawing, the most loaded: a sheet of paper holds no more. The table holds all.
MOST_DRAWN = 24
_KEY: tuple[tuple[Look, str], ...] = (
    ("red", "Overdue"),
    ("shade-3", "Due in this month or the next two"),
    ("shade-2", "Due later"),
    ("hollow", "Without a date"),
)


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
    drawing: BarGrid
    finding: str
    not_drawn: int


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
    rows.sort(key=lambda row: (-row.total, row.name.casefold()))
    return Load(
        ("Overdue", *(filters.month(month) for month in months), "Later", "No date"),
        tuple(rows),
        sum(not line.owners for line in lines),
        _drawing(rows),
        _finding(rows),
        max(0, len(rows) - MOST_DRAWN),
    )


def _drawing(rows: Sequence[LoadRow]) -> BarGrid:
    """One bar for each of the most loaded owners, as long as what they owe."""
    rows = rows[:MOST_DRAWN]
    parts = [_parts([cell.count for cell in row.cells]) for row in rows]
    full = full_of(parts)
    looks = [look for look, _ in _KEY]
    return BarGrid(
        in_words=f"{_finding(rows)} The table below says the same.",
        columns=("",),
        rows=tuple(
            BarRow(row.name, (BarCell(pieces(zip(looks, counts, strict=True), full)),))
            for row, counts in zip(rows, parts, strict=True)
        ),
        key=_KEY,
        numbered=True,
    )


def _parts(cells: Sequence[int]) -> tuple[int, int, int, int]:
    """Overdue, due soon, due later, without a date."""
    overdue, *coming, later, undated = cells
    return overdue, sum(coming[:_SOON]), sum(coming[_SOON:]) + later, undated


def _finding(rows: Sequence[LoadRow]) -> str:
    """Who owes the most, and who has the most overdue."""
    if not rows:
        return "No open milestone has an owner."
    worst = max(rows, key=lambda row: row.cells[0].count)
    said = f"{rows[0].name} owes the most: {filters.plural(rows[0].total, 'open milestone')}"
    late = worst.cells[0].count
    if not late:
        return f"{said}; nothing is overdue."
    if worst is rows[0]:
        return f"{said}, {late} overdue."
    return f"{said}. {worst.name} has the most overdue: {late}."


def _months(on: date) -> tuple[date, ...]:
    found = [on.replace(day=1)]
    while len(found) < MONTHS:
        at = found[-1]
        found.append(at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1))
    return tuple(found)


def _column(line: MilestoneLine, months: Sequence[date], on: date) -> int:
    if line.last_due is not None and line.last_due < on:
        return 0
    if line.next_due is None:
        return len(months) + 2
    first = line.next_due.replace(day=1)
    return months.index(first) + 1 if first in months else len(months) + 1


def _shade(number: int, most: int) -> int:
    return 0 if not number else max(1, round(_SHADES * number / most))
