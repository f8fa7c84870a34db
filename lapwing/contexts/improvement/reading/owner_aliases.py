"""Proposes which spellings of an owner are one role: word order, small words, acronyms, no organisation.

Nothing is joined here. Each role with several spellings becomes one question; an answer joins them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Action
from lapwing.contexts.improvement.reading.doubts import Doubts
from lapwing.contexts.improvement.reading.owners import Posts

_SMALL = frozenset(["of", "for", "the", "and", "at", "in", "to", "a"])
_SHORT = {"ad": ("assistant", "director"), "hos": ("head", "service")}
# The subject of every such plan: a title with and without it may still be one role, when enough else agrees.
_SUBJECT = "send"
_ENOUGH = 3


@dataclass(frozen=True)
class _Spelling:
    written: str
    core: frozenset[str]
    organisations: frozenset[str]

    def may_be(self, other: _Spelling) -> bool:
        """Same words in any order, and no two different organisations; an organisation alone is no role."""
        if not (self.organisations <= other.organisations or other.organisations <= self.organisations):
            return False
        if not self.core or not other.core:
            return False
        apart = self.core ^ other.core
        return not apart or (apart == {_SUBJECT} and len(self.core & other.core) >= _ENOUGH)


def ask_about_aliases(
    actions: Sequence[Action], posts: Posts, glossary: Mapping[str, str], doubts: Doubts
) -> None:
    """One ``owner.alias`` question for each role that seems to be spelled in several ways."""
    written = list(dict.fromkeys(owner for action in actions for owner in action.owners))
    acronyms = _acronyms(written, glossary)
    for spellings in _joined([_spelling(owner, posts, acronyms) for owner in written]):
        names = [spelling.written for spelling in spellings]
        listed = ", ".join(f"“{name}”" for name in names[:-1]) + f" and “{names[-1]}”"
        for action in actions:
            if any(owner in names for owner in action.owners):
                doubts.add(
                    "owner.alias",
                    action.key,
                    f"{listed} look like one role. Are they?",
                    cause=names[0],
                    choices=("one role", "different roles"),
                    raw=" | ".join(names),
                )


def _joined(spellings: Iterable[_Spelling]) -> list[list[_Spelling]]:
    """Groups of two or more. A spelling joins a group only when it may be every one of the group."""
    groups: list[list[_Spelling]] = []
    for spelling in spellings:
        for group in groups:
            if all(spelling.may_be(other) for other in group):
                group.append(spelling)
                break
        else:
            groups.append([spelling])
    return [group for group in groups if len(group) > 1]


def _acronyms(owners: Iterable[str], glossary: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Acronyms of posts, from the glossary and from titles written out in full by other owners."""
    found: dict[str, tuple[str, ...]] = dict(_SHORT)
    for short, long in glossary.items():
        found.setdefault(short.casefold(), tuple(_words(long)))
    for owner in owners:
        words = [word for word in re.findall(r"[A-Za-z]+", owner) if word.casefold() not in _SMALL]
        for length in (3, 4):
            for at in range(len(words) - length + 1):
                part = words[at : at + length]
                if all(word[0].isupper() and word[1:].islower() for word in part):
                    found.setdefault(
                        "".join(word[0] for word in part).casefold(), tuple(_words(" ".join(part)))
                    )
    return found


def _spelling(owner: str, posts: Posts, acronyms: Mapping[str, tuple[str, ...]]) -> _Spelling:
    words = re.findall(r"[\w’'-]+", owner)
    core: set[str] = set()
    for word in _words(" ".join(w for w in words if w not in posts.organisations | posts.places)):
        core.update(_words(" ".join(acronyms.get(word, (word,)))))
    # the area's own name tells nothing apart: every post of the plan is there
    organisations = posts.organisations - posts.places
    return _Spelling(owner, frozenset(core), frozenset(w for w in words if w in organisations))


def _words(text: str) -> list[str]:
    """Words without small ones, plurals and possessives."""
    plain = re.sub(r"[’']s?\b", "", text.casefold().replace("&", " and "))
    words = re.findall(r"[a-z0-9]+", plain)
    return [_singular(word) for word in words if word not in _SMALL]


def _singular(word: str) -> str:
    if word == "children":
        return "child"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
