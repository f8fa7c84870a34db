"""Short public references, which stand in addresses instead of numbers."""

from __future__ import annotations

import secrets

# No vowels, so that no word appears; no 0/O or 1/l, so that it can be read aloud.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
_LENGTH = 12


def new_ref() -> str:
    """A short public reference for addresses: opaque, not guessable (about 57 bits), nothing personal."""
    # one draw for all letters: a hundred thousand rows each have one
    number, letters = secrets.randbelow(len(_ALPHABET) ** _LENGTH), ""
    for _ in range(_LENGTH):
        number, index = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[index]
    return letters
