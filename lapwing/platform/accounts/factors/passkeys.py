"""Passkeys (WebAuthn): making one, and showing one beside a password or instead of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from fido2.utils import websafe_decode

from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User

MOST = 20


class PasskeyError(Exception):
    """What the browser sent does not show the passkey; the text says what to do."""


NOT_SHOWN = "The passkey could not be checked. Try again, or sign in another way"


def options_to_make(user: User) -> dict[str, Any]:
    """What a browser needs to make a passkey. The session keeps the challenge.

    Each is one that the device can find by itself and that asks for a finger, a face or a PIN, so that it
    may stand in for a password too.
    """
    return dict(auth.begin_registration(user, passwordless=True))


def add_passkey(user: User, *, name: str, credential: str) -> None:
    """Keep a passkey that the browser has made. Raises PasskeyError."""
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count() >= MOST:
        raise PasskeyError(f"You have {MOST} passkeys. Remove one that you no longer use first")
    given = _read(credential)
    try:
        auth.complete_registration(given)
    except (ValidationError, ValueError, TypeError, KeyError) as error:
        raise PasskeyError("The passkey could not be made. Try again") from error
    finally:
        auth.clear_state()
    auth.WebAuthn.add(user, name, given)


def options_to_show(user: User | None) -> dict[str, Any]:
    """What a browser needs to show a passkey: one of this person's, or with None any that it holds."""
    return dict(auth.begin_authentication(user))


def holder_of(credential: str) -> User:
    """Whose passkey this says it is; nothing is proved yet. Raises PasskeyError."""
    try:
        handle = websafe_decode(_read(credential)["response"]["userHandle"]).decode()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PasskeyError(NOT_SHOWN) from error
    user = User.objects.filter(ref=handle, kind=UserKind.PERSON, is_active=True).first()
    if user is None:
        raise PasskeyError(NOT_SHOWN)
    return user


def check_passkey(user: User, *, credential: str, now: datetime, alone: bool = False) -> None:
    """Prove that the browser holds a passkey of this person. Raises PasskeyError.

    A challenge counts once, whatever comes of it. Where nothing is shown beside it (``alone``), it must be
    one that asked for a finger, a face or a PIN: those made for after a password ask for none.
    """
    try:
        if alone and (auth.get_state() or {}).get("user_verification") != "required":
            raise PasskeyError(NOT_SHOWN)
        shown = auth.complete_authentication(user, _read(credential))
    except (ValidationError, ValueError, TypeError, KeyError) as error:
        raise PasskeyError(NOT_SHOWN) from error
    finally:
        auth.clear_state()
    shown.last_used_at = now
    shown.save(update_fields=["last_used_at"])


def _read(credential: str) -> dict[str, Any]:
    try:
        given = json.loads(credential)
    except ValueError as error:
        raise PasskeyError(NOT_SHOWN) from error
    if not isinstance(given, dict):
        raise PasskeyError(NOT_SHOWN)
    return given
