"""What every command shares: finding the record, seeing that nobody edited it meanwhile, and saving."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError
from django.db.models import QuerySet

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Action, Measure, Milestone, Series
from lapwing.contexts.improvement.models.base import Editable, Recorded
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule
from lapwing.platform.editing.commands import (
    ENGLAND,
    EditedByAnotherError,
    NotYoursError,
    RefusedError,
    clean,
    fetch_locked,
    required,
    save_changes,
    today,
    user_id_of,
)
from lapwing.registry.names import refuse_names

__all__ = [
    "ENGLAND",
    "EditedByAnotherError",
    "NotYoursError",
    "RefusedError",
    "broken",
    "clean",
    "created",
    "fetch",
    "fields_of",
    "next_position",
    "recorded",
    "required",
    "save_changes",
    "short",
    "today",
    "unique_key",
    "user_id_of",
    "withdraw",
]

LONGEST_SHORT = 100
E = TypeVar("E", bound=Editable)
R = TypeVar("R", bound=Recorded)

_NARROWED: dict[type[Editable], Rule[Any]] = {
    Action: access.actions,
    Milestone: access.milestones,
    Measure: access.measures,
    Series: access.series,
}


def fetch(
    actor: Actor,
    permission: str,
    model: type[E],
    ref: str,
    *,
    version: int | None = None,
    voided: bool = False,
) -> E:
    """The record of this reference, locked until the command ends.

    Raises NotVisible (unknown, not the actor's, or voided), and EditedByAnotherError when its version is not
    the one that was read.
    """
    rows: QuerySet[Any] = model._default_manager.filter(voided_at__isnull=not voided)
    row: E = fetch_locked(actor, permission, rows, ref, version=version, rule=_NARROWED.get(model))
    return row


def created(actor: Actor, now: datetime, partnership_id: int) -> dict[str, Any]:
    """The fields of something new that people edit."""
    return {"partnership_id": partnership_id, "created_at": now, "created_by_id": user_id_of(actor)}


def recorded(
    actor: Actor, now: datetime, partnership_id: int, *, effective_on: date | None = None, reason: str = ""
) -> dict[str, Any]:
    """The fields of a fact that is recorded now, and holds from a day (today, unless said)."""
    return {
        "partnership_id": partnership_id,
        "effective_on": effective_on or today(now),
        "recorded_at": now,
        "recorded_by_id": user_id_of(actor),
        "reason": reason,
    }


def refuse_named(partnership_id: int, texts: Mapping[str, str], named_nobody: Collection[str] | None) -> None:
    """Raise ChildNamedError for what looks like a child's name in words that others will read.

    ``named_nobody`` is None for words of a document, which a person looked through before they were taken in.
    """
    if named_nobody is not None:
        refuse_names(partnership_id, texts, named_nobody)


def withdraw(rows: QuerySet[R], actor: Actor, now: datetime, reason: str = "") -> list[R]:
    """Say of standing rows that they no longer hold; the result is those rows as they stood."""
    found = list(rows.filter(withdrawn_at=None).select_for_update(of=("self",)))
    rows.model._default_manager.filter(pk__in=[row.pk for row in found]).update(
        withdrawn_at=now, withdrawn_by_id=user_id_of(actor), withdrawn_reason=reason
    )
    return found


def fields_of(details: Any) -> dict[str, Any]:
    """The fields of a frozen dataclass, not gone into."""
    return {field.name: getattr(details, field.name) for field in dataclasses.fields(details)}


def short(text: str, *, field: str) -> str:
    """A number or label as typed, which there is room for."""
    found = clean(text)
    if len(found) > LONGEST_SHORT:
        raise RefusedError(f"Use {LONGEST_SHORT} letters at most.", field=field)
    return found


def broken(error: IntegrityError) -> str:
    """The name of the constraint that was not kept; empty when the database named none."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def next_position(rows: QuerySet[Any]) -> int:
    """The place after the last of these rows."""
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else int(last) + 1


def unique_key(wanted: str, taken: Sequence[str]) -> str:
    """``wanted``, or with the first number that makes it free: "1.2", "1.2-2"."""
    if wanted and wanted not in taken:
        return wanted
    number = 2 if wanted else 1
    while (key := f"{wanted}-{number}" if wanted else f"N{number}") in taken:
        number += 1
    return key
