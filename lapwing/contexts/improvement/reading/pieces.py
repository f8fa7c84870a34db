"""What passes between the steps of reading: blocks of lines, tables with cells, and parts of a plan.

lines → blocks → tables → roles of cells → fields with source spans → questions. Every piece keeps the
numbers of the lines it was read from, so that whatever no field was read from can be shown as remainder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum

from lapwing.contexts.improvement.interchange import (
    Action,
    Area,
    Finding,
    Group,
    Measure,
    Objective,
    Span,
)
from lapwing.contexts.improvement.reading.lines import Line, span_of


class Role(StrEnum):
    """What a column, or a labelled cell, holds. ``columns.role_of`` finds it from a title by synonyms."""

    REFERENCE = "reference"
    ACTION = "action"
    OUTCOME = "outcome"
    RATIONALE = "rationale"
    START = "start"
    DUE = "due"
    OWNER = "owner"
    ACCOUNTABLE = "accountable"
    GROUP = "group"
    SUCCESS = "success"
    EVIDENCE = "evidence"
    STATUS = "status"
    MEASURE = "measure"
    BASELINE = "baseline"
    TARGET = "target"
    SOURCE = "source"
    ACTUAL = "actual"
    STEP = "step"
    COMPLETED = "completed"
    ORGANISATION = "organisation"
    SUPPORT = "support"
    PRIORITY = "priority"
    RISK = "risk"
    COST = "cost"
    REVIEW = "review"


@dataclass(frozen=True)
class Block:
    """Lines that stand together between blank lines. ``text`` is joined (soft hyphens removed)."""

    text: str
    lines: tuple[Line, ...]

    @property
    def source(self) -> Span:
        return span_of(self.lines)


@dataclass(frozen=True)
class Cell:
    """A cell as it stands (HTML and all), with the lines it came from. ``role`` is its column's."""

    role: Role | None
    text: str
    source: Span


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    source: Span

    def cell(self, role: Role) -> Cell | None:
        """The first cell of a role, or None when the table has no such column."""
        return next((cell for cell in self.cells if cell.role is role), None)


@dataclass(frozen=True)
class Table:
    """A table whose columns are known by their titles; ``header`` is the span of the title row."""

    header: Span
    titles: tuple[str, ...]
    roles: tuple[Role | None, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class PartialPlan:
    """What one step found, each part with the lines it was read from."""

    areas_for_improvement: tuple[Area, ...] = ()
    findings: tuple[Finding, ...] = ()
    groups: tuple[Group, ...] = ()
    objectives: tuple[Objective, ...] = ()
    actions: tuple[Action, ...] = ()
    measures: tuple[Measure, ...] = ()


def merged(parts: Iterable[PartialPlan]) -> PartialPlan:
    """All the parts as one, each kind in the order given."""
    found = tuple(parts)
    return PartialPlan(
        **{
            each.name: tuple(item for part in found for item in getattr(part, each.name))
            for each in fields(PartialPlan)
        }
    )
