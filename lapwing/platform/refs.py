"""Short public references, which stand in addresses instead of numbers."""

from __future__ import annotations

import secrets

# No vowels, so that no word appears; no 0/O or 1/l, so that it can be read aloud.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"


def new_ref() -> str:
    """A short public reference for addresses: opaque, not guessable (about 57 bits), nothing personal."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))
