"""What a person is shown of their own sessions and of their sign-in history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lapwing.platform.accounts.sessions.kinds import FAILURES, SignInEventKind
from lapwing.platform.accounts.sessions.limits import longest_idle, longest_whole
from lapwing.platform.accounts.sessions.models import SignedInSession, SignInEvent


@dataclass(frozen=True)
class OwnSession:
    ref: str
    browser: str
    started_at: datetime
    last_active_at: datetime
    is_this: bool


@dataclass(frozen=True)
class DoorEvent:
    """One line of a sign-in history. ``worth_a_look`` marks what its person may not have done."""

    at: datetime
    what: str
    how: str
    browser: str
    worth_a_look: bool


def own_sessions(user_id: int, *, this: str, now: datetime) -> list[OwnSession]:
    """The sessions that are open, this one first, then the one used last. One query."""
    rows = SignedInSession.objects.filter(
        user_id=user_id,
        ended_at=None,
        started_at__gt=now - longest_whole(),
        last_active_at__gt=now - longest_idle(),
    )
    found = [
        OwnSession(row.ref, row.browser, row.started_at, row.last_active_at, row.ref == this)
        for row in rows.order_by("-last_active_at", "-pk")
    ]
    return sorted(found, key=lambda each: not each.is_this)


def sign_in_history(user_id: int) -> list[DoorEvent]:
    """What happened at a person's door in the last year, the newest first. One query."""
    return [_door_event(row) for row in SignInEvent.objects.filter(user_id=user_id).order_by("-at", "-pk")]


def _door_event(row: SignInEvent) -> DoorEvent:
    what = SignInEventKind(row.kind).label
    if row.new_browser:
        what = f"{what} by a browser not seen before"
    return DoorEvent(row.at, what, row.how, row.browser, row.new_browser or row.kind in FAILURES)
