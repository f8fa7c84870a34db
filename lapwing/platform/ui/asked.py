"""Numbers as an address or a form carries them, which may be anything."""

from __future__ import annotations


def whole_number(text: str | None, *, otherwise: int = 0, digits: int = 7) -> int:
    """The number that was asked for; ``otherwise`` for what is none, or has more digits than any has.

    A long row of digits is refused by ``int`` or by the database, with an error that nobody can act on.
    """
    given = text or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= digits else otherwise
