"""The secret by which a receiver knows that a message is ours: shown once, and never kept.

As in the Standard Webhooks habit: ``whsec_`` and base64; HMAC-SHA256 over "id.timestamp.body". The secret is
worked out anew from a salt in the row and SECRET_KEY, so that a copy of the database alone signs nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from lapwing.platform.webhooks.models import Webhook

# How long the secret before counts beside the new one.
BOTH_COUNT = timedelta(hours=24)


def new_salt() -> str:
    return secrets.token_urlsafe(32)


def secret_of(salt: str) -> str:
    """The secret as it is given to whoever receives."""
    return "whsec_" + base64.b64encode(_key(salt)).decode()


def signatures(hook: Webhook, message: str, moment: int, body: str, *, now: datetime) -> str:
    """The header that proves who sent this: one signature, or two while the secret changes."""
    salts = [hook.salt]
    if hook.salt_before and hook.before_until is not None and now < hook.before_until:
        salts.append(hook.salt_before)
    said = f"{message}.{moment}.{body}".encode()
    return " ".join(
        "v1," + base64.b64encode(hmac.new(_key(salt), said, hashlib.sha256).digest()).decode()
        for salt in salts
    )


def _key(salt: str) -> bytes:
    return bytes(salted_hmac("lapwing.webhook", salt, algorithm="sha256").digest())
