"""Between the password and the second factor: whom the session is for, while nobody is signed in yet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from lapwing.platform.accounts.backend import AccountBackend
from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.marks import How
from lapwing.platform.accounts.models import User

KEY = "lapwing.half_signed_in"
VALID_FOR = timedelta(minutes=10)


def begin(request: HttpRequest, user: User, *, now: datetime, by: How) -> None:
    """Remember that the first step was passed. The session gets a new key."""
    request.session.cycle_key()
    request.session[KEY] = {
        "user": user.pk,
        # Ends with the password, or with a reset of the factors, as a session does.
        "hash": user.get_session_auth_hash(),
        "at": now.timestamp(),
        "by": str(by),
    }


def person_of(request: HttpRequest, *, now: datetime) -> User | None:
    """Who passed the first step in this session within the last ten minutes, and is still welcome."""
    held = request.session.get(KEY)
    if not isinstance(held, dict) or not 0 <= now.timestamp() - held["at"] < VALID_FOR.total_seconds():
        return None
    user = AccountBackend().get_user(held["user"])
    if user is None or user.kind != UserKind.PERSON:
        return None
    return user if constant_time_compare(held["hash"], user.get_session_auth_hash()) else None


def first_step(request: HttpRequest) -> How:
    """By what the person passed the first step."""
    return How(request.session[KEY]["by"])


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
