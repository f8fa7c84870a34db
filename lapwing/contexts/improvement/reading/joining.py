"""Joins the lines of a cell or paragraph into one text, mending words that the line end broke.

A hyphen at a line end is soft and goes, save between digits (``0-`` + ``19``) and in a word that the
document writes with a hyphen elsewhere and never without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lapwing.contexts.improvement.reading.lines import Line

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_BROKEN = re.compile(r"(?P<left>[A-Za-z]+(?:-[A-Za-z]+)*)-$")


class Joiner:
    """Knows the document's words, and keeps a list of those it mended."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._words = {word.casefold() for line in lines for word in _WORD.findall(line.text.rstrip(" -"))}
        self.mended: dict[int, str] = {}

    def join(self, lines: Iterable[Line]) -> str:
        """One text with single spaces."""
        text = ""
        for line in lines:
            text = self._with(text, " ".join(line.text.split()), line.number)
        return text

    def _with(self, text: str, more: str, number: int) -> str:
        if not text or not more:
            return text or more
        if not text.endswith("-") or text.endswith(" -"):
            return f"{text} {more}"
        if text[-2:-1].isdigit() or not more[0].islower():
            return text + more
        return self._mend(text, more, number)

    def _mend(self, text: str, more: str, number: int) -> str:
        left, right = _BROKEN.search(text), _WORD.match(more)
        if left is None or right is None:
            return f"{text[:-1]}{more}"
        whole, hyphened = left["left"] + right.group(), f"{left['left']}-{right.group()}"
        if hyphened.casefold() in self._words and whole.casefold() not in self._words:
            return text + more
        self.mended[number] = whole
        return text[:-1] + more
