"""The words and abbreviations that a partnership explains in its packs: one to a line, with a colon."""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_WORD, LONGEST_MEANING, MOST = 60, 500, 200


class TermsError(ValueError):
    """A line that explains no word; the message says which and why, for whoever typed it."""


@dataclass(frozen=True)
class OwnTerm:
    """A word and what it means here."""

    word: str
    meaning: str

    def is_in(self, text: str) -> bool:
        """Whether a text uses the word, also for several of them ("EIIPs"), and as no part of another.

        An abbreviation is looked for as it is written; a word in small letters also where a sentence begins.
        """
        words = r"\s+".join(re.escape(each) for each in self.word.split())
        flags = re.IGNORECASE if self.word[1:] == self.word[1:].lower() and len(self.word) > 1 else 0
        return re.search(rf"(?<!\w){words}s?(?!\w)", text, flags) is not None


def terms_in(text: str) -> tuple[OwnTerm, ...]:
    """The words that were typed, in their order. Raises TermsError."""
    found: dict[str, OwnTerm] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        term = _term(line, number)
        if term.word.casefold() in found:
            raise TermsError(f"Line {number}: “{term.word}” is explained twice.")
        found[term.word.casefold()] = term
    if len(found) > MOST:
        raise TermsError(f"Explain {MOST} words at most; these are {len(found)}.")
    return tuple(found.values())


def as_text(terms: tuple[OwnTerm, ...]) -> str:
    """The words as they are typed, by the alphabet."""
    ordered = sorted(terms, key=lambda term: (term.word.casefold(), term.word))
    return "\n".join(f"{term.word}: {term.meaning}" for term in ordered)


def _term(line: str, number: int) -> OwnTerm:
    word, colon, meaning = (" ".join(part.split()) for part in line.partition(":"))
    if not colon or not word or not meaning:
        raise TermsError(
            f"Line {number}: write the word, a colon and what it means, such as “SEPB: SEND and "
            "Education Partnership Board”."
        )
    if len(word) > LONGEST_WORD:
        raise TermsError(f"Line {number}: a word may have {LONGEST_WORD} letters; this has {len(word)}.")
    if len(meaning) > LONGEST_MEANING:
        raise TermsError(
            f"Line {number}: what “{word}” means may have {LONGEST_MEANING} letters; this has {len(meaning)}."
        )
    return OwnTerm(word, meaning)
