"""What commands share that change records: refusing, seeing who edited meanwhile, saving what differs.

A record has a ``version``, which rises with each change; who read an older one is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Model, QuerySet

from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible, Rule

ENGLAND = ZoneInfo("Europe/London")
M = TypeVar("M", bound=Model)


class RefusedError(ValueError):
    """What was asked for cannot be; the message says why, and ``field`` which detail is at fault."""

    def __init__(self, message: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(message)


class NotYoursError(RefusedError):
    """It can be done, but not by this person: the message says by whom."""


class EditedByAnotherError(Exception):
    """Somebody else changed the record since it was read. ``current`` is the record as it stands now."""

    def __init__(self, current: Model) -> None:
        self.current = current
        super().__init__("Somebody else changed this while you were editing it.")


def user_id_of(actor: Actor) -> int:
    """The number of who acts. Raises NotVisible for nobody."""
    if actor.user_id is None:
        raise NotVisible("Nobody is signed in")
    return actor.user_id


def today(now: datetime) -> date:
    """The day in England."""
    return now.astimezone(ENGLAND).date()


def fetch_locked(
    actor: Actor,
    permission: str,
    rows: QuerySet[Any],
    ref: str,
    *,
    version: int | None = None,
    rule: Rule[Any] | None = None,
) -> Any:
    """The record of this reference among ``rows``, locked until the command ends.

    Raises NotVisible (unknown, or not the actor's), and EditedByAnotherError when its version is not the one
    that was read.
    """
    found = (rule or Rule(rows.model)).fetch(
        actor, permission, queryset=rows.select_for_update(of=("self",)), ref=ref
    )
    if version is not None and found.version != version:
        raise EditedByAnotherError(found)
    return found


def save_changes(row: M, changes: Mapping[str, object]) -> M:
    """Save what differs, as one more version of the record; nothing when nothing does."""
    different = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if different:
        for name, value in different.items():
            setattr(row, name, value)
        row.version += 1  # type: ignore[attr-defined]
        row.save(update_fields=[*different, "version"])
    return row


def clean(text: str) -> str:
    """A text as typed, without blanks at its ends. Raises RefusedError for a null character."""
    if "\0" in text:
        raise RefusedError("The text holds a character that cannot be kept.")
    return text.strip()


def required(text: str, *, field: str, message: str) -> str:
    """A text that must not be empty."""
    if not (found := clean(text)):
        raise RefusedError(message, field=field)
    return found
