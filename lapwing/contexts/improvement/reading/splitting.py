"""Proposing how a run-on cell splits into items, and applying the split that a person chose.

A cell whose list marks were lost cannot be read for certain: the reading holds a proposal, the question
shows the cell as it stood, and the answer is the list of items as a person divides them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.interchange import Action, Milestone, Plan, Question, SuccessCriterion
from lapwing.contexts.improvement.reading.clauses import LEAST_WORDS, Place, begins_item
from lapwing.contexts.improvement.reading.lexicon import Lexicon
from lapwing.contexts.improvement.reading.words import bare

Split = Callable[[str, Lexicon], tuple[str, ...]]


def propose_items(run: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The items a run-on text seems to hold, in order, together all of its words. Empty for no words."""
    words = run.split()
    if not words:
        return ()
    fixed = _known_spans(words, lexicon)
    starts = [0]
    for at in range(1, len(words)):
        if any(begin < at < end for begin, end in fixed):
            continue
        edge = any(at in span for span in fixed) and len(words) - at >= LEAST_WORDS
        if edge or begins_item(Place(words, starts[-1], at, lexicon)):
            starts.append(at)
    return tuple(
        " ".join(words[begin:end]) for begin, end in zip(starts, [*starts[1:], len(words)], strict=True)
    )


def _known_spans(words: list[str], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where texts stand that are items of a marked list elsewhere in the document."""
    plain = list(map(bare, words))
    found = []
    for item in lexicon.items:
        wanted = list(map(bare, item.split()))
        for start in range(len(words) - len(wanted) + 1):
            if plain[start : start + len(wanted)] == wanted:
                found.append((start, start + len(wanted)))
    return found
