"""Owners in a cell: the grammar of job titles tells where one ends and the next begins.

A title either opens with its rank (*Head of …*, *Assistant Director …*) or ends with it (*… Manager*,
*… Officer*). Titles that stand alone in another cell are taken whole. No post of any council is listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from lapwing.contexts.improvement.reading.lexicon import Lexicon
from lapwing.contexts.improvement.reading.words import bare, is_acronym, word_class

_GRADES = word_class(
    """
    assistant associate deputy executive interim acting joint chief senior principal strategic
    corporate managing service programme clinical regional
    """
)
_OPENING_RANKS = word_class("director dir directors ad head heads chair")
_CLOSING_RANKS = word_class(
    """
    manager managers officer officers lead leads leader leaders coordinator coordinators
    co-ordinator co-ordinators commissioner commissioners adviser advisers advisor advisors
    psychologist psychologists consultant consultants therapist therapists nurse nurses practitioner
    practitioners headteacher principal analyst analysts secretary administrator administrators
    supervisor chair representative representatives
    """
)
_TRAIL = frozenset({"&", "and", "for", "of", "to", "in", "with", "at"})
_DASHES = frozenset({"-", "–", "—", "/"})


@dataclass(frozen=True)
class Owners:
    """The owners proposed for a cell. ``sure``: each stands alone elsewhere, or marks divided them."""

    names: tuple[str, ...]
    sure: bool


def propose_owners(run: str, lexicon: Lexicon) -> Owners:
    """The owners a run-on cell seems to name, in order, together all of its words."""
    words = run.split()
    known = _known(words, lexicon)
    starts = [0] if words else []
    for at in range(1, len(words)):
        inside = any(begin < at < end for begin, end in known)
        edge = any(at in span for span in known) and words[at - 1] not in _TRAIL and words[at] not in _TRAIL
        if not inside and (edge or _begins_title(words, starts[-1], at)):
            starts.append(at)
    pieces = [words[begin:end] for begin, end in pairwise([*starts, len(words)])]
    names = tuple(" ".join(title).rstrip(",;") for piece in pieces for title in _second_title(piece, lexicon))
    return Owners(names, all(name in _plain_owners(lexicon) for name in map(_plain, names)))


def _plain_owners(lexicon: Lexicon) -> set[str]:
    return {_plain(owner) for owner in lexicon.owners}


def _second_title(words: list[str], lexicon: Lexicon) -> list[list[str]]:
    """A title that opens with its rank does not end with one: the last words are then a title of their own.

    Where that begins is the weakest guess here: at a short form, after a plural (*… Services*), or else two
    words before the end, if the words suffice for two titles.
    """
    ranks = [at for at, word in enumerate(words) if bare(word).casefold() in _CLOSING_RANKS]
    designated = bool(words) and words[0].casefold() == "designated"
    if not ranks or designated or not _opens(words, 0) or _plain(" ".join(words)) in _plain_owners(lexicon):
        return [words]
    rank = ranks[0]
    first = max([1, *(at + 1 for at in range(rank) if words[at] in _TRAIL)])
    for at in range(first + 2, rank):
        if is_acronym(words[at]) and not is_acronym(words[at - 1]) and words[at - 1] not in _DASHES:
            return [words[:at], words[at:]]
    for at in range(rank - 1, first, -1):
        if words[at - 1].endswith("s") and not words[at - 1].endswith(("'s", "’s", "ss")):
            return [words[:at], words[at:]]
    return [words[: rank - 1], words[rank - 1 :]] if rank - first > 2 else [words]


def _known(words: list[str], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Spans of owners that stand alone elsewhere, the longest first; spans never overlap."""
    plain = [_plain(word) for word in words]
    spans: list[tuple[int, int]] = []
    for owner in sorted(lexicon.owners, key=lambda owner: -len(owner.split())):
        wanted = [_plain(word) for word in owner.split()]
        for start in range(len(words) - len(wanted) + 1):
            end = start + len(wanted)
            free = all(end <= a or start >= b for a, b in spans)
            if plain[start:end] == wanted and free and _stands_alone(words, start, end):
                spans.append((start, end))
    return spans


def _stands_alone(words: list[str], start: int, end: int) -> bool:
    """Nothing beside the span carries the title on (*& …*, *for …*, *(ICB)*)."""
    before = words[start - 1] if start else ""
    after = words[end] if end < len(words) else ""
    return before not in _TRAIL | _DASHES and after not in _TRAIL | _DASHES and not after.startswith("(")


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace("–", "-")


def _begins_title(words: list[str], start: int, at: int) -> bool:
    """Whether a title begins at ``at``: a rank opens one, or the title before has closed."""
    before, word = words[at - 1], words[at]
    if before in _TRAIL or word in _TRAIL or before.endswith(("-", "–", "/", "(")) or not _may_open(word):
        return False
    if _opens(words, at):
        return not _graded(words, start, at)
    if before.endswith((")", ";")):
        return True
    if before.endswith(","):
        return False
    return bare(before).casefold() in _CLOSING_RANKS and not _still_open(words, start, at)


def _may_open(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()


def _opens(words: list[str], at: int) -> bool:
    """*Head of*, *Director of*, *Assistant Director*, *DCO*-like short forms are left to the title before."""
    plain = bare(words[at]).casefold()
    following = bare(words[at + 1]).casefold() if at + 1 < len(words) else ""
    if plain in _OPENING_RANKS:
        return True
    return (
        plain in _GRADES and following in _OPENING_RANKS | {"headteacher", "executive"}
    ) or plain == "designated"


def _graded(words: list[str], start: int, at: int) -> bool:
    """The words before belong to this rank (*Assistant* Director, *CAMHS* Head of …), so it opens nothing."""
    joined = [
        place
        for place in range(start + 1, at)
        if words[place] in {"&", "and"} and bare(words[place - 1]).casefold() in _CLOSING_RANKS
    ]
    before = words[joined[-1] + 1 if joined else start : at]
    return all(bare(word).casefold() in _GRADES or is_acronym(word) for word in before)


def _still_open(words: list[str], start: int, at: int) -> bool:
    """A title that has only closed its first word (*Lead Officer*, *Clinical Lead Nurse*) goes on."""
    return bare(words[at]).casefold() in _CLOSING_RANKS or at == start + 1
