"""Text as it is seen: what a person cannot see in print is not told apart."""

from __future__ import annotations

import re
import unicodedata

# Marks without width, and signs that no document can hold.
_UNSEEN = re.compile(
    "[\u00ad\u200b\u2060\ufeff\ufffe\uffff\ufdd0-\ufdef\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)


def lines_of(text: str | None) -> tuple[str, ...]:
    """The lines that are seen: runs of blanks are one, empty lines are none."""
    seen = _UNSEEN.sub("", text or "")
    found = (" ".join(line.split()) for line in unicodedata.normalize("NFC", seen).splitlines())
    return tuple(line for line in found if line)


def block(text: str | None) -> str:
    """A text of several lines."""
    return "\n".join(lines_of(text))


def one_line(text: str | None) -> str:
    """A text that is printed in one line."""
    return " ".join(lines_of(text))
