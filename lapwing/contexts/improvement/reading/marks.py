"""Signs that begin an item of a list: arrows, bullets, and what word processors leave of their own fonts."""

from __future__ import annotations

import re

# The last of each are characters for private use, as Word's symbol fonts give them when text is copied.
ARROWS = "→➔➢➤►▶▸▷⇒➜➞➝➡⟶»›\uf0e0\uf0d8\uf0f0"
BULLETS = "•◦▪●‣⁃∙·✓✔■□▫○◆◇❖★\uf0b7\uf0a7\uf0fc\uf076"

# Any other sign of Unicode's arrows, and of its shapes, dingbats and private characters, before a blank.
_OTHER_ARROWS = r"[\u2190-\u21ff\u2794-\u27bf\u27f0-\u27ff\u2900-\u297f](?=\s)"
_OTHER_SIGNS = r"[\u25a0-\u27ff\u2b00-\u2bff\ue000-\uf8ff](?=\s)"

ARROW = re.compile(rf"^\s*(?:[{ARROWS}]|->|=>|{_OTHER_ARROWS})\s*")
BULLET = re.compile(rf"^\s*(?:[{BULLETS}]|[-–*o](?=\s)|{_OTHER_SIGNS})\s*")
# Before a letter only: before a number a dash may be a minus.
_TYPED = re.compile(r"^\s*[-–*o]\s+(?=[^\W\d])")
_ANY = re.compile(rf"^(?:[\s{ARROWS}{BULLETS}]|{_OTHER_ARROWS}|{_OTHER_SIGNS})+")


def without_mark(text: str) -> str:
    """A text of any cell without the mark before it."""
    return _TYPED.sub("", _ANY.sub("", text))


def is_marked(text: str) -> bool:
    """Whether a text of any cell begins with a mark."""
    return bool(text.strip()) and without_mark(text) != text.lstrip()
