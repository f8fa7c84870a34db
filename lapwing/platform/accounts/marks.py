"""What a session has proved: that a second factor was passed, and when the person last showed who they are.

A session's key changes at each of these steps, so that whoever knew it before gains nothing by them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

# For sensitive things one must have shown who one is this recently.
RECENT = timedelta(minutes=10)

SECOND_FACTOR = "lapwing.second_factor"
CONFIRMED_AT = "lapwing.confirmed_at"


class How(StrEnum):
    """By what a person was known."""

    PASSWORD = "password"
    PASSKEY = "passkey"
    CODE = "code"
    RECOVERY_CODE = "recovery code"
    # The organisation's own sign-in says that it asked for a second factor.
    ORGANISATION = "organisation"


def mark_second_factor(session: SessionBase, how: How) -> None:
    """From now on this session counts as signed in with a second factor."""
    session[SECOND_FACTOR] = str(how)


def has_second_factor(request: HttpRequest) -> bool:
    return SECOND_FACTOR in request.session


def mark_confirmed(session: SessionBase, now: datetime) -> None:
    """The person has just shown who they are."""
    session[CONFIRMED_AT] = now.timestamp()


def is_recent(request: HttpRequest, now: datetime) -> bool:
    """Whether the person showed who they are within the last ten minutes (and not in the future)."""
    at = request.session.get(CONFIRMED_AT)
    return isinstance(at, float) and timedelta(0) <= timedelta(seconds=now.timestamp() - at) < RECENT


# Where the sign-in history looks for the steps, in the words of allauth.
STEPS = "account_authentication_methods"
_NAMES = {
    How.PASSWORD: {"method": "password"},
    How.PASSKEY: {"method": "mfa", "type": "webauthn"},
    How.CODE: {"method": "mfa", "type": "totp"},
    How.RECOVERY_CODE: {"method": "mfa", "type": "recovery_codes"},
    How.ORGANISATION: {"method": "socialaccount"},
}


def note_steps(session: SessionBase, steps: tuple[How, ...]) -> None:
    """Remember how the person signed in, for their sign-in history."""
    session[STEPS] = [_NAMES[step] for step in steps]
