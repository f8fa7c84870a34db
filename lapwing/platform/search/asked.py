"""What a person typed into the search box, made fit to search for. No database here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

LONGEST = 200
MOST_WORDS = 12
# Shorter words are close to too many others.
SHORTEST_FORGIVEN = 4
_CLOSE = 0.8
# Letters that Unicode does not take apart.
_STROKES = str.maketrans("łø", "lo")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Asked:
    """``text`` as typed, in one line; ``words`` without capitals and accents, each once."""

    text: str
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.words)


def asked_for(text: str) -> Asked:
    """What was asked for: at most so many characters and words, the first of them."""
    line = " ".join("".join(_printable(text)).split())[:LONGEST].strip()
    return Asked(line, tuple(dict.fromkeys(words_of(line)))[:MOST_WORDS])


def words_of(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _WORD.findall(plain(text))


def plain(text: str) -> str:
    """A text without capitals and accents: "Café" is found by "cafe"."""
    small = unicodedata.normalize("NFKD", text).lower().translate(_STROKES)
    parts = unicodedata.normalize("NFKD", small)
    return "".join(each for each in parts if not unicodedata.combining(each))


def forgiven(asked: Asked, texts: Iterable[str]) -> Asked | None:
    """What was probably meant, by the words that the texts have; None when no word is close.

    Only words of these texts are offered, so that a suggestion tells nobody what they may not read.
    """
    known = {word for text in texts for word in words_of(text)}
    meant = [_closest(word, known) for word in asked.words]
    if meant == list(asked.words):
        return None
    return Asked(" ".join(meant), tuple(dict.fromkeys(meant)))


def _closest(word: str, known: set[str]) -> str:
    if word in known or len(word) < SHORTEST_FORGIVEN:
        return word
    near = (each for each in known if abs(len(each) - len(word)) <= 2 and each[:1] == word[:1])
    return next(iter(get_close_matches(word, near, n=1, cutoff=_CLOSE)), word)


def _printable(text: str) -> Iterable[str]:
    return (each if each.isprintable() else " " for each in text)
