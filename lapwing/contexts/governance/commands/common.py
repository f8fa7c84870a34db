"""What every command of governance shares: refusing, locking a record, saving, and looking for names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from lapwing.contexts.governance.access import READ, may_be_asked
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.platform.editing.commands import (
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
    "EditedByAnotherError",
    "Nobody",
    "NotYoursError",
    "RefusedError",
    "clean",
    "fetch",
    "look_for_names",
    "must_be_able",
    "required",
    "save_changes",
    "today",
    "user_id_of",
]

M = TypeVar("M", bound=Model)
# The words that somebody was asked about, and said that they name no child.
Nobody = Collection[str]


def fetch(
    actor: Actor, model: type[M], ref: str, *, version: int | None = None, voided: bool | None = False
) -> Any:
    """The record of this reference, locked until the command ends; ``voided`` None for either.

    Raises NotVisible, and EditedByAnotherError when its version is not the one that was read.
    """
    rows: QuerySet[Any] = model._default_manager.all()
    if voided is not None and hasattr(model, "voided_at"):
        rows = rows.filter(voided_at__isnull=not voided)
    return fetch_locked(actor, READ, rows, ref, version=version)


def look_for_names(
    partnership_id: int, texts: Mapping[str, str], named_nobody: Nobody = (), row: Model | None = None
) -> None:
    """Raise ChildNamedError for what looks like a child's name in texts that ``row`` does not hold yet."""
    new = {field: text for field, text in texts.items() if row is None or getattr(row, field, "") != text}
    refuse_names(partnership_id, new, named_nobody)


def must_be_able(
    person: User | None, partnership_id: int, now: datetime, *, field: str, before: int | None = None
) -> int | None:
    """The number of somebody who is asked to act, or whom it was before.

    Raises RefusedError for whoever could neither read it nor say that it is done.
    """
    if person is None:
        return None
    if person.pk != before and person.pk not in may_be_asked(partnership_id, today(now)):
        raise RefusedError(
            "Select somebody whose role takes part in groups: nobody else could see it and answer.",
            field=field,
        )
    return person.pk
