"""Splits the lines of an owner cell into owners: posts at organisations, one or several to a cell.

A narrow column breaks every post over lines, and a flattened table loses the space between two posts. What
tells them apart is the grammar of a post: words that name one, organisations that end one, words that need
more after them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from lapwing.contexts.improvement.reading.blocks import unmarked
from lapwing.contexts.improvement.reading.lines import Line


class Gap(IntEnum):
    """What stands between two lines: nothing, an empty line, an empty paragraph of the cell, another cell."""

    NONE = 0
    BLANK = 1
    PARAGRAPH = 2
    BREAK = 3


@dataclass(frozen=True)
class OwnerLine:
    text: str
    gap: Gap = Gap.NONE


# Words that name a post by themselves; then words that open one and need an area of work after them.
# fmt: off
_POSTS = frozenset([
    "manager", "managers", "lead", "leads", "officer", "officers", "advisor", "adviser", "advisors",
    "advisers", "commissioner", "commissioners", "coordinator", "coordinators", "co-ordinator",
    "co-ordinators", "consultant", "consultants", "nurse", "nurses", "doctor", "paediatrician",
    "psychologist", "psychologists", "therapist", "therapists", "clinician", "practitioner",
    "practitioners", "principal", "headteacher", "headteachers", "chair", "chairs", "chief", "analyst",
    "specialist", "specialists", "representative", "representatives", "supervisor", "administrator",
    "champion", "champions", "governor", "governors",
])
# fmt: on
_OPENERS = frozenset(
    ["ad", "director", "directors", "head", "heads", "assistant", "associate", "deputy", "executive"]
)
_POST_ACRONYMS = frozenset(["DCO", "DMO", "DSCO", "PEP", "SRO", "DCS", "CEO", "EP", "EPs", "SENCO", "SENCo"])
_ORGANISATIONS = frozenset(["LA", "ICB", "ICS", "NHS", "CCG", "Council", "Trust"])
_ORGANISATION_WORDS = re.compile(
    r"\b(?:Borough|Council|Board|Trust|Authority|Partnership|Hospital|NHS|Forum)\b"
)
_POST_WORDS = re.compile(r"\b(?:Officer|Psychologist|Director|Manager|Doctor|Lead|Co-?ordinator|Nurse)\b")
# Words inside the names of places and organisations.
_IN_NAMES = frozenset(["and", "&", "of", "upon", "on", "the", "in", "under", "with", "by", "le"])
_RANK = re.compile(r"\b(?:Director|Head)$")
_LEADS_ON = re.compile(r"(?:&|,|/|-|–|[’']s|s’|\b(?:and|of|for|the|to|with|in|at))$", re.I)
_FOLLOWS_ON = re.compile(r"^(?:&|,|/|–|-|[a-z(])")


@dataclass(frozen=True)
class Posts:
    """What the whole document tells of its posts and organisations, gathered before any cell is split.

    ``ranks`` are acronyms of directors and heads: like those words, they need an area of work after them.
    """

    organisations: frozenset[str] = _ORGANISATIONS
    acronyms: frozenset[str] = _POST_ACRONYMS
    ranks: frozenset[str] = frozenset()
    places: frozenset[str] = field(default_factory=frozenset)

    def is_organisation(self, line: str) -> bool:
        """Whether a line holds nothing but an organisation, with or without its place."""
        words = line.split()
        return bool(words) and all(self._locates(word) for word in words)

    def _locates(self, word: str) -> bool:
        if word in self.acronyms:
            return False
        return word in self.organisations or word in self.places or word in _IN_NAMES

    def names_post(self, line: str) -> bool:
        return any(
            _plain(word) in _POSTS | _OPENERS or word.strip(",") in self.acronyms for word in _words(line)
        )

    def opens_post(self, line: str) -> bool:
        """Whether a line begins a post whatever stands before it: ``AD …``, ``Head of …``, ``DCO``."""
        first = (_words(line) or [""])[0]
        return _plain(first) in _OPENERS or first.strip(",") in self.acronyms


def _words(line: str) -> list[str]:
    return [word for word in re.split(r"[\s/]+", line) if word]


def _plain(word: str) -> str:
    return word.strip(",.;:()").casefold()


def posts_of(cells: Sequence[Sequence[OwnerLine]], glossary: dict[str, str], area: str | None) -> Posts:
    """Learns from the glossary, from the local area's name and from what ends lines of several cells.

    A short form of the glossary that opens several lines is an organisation when it ends one.
    """
    acronyms = _POST_ACRONYMS | {short for short, long in glossary.items() if _POST_WORDS.search(long)}
    known = {short for short, long in glossary.items() if _ORGANISATION_WORDS.search(long)}
    endings: Counter[str] = Counter()
    openings = Counter(line.text.split()[0] for cell in cells for line in cell if len(line.text.split()) > 1)
    for cell in cells:
        endings.update({line.text.split()[-1] for line in cell if line.text.split()})
    learned = {
        word
        for word, times in endings.items()
        if _is_acronym(word)
        and word not in acronyms
        and (times > 1 or (word in glossary and openings[word] > 1))
    }
    places = frozenset(re.findall(r"[A-Z][\w’'-]+", area or "")) | _beside_organisations(
        cells, known | learned
    )
    ranks = frozenset(short for short, long in glossary.items() if _RANK.search(long))
    return Posts(_ORGANISATIONS | known | learned - {"SEND"}, frozenset(acronyms), ranks, places)


def _is_acronym(word: str) -> bool:
    """Capitals for the most part, as in short forms of names: small letters may stand between them."""
    capitals = sum(letter.isupper() for letter in word)
    return word.isalpha() and capitals > 1 and word[0].isupper() and capitals * 2 >= len(word)


def _beside_organisations(cells: Iterable[Sequence[OwnerLine]], known: set[str]) -> frozenset[str]:
    """Acronyms that stand before an organisation on a line of acronyms only: a part of its name."""
    found: set[str] = set()
    for cell in cells:
        for line in cell:
            words = line.text.split()
            if len(words) > 1 and words[-1] in known | _ORGANISATIONS and all(map(_is_acronym, words[:-1])):
                found.update(words[:-1])
    return frozenset(found - {"SEND"})


def split_owners(cell: Sequence[OwnerLine], posts: Posts) -> tuple[str, ...]:
    """The owners of a cell, each on one line, in the order printed."""
    owners: list[list[str]] = []
    for at, line in enumerate(cell):
        if line.text in {"&", "and", "/"} and at + 1 < len(cell):
            owners.append([])
        elif not owners or _begins(owners[-1], cell, at, posts):
            owners.append([line.text])
        else:
            owners[-1].append(line.text)
    return tuple(" ".join(" ".join(owner).split()) for owner in owners if owner)


def _begins(owner: list[str], cell: Sequence[OwnerLine], at: int, posts: Posts) -> bool:
    """Whether the line at ``at`` begins another owner than the one read so far."""
    line = cell[at].text
    if not owner:
        return False
    if cell[at].gap is Gap.BREAK:
        return not _LEADS_ON.search(owner[-1])
    if _FOLLOWS_ON.match(line) or _LEADS_ON.search(owner[-1]):
        return False
    if posts.is_organisation(line) or _is_its_organisation(owner[-1], cell, at, posts):
        return False
    if not any(posts.names_post(part) for part in owner):
        opens = posts.opens_post(line) and not _ends_post(cell, at)
        return _same_organisation(owner[0], line, posts) or opens
    if (
        posts.is_organisation(owner[-1])
        or owner[-1].split()[-1] in posts.organisations
        or posts.opens_post(line)
    ):
        return True
    if _is_post_word(line):
        return cell[at].gap >= Gap.PARAGRAPH
    return not _needs_more(owner, posts) or _post_ahead(cell, at, posts)


def _is_its_organisation(above: str, cell: Sequence[OwnerLine], at: int, posts: Posts) -> bool:
    """A place that the plan names nowhere else, and an organisation, right below the end of a title."""
    words = cell[at].text.split()
    ends_title = _plain(above.split()[-1]) in _POSTS and cell[at].gap < Gap.PARAGRAPH
    follows = cell[at + 1].text if at + 1 < len(cell) and cell[at + 1].gap < Gap.PARAGRAPH else ""
    names_place = (
        len(words) in {2, 3} and words[-1] in posts.organisations and not posts.names_post(cell[at].text)
    )
    return ends_title and names_place and not _is_post_word(follows)


def _same_organisation(first: str, line: str, posts: Posts) -> bool:
    """Two lines that open with one organisation open two owners, though the first names only a team."""
    opening = line.split()[0]
    return opening in posts.organisations and opening == first.split()[0]


def _is_post_word(line: str) -> bool:
    """A line of one word that completes a title: ``Consultant`` + ``Paediatrician``."""
    return len(line.split()) == 1 and _plain(line) in _POSTS


def _ends_post(cell: Sequence[OwnerLine], at: int) -> bool:
    """Whether a line ends a title (``Programme``, ``Lead``) and opens none (``Head``, ``of``)."""
    follows = cell[at + 1].text if at + 1 < len(cell) else ""
    return _is_post_word(cell[at].text) and not _FOLLOWS_ON.match(follows)


def _needs_more(owner: list[str], posts: Posts) -> bool:
    """A director, head or assistant director of something: the area of work may run over several lines."""
    words = _words(" ".join(owner))
    return any(_plain(word) in _OPENERS or word in posts.ranks for word in words) and not any(
        _plain(word) in _POSTS for word in words
    )


def _post_ahead(cell: Sequence[OwnerLine], at: int, posts: Posts) -> bool:
    """Whether the lines from here to the end of an organisation or paragraph name a post of their own."""
    for index in range(at, len(cell)):
        line = cell[index]
        if index > at and line.gap >= Gap.PARAGRAPH:
            return False
        if posts.names_post(line.text):
            return cell[at].gap >= Gap.PARAGRAPH or not posts.opens_post(line.text)
        if line.text.split()[-1] in posts.organisations:
            return False
    return False


def owner_lines(lines: Sequence[Line]) -> tuple[OwnerLine, ...]:
    """Lines of one owner cell and the gaps between. A line of blanks is an empty paragraph of the cell."""
    found: list[OwnerLine] = []
    gap = Gap.NONE
    for line in lines:
        if line.blank:
            gap = max(gap, Gap.PARAGRAPH if line.text else Gap.BLANK)
        else:
            text = unmarked(" ".join(line.text.split()))
            listed = text != " ".join(line.text.split())
            found.append(OwnerLine(text, Gap.BREAK if listed and found else gap))
            gap = Gap.NONE
    return tuple(found)
