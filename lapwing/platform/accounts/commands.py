"""Signing in, and the password: what an account does with itself."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import authenticate, login, update_session_auth_hash
from django.http import HttpRequest

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User

PURPOSE = "sign-in"


class SignInError(Exception):
    """Not with these details. The words never say whether there is such an account."""


class TooManyAttemptsError(SignInError):
    """This account, or this address, failed too often of late."""


def sign_in(request: HttpRequest, *, email: str, password: str, now: datetime) -> User:
    """Start a session for the person with this email address and password.

    Raises SignInError, and TooManyAttemptsError even when the password is right.
    """
    address = throttle.address_of(request)
    if throttle.is_barred(email, address, now):
        raise TooManyAttemptsError
    with acting(system_actor("Sign-in"), purpose=PURPOSE):
        # Takes as long for an unknown address; may store the hash anew with stronger settings.
        user = authenticate(request, username=email, password=password)
    if not isinstance(user, User) or user.kind != UserKind.PERSON:
        throttle.note_failure(email, address, now)
        raise SignInError
    throttle.forget_failures(email)
    start_session(request, user)
    return user


def start_session(request: HttpRequest, user: User) -> None:
    """Sign this person in without asking further; the session gets a new key, and history a line."""
    with acting(as_oneself(user), purpose=PURPOSE):
        login(request, user, backend="lapwing.platform.accounts.backend.AccountBackend")


def change_password(request: HttpRequest, user: User, *, password: str) -> None:
    """Set a new password; every other session of this person ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)


def as_oneself(user: User) -> Actor:
    """A person acting on their own account alone, without the roles they hold."""
    return Actor(user.pk, user.name, UserKind(user.kind))
