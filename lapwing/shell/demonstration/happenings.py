"""What has happened to each plan since it began, read from the data files beside this one.

Everything has the day on which it was said or recorded, so that the plan can be shown as it stood. People
are named by the part of their address before the "@"; things of the plan by key and by number within it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lapwing.contexts.improvement.interchange import Plan, from_json

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Report:
    """What was said of a milestone (the ``milestone``-th of its action), or of one occurrence of it."""

    action: str
    milestone: int
    said_on: date
    status: str
    said_by: str
    note: str
    occurrence_due_on: date | None


@dataclass(frozen=True)
class Figure:
    """A value, or numerator and denominator, for a period. A later one for the same period corrects it."""

    measure: str
    series: str
    from_: date | None
    to: date
    value: float | None
    numerator: float | None
    denominator: float | None
    recorded_on: date
    source: str
    note: str


@dataclass(frozen=True)
class Change:
    """A date of a milestone (``part`` is its number) or a target of a series (``part`` is its label) moved.

    ``old`` and ``new`` are as written.
    """

    kind: str
    where: str
    part: str
    changed_on: date
    changed_by: str
    old: str
    new: str
    new_latest: date
    reason: str


@dataclass(frozen=True)
class Judged:
    """Somebody judged the ``criterion``-th success criterion of an action."""

    action: str
    criterion: int
    judged_on: date
    judgement: str
    judged_by: str
    note: str


@dataclass(frozen=True)
class Worded:
    """What an update said beside the note of a report: what changed for children and families, what is done
    about what is late, what comes next, and by when it will be done now."""

    action: str
    milestone: int
    said_on: date
    impact: str
    mitigation: str
    next_steps: str
    forecast_on: date | None


def plan_of(area: str) -> Plan:
    """The invented plan of an area."""
    return from_json((FOLDER / f"{area.lower()}.json").read_text(encoding="utf-8"))


def reports_of(area: str) -> list[Report]:
    """In the order in which they were said."""
    return [
        Report(
            row["action"],
            int(row["milestone"]),
            date.fromisoformat(row["said_on"]),
            row["status"],
            row["said_by"],
            row["note"],
            _date(row["occurrence_due_on"]),
        )
        for row in _rows(area, "reports")
    ]


def figures_of(area: str) -> list[Figure]:
    """In the order in which they were recorded."""
    return [
        Figure(
            row["measure"],
            row["series"],
            _date(row["from"]),
            date.fromisoformat(row["to"]),
            _number(row["value"]),
            _number(row["numerator"]),
            _number(row["denominator"]),
            date.fromisoformat(row["recorded_on"]),
            row["source"],
            row["note"],
        )
        for row in _rows(area, "actuals")
    ]


def changes_of(area: str) -> list[Change]:
    return [
        Change(
            row["kind"],
            row["where"],
            row["part"],
            date.fromisoformat(row["changed_on"]),
            row["changed_by"],
            row["old"],
            row["new"],
            date.fromisoformat(row["new_latest"]),
            row["reason"],
        )
        for row in _rows(area, "changes")
    ]


def judgements_of(area: str) -> list[Judged]:
    return [
        Judged(
            row["action"],
            int(row["criterion"]),
            date.fromisoformat(row["judged_on"]),
            row["judgement"],
            row["judged_by"],
            row["note"],
        )
        for row in _rows(area, "judgements")
    ]


def words_of(area: str) -> list[Worded]:
    """In no order: each belongs to one report."""
    return [
        Worded(
            row["action"],
            int(row["milestone"]),
            date.fromisoformat(row["said_on"]),
            row["impact"],
            row["mitigation"],
            row["next_steps"],
            _date(row["forecast_on"]),
        )
        for row in _rows(area, "updates")
    ]


def _rows(area: str, kind: str) -> Iterator[dict[str, str]]:
    """The lines of a data file; none where an area has no such file."""
    path = FOLDER / f"{area.lower()}-{kind}.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> float | None:
    return float(text) if text else None
