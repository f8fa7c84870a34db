"""The history of records, in words: who changed what from what to what, when and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Model, Q

from lapwing.platform.access.acting import current_partnership_id
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import Read, kind_of, note_reads
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry, Operation
from lapwing.platform.history.words import NOT_SHOWN, FieldWords

PAGE = 50
Words = Mapping[str, Callable[[str], str]]


@dataclass(frozen=True)
class Change:
    """One field of a record. ``old`` is "–" for what was added, ``new`` for what was removed."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One change of one record."""

    id: int
    at: datetime
    who: str
    record: str
    operation: str
    changes: tuple[Change, ...]
    reason: str
    purpose: str


@dataclass(frozen=True)
class HistoryPage:
    """Entries, the newest first; ``before`` asks for the next page, None when this is the last."""

    entries: tuple[Entry, ...]
    before: int | None


def history_of(
    rows: Mapping[type[Model], Iterable[int]],
    *,
    limit: int = PAGE,
    before: str | int | None = None,
    words: Words | None = None,
    leave_out: Sequence[str] = (),
) -> HistoryPage:
    """What happened to these rows of these models. That it was read is noted in the access log.

    ``words`` says a field's stored value for people (a role's code, say); ``leave_out`` names fields whose
    changes are not shown. What the actor may not see, the database leaves away. The number of queries grows
    with the kinds of records that the rows refer to, not with the rows.
    """
    asked = Q()
    for model, ids in rows.items():
        asked |= Q(table_name=model._meta.db_table, row_id__in=list(ids))
    if not asked:
        return HistoryPage((), None)
    found = HistoryEntry.objects.filter(asked)
    if before is not None and str(before).isascii() and str(before).isdigit() and len(str(before)) < 19:
        found = found.filter(id__lt=int(before))
    page = list(found.order_by("-id")[: limit + 1])
    shown = page[:limit]
    _note(rows, shown)
    entries = _entries(shown, {model._meta.db_table: model for model in rows}, words or {}, leave_out)
    return HistoryPage(entries, shown[-1].id if len(page) > limit else None)


def as_it_was(model: type[Model], ids: Iterable[int], moment: datetime) -> Mapping[int, Mapping[str, Any]]:
    """The columns of those of these rows that were changed after a moment, as they were at it. One query.

    A row that is missing reads today as it did then, or was only written after the moment.
    """
    later = HistoryEntry.objects.filter(
        table_name=model._meta.db_table, row_id__in=list(ids), at__gt=moment
    ).order_by("row_id", "at", "id")
    first = later.distinct("row_id").values_list("row_id", "old")
    return {row_id: old for row_id, old in first if old is not None}


def column_as_it_was(
    model: type[Model], ids: Iterable[int], column: str, moments: Iterable[datetime]
) -> Mapping[datetime, Mapping[int, Any]]:
    """What stood in one column of these rows at each of some moments, where it has changed since. One query.

    A row that is missing reads today as it did then, or was only written after the moment.
    """
    asked = sorted(moments)
    if not asked:
        return {}
    later = HistoryEntry.objects.filter(
        table_name=model._meta.db_table,
        row_id__in=list(ids),
        at__gt=asked[0],
        operation=Operation.UPDATE,
    ).exclude(**{f"old__{column}": F(f"new__{column}")})
    changes = list(later.order_by("at", "id").values_list("row_id", "at", f"old__{column}"))
    return {moment: _first_after(moment, changes) for moment in asked}


def _first_after(moment: datetime, changes: Sequence[tuple[int, datetime, Any]]) -> dict[int, Any]:
    """What each row held at a moment: what the first change after it replaced."""
    found: dict[int, Any] = {}
    for row_id, at, old in changes:
        if at > moment:
            found.setdefault(row_id, old)
    return found


def _note(rows: Mapping[type[Model], Iterable[int]], shown: Sequence[HistoryEntry]) -> None:
    """Note whose history was shown; when none was, of what first kind it was asked."""
    where = current_partnership_id()
    by_table = {model._meta.db_table: model for model in rows}
    found: dict[type[Model], set[int]] = {next(iter(rows)): set()}
    for entry in shown:
        found.setdefault(by_table[entry.table_name], set()).add(entry.row_id)
    note_reads([Read(kind_of(model), sorted(ids), ReadKind.HISTORY, where) for model, ids in found.items()])


def _entries(
    found: Sequence[HistoryEntry], models: Mapping[str, type[Model]], words: Words, leave_out: Sequence[str]
) -> tuple[Entry, ...]:
    fields = FieldWords(models, words)
    fields.look_up(
        [image for row in found for image in ((row.table_name, row.old), (row.table_name, row.new))]
    )
    actors = {row.actor_id for row in found if row.actor_id is not None}
    names: dict[int, str] = dict(User.objects.filter(pk__in=actors).values_list("pk", "name"))
    entries = (_entry(row, models[row.table_name], names, fields, leave_out) for row in found)
    return tuple(entry for entry in entries if entry.changes or entry.operation != Operation.UPDATE.label)


def _entry(
    row: HistoryEntry,
    model: type[Model],
    names: Mapping[int, str],
    fields: FieldWords,
    leave_out: Sequence[str],
) -> Entry:
    changes = tuple(
        Change(fields.label(row.table_name, column), *(fields.said(row.table_name, column, v) for v in pair))
        for column, pair in _differences(row.old, row.new)
        if column not in NOT_SHOWN and column not in leave_out
    )
    return Entry(
        id=row.id,
        at=row.at,
        who=_who(row, names),
        record=str(model._meta.verbose_name),
        operation=Operation(row.operation).label,
        changes=changes,
        reason=row.reason,
        purpose=row.purpose,
    )


def _who(row: HistoryEntry, names: Mapping[int, str]) -> str:
    if row.actor_id is None:
        return f"The database's {row.database_role.removeprefix('lapwing_')}"
    return names.get(row.actor_id, "Somebody outside this partnership")


def _differences(
    old: Mapping[str, Any] | None, new: Mapping[str, Any] | None
) -> Iterable[tuple[str, tuple[Any, Any]]]:
    """Columns whose values differ, in the order of the table; what was empty and is, is no difference."""
    before, after = old or {}, new or {}
    for column in after or before:
        pair = before.get(column), after.get(column)
        if pair[0] != pair[1] and not (pair[0] in (None, "") and pair[1] in (None, "")):
            yield column, pair
