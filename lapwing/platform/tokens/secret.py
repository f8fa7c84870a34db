"""What a token looks like: recognisable wherever it turns up, and checked before anybody is asked about it.

``lw_`` + 8 letters by which it is found + 36 secret ones + 6 that check the rest (CRC-32): programs that look
through code and chats for secrets find ``lw_[0-9A-Za-z]{50}`` and can tell a token from a likeness.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import string
import zlib
from dataclasses import dataclass

MARK = "lw_"
# how many letters find the token, keep it secret (214 bits), and check the rest
FINDS, KEEPS, CHECKS = 8, 36, 6
PATTERN = re.compile(rf"{MARK}[0-9A-Za-z]{{{FINDS + KEEPS + CHECKS}}}")
_LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase


@dataclass(frozen=True)
class Secret:
    """A whole token. Only ``found_by`` and ``hashed`` are kept."""

    text: str

    @property
    def found_by(self) -> str:
        return self.text[len(MARK) : len(MARK) + FINDS]

    @property
    def hashed(self) -> str:
        """A plain hash is enough: nobody guesses what stands behind 214 random bits."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def new_secret() -> Secret:
    """A token that nobody had before."""
    random = MARK + "".join(secrets.choice(_LETTERS) for _ in range(FINDS + KEEPS))
    return Secret(random + _check(random))


def read_secret(text: str) -> Secret | None:
    """The token that a text is; None for what cannot be one of ours, which costs no query."""
    if not PATTERN.fullmatch(text) or _check(text[:-CHECKS]) != text[-CHECKS:]:
        return None
    return Secret(text)


def _check(text: str) -> str:
    number = zlib.crc32(text.encode())
    letters = ""
    for _ in range(CHECKS):
        number, place = divmod(number, len(_LETTERS))
        letters = _LETTERS[place] + letters
    return letters
