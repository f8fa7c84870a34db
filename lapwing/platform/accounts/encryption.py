"""Secrets that must be read again are kept encrypted, under keys worked out from the service's secret key."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"lapwing.second-factors"


class UnreadableSecretError(Exception):
    """The secret was encrypted under a key that is neither SECRET_KEY nor among SECRET_KEY_FALLBACKS."""


def encrypt(text: str, purpose: bytes = PURPOSE) -> str:
    """The text under the key in force."""
    return _keys(purpose).encrypt(text.encode()).decode()


def decrypt(encrypted: str, purpose: bytes = PURPOSE) -> str:
    """The text again, whether it was encrypted under the key in force or an earlier one that is still named.

    Raises UnreadableSecretError.
    """
    try:
        return _keys(purpose).decrypt(encrypted.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecretError from error


def renewed(encrypted: str, purpose: bytes = PURPOSE) -> str:
    """The same secret under the key in force. Raises UnreadableSecretError."""
    try:
        return _keys(purpose).rotate(encrypted.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecretError from error


def is_current(encrypted: str, purpose: bytes = PURPOSE) -> bool:
    """Whether the key in force opens it."""
    try:
        _key(settings.SECRET_KEY, purpose).decrypt(encrypted.encode())
    except InvalidToken:
        return False
    return True


def _keys(purpose: bytes) -> MultiFernet:
    return MultiFernet(
        [_key(each, purpose) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def _key(secret: str, purpose: bytes) -> Fernet:
    """A key for one purpose alone: knowing it tells nothing of the secret key or of other uses."""
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
