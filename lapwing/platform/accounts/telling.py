"""Telling people what happened to their own account: in Lapwing, by mail, and in their sign-in history."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.accounts.sessions.endings import SESSION_KEY
from lapwing.platform.accounts.sessions.events import note_sign_in_event
from lapwing.platform.accounts.sessions.kinds import SignInEventKind
from lapwing.platform.accounts.sessions.queries import own_sessions
from lapwing.platform.notices.telling import notify


def tell_of_factors(
    request: HttpRequest, user_id: int, kind: SignInEventKind, *, now: datetime, how: str = ""
) -> None:
    """A second factor or an organisation's sign-in was added or taken away, or recovery codes were made."""
    note_sign_in_event(request, user_id=user_id, kind=kind, how=how)
    notify(
        people=[user_id],
        template="second-factor-changed",
        partnership_id=None,
        url=reverse("account"),
        now=now,
    )


def signed_in_elsewhere(request: HttpRequest, user_id: int, *, now: datetime) -> str:
    """What to say after one's way in has changed, when one is signed in by another browser too; else "".

    Those sessions go on: somebody who adds a passkey on a telephone may be writing at a desk.
    """
    found = own_sessions(user_id, this=request.session.get(SESSION_KEY, ""), now=now)
    if not any(not each.is_this for each in found):
        return ""
    return " You are signed in by another browser too: you can end that under “Where you are signed in”."


def tell_of_password(request: HttpRequest, user_id: int, kind: SignInEventKind, *, now: datetime) -> None:
    """The password is a new one; every other session of the person ends."""
    note_sign_in_event(request, user_id=user_id, kind=kind)
    notify(
        people=[user_id], template="password-changed", partnership_id=None, url=reverse("account"), now=now
    )


def tell_of_new_browser(user_id: int) -> None:
    """Somebody signed in by a browser not seen before."""
    notify(
        people=[user_id],
        template="new-browser",
        partnership_id=None,
        url=reverse("account-sessions"),
        now=timezone.now(),
    )
