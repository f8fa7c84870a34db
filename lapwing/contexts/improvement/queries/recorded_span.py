"""A stretch of recorded time, and what was replaced within it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Model, Q

from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.models.base import Recorded
from lapwing.platform.access.actor import Actor

R = TypeVar("R", bound=Recorded)

_TOUCHED = (
    "SELECT {place} WHERE EXISTS (SELECT FROM {table} WHERE partnership_id = %(partnership)s AND ({within}))"
)
_WITHIN = "({moment} > %(after)s AND {moment} <= %(upto)s AND {moment} <> %(made)s)"


@dataclass(frozen=True)
class Span:
    """After one moment and up to another; what came with the plan itself is not a change to it.

    ``reader`` is who it is told to.
    """

    plan: Plan
    after: datetime
    upto: datetime
    reader: Actor

    def covers(self, moment: datetime | None) -> bool:
        return moment is not None and self.after < moment <= self.upto and moment != self.plan.created_at

    def touched(self) -> Q:
        """Facts recorded or withdrawn in the span."""
        return self.within("recorded_at") | self.within("withdrawn_at")

    def made_or_voided(self) -> Q:
        """Records made or taken out in the span."""
        return self.within("created_at") | self.within("voided_at")

    def touched_among(self, tables: Sequence[tuple[type[Model], tuple[str, ...]]]) -> frozenset[type[Model]]:
        """Those of the tables of which the span touched a row of the partnership, in one query.

        Each stands with the columns of its moments. In SQL, since the same through models costs as much as
        reading the tables.
        """
        query = " UNION ALL ".join(
            _TOUCHED.format(
                place=place,
                table=table._meta.db_table,
                within=" OR ".join(_WITHIN.format(moment=moment) for moment in moments),
            )
            for place, (table, moments) in enumerate(tables)
        )
        with connection.cursor() as cursor:
            cursor.execute(
                query,
                {
                    "partnership": self.plan.partnership_id,
                    "after": self.after,
                    "upto": self.upto,
                    "made": self.plan.created_at,
                },
            )
            return frozenset(tables[place][0] for (place,) in cursor.fetchall())

    def within(self, name: str) -> Q:
        """Rows of which this moment lies in the span."""
        within = Q((f"{name}__gt", self.after), (f"{name}__lte", self.upto))
        return within & ~Q((name, self.plan.created_at))


@dataclass(frozen=True)
class Replacement(Generic[R]):
    """Rows of one parent that were recorded, and those that were withdrawn, at one moment."""

    moment: datetime
    by: int | None
    old: tuple[R, ...]
    new: tuple[R, ...]

    @property
    def either(self) -> R:
        return (self.new or self.old)[0]


def replacements(span: Span, rows: Iterable[R], parent: str) -> list[Replacement[R]]:
    """What was recorded and what was withdrawn, by parent and moment: one change each."""
    old: dict[tuple[int, datetime], list[R]] = defaultdict(list)
    new: dict[tuple[int, datetime], list[R]] = defaultdict(list)
    for row in rows:
        parent_id: int = getattr(row, parent)
        if span.covers(row.recorded_at):
            new[parent_id, row.recorded_at].append(row)
        if row.withdrawn_at is not None and span.covers(row.withdrawn_at):
            old[parent_id, row.withdrawn_at].append(row)
    found = []
    for place in dict.fromkeys([*new, *old]):
        by = new[place][0].recorded_by_id if new[place] else old[place][0].withdrawn_by_id
        found.append(Replacement(place[1], by, tuple(old[place]), tuple(new[place])))
    return found
