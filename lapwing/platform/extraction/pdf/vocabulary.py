"""The words of a document, by which a hyphen at the end of a line is judged."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from lapwing.platform.extraction.pdf.shapes import Piece

HYPHENS = "-\u2010\u2011"
SOFT_HYPHEN = "\u00ad"
# What a line may end with though no blank follows: the next line is joined to it at once.
BREAKS_AFTER = "/\u2013\u2014|"
# First parts that keep their hyphen wherever they stand.
_PREFIXES = """
anti co cross de e ex extra five four half high hyper in inter intra key late long low mid multi near non off
on one out over part post pre pro pseudo quasi re self semi short six sub t ten three two under up well x
"""
PREFIXES = frozenset(_PREFIXES.split())
# What a narrow cell cuts off a word is seldom longer, and a word that is nowhere else seldom shorter.
LONGEST_REST = 4
# No English word begins like this, many end so.
_ENDING = re.compile(
    r"(?:[aeiou]?tion|sion|ness|ments?\b|ship|ities|ility|ible|ance|ence|ning|oning|is(?:ed|ing)|ional"
    r"|n[cdgst]|ck|ct|l[dlt]|m[mp]|p[pt]|r[mnrst]|ss|tt|ts|ks)"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")


def normalised(text: str) -> str:
    """Ligatures and wide or hard blanks as the letters and blanks they stand for; soft hyphens gone.

    Only presentation forms are undone: superscripts, fractions and the like keep their meaning.
    """
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2007", " ").replace("\u2009", " ")
    text = text.replace(SOFT_HYPHEN, "").replace("\u2011", "-").replace("\u2010", "-")
    text = text.replace("\u200b", "").replace("\ufeff", "")
    if any("\ufb00" <= c <= "\ufb06" for c in text):
        text = "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in text)
    return text


class Vocabulary:
    """Counts words, and joins words that a line's end has parted."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._whole: Counter[str] = Counter()
        self._soft = self._hard = 0
        self.unsure: Counter[str] = Counter()

    def learn(self, texts: Iterable[str]) -> None:
        """Count the words of pieces in the order of drawing; parts of words at a line's end tell nothing."""
        broken = False
        for text in texts:
            hyphenated = text[-1:] in HYPHENS + SOFT_HYPHEN and len(text) > 1
            if not broken and not hyphenated:
                for token in _TOKEN.findall(normalised(text).lower()):
                    self._counts[token] += 1
                    if "-" in token:
                        self._counts.update(token.split("-"))
            broken = hyphenated

    def learn_whole(self, pieces: Sequence[Piece]) -> None:
        """Count the words that are whole for certain: none where a line may have been broken within a word,
        no blank being drawn at its end.
        """
        open_ended = False
        for piece, after in zip_longest(pieces, pieces[1:]):
            below = (
                after is not None and after.y > piece.y + 1 and after.x0 < piece.x1 and after.x1 > piece.x0
            )
            ends = below and not piece.spaced
            if not open_ended and not ends:
                self._whole.update(token.lower() for token in _TOKEN.findall(normalised(piece.text)))
            open_ended = ends

    def was_cut(self, first: str, second: str, *, blank_fits: bool) -> bool:
        """Whether a line's end parted a word without a hyphen; ``blank_fits`` where one would have been drawn
        behind a word of its own.
        """
        first, second = first.lower(), second.lower()
        if self._whole[first + second]:
            return True
        if self._whole[first] and self._whole[second]:
            return False
        if blank_fits:
            return True
        if self._whole[first] or self._whole[second]:
            return False
        return len(second) <= LONGEST_REST or bool(_ENDING.match(second))

    def learn_break(self, first: str, second: str) -> None:
        """Count whether a line's end parted a word that is whole elsewhere, or one with its own hyphen."""
        whole, kept = self._known(first, second)
        self._soft += whole > kept or (not kept and bool(_ENDING.match(second)))
        self._hard += kept > whole

    def knows(self, word: str) -> bool:
        return self._counts[word.lower()] > 0

    def joined(self, first: str, second: str) -> str:
        """Two parts of a word, the first ending in a hyphen, as one; see the module for how it is judged."""
        if first[-1] == SOFT_HYPHEN:
            return first[:-1] + second
        stem = first[:-1]
        if not (stem[-1:].isalpha() and second[:1].islower()):
            return first + second
        whole, kept = self._known(first, second)
        if whole != kept:
            return stem + second if whole > kept else first + second
        keeps = self._keeps_hyphen(stem, second)
        joined = first + second if keeps else stem + second
        if not (keeps and self.knows(stem) and self.knows(second)):
            self.unsure[re.sub(r"[^\w-]+$", "", joined)] += 1
        return joined

    def _known(self, first: str, second: str) -> tuple[int, int]:
        start = re.split(r"[^\w-]", first[:-1].lower())[-1]
        end = re.split(r"[^\w-]", second.lower())[0]
        return self._counts[start + end], self._counts[f"{start}-{end}"]

    def _keeps_hyphen(self, stem: str, second: str) -> bool:
        """For a word that is nowhere else: whether other breaks, or its parts, speak for a hyphen.

        Word and its kin break words only when told to: without any sign of it the hyphen is the word's own.
        """
        start = re.split(r"\W", stem.lower())[-1]
        end = re.split(r"\W", second.lower())[0]
        if "-" in stem or start in PREFIXES or not self._soft:
            return True
        return self.knows(start) and self.knows(end)
