"""Which words of a text went and which came, for showing both versions at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from lapwing.contexts.improvement.comparing.likeness import evened

# Words with what follows them up to the next; a line's end is kept, for lists have one entry a line.
_PIECES = re.compile(r"\S+|\n")
# Texts that share less than this are shown whole, one after the other: word by word nobody could read them.
LEAST_SHARED = 0.25


@dataclass(frozen=True)
class Run:
    """Some words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def word_differences(was: str, now: str) -> tuple[Run, ...]:
    """The words of both texts in reading order: what stays once, what went before what came for it."""
    old, new = _PIECES.findall(was), _PIECES.findall(now)
    matcher = SequenceMatcher(None, [evened(each) for each in old], [evened(each) for each in new], False)
    if old and new and matcher.ratio() < LEAST_SHARED:
        return (Run("gone", _joined(old)), Run("new", _joined(new)))
    runs: list[Run] = []
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            runs.append(Run("same", _joined(new[begin:end])))
            continue
        if last > first:
            runs.append(Run("gone", _joined(old[first:last])))
        if end > begin:
            runs.append(Run("new", _joined(new[begin:end])))
    return tuple(run for run in runs if run.text)


def _joined(words: list[str]) -> str:
    return " ".join(words).replace(" \n ", "\n").replace("\n ", "\n").replace(" \n", "\n")
