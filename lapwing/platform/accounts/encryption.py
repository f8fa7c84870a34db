"""Secrets of second factors are kept encrypted, under keys worked out from the service's secret key."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"lapwing.second-factors"


class UnreadableSecretError(Exception):
    """The secret was encrypted under a key that is neither SECRET_KEY nor among SECRET_KEY_FALLBACKS."""


def encrypt(text: str) -> str:
    """The text under the key in force."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """The text again, whether it was encrypted under the key in force or an earlier one that is still named.

    Raises UnreadableSecretError.
    """
    try:
        return _keys().decrypt(encrypted.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecretError from error


def renewed(encrypted: str) -> str:
    """The same secret under the key in force. Raises UnreadableSecretError."""
    try:
        return _keys().rotate(encrypted.encode()).decode()
    except InvalidToken as error:
        raise UnreadableSecretError from error


def _keys() -> MultiFernet:
    return MultiFernet([_key(each) for each in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    """A key for this purpose alone: knowing it tells nothing of the secret key or of other uses."""
    derived = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
