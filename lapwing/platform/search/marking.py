"""Showing where the words that were looked for stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from lapwing.platform.search.asked import plain

SHORT = 180
_ENDINGS = re.compile(r"(ations?|ings?|ments?|ed|ies|es|ly|s|e|y)$")
_WORD = re.compile(r"[^\W_]+")


def stems_of(words: Iterable[str]) -> tuple[str, ...]:
    """What to mark, of the words that were looked for."""
    return tuple(stem(word) for word in words)


def marked(text: str, stems: Sequence[str]) -> Markup:
    """The text around the first hit, each word that has one of the stems marked."""
    pieces = re.split(r"([^\W_]+)", around(text, stems))
    return Markup().join(
        Markup("<mark>{}</mark>").format(piece) if _is_hit(piece, stems) else escape(piece)
        for piece in pieces
    )


def stem(word: str) -> str:
    """A word without its ending, roughly as the database's search sees it: enough to mark "reviewed"."""
    lower = plain(word)
    return _ENDINGS.sub("", lower) if len(lower) > 4 else lower


def around(text: str, stems: Sequence[str]) -> str:
    """At most some two hundred characters, so that the first hit is among them."""
    if len(text) <= SHORT:
        return text
    first = next((m.start() for m in _WORD.finditer(text) if _is_hit(m.group(), stems)), 0)
    begin = 0 if first < SHORT - 60 else text.find(" ", first - 60, first) + 1 or first
    end = len(text) if begin + SHORT >= len(text) else text.rfind(" ", begin, begin + SHORT)
    if end <= begin:
        end = begin + SHORT
    return ("… " if begin else "") + text[begin:end] + (" …" if end < len(text) else "")


def _is_hit(word: str, stems: Sequence[str]) -> bool:
    """Whether it is a form of one of the words, or begins with one of four letters or more."""
    if not word or not _WORD.fullmatch(word):
        return False
    lower = plain(word)
    return stem(word) in stems or any(len(each) > 3 and lower.startswith(each) for each in stems)
