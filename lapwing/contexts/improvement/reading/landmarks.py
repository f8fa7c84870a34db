"""Finds where the parts of a flattened document begin: groups, objectives, tables, the glossary.

Everything is told by form: a heading ends in a number and an objective or a table follows it; the titles
of a table's columns run together over a few lines with no other word between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from lapwing.contexts.improvement.reading.columns import plain_title, roles_in
from lapwing.contexts.improvement.reading.glossary import is_glossary_heading
from lapwing.contexts.improvement.reading.lines import Line
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


_OBJECTIVE = re.compile(
    r"^\s*(?P<noun>Objective|Aim|Goal|Strand|Outcome)\s+(?P<number>\d+(?:\.\d+)*)\s*[:.–-]\s*(?P<title>\S.*)$",
    re.I,
)
_GROUP = re.compile(
    r"^\s*(?P<noun>[A-Z][A-Za-z ]{2,40}?)\s+(?P<number>\d{1,2})\s*(?:[:.–-]\s*(?P<title>\S.*))?$"
)
_FOR_GROUP = re.compile(r"\bfor(?: the)? (?:\w+ ){0,3}?\w+ \d+\b")
_REFERENCE = re.compile(r"^\s*(?:cross[- ]?)?reference table\s*:?\s*$", re.I)
# The titles of a table stand on at most so many lines, with at most so many blank ones between two of them.
_TITLE_LINES = 8
_TITLE_GAP = 3


def landmarks_of(lines: Sequence[Line]) -> tuple[Landmark, ...]:
    """Every landmark, in order; none overlap."""
    found: list[Landmark] = []
    at = 0
    while at < len(lines):
        landmark = _landmark_at(lines, at)
        if landmark:
            found.append(landmark)
        at = landmark.last + 1 if landmark else at + 1
    return tuple(found)


def _landmark_at(lines: Sequence[Line], at: int) -> Landmark | None:
    text = lines[at].text
    if not text.strip() or "\t" in text or "|" in text or len(text) > 400:
        return None
    if is_glossary_heading(text):
        return Landmark(Kind.GLOSSARY, at, at)
    if _REFERENCE.match(text):
        return Landmark(Kind.REFERENCE_TABLE, at, at)
    return _objective_at(lines, at) or _group_at(lines, at) or _table_at(lines, at)


def _objective_at(lines: Sequence[Line], at: int) -> Landmark | None:
    match = _OBJECTIVE.match(lines[at].text)
    if not match:
        return None
    return Landmark(Kind.OBJECTIVE, at, at, match["number"], match["title"].strip(), match["noun"].strip())


def _group_at(lines: Sequence[Line], at: int) -> Landmark | None:
    """A heading that ends in a number, where an objective or a table of actions follows at once."""
    match = _GROUP.match(lines[at].text)
    following = _next_line(lines, at)
    if not match or following is None:
        return None
    table = _table_at(lines, following)
    if not _OBJECTIVE.match(lines[following].text) and not (table and table.kind is Kind.ACTION_TABLE):
        return None
    return Landmark(
        Kind.GROUP, at, at, match["number"], (match["title"] or "").strip(), match["noun"].strip()
    )


def _next_line(lines: Sequence[Line], at: int) -> int | None:
    return next((index for index in range(at + 1, len(lines)) if not lines[index].blank), None)


def _table_at(lines: Sequence[Line], at: int) -> Landmark | None:
    """A run of lines from here that holds nothing but titles of columns; the longest such run."""
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
    return best


def _titles(words: Sequence[str]) -> str:
    """The titles in one line; ``SUCCESS MEASURE FOR Ambition 2`` loses the group it is for."""
    return _FOR_GROUP.sub("", plain_title(" ".join(words)))


def _kind_of(titles: str) -> Kind | None:
    roles = set(roles_in(titles))
    if Role.BASELINE in roles and Role.TARGET in roles:
        return Kind.MEASURE_TABLE
    if Role.ACTION in roles and roles & {Role.OWNER, Role.DUE}:
        return Kind.ACTION_TABLE
    return None
