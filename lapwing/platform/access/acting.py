"""Every read and write happens inside ``acting``: one transaction that knows who acts, and why.

The database is told by transaction-local settings. Row-level policies and the history read them there, so
that code which forgets to say who acts sees no rows and can change none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.db import connection, transaction

from lapwing.platform.access.actor import NOBODY, Actor


@dataclass(frozen=True)
class Acting:
    """What the transaction has been told. Empty texts mean "not said"."""

    actor: Actor
    purpose: str = ""
    reason: str = ""
    request: str = ""
    organisation_id: int | None = None
    # The partnership whose page it is. The database works out by itself what is seen, so it is not told.
    partnership_id: int | None = None

    def settings(self) -> dict[str, str]:
        return {
            "lapwing.actor": _text(self.actor.user_id),
            "lapwing.organisation": _text(self.organisation_id),
            "lapwing.purpose": self.purpose,
            "lapwing.reason": self.reason,
            "lapwing.request": self.request,
        }


_NOT_ACTING = Acting(NOBODY)
_current: ContextVar[Acting] = ContextVar("acting", default=_NOT_ACTING)


def current_actor() -> Actor:
    """Who acts in this transaction; ``NOBODY`` outside ``acting``."""
    return _current.get().actor


def current_partnership_id() -> int | None:
    """The partnership that a page is about, within ``for_partnership``; else None."""
    return _current.get().partnership_id


@contextmanager
def acting(actor: Actor, *, purpose: str, reason: str = "", request: str = "") -> Iterator[Actor]:
    """Open a transaction in which ``actor`` acts, and put things back at its end.

    ``purpose`` is a short code of what is being done (the name of the page or job), ``reason`` a sentence
    that a person gave, ``request`` ties together everything done in one web request (an inner block keeps
    it). Blocks may be nested: the inner one's actor acts until it ends.
    """
    request = request or _current.get().request
    with _told(Acting(actor, purpose, reason, request, actor.organisation_id)):
        yield actor


@contextmanager
def for_reason(reason: str) -> Iterator[None]:
    """Within ``acting``: what follows is done for this reason, in a person's words."""
    with _told(replace(_current.get(), reason=reason)):
        yield


@contextmanager
def for_partnership(partnership_id: int) -> Iterator[None]:
    """Within ``acting``: what follows is done for the organisation held in this partnership."""
    now = replace(_current.get(), partnership_id=partnership_id)
    organisation_id = now.actor.organisation_in(partnership_id)
    if organisation_id is None or organisation_id == now.organisation_id:
        token = _current.set(now)
        try:
            yield
        finally:
            _current.reset(token)
        return
    with _told(replace(now, organisation_id=organisation_id)):
        yield


@contextmanager
def _told(wanted: Acting) -> Iterator[None]:
    before = _current.get()
    token = _current.set(wanted)
    try:
        with transaction.atomic():
            _tell(wanted)
            yield
            # A savepoint that is kept keeps its settings too: say again what held before it.
            if len(connection.atomic_blocks) > 1 and not connection.needs_rollback:
                _tell(before)
    finally:
        _current.reset(token)


def _tell(wanted: Acting) -> None:
    settings = wanted.settings()
    calls = ", ".join(["set_config(%s, %s, true)"] * len(settings))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [text for pair in settings.items() for text in pair])


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
