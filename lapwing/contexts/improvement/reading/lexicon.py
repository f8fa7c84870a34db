"""What the rest of a document says about its words: which are names, and which texts stand alone.

A list that lost its marks is read with this beside it: a capital letter inside a known name begins nothing,
and a text that stands as an item elsewhere is an item here too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lapwing.contexts.improvement.reading.words import NEED_MORE, OPENERS, bare, ends_sentence, is_capital

Name = tuple[str, ...]
_JOINERS = frozenset({"&", "and"})


@dataclass(frozen=True)
class Lexicon:
    """What is known of the words of a document.

    ``common`` are words seen in lower case; ``names`` runs of capitalised words that recur or stand in
    prose; ``items`` texts that are items of a list with its marks; ``owners`` the same in cells of owners.
    """

    common: frozenset[str] = frozenset()
    names: frozenset[Name] = frozenset()
    items: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()

    def is_common(self, word: str) -> bool:
        """Seen in lower case, in the singular or the plural: not a name."""
        plain = bare(word).casefold()
        return plain in self.common or plain.rstrip("s") in self.common or plain + "s" in self.common

    def name_ends(self, words: list[str], at: int) -> bool:
        """Whether a known name ends just before ``at`` and none goes on across it."""
        ends = set(self._ends_of_names(words, at))
        return ends == {at}

    def name_crosses(self, words: list[str], at: int) -> bool:
        """Whether a known name holds both the word at ``at`` and the one before it."""
        return any(end > at for end in self._ends_of_names(words, at))

    def _ends_of_names(self, words: list[str], at: int) -> Iterator[int]:
        """Where the known names end that begin before ``at`` and reach it."""
        near = tuple(map(bare, words[max(0, at - self._longest) : at + self._longest]))
        here = min(at, self._longest)
        for start in range(here):
            for end in range(here, min(len(near), start + self._longest) + 1):
                if near[start:end] in self.names:
                    yield at - here + end

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.names), default=0)


def lexicon_of(
    prose: Iterable[str], runs: Iterable[str] = (), items: Iterable[str] = (), owners: Iterable[str] = ()
) -> Lexicon:
    """Gathers the evidence. ``prose`` is trusted; in ``runs`` names may run together, so one must recur."""
    sure, doubtful = list(prose), list(runs)
    common = {bare(word) for text in sure + doubtful for word in text.split() if bare(word).islower()}
    names = {name for text in sure for name, _ in _names_in(text)}
    # a passage copied from cell to cell repeats its neighbours too, and proves nothing
    in_context = {(name, around) for text in doubtful for name, around in _names_in(text)}
    names |= {name for name, count in Counter(name for name, _ in in_context).items() if count > 1}
    return Lexicon(
        common=frozenset(common),
        names=frozenset(names),
        items=tuple(dict.fromkeys(text for text in items if len(text.split()) > 3)),
        owners=tuple(dict.fromkeys(owners)),
    )


def _names_in(text: str) -> Iterable[tuple[Name, Name]]:
    """Runs of capitalised words (``&`` and *and* inside included, a lone word that opens a sentence not),
    each with the words on either side."""
    words = text.split()
    at = 0
    while at < len(words):
        if not is_capital(words[at]):
            at += 1
            continue
        end = _run_end(words, at)
        start = at
        opens = at == 0 or ends_sentence(words[at - 1])
        if opens and (bare(words[at]).casefold() in OPENERS | NEED_MORE or end == at + 1):
            start += 1
        if end > start:
            yield (
                tuple(map(bare, words[start:end])),
                (*words[max(0, start - 1) : start], *words[end : end + 1]),
            )
        at = end


def _run_end(words: list[str], at: int) -> int:
    """Just past the last capitalised word of the run that begins at ``at``."""
    end = at + 1
    while end < len(words) and words[end - 1][-1:] not in ".,;:)":
        if is_capital(words[end]):
            end += 1
        elif words[end] in _JOINERS and end + 1 < len(words) and is_capital(words[end + 1]):
            end += 2
        else:
            break
    return end
