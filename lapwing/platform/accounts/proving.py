"""Showing who one is by something beside the password; every way is slowed down for who guesses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TypeVar

from django.http import HttpRequest

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts import half_signed_in, throttle
from lapwing.platform.accounts.commands import as_oneself
from lapwing.platform.accounts.encryption import UnreadableSecretError
from lapwing.platform.accounts.factors.app_codes import WrongCodeError, take_code
from lapwing.platform.accounts.factors.passkeys import NOT_SHOWN, PasskeyError, check_passkey, holder_of
from lapwing.platform.accounts.factors.recovery import use_recovery_code
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.events import note_sign_in_event
from lapwing.platform.accounts.sessions.kinds import SignInEventKind
from lapwing.platform.observing.security import SecurityEvent

T = TypeVar("T")

PURPOSE = "second factor"
BARRED = "Too many attempts. Wait 15 minutes, then try again"
WRONG_CODE = (
    "That code is not right. Codes change every 30 seconds and each works once: enter the one shown now"
)
WRONG_RECOVERY_CODE = "That is not one of your recovery codes, or it has been used"
WRONG_PASSWORD = "That is not your password"


class NotProvedError(Exception):
    """Not shown; the text is for the person who tried."""


def prove_by_code(request: HttpRequest, user: User, *, code: str, now: datetime) -> None:
    """Take a code of the person's authenticator app. Raises NotProvedError."""
    with _slowed(request, user, now):
        _as_oneself(user, lambda: take_code(user, code=code, now=now))


def prove_by_recovery_code(request: HttpRequest, user: User, *, code: str, now: datetime) -> int:
    """Use up a recovery code; how many are left. Raises NotProvedError."""
    with _slowed(request, user, now, wrong=WRONG_RECOVERY_CODE):
        return _as_oneself(user, lambda: use_recovery_code(user, code=code, now=now))


def prove_by_passkey(request: HttpRequest, user: User, *, credential: str, now: datetime) -> None:
    """Check that one of this person's passkeys is there. Raises NotProvedError."""
    with _slowed(request, user, now):
        _as_oneself(user, lambda: check_passkey(user, credential=credential, now=now))


def prove_by_password(request: HttpRequest, user: User, *, password: str, now: datetime) -> None:
    """Check the person's own password. Raises NotProvedError."""
    with _slowed(request, user, now, wrong=WRONG_PASSWORD, account=user.email):
        if not user.check_password(password):
            raise WrongCodeError


def person_by_passkey(request: HttpRequest, *, credential: str, now: datetime) -> User:
    """Whose passkey the browser has shown, with nothing said before. Raises NotProvedError.

    There is no secret to guess; what is slowed down is trying from one address of the network.
    """
    if throttle.bars(request, "", now):
        raise NotProvedError(BARRED)
    try:
        with acting(system_actor("Sign-in"), purpose="sign-in"):
            user = holder_of(credential)
            check_passkey(user, credential=credential, now=now, alone=True)
    except PasskeyError as error:
        account = f"passkey from {throttle.address_of(request)}"
        throttle.count_failure(request, account, now, event=SecurityEvent.WRONG_FACTOR)
        raise NotProvedError(str(error)) from error
    return user


def _as_oneself(user: User, prove: Callable[[], T]) -> T:
    with acting(as_oneself(user), purpose=PURPOSE):
        return prove()


@contextmanager
def _slowed(
    request: HttpRequest, user: User, now: datetime, *, wrong: str = WRONG_CODE, account: str = ""
) -> Iterator[None]:
    """Count one more try, refuse it after too many that failed, and turn it into words."""
    event = SecurityEvent.WRONG_PASSWORD if account else SecurityEvent.WRONG_FACTOR
    account = account or f"second factor of {user.ref}"
    guess = throttle.begin(request, account, now)
    if guess is None:
        raise NotProvedError(BARRED)
    try:
        yield
    except (WrongCodeError, PasskeyError, UnreadableSecretError) as error:
        guess.failed(event)
        if half_signed_in.KEY in request.session:
            note_sign_in_event(request, user_id=user.pk, kind=SignInEventKind.SECOND_FACTOR_FAILED)
        words = str(error) if isinstance(error, PasskeyError) else wrong
        raise NotProvedError(words or NOT_SHOWN) from error
    guess.right()
