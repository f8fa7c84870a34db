"""One's own tokens, and those of others for whoever looks after a partnership's people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.permissions import declared_permissions
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.system import system_actor
from lapwing.platform.access_log.models import ReadKind
from lapwing.platform.access_log.noting import kind_of, note_read
from lapwing.platform.tokens.commands import MANAGE
from lapwing.platform.tokens.models import ApiToken
from lapwing.platform.tokens.use import SYSTEM_USER


@dataclass(frozen=True)
class TokenLine:
    """A token as pages show it: never the token itself."""

    ref: str
    name: str
    person: str
    begins: str
    may: tuple[str, ...]
    made_at: datetime
    second_factor: bool
    last_day: date
    last_used_at: datetime | None
    is_over: bool


def own_tokens(actor: Actor, *, on: date) -> list[TokenLine]:
    """The person's tokens, those that count first. One query."""
    rows = ApiToken.objects.filter(user_id=actor.id).select_related("use", "user")
    return _lines(list(rows), on)


def tokens_in(actor: Actor, partnership_id: int, *, on: date) -> list[TokenLine]:
    """Every token that counts in a partnership, which is noted as a read.

    Raises NotVisible without the right to look after them.
    """
    if not actor.may(MANAGE, partnership_id):
        raise NotVisible("No such page")
    with acting(system_actor(SYSTEM_USER), purpose="api tokens of a partnership"):
        rows = ApiToken.objects.filter(partnership_ids__contains=[partnership_id])
        found = list(rows.usable(on=on).select_related("use", "user"))
    note_read(
        kind=kind_of(ApiToken),
        ids=[row.pk for row in found],
        what=ReadKind.LIST,
        partnership_id=partnership_id,
    )
    return _lines(found, on)


def _lines(rows: list[ApiToken], on: date) -> list[TokenLine]:
    words = declared_permissions()
    found = [
        TokenLine(
            ref=row.ref,
            name=row.name,
            person=row.user.name,
            begins=f"lw_{row.found_by}",
            may=tuple(words.get(scope, scope) for scope in row.scopes),
            made_at=row.made_at,
            second_factor=row.second_factor,
            last_day=row.last_day,
            last_used_at=row.use.last_used_at if hasattr(row, "use") else None,
            is_over=not row.is_usable(on),
        )
        for row in rows
    ]
    return sorted(found, key=lambda line: line.is_over)
