"""Codes of an authenticator app (RFC 6238): setting one up, and taking a code once."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from lapwing.platform.accounts.encryption import UnreadableSecretError, decrypt, encrypt
from lapwing.platform.accounts.models import User

# A code counts for its own half minute and for the one before and after: clocks differ (RFC 6238, 5.2).
STEPS_AROUND = 1
SECRET_IN_SESSION = "lapwing.app_secret"


class WrongCodeError(Exception):
    """Not a code that the app shows now, or one that was used."""


def new_secret(session: SessionBase) -> str:
    """The secret of an app being set up; the same until it is, whichever window asks."""
    try:
        return decrypt(session[SECRET_IN_SESSION])
    except (KeyError, UnreadableSecretError):
        secret = str(generate_totp_secret())
        session[SECRET_IN_SESSION] = encrypt(secret)
        return secret


def address_for(user: User, secret: str) -> str:
    """The otpauth: address that an authenticator app reads."""
    return str(get_adapter().build_totp_url(user, secret))


def picture_of(address: str) -> str:
    """The address as a QR code: an SVG picture in a data: address, which the content policy lets in."""
    drawn = get_adapter().build_totp_svg(address)
    return f"data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}"


def in_groups(secret: str) -> str:
    """The secret as a person types it: four characters at a time."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@transaction.atomic
def set_up_app(user: User, session: SessionBase, *, code: str, now: datetime) -> None:
    """Keep the app whose secret the session holds, when it shows the right code. Raises WrongCodeError.

    One who has an app already gets this one in its place.
    """
    secret = new_secret(session)
    counter = _counter_of(secret, code, now)
    if counter is None:
        raise WrongCodeError
    # two windows that set one up at once wait for each other here
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    kept = TOTP.activate(user, secret).instance
    _use(kept, counter, now)
    session.pop(SECRET_IN_SESSION, None)


@transaction.atomic
def take_code(user: User, *, code: str, now: datetime) -> None:
    """Use up a code of this person's app. Raises WrongCodeError for a wrong one, and for one used before.

    The row is locked and remembers the last code taken: of two who send one code at once, on whichever
    machines, only one comes in. (allauth would remember it in a cache of each process.)
    """
    kept = Authenticator.objects.select_for_update().filter(user=user, type=Authenticator.Type.TOTP).first()
    if kept is None:
        raise WrongCodeError
    counter = _counter_of(decrypt(kept.data["secret"]), code, now)
    if counter is None or counter <= kept.data.get("last_counter", 0):
        raise WrongCodeError
    _use(kept, counter, now)


def _use(kept: Authenticator, counter: int, now: datetime) -> None:
    kept.data["last_counter"] = counter
    kept.last_used_at = now
    kept.save(update_fields=["data", "last_used_at"])


def _counter_of(secret: str, code: str, now: datetime) -> int | None:
    """The latest half minute whose code this is."""
    current = int(now.timestamp()) // app_settings.TOTP_PERIOD
    right = [
        counter
        for counter in range(current - STEPS_AROUND, current + STEPS_AROUND + 1)
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter)))
    ]
    return right[-1] if right else None
