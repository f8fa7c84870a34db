"""What the title of a column says of its cells: one role or two, and the period when it names one.

Titles are understood without case, punctuation, numbering, brackets and line breaks; a title in two languages
is understood by the half that is English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lapwing.contexts.improvement.reading.columns import plain_title, role_of
from lapwing.contexts.improvement.reading.grids.title_words import STATUS_WORDS, TELLING, WHOLE
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.domain.due_dates import MONTH, mentions_in

_ROLES = {" ".join(title.split()): role for role, titles in WHOLE.items() for title in titles.split(",")}
_NUMBERING = re.compile(r"^\s*(?:\(?(?:\d{1,2}|[a-hA-H])[.):]|[-–•*])\s+")
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")
_PARTING = re.compile(r"\s*(?:[/|;,&+\n]|\s[-–—]\s|\band\b|\bwith\b|\bby when\b)\s*", re.IGNORECASE)
_BY_WHEN = re.compile(r"\bby when\b", re.IGNORECASE)
_SIGNS = {"#": Role.REFERENCE, "№": Role.REFERENCE, "no.": Role.REFERENCE}
_SHORT = frozenset(["no", "ref", "rag", "brag"])
_BARE_MONTH = re.compile(rf"^{MONTH}$", re.IGNORECASE)
_TERM = re.compile(r"^(?:autumn|spring|summer)(?: term)?(?: ?[12])?$", re.IGNORECASE)
_TERM_INSIDE = re.compile(r"\b(?:autumn|spring|summer) term\b", re.IGNORECASE)
_QUARTER = re.compile(r"^(?:q|quarter ?)[1-4]$", re.IGNORECASE)
_PROMISE = re.compile(r"\b(?:by|target|due|milestone|trajectory|end|start)\b", re.IGNORECASE)
# What joins a title to its date: *Milestones by December*.
_JOINING = re.compile(r"(?:\s+(?:by|for|to|in|at|from|until|due|the|end|of))+$", re.IGNORECASE)
_LONGEST_TITLE = 160
_MOST_TELLING_WORDS = 16


@dataclass(frozen=True)
class Period:
    """The time that a column stands for: as printed, and its last day where the title gives a year."""

    as_written: str
    on: date | None = None


@dataclass(frozen=True)
class Meaning:
    """What a title means. ``roles`` are in the order printed; several when its cells hold several things.

    ``reason`` says in a few words how it was understood; ``exact`` that the whole title is one plans use.
    """

    roles: tuple[Role, ...] = ()
    reason: str = "not a title that is known"
    period: Period | None = None
    exact: bool = False

    @property
    def role(self) -> Role | None:
        return self.roles[0] if self.roles else None


def is_title(text: str) -> bool:
    """Whether a text, or a half of it, is a title that plans use: quick to tell, before a closer look."""
    plain = _NUMBERING.sub("", " ".join(text.split()))
    parts = (plain, *_PARTING.split(plain), *_BRACKETED.findall(plain))
    return any(
        (words := plain_title(part)) in _ROLES or bool(role_of(part)) or words in _SHORT for part in parts
    )


@lru_cache(maxsize=16384)
def meaning_of(title: str) -> Meaning:
    """The meaning of a title; no role when nothing in it tells one."""
    text = _NUMBERING.sub("", " ".join(title.split()))
    if text.casefold() in _SIGNS:
        return Meaning((_SIGNS[text.casefold()],), "the sign for a number", exact=True)
    if not text or len(text) > _LONGEST_TITLE or (text.endswith((".", "!")) and len(text.split()) > 6):
        return Meaning()
    period, rest = _period(text)
    if period is not None:
        return _of_period(period, rest)
    if whole := _whole(text):
        return Meaning((whole,), "a title that plans use", exact=True)
    if both := _several(text):
        return Meaning(both, "a title of two things", exact=True)
    if other := _other_language(text):
        return Meaning((other,), "a title in two languages", exact=True)
    if told := _told(text):
        return told
    return Meaning()


def _whole(text: str) -> Role | None:
    """The role of a whole title; without brackets, and without a plural in brackets (``Lead(s)``)."""
    for form in (text, re.sub(r"\((?:s|es|ies)\)", "s", text), re.sub(r"\((?:s|es|ies)\)", "", text)):
        if role := role_of(form) or _ROLES.get(plain_title(form)):
            return role
    plain = re.sub(r"^(?:the|our|your)\s+", "", plain_title(text))
    return _ROLES.get(plain) or role_of(plain)


def _several(text: str) -> tuple[Role, ...]:
    """The roles of a title that names two things or more, each by a title that plans use."""
    pieces = [piece for piece in _PARTING.split(_BY_WHEN.sub(" & due date & ", text)) if piece.strip()]
    if not 2 <= len(pieces) <= 4:
        return ()
    last = pieces[-1].split()
    found: list[Role] = []
    for piece in pieces:
        # "Start and end date": the word that both share stands once
        role = _whole(piece) or (_whole(f"{piece} {last[-1]}") if len(last) > 1 else None)
        if role is None:
            return ()
        found.append(role)
    roles = tuple(dict.fromkeys(found))
    return _one_thing(roles)


def _one_thing(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Two titles that together are one: an organisation beside its lead, a measure beside the success."""
    found = set(roles)
    if Role.OWNER in found and found & {Role.ORGANISATION, Role.SUPPORT}:
        roles = tuple(role for role in roles if role not in {Role.ORGANISATION, Role.SUPPORT})
    if Role.SUCCESS in found and found & {Role.MEASURE, Role.OUTCOME, Role.EVIDENCE}:
        roles = (Role.SUCCESS,)
    if Role.EVIDENCE in found and Role.SOURCE in found:
        roles = (Role.EVIDENCE,)
    if Role.ACTION in found and Role.STEP in found:
        roles = tuple(role for role in roles if role is not Role.STEP)
    return roles


def _other_language(text: str) -> Role | None:
    """``Gweithred (Action)``, ``Arweinydd / Lead``: the part in brackets, or the one of two that is known."""
    inside = _BRACKETED.findall(text)
    for piece in inside:
        if len(piece) > 3 and (role := _whole(piece)):
            return role
    halves = re.split(r"\s*[/|]\s*", _BRACKETED.sub("", text))
    known = [role for half in halves if (role := _whole(half))]
    return known[0] if len(halves) == 2 and len(known) == 1 else None


def _told(text: str) -> Meaning | None:
    """The role that a word of the title tells, tried from what says most to what says least."""
    plain = plain_title(re.sub(r"\((?:s|es)\)", "s", text))
    if not plain or len(plain.split()) > _MOST_TELLING_WORDS:
        return None
    for role, pattern in TELLING:
        if match := pattern.search(plain):
            return Meaning((role,), f"the words “{match.group()}” in it")
    return None


def _period(text: str) -> tuple[Period | None, str]:
    """The period that a title names, and the other words of it."""
    bare = text.strip(" :.")
    if _BARE_MONTH.match(bare) or _TERM.match(bare) or _QUARTER.match(bare):
        return Period(bare), ""
    mentions = [m for m in mentions_in(text) if m.latest is not None or "due.no-year" in m.doubts]
    if not mentions:
        if term := _TERM_INSIDE.search(text):
            return Period(term.group()), f"{text[: term.start()]} {text[term.end() :]}"
        return None, text
    first, last = mentions[0], mentions[-1]
    rest = text[: first.start] + " " + text[last.end :]
    return Period(text[first.start : last.end].strip(" ()"), last.latest), rest


def _of_period(period: Period, rest: str) -> Meaning:
    """A period with words of status is a status of that time; with other words those tell the role."""
    words = re.findall(r"[a-z]+", rest.casefold())
    if not words:
        return Meaning((), "the name of a period", period)
    other = " ".join(rest.split()).strip(" -–—:()")
    if set(words) <= {"by", "end", "of"}:
        return Meaning((Role.TARGET,), "a date that something is to be reached by", period, exact=True)
    role = _whole(other) or _whole(_JOINING.sub("", other))
    if role is None and not _PROMISE.search(rest) and set(words) <= STATUS_WORDS:
        role = Role.STATUS
    if role is not None:
        return Meaning((role,), "a title that plans use, with a period", period, exact=True)
    told = _told(other)
    return (
        Meaning(told.roles, told.reason, period)
        if told
        else Meaning((), "a period among other words", period)
    )
