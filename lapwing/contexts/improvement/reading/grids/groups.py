"""Headings that gather actions: ``Priority 2: …``, ``Workstream A``, ``1.2 …``, and headings over tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lapwing.contexts.improvement.interchange import Group, Objective, Span
from lapwing.contexts.improvement.reading.doubts import Doubts

_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
_KINDS = (
    r"(?:(?:strategic|key|improvement|overarching|shared|local|our|send|partnership)\s+)*"
    r"(?:areas?\s+(?:of|for)\s+(?:improvement|development|focus|concern|weakness)"
    r"|area\s+of\s+significant\s+concern|priority\s+area|priority\s+action"
    r"|improvement\s+area|focus\s+area|key\s+area|area|priority|work\s*stream|theme|outcome"
    r"|objective|ambition"
    r"|ambition\s+group|aim|goal|strand|pillar|recommendation|section|programme|project|domain"
    r"|standard|finding"
    r"|significant\s+weakness|weakness|chapter|strategic\s+objective|commitment|principle"
    r"|action(?:\s+area)?)"
)
_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?|[A-H]|[IVX]{1,4}|" + "|".join(_NUMBER_WORDS) + r")"
_NAMED = re.compile(
    rf"^\W*(?P<kind>{_KINDS})\s*(?:no\.?\s*|number\s+|#\s*)?(?P<ref>{_NUMBER})(?![\w’'])\s*[:.–—"
    rf"|)-]*\s*(?P<title>.*)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*(?P<ref>\d{1,2}(?:\.\d{1,2}){0,2})[.):]?\s+(?P<title>[A-Z“‘\"].*)$")
_LETTERED = re.compile(r"^\s*(?P<ref>[A-H])[.):]\s+(?P<title>[A-Z].*)$")
_OBJECTIVES = re.compile(r"\b(?:objective|outcome|goal|aim)\b", re.IGNORECASE)
_GENERAL = re.compile(
    r"^(?:the\s+|our\s+|draft\s+|detailed\s+|\W)*(?:(?:send|local area|partnership|strategic"
    r"|improvement|written statement of|delivery|implementation)\s+)*"
    r"(?:action|actions|improvement|delivery|implementation)?\s*(?:plan|plans|table|tracker|actions"
    r"|log|action plan|statement of action)?"
    r"(?:\s+(?:20\d\d.*|\d.*|continued|cont.*|template|update.*))?$|^(?:appendix|annex|sheet|table"
    r"|figure|contents|introduction|background|summary|governance|key|glossary)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(?:action|improvement|delivery|implementation) plan(?:\s+(?:20\d\d|v\d).*)?$", re.IGNORECASE
)
_UPDATED = re.compile(
    r"^(?:last |date )?(?:updated|published|version|draft|as at|position at)\b", re.IGNORECASE
)
_LONGEST = 220


@dataclass(frozen=True)
class Heading:
    """A heading that may gather actions. ``ref`` is None when it prints no number."""

    ref: str | None
    title: str
    lines: Span
    kind: str = ""
    level: int | None = None

    @property
    def deep(self) -> bool:
        """Whether its number stands under another: ``1.2``."""
        return bool(self.ref and "." in self.ref)


def heading_in(text: str, lines: Span, level: int | None = None, *, named: bool = False) -> Heading | None:
    """The heading that a paragraph or row is; None for a sentence, or a title that says nothing of its own.

    ``named``: only headings that say what they are and print a number (for lines that may be any text).
    """
    plain = " ".join(text.split())
    if not plain or len(plain) > _LONGEST:
        return None
    if match := _NAMED.match(plain):
        ref = _NUMBER_WORDS.get(match["ref"].casefold(), match["ref"])
        title = match["title"].strip(" :–—-|") or plain
        return Heading(ref.upper() if len(ref) == 1 else ref, title, lines, match["kind"], level)
    if named:
        return None
    if match := _NUMBERED.match(plain) or _LETTERED.match(plain):
        return (
            None
            if _GENERAL.match(match["title"])
            else Heading(match["ref"], match["title"], lines, "", level)
        )
    if (
        _GENERAL.match(plain)
        or _PLAN.search(plain)
        or _UPDATED.match(plain)
        or (plain.endswith((".", ";")) and len(plain.split()) > 12)
    ):
        return None
    return Heading(None, plain, lines, "", level)


@dataclass
class Gatherer:
    """The groups and objectives met so far, and the ones that are open."""

    doubts: Doubts
    groups: dict[str, Group] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    group: str | None = None
    objective: str | None = None
    by_outcome: bool = False
    _unnumbered: int = 0

    def open(self, heading: Heading, *, under: bool = False) -> None:
        """Begin a group or, for a number under another or a heading ``under`` one, an objective."""
        self.by_outcome = False
        if heading.deep and self._top(heading.ref or "") is not None:
            self._objective(heading, self._top(heading.ref or "") or "")
        elif under and self.group is not None and not heading.deep:
            self._objective(heading, self.group)
        else:
            self._group(heading)

    def close(self, *, whole: bool = True) -> None:
        """End the open objective, and the group too when ``whole``."""
        self.group, self.objective = None if whole else self.group, None
        self.by_outcome = False

    def _top(self, ref: str) -> str | None:
        top = ref.split(".")[0]
        return top if top in self.groups else None

    def _group(self, heading: Heading) -> None:
        ref = heading.ref or self._ref_of(heading.title)
        known = self.groups.get(ref)
        if known is None or _is_bare(known):
            self.groups[ref] = Group(ref=ref, title=heading.title, source=heading.lines)
        elif not _alike(known.title, heading.title) and not _is_bare(heading):
            text = (
                f"{heading.kind or 'Heading'} {ref} has two titles: “{known.title}” is kept. Which is meant?"
            )
            self.doubts.add("ref.duplicate", f"group {ref}", text, cause=f"group {ref}", raw=heading.title)
        self.group, self.objective = ref, None

    def _ref_of(self, title: str) -> str:
        """The number of a heading that prints none: that of the same title before, or the next free one."""
        same = next((ref for ref, group in self.groups.items() if _alike(group.title, title)), None)
        if same is not None:
            return same
        self._unnumbered += 1
        while str(self._unnumbered) in self.groups:
            self._unnumbered += 1
        return str(self._unnumbered)

    def _objective(self, heading: Heading, group: str) -> None:
        ref = heading.ref or ""
        same = next(
            (
                each
                for each in self.objectives.values()
                if each.group == group and _alike(each.title, heading.title)
            ),
            None,
        )
        if same is not None:
            self.group, self.objective = group, same.ref
            return
        if not ref:
            ref = self._letter(group)
        elif ref in self.objectives:
            count = sum(each.group == group for each in self.objectives.values()) + 1
            ref = (
                f"{group}.{ref or count}"
                if f"{group}.{ref or count}" not in self.objectives
                else f"{group}.{count}"
            )
        self.objectives.setdefault(
            ref, Objective(ref=ref, group=group, title=heading.title, source=heading.lines)
        )
        self.group, self.objective = group, ref

    def _letter(self, group: str) -> str:
        """The mark of an objective that prints no number: a letter, as figures would seem to be printed."""
        letters = (f"{group}{chr(97 + at)}" for at in range(26))
        return next(
            (each for each in letters if each not in self.objectives), f"{group}-{len(self.objectives)}"
        )


def names_action(heading: Heading) -> bool:
    """Whether a heading says of itself that it is an action."""
    return heading.kind.casefold() == "action"


def is_objective(heading: Heading) -> bool:
    """Whether a heading says of itself that it is an objective or outcome."""
    return bool(_OBJECTIVES.search(heading.kind))


def _is_bare(named: Group | Heading) -> bool:
    """Whether a title is nothing but its number (``Priority 1``): a fuller one says more."""
    match = _NAMED.match(named.title)
    return bool(match and not match["title"].strip())


def _alike(first: str, second: str) -> bool:
    def plain(text: str) -> str:
        bare = re.sub(r"\b(?:cont(?:inued|d)?)\b", "", text.casefold())
        return " ".join(re.findall(r"\w+", bare))

    return plain(first) == plain(second)
