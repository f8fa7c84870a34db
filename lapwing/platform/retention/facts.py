"""What would be removed, worked out from the records as they are: alike for a simulation and for its run."""

from __future__ import annotations

import hashlib
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model
from django.utils import timezone

from lapwing.platform.retention.kinds import RecordKind, Rows
from lapwing.platform.retention.models import Fate, Hold

# Records in one simulation: what can be looked over, and removed in one transaction.
MOST = 2_000

Tables = dict[str, list[int]]


@dataclass(frozen=True)
class Facts:
    """The records whose time is over, everything that goes with them, and what is left out and why."""

    roots: Tables
    purged: Tables
    anonymised: Tables
    protecting: Tables
    held: int
    tied: int
    more: bool

    @property
    def how_many(self) -> int:
        return sum(map(len, self.roots.values()))

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each table."""
        return {
            table: len(ids) for part in (self.purged, self.anonymised) for table, ids in part.items() if ids
        }

    @property
    def digest(self) -> str:
        """The same as the database works out before it removes anything."""
        lines = sorted(
            (fate.value, table, row)
            for fate, part in ((Fate.PURGE, self.purged), (Fate.ANONYMISE, self.anonymised))
            for table, ids in part.items()
            for row in ids
        )
        text = "\n".join(f"{fate} {table}:{row}" for fate, table, row in lines)
        return hashlib.sha256(text.encode()).hexdigest()


def months_before(moment: datetime, months: int) -> datetime:
    """The same time of day so many months before; the month's last day where it has no such day."""
    local = timezone.localtime(moment)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return timezone.make_aware(datetime.combine(date(year, month + 1, day), local.time()))


def facts_of(
    kind: RecordKind,
    *,
    partnership_id: int,
    cutoff: datetime | None,
    today: date,
    using: str,
    among: Mapping[str, Iterable[int]] | None = None,
) -> Facts:
    """What there is to remove of a kind; of every age when ``cutoff`` is None, of some rows if ``among`` is.

    Holds that stand today and rows that others refer to are left out, and counted.
    """
    over = _over(kind, partnership_id, cutoff, using, among)
    found, more = _first(over)
    held = _held(kind, found, partnership_id, today, using)
    free = _without(found, held)
    tied = kind.tied(free, using)
    roots = _without(free, tied)
    going = dict(kind.going(roots, using)) if any(roots.values()) else {}
    if kind.fate == Fate.PURGE:
        for model, ids in roots.items():
            going[model] = sorted({*going.get(model, ()), *ids})
    return Facts(
        roots=_by_table(roots),
        purged=_by_table(going),
        anonymised=_by_table(roots) if kind.fate == Fate.ANONYMISE else {},
        protecting=_by_table(kind.protecting(roots, using)),
        held=_number(held),
        tied=_number(tied),
        more=more,
    )


def held_tables(kind: RecordKind, *, partnership_id: int, today: date, using: str) -> Tables | None:
    """Rows on hold by table; None when a hold is on the whole kind."""
    holds = Hold.objects.using(using).filter(partnership_id=partnership_id).standing(today)
    found: Tables = {}
    for code, table, row in holds.values_list("kind", "table_name", "row_id"):
        if table and row is not None:
            found.setdefault(table, []).append(row)
        elif code == kind.code:
            return None
    return found


def _over(
    kind: RecordKind,
    partnership_id: int,
    cutoff: datetime | None,
    using: str,
    among: Mapping[str, Iterable[int]] | None,
) -> dict[type[Model], list[int]]:
    found = {}
    for model in kind.models:
        rows = kind.rows(model, partnership_id, using)
        if cutoff is not None:
            rows = rows.filter(began__lt=cutoff)
        if among is not None:
            rows = rows.filter(pk__in=list(among.get(model._meta.db_table, ())))
        found[model] = list(rows.order_by("began", "pk").values_list("pk", flat=True)[: MOST + 1])
    return found


def _first(over: Rows) -> tuple[dict[type[Model], list[int]], bool]:
    """As many as one simulation takes, and whether there are more."""
    room, found = MOST, {}
    for model, ids in over.items():
        found[model] = list(ids)[:room]
        room -= len(found[model])
    return found, _number(found) < _number(over)


def _held(kind: RecordKind, found: Rows, partnership_id: int, today: date, using: str) -> Rows:
    """Those kept by a hold on them, on something that goes with them, or on what they belong to."""
    holds = held_tables(kind, partnership_id=partnership_id, today=today, using=using)
    if holds is None:
        return found
    if not holds:
        return {}
    return {
        model: [each for each in ids if _touches(kind, model, each, holds, using)]
        for model, ids in found.items()
    }


def _touches(kind: RecordKind, model: type[Model], row: int, holds: Tables, using: str) -> bool:
    one: Rows = {model: [row]}
    return any(
        set(ids) & set(holds.get(table, ()))
        for part in (one, kind.going(one, using), kind.protecting(one, using))
        for table, ids in _by_table(part).items()
    )


def _without(rows: Rows, left_out: Rows) -> dict[type[Model], list[int]]:
    return {model: sorted(set(ids) - set(left_out.get(model, ()))) for model, ids in rows.items()}


def _by_table(rows: Rows) -> Tables:
    return {model._meta.db_table: sorted(ids) for model, ids in rows.items() if ids}


def _number(rows: Rows) -> int:
    return sum(map(len, rows.values()))
