"""Text as it is seen: what a person cannot see in print is not told apart."""

from __future__ import annotations

import re
import unicodedata

# Marks without width (soft hyphens, joins, directions), and signs that no document can hold.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff\ufdd0-\ufdef"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
# Hyphens that look like one another.
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})


def lines_of(text: str | None) -> tuple[str, ...]:
    """The lines that are seen: runs of blanks are one, empty lines are none."""
    seen = _UNSEEN.sub("", text or "").translate(_HYPHENS)
    found = (" ".join(line.split()) for line in unicodedata.normalize("NFC", seen).splitlines())
    return tuple(line for line in found if line)


def block(text: str | None) -> str:
    """A text of several lines."""
    return "\n".join(lines_of(text))


def one_line(text: str | None) -> str:
    """A text that is printed in one line."""
    return " ".join(lines_of(text))
