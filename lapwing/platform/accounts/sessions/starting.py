"""The start of a session: its row, a line in the history, and word of a browser not seen before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.sessions.browsers import browser_words
from lapwing.platform.accounts.sessions.endings import SESSION_KEY
from lapwing.platform.accounts.sessions.events import note_sign_in_event
from lapwing.platform.accounts.sessions.kinds import SignInEventKind
from lapwing.platform.accounts.sessions.models import SignedInSession

# Where django-allauth notes the steps of a sign-in.
METHODS_KEY = "account_authentication_methods"
STEPS = {
    "password": "password",
    "totp": "authenticator app",
    "webauthn": "passkey",
    "recovery_codes": "recovery code",
    "socialaccount": "your organisation's sign-in",
}


def begin(request: HttpRequest, user_id: int) -> SignedInSession:
    """Start the session that this request's person has just been given, however they signed in."""
    with acting(system_actor("Sign-in"), purpose="sign-in"):
        row = SignedInSession.objects.create(user_id=user_id, browser=browser_words(request))
        request.session[SESSION_KEY] = row.ref
        event = note_sign_in_event(
            request, user_id=user_id, kind=SignInEventKind.SIGNED_IN, how=how_signed_in(request)
        )
        if event is not None and event.new_browser:
            _tell_of_new_browser(user_id)
    return row


def how_signed_in(request: HttpRequest) -> str:
    """The steps of the sign-in in words: "Password and authenticator app"."""
    steps: list[dict[str, Any]] = request.session.get(METHODS_KEY) or []
    found = []
    for step in steps:
        words = STEPS.get(str(step.get("type") or "")) or STEPS.get(str(step.get("method") or ""))
        if words and words not in found:
            found.append(words)
    words = " and ".join(found)
    return words[:1].upper() + words[1:]


def _tell_of_new_browser(user_id: int) -> None:
    """By the function that the settings name, since notices are a part of their own."""
    if settings.NEW_BROWSER_NOTICE:
        tell: Callable[[int], None] = import_string(settings.NEW_BROWSER_NOTICE)
        tell(user_id)
