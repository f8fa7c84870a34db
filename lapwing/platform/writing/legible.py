"""Texts that a document can hold: signs that no XML may carry are left out, half characters too."""

from __future__ import annotations

import re

_ILLEGIBLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(text: str) -> str:
    return _ILLEGIBLE.sub("", text)


class TooLongForExcelError(ValueError):
    """A text is longer than a cell of Excel holds; the message says which and what would do."""
