"""How alike two texts are: the words they share, each weighed by how rare it is in both plans.

A plan says "review" and "partnership" on every line, so sharing those says little; sharing "tribunal" says
much. The measure lies between 0 and 1 and is the mean of two others: how much of both texts is shared
(Dice's coefficient), which falls when one is written out at length, and how much of the shorter is found in
the longer, which does not. The order of words does not count. It is symmetric.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# A text of fewer words is found in longer ones by chance: only what both share counts then.
LEAST_WORDS = 4
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s)$")
_SAME_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})


def evened(text: str) -> str:
    """A text without what no reader would call a change: kinds of quotes, dashes and blanks."""
    return " ".join(text.translate(_SAME_SIGNS).split())


def words_of(text: str) -> Counter[str]:
    """The words of a text without case and the commonest endings, and how often each stands there."""
    return Counter(_ENDINGS.sub("", word) for word in _WORD.findall(evened(text).casefold()))


@dataclass(frozen=True)
class Weights:
    """The weight of each word: the rarer in the texts of both plans, the heavier."""

    of: Mapping[str, float]
    unknown: float

    @classmethod
    def from_texts(cls, texts: Iterable[Counter[str]]) -> Weights:
        found = list(texts)
        seen = Counter(word for words in found for word in words)
        return cls(
            {word: 1.0 + math.log((len(found) + 1) / (times + 1)) for word, times in seen.items()},
            1.0 + math.log(len(found) + 1),
        )

    def weigh(self, words: Counter[str]) -> float:
        return sum(self.of.get(word, self.unknown) * times for word, times in words.items())


@dataclass(frozen=True)
class Weighed:
    """A text as a bag of words, weighed once for all comparisons with it."""

    plain: str
    words: Counter[str]
    weight: float

    @classmethod
    def of(cls, text: str, words: Counter[str], weights: Weights) -> Weighed:
        return cls(evened(text).casefold(), words, weights.weigh(words))


def likeness(one: Weighed, other: Weighed, weights: Weights) -> float:
    """How alike two texts are, from 0 to 1. Two empty texts are not alike: they say nothing."""
    if one.plain == other.plain:
        return 1.0 if one.plain else 0.0
    if not one.weight or not other.weight:
        return 0.0
    small, large = sorted((one, other), key=lambda each: len(each.words))
    shared = sum(
        weights.of.get(word, weights.unknown) * min(times, large.words[word])
        for word, times in small.words.items()
        if word in large.words
    )
    both = 2 * shared / (one.weight + other.weight)
    if min(one.words.total(), other.words.total()) < LEAST_WORDS:
        return both
    return (both + shared / min(one.weight, other.weight)) / 2
