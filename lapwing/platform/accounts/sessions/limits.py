"""How long a session may last, and how much of one is left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from lapwing.platform.accounts.sessions.kinds import EndedHow

OPEN = "open"
# The warning comes this long before the end: time to find the keyboard again.
WARN_BEFORE = timedelta(minutes=2)


@dataclass(frozen=True)
class Left:
    """What is left of a session, in seconds: until it is idle for too long, and in all."""

    state: str
    idle: int
    whole: int

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def seconds(self) -> int:
        return min(self.idle, self.whole) if self.is_open else 0


def longest_idle() -> timedelta:
    return timedelta(minutes=settings.SESSION_IDLE_MINUTES)


def longest_whole() -> timedelta:
    return timedelta(hours=settings.SESSION_LONGEST_HOURS)


def left_of(ref: str, user_id: int, *, active: bool) -> Left:
    """Ask the database, by its clock, what is left of a session; ``active`` makes this a use of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, idle_left, whole_left "
            "FROM sessions_touch(%s, %s, %s, make_interval(secs => %s), make_interval(secs => %s))",
            [ref, user_id, active, *_seconds(longest_idle(), longest_whole())],
        )
        row = cursor.fetchone()
    assert row is not None
    return Left(*row)


def _seconds(*lengths: timedelta) -> list[float]:
    return [length.total_seconds() for length in lengths]


def words_for(state: str) -> str:
    """Why somebody has to sign in again, in a sentence."""
    if state == EndedHow.IDLE:
        return (
            f"You were signed out because nothing was done for {settings.SESSION_IDLE_MINUTES} minutes. "
            "Sign in to carry on."
        )
    if state == EndedHow.LONGEST:
        return f"You were signed out after {settings.SESSION_LONGEST_HOURS} hours. Sign in to carry on."
    if state == EndedHow.ELSEWHERE:
        return "You were signed out from another browser."
    return "You have been signed out. Sign in to carry on."


def account_mark(user_id: int) -> str:
    """What tells the accounts that use one browser apart without saying which they are."""
    return str(salted_hmac("lapwing.account-mark", str(user_id), algorithm="sha256").hexdigest())[:20]
