"""Finds where the parts of a flattened document begin: groups, objectives, tables, the glossary.

Everything is told by form: a heading ends in a number and an objective or a table follows it; the titles
of a table's columns run together over a few lines with no other word between them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from lapwing.contexts.improvement.reading.blocks import TERMINAL
from lapwing.contexts.improvement.reading.columns import (
    known_roles_in,
    may_hold_titles,
    plain_title,
    roles_in,
)
from lapwing.contexts.improvement.reading.glossary import is_glossary_heading
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.marks import ARROW, BULLET
from lapwing.contexts.improvement.reading.pieces import Role


class Kind(StrEnum):
    GROUP = "group"
    OBJECTIVE = "objective"
    ACTION_TABLE = "action table"
    MEASURE_TABLE = "measure table"
    REFERENCE_TABLE = "reference table"
    GLOSSARY = "glossary"


@dataclass(frozen=True)
class Landmark:
    """Lines ``first`` to ``last`` (positions, from 0). ``number`` and ``title`` are those of a heading."""

    kind: Kind
    first: int
    last: int
    number: str = ""
    title: str = ""
    noun: str = ""


_OBJECTIVES = frozenset(["objective", "aim", "goal", "strand", "outcome"])
_OBJECTIVE = re.compile(
    r"^\s*(?P<noun>[A-Z][A-Za-z]+(?: [A-Za-z]+){0,2})\s+(?P<number>\d{1,2}(?:\.\d{1,2})*)"
    r"\s*[:.–-]\s*(?P<title>\S.*)$"
)
_GROUP = re.compile(
    r"^\s*(?P<noun>[A-Z][A-Za-z ]{2,40}?)\s+(?P<number>\d{1,2})\s*(?:[:.–-]\s*(?P<title>\S.*)?)?$"
)
_FOR_GROUP = re.compile(r"\bfor(?: the)? (?:\w+ ){0,3}?\w+ \d+\b")
_REFERENCE = re.compile(r"^\s*(?:cross[- ]?)?reference table\s*:?\s*$", re.I)
# The titles of a table stand on at most so many lines, with at most so many blank ones between two of them.
_TITLE_LINES = 8
_TITLE_GAP = 6
_TITLE_LINES_ABOVE = 4
# No line of titles runs so wide.
_SHORT = 60
# A group's number among the titles of a measure table, its noun left out; a page's number looks the same.
_LONE_NUMBER = re.compile(r"^\s*\d{1,2}\s*$")
_NUMBER_AMONG_TITLES = re.compile(r"(?<=[a-z]) \d{1,2}(?= [a-z])")
_ROW_NUMBER = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?\s*$")


def landmarks_of(lines: Sequence[Line]) -> tuple[Landmark, ...]:
    """Every landmark, in order; none overlap."""
    nouns = _nouns_of(lines)
    found: list[Landmark] = []
    at = 0
    while at < len(lines):
        landmark = _landmark_at(lines, at, nouns, later=any(mark.kind is Kind.GROUP for mark in found))
        if landmark:
            found.append(_from_its_block(landmark, lines, found))
        at = landmark.last + 1 if landmark else at + 1
    return tuple(found)


@dataclass(frozen=True)
class _Nouns:
    """What a document calls its groups and their objectives, in small letters."""

    groups: frozenset[str]
    objectives: frozenset[str]


def _nouns_of(lines: Sequence[Line]) -> _Nouns:
    """A heading that ends in a number with ``Priority 1: …`` right below, several times, names both nouns."""
    below: Counter[str] = Counter()
    for at, line in enumerate(lines):
        group = _GROUP.match(line.text)
        following = _next_line(lines, at) if group and not group["title"] else None
        objective = _OBJECTIVE.match(lines[following].text) if following is not None else None
        if group and objective and objective["noun"] != group["noun"]:
            below[objective["noun"].casefold()] += 1
    objectives = _OBJECTIVES | {noun for noun, times in below.items() if times > 1}
    groups = set()
    for at, line in enumerate(lines):
        if (match := _GROUP.match(line.text)) and not match["title"]:
            following = _next_line(lines, at)
            if following is not None and _is_objective(lines[following].text, objectives):
                groups.add(match["noun"].casefold())
    return _Nouns(frozenset(groups), objectives)


def _is_objective(text: str, nouns: frozenset[str]) -> bool:
    match = _OBJECTIVE.match(text)
    return bool(match and match["noun"].casefold() in nouns)


def _from_its_block(landmark: Landmark, lines: Sequence[Line], found: Sequence[Landmark]) -> Landmark:
    """A measure table whose first titles are unknown words begins with the few short lines they stand on."""
    first = landmark.first
    lowest = found[-1].last + 1 if found else 0
    while landmark.kind is Kind.MEASURE_TABLE and first > lowest and not lines[first - 1].blank:
        first -= 1
    above = lines[first : landmark.first]
    titles = all(len(line.text) < _SHORT and not TERMINAL.search(line.text.rstrip()) for line in above)
    if len(above) > _TITLE_LINES_ABOVE or not titles:
        first = landmark.first
    if landmark.kind is Kind.MEASURE_TABLE:
        first = _from_words_for_group(lines, first, landmark.first, found)
        first = _from_lone_number(lines, first, lowest)
    return replace(landmark, first=first)


def _from_words_for_group(lines: Sequence[Line], first: int, titles: int, found: Sequence[Landmark]) -> int:
    """Where unknown titles above line ``titles`` begin, if they end in ``for`` and the group around them."""
    group = next((mark for mark in reversed(found) if mark.kind is Kind.GROUP), None)
    if group is None:
        return first
    nouns = (group.noun, group.noun.split()[0])
    endings = tuple(f" for {noun} {group.number}".casefold() for noun in nouns)
    words = ""
    for at in range(titles - 1, max(found[-1].last, titles - 1 - _TITLE_GAP), -1):
        words = f"{lines[at].text.strip()} {words}".strip()
        opens_block = lines[at - 1].blank and not lines[at].blank
        if not _may_be_titles(lines[at].text) and not _GROUP.match(lines[at].text):
            break
        if opens_block and words.casefold().endswith(endings):
            return at
    return first


def _from_lone_number(lines: Sequence[Line], first: int, lowest: int) -> int:
    """A number alone right above the titles is theirs or the page's, and never the end of a cell above."""
    above = next((at for at in range(first - 1, lowest - 1, -1) if not lines[at].blank), None)
    return above if above is not None and _LONE_NUMBER.match(lines[above].text) else first


def _landmark_at(lines: Sequence[Line], at: int, nouns: _Nouns, *, later: bool) -> Landmark | None:
    """``later`` is true once a group has been met: its noun and a number alone then head another."""
    text = lines[at].text
    if not text.strip() or "\t" in text or "|" in text or len(text) > 400:
        return None
    if is_glossary_heading(text):
        return Landmark(Kind.GLOSSARY, at, at)
    if _REFERENCE.match(text):
        return Landmark(Kind.REFERENCE_TABLE, at, at)
    return _objective_at(lines, at, nouns) or _group_at(lines, at, nouns, later=later) or _table_at(lines, at)


def _objective_at(lines: Sequence[Line], at: int, nouns: _Nouns) -> Landmark | None:
    match = _OBJECTIVE.match(lines[at].text)
    if not match or match["noun"].casefold() not in nouns.objectives:
        return None
    return Landmark(Kind.OBJECTIVE, at, at, match["number"], match["title"].strip(), match["noun"].strip())


def _group_at(lines: Sequence[Line], at: int, nouns: _Nouns, *, later: bool) -> Landmark | None:
    """A heading that ends in a number, where an objective or a table of actions follows at once.

    A group that holds nothing has neither; the noun of the other groups and a number, alone, still head it.
    """
    match = _GROUP.match(lines[at].text)
    if not match:
        return None
    alone = later and not match["title"] and match["noun"].casefold() in nouns.groups
    if not alone and not _opens_group(lines, _next_line(lines, at), nouns):
        return None
    return Landmark(
        Kind.GROUP, at, at, match["number"], (match["title"] or "").strip(), match["noun"].strip()
    )


def _opens_group(lines: Sequence[Line], following: int | None, nouns: _Nouns) -> bool:
    if following is None:
        return False
    table = _table_at(lines, following)
    is_table = table is not None and table.kind is Kind.ACTION_TABLE
    return is_table or _is_objective(lines[following].text, nouns.objectives)


def _next_line(lines: Sequence[Line], at: int) -> int | None:
    return next((index for index in range(at + 1, len(lines)) if not lines[index].blank), None)


def _table_at(lines: Sequence[Line], at: int) -> Landmark | None:
    """A run of lines from here that holds nothing but titles of columns; the longest such run."""
    if not may_hold_titles(lines[at].text):
        return None
    words: list[str] = []
    best: Landmark | None = None
    last = at
    for index in range(at, min(at + _TITLE_LINES * (_TITLE_GAP + 1), len(lines))):
        line = lines[index]
        if line.blank:
            continue
        if (
            index - last > _TITLE_GAP
            or len(words) == _TITLE_LINES
            or "\t" in line.text
            or len(line.text) > 120
        ):
            break
        words.append(line.text.strip())
        last = index
        if kind := _kind_of(_titles(words)):
            best = Landmark(kind, at, index)
    return best or _table_with_unknown_titles(lines, at)


def _table_with_unknown_titles(lines: Sequence[Line], at: int) -> Landmark | None:
    """Titles of actions and owners among words that are no known title, right above the number of a row.

    The first line must hold a known title, so that no cell of the row above is taken for one.
    """
    words: list[str] = []
    for index in range(at, min(at + _TITLE_LINES + _TITLE_GAP, len(lines))):
        text = lines[index].text.strip()
        if not text and words:
            continue
        if not _may_be_titles(text) or not (words or known_roles_in(text)[0]):
            return None
        words.append(text)
        following = _next_line(lines, index)
        if following is not None and _ROW_NUMBER.match(lines[following].text):
            roles, unknown = known_roles_in(" ".join(words))
            is_header = Role.ACTION in roles and roles & {Role.OWNER, Role.DUE, Role.OUTCOME}
            return Landmark(Kind.ACTION_TABLE, at, index) if is_header and unknown <= len(roles) else None
    return None


def _may_be_titles(text: str) -> bool:
    """Short, no sentence, no item of a list, no heading."""
    patterns = (BULLET, ARROW, _GROUP, _OBJECTIVE)
    return len(text) <= _SHORT and not TERMINAL.search(text) and not any(p.match(text) for p in patterns)


def _titles(words: Sequence[str]) -> str:
    """The titles in one line; ``SUCCESS MEASURE FOR Ambition 2`` loses the group it is for."""
    return _FOR_GROUP.sub("", plain_title(" ".join(words)))


def _kind_of(titles: str) -> Kind | None:
    if _are_of_measures(roles_in(_NUMBER_AMONG_TITLES.sub("", titles, count=1))):
        return Kind.MEASURE_TABLE
    roles = set(roles_in(titles))
    if Role.ACTION in roles and roles & {Role.OWNER, Role.DUE}:
        return Kind.ACTION_TABLE
    return None


def _are_of_measures(roles: Sequence[Role]) -> bool:
    """A measure table does not open with its owners: a post such as *Lead* there ends the cell above it."""
    opens_with_post = bool(roles) and roles[0] in {Role.OWNER, Role.ACCOUNTABLE}
    return Role.BASELINE in roles and Role.TARGET in roles and not opens_with_post
