"""Rows as light tuples of the columns that are shown, for what a plan has by the hundred.

A model with every column costs some ten times as much to make, most of it for times and texts that no page
shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db.models import F, Lookup, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from lapwing.contexts.improvement.rules import Stretch

R = TypeVar("R", bound=tuple[Any, ...])


def light(rows: QuerySet[Any, Any], shape: type[R], **elsewhere: str) -> list[R]:
    """The rows as named tuples of ``shape``, whose fields are columns.

    ``elsewhere`` gives the lookup of each field that stands in another table.
    """
    fields: tuple[str, ...] = shape._fields  # type: ignore[attr-defined]
    return [shape(*row) for row in rows.values_list(*(elsewhere.get(field, field) for field in fields))]


class ActionRow(NamedTuple):
    pk: int
    ref: str
    partnership_id: int
    plan_id: int
    key: str
    number: str
    occurrence: int
    text: str
    key_area: str
    group_ref: str | None
    group_number: str | None
    group_title: str | None


class MilestoneRow(NamedTuple):
    pk: int
    ref: str
    action_id: int
    label: str
    text: str
    recurrence: str
    source_document: int
    source_first: int | None
    source_last: int | None
    version: int


class PointRow(NamedTuple):
    """A due point, and from when to when it stood."""

    milestone_id: int
    role: str
    as_written: str
    earliest: date | None
    latest: date | None
    recorded_at: datetime
    withdrawn_at: datetime | None

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.role, self.as_written, self.latest, self.recorded_at, self.withdrawn_at)


class ReportRow(NamedTuple):
    milestone_id: int
    occurrence_id: int | None
    status: str
    effective_on: date
    recorded_by_id: int
    note: str
    mitigation: str
    forecast_on: date | None


class TurnRow(NamedTuple):
    pk: int
    milestone_id: int
    ref: str
    label: str
    due_on: date
    version: int


class ServiceRow(NamedTuple):
    """An objective that an action serves."""

    action_id: int
    objective_id: int
    plan_id: int
    ref: str
    number: str
    title: str


class Among(Lookup):
    """``column = ANY(array)``: one parameter however many numbers, where ``IN`` has one for each.

    As with ``IN``, a query for none of them is not asked at all.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> list[int]:
        return list(self.rhs)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, self.rhs)


def among(column: str, numbers: Iterable[int]) -> Among:
    """The condition that a column is one of some numbers."""
    return Among(F(column), numbers)
