"""The secret by which a receiver knows that a message is ours: shown once.

As in the Standard Webhooks habit: ``whsec_`` and base64; HMAC-SHA256 over "id.timestamp.body". It is kept
encrypted under SECRET_KEY, so that a copy of the database alone signs nothing, and that it outlives a change
of that key. Webhooks of before it was kept have their salt alone, from which it is worked out under each key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

from lapwing.platform.accounts import encryption
from lapwing.platform.webhooks.models import Webhook

# How long the secret before counts beside the new one.
BOTH_COUNT = timedelta(hours=24)


PURPOSE = b"lapwing.webhooks"


def new_salt() -> str:
    return secrets.token_urlsafe(32)


def sealed_secret(salt: str) -> str:
    """The secret of a new salt, encrypted, as it is kept."""
    return _sealed(_key(salt, settings.SECRET_KEY))


def sealed_under_oldest(salt: str) -> str:
    """The same for a webhook of before it was kept."""
    return _sealed(_key(salt, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)[-1]))


def secret_of(salt: str) -> str:
    """The secret of a new salt, as it is given to whoever receives."""
    return "whsec_" + base64.b64encode(_key(salt, settings.SECRET_KEY)).decode()


def signatures(hook: Webhook, message: str, moment: int, body: str, *, now: datetime) -> str:
    """The header that proves who sent this: one signature, or two while the secret changes."""
    keys = _keys(hook.salt, hook.sealed)
    if hook.salt_before and hook.before_until is not None and now < hook.before_until:
        keys += _keys(hook.salt_before, hook.sealed_before)
    said = f"{message}.{moment}.{body}".encode()
    return " ".join(
        "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode() for key in keys
    )


def _keys(salt: str, sealed: str) -> list[bytes]:
    """The key that signs; without one that was kept, those by each secret key that is named."""
    if sealed:
        return [base64.b64decode(encryption.decrypt(sealed, PURPOSE))]
    return [_key(salt, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _key(salt: str, secret: str) -> bytes:
    return bytes(salted_hmac("lapwing.webhook", salt, secret=secret, algorithm="sha256").digest())


def _sealed(key: bytes) -> str:
    return encryption.encrypt(base64.b64encode(key).decode(), PURPOSE)
