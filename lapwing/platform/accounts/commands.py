"""Signing in, and the password: what an account does with itself."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import authenticate, login, update_session_auth_hash
from django.http import HttpRequest

from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts import half_signed_in, throttle
from lapwing.platform.accounts.factors.queries import factors_of
from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.marks import How, mark_confirmed, mark_second_factor, note_steps
from lapwing.platform.accounts.models import User
from lapwing.platform.refs import new_ref

PURPOSE = "sign-in"
BACKEND = "lapwing.platform.accounts.backend.AccountBackend"


class SignInError(Exception):
    """Not with these details. The words never say whether there is such an account."""


class TooManyAttemptsError(SignInError):
    """This account, or this address, failed too often of late."""


def sign_in(request: HttpRequest, *, email: str, password: str, now: datetime) -> bool:
    """Check the password; whether a session was started. If not, a second factor is asked for next.

    Raises SignInError, and TooManyAttemptsError even when the password is right.
    """
    guess = throttle.begin(request, email, now)
    if guess is None:
        raise TooManyAttemptsError
    with acting(system_actor("Sign-in"), purpose=PURPOSE):
        # Takes as long for an unknown address; may store the hash anew with stronger settings.
        user = authenticate(request, username=email, password=password)
    if not isinstance(user, User) or user.kind != UserKind.PERSON:
        guess.failed()
        _tell_of_failure(email, now)
        raise SignInError
    guess.right()
    return enter(request, user, now=now)


def _tell_of_failure(email: str, now: datetime) -> None:
    """Have the failure written into the sign-in history of whose account it is, if it is anybody's.

    What is done is the same for every address: one look and one job, which finds out
    whether there is somebody.
    """
    from lapwing.platform.accounts.sessions.jobs import note_failed_sign_in

    with acting(system_actor("Sign-in"), purpose=PURPOSE):
        refs = list(User.objects.filter(email__iexact=email).values_list("ref", flat=True))
        note_failed_sign_in.defer(ref=refs[0] if refs else new_ref(), at=int(now.timestamp()))


def enter(request: HttpRequest, user: User, *, now: datetime, by: How = How.PASSWORD) -> bool:
    """Go on after the first step: start a session, unless the person has a second factor to show.

    Whether a session was started. This is the way in for passwords, for links to a new password and for
    invitations alike, so that none of them goes round a second factor.
    """
    with acting(as_oneself(user), purpose=PURPOSE):
        needs_more = factors_of(user.pk).any
    if needs_more:
        half_signed_in.begin(request, user, now=now, by=by)
        return False
    start_session(request, user, now=now, steps=(by,))
    return True


def start_session(
    request: HttpRequest,
    user: User,
    *,
    now: datetime,
    second_factor: How | None = None,
    steps: tuple[How, ...] = (),
) -> None:
    """Sign this person in without asking further; the session gets a new key, and history a line.

    ``steps`` are said in the person's sign-in history; the second factor is the last of them by itself.
    """
    half_signed_in.forget(request)
    note_steps(request.session, (*steps, *([second_factor] if second_factor else [])))
    with acting(as_oneself(user), purpose=PURPOSE):
        login(request, user, backend=BACKEND)
    mark_confirmed(request.session, now)
    if second_factor is not None:
        mark_second_factor(request.session, second_factor)


def change_password(request: HttpRequest, user: User, *, password: str) -> None:
    """Set a new password; every other session of this person ends."""
    user.set_password(password)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)


def as_oneself(user: User) -> Actor:
    """A person acting on their own account alone, without the roles they hold."""
    return Actor(user.pk, user.name, UserKind(user.kind))
