"""Telling people what happened to their own account: in Lapwing, by mail, and in their sign-in history."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.accounts.sessions.events import note_sign_in_event
from lapwing.platform.accounts.sessions.kinds import SignInEventKind
from lapwing.platform.notices.telling import notify


def tell_of_factors(
    request: HttpRequest, user_id: int, kind: SignInEventKind, *, now: datetime, how: str = ""
) -> None:
    """A second factor was added or taken away, or recovery codes were made."""
    note_sign_in_event(request, user_id=user_id, kind=kind, how=how)
    notify(
        people=[user_id],
        template="second-factor-changed",
        partnership_id=None,
        url=reverse("account"),
        now=now,
    )


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
