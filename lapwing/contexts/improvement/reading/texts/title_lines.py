"""Titles of a table among the lines of a text: one to a line, or run together in one line or a few."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.reading.blocks import TERMINAL
from lapwing.contexts.improvement.reading.grids.titles import meaning_of
from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.marks import ARROW, BULLET
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.texts.looks import is_date, is_number, is_post
from lapwing.contexts.improvement.reading.texts.parts import TextCell

_LEAST = 3
_MOST = 16
_LONGEST = 70
_MOST_LINES = 3
_GAP = 2
_LONGEST_TITLE_WORDS = 10
_MOST_WORDS = 45
_TRIED = 400
# No title ends in such a word where another way to cut them is left.
_TORN = frozenset(["by", "of", "for", "the", "and", "&", "to", "we", "will"])


@dataclass(frozen=True)
class Titles:
    """The titles of a table on lines ``first`` to ``last`` (positions, from 0)."""

    cells: tuple[TextCell, ...]
    roles: tuple[Role | None, ...]
    first: int
    last: int

    @property
    def known(self) -> frozenset[Role]:
        return frozenset(role for role in self.roles if role)

    def same_as(self, other: Titles) -> bool:
        """Whether both print the same titles: a table goes on over the page."""
        return [_plain(cell.text) for cell in self.cells] == [_plain(cell.text) for cell in other.cells]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def titles_at(lines: Sequence[Line], at: int) -> Titles | None:
    """The titles that begin on a line; None when it does not open the titles of a table of actions."""
    text = lines[at].text.strip()
    if not text or len(text) > 200 or "\t" in text or "|" in text:
        return None
    return _one_to_a_line(lines, at) or _run_together(lines, at)


def role_of_title(text: str) -> Role | None:
    """The role of a whole title that plans use; None for any other words."""
    meaning = meaning_of(text)
    return meaning.role if meaning.exact and len(text) <= _LONGEST + 20 else None


def _one_to_a_line(lines: Sequence[Line], at: int) -> Titles | None:
    cells: list[TextCell] = []
    roles: list[Role | None] = []
    last = at
    index: int | None = at
    while index is not None and len(cells) < _MOST:
        title = _title_from(lines, index, last, roles)
        if title is None:
            break
        cell, role, end = title
        cells.append(cell)
        roles.append(role)
        last = end
        index = _next_filled(lines, end)
        if index is not None and index - end - 1 > _GAP:
            break
    while roles and roles[-1] is None:
        cells.pop()
        roles.pop()
        last = _position(lines, at, cells[-1].lines[1]) if cells else at
    return _checked(cells, roles, at, last)


def _position(lines: Sequence[Line], at: int, number: int) -> int:
    return at + number - lines[at].number


def _title_from(
    lines: Sequence[Line], at: int, last: int, roles: Sequence[Role | None]
) -> tuple[TextCell, Role | None, int] | None:
    """The title on a line, or on two or three that are one; an unknown one may stand between others."""
    found = None
    words: list[str] = []
    for end in range(at, min(at + _MOST_LINES, len(lines))):
        if lines[end].blank:
            break
        words.append(lines[end].text.strip())
        joined = " ".join(words)
        # two titles on two lines are not one ("Action" over "Lead"), unless the first is half a title
        halves = end == at or role_of_title(words[-1]) is None or words[-2].endswith(("&", "/", "and", "of"))
        if (role := role_of_title(joined)) and halves:
            found = TextCell(joined, (lines[at].number, lines[end].number)), role, end
    if found or not roles:
        return found
    text = lines[at].text.strip()
    return (TextCell(text, (lines[at].number, lines[at].number)), None, at) if _may_be_title(text) else None


def _may_be_title(text: str) -> bool:
    if len(text) > 40 or TERMINAL.search(text) or BULLET.match(text) or ARROW.match(text):
        return False
    no_cell = not (is_number(text) or is_date(text) or is_post(text))
    return no_cell and text[0].isupper() and meaning_of(text).role is not None


def _next_filled(lines: Sequence[Line], at: int) -> int | None:
    return next((index for index in range(at + 1, len(lines)) if not lines[index].blank), None)


def _checked(cells: Sequence[TextCell], roles: Sequence[Role | None], first: int, last: int) -> Titles | None:
    known = {role for role in roles if role}
    if len(cells) < _LEAST or Role.ACTION not in known or len(known) < _LEAST:
        return None
    if sum(role is None for role in roles) * 3 > len(roles):
        return None
    return Titles(tuple(cells), tuple(roles), first, last)


def _run_together(lines: Sequence[Line], at: int) -> Titles | None:
    """The titles in one line, or in two or three lines of which none is the number of a row."""
    words: list[tuple[str, int]] = []
    best: Titles | None = None
    for end in range(at, min(at + _MOST_LINES, len(lines))):
        text = lines[end].text.strip()
        if not text or is_number(text.split()[0]) or (TERMINAL.search(text) and not text.endswith("?")):
            break
        words += [(word, lines[end].number) for word in text.split()]
        if len(words) < _LEAST or len(words) > _MOST_WORDS:
            continue
        cells, roles = _segmented(words)
        if found := _checked(cells, roles, at, end):
            best = found
    return best


def _segmented(words: Sequence[tuple[str, int]]) -> tuple[list[TextCell], list[Role | None]]:
    """The words cut into titles that plans use, every word in one; the fewest titles that name an action
    and repeat no role."""
    best: list[tuple[int, int, Role]] = []
    for tried, way in enumerate(_ways(words, 0)):
        if tried > _TRIED:
            break
        if not best or _rank(words, way) > _rank(words, best):
            best = way
    cells = [
        TextCell(" ".join(word for word, _ in words[a:b]), (words[a][1], words[b - 1][1])) for a, b, _ in best
    ]
    return cells, [role for _, _, role in best]


def _rank(
    words: Sequence[tuple[str, int]], way: Sequence[tuple[int, int, Role]]
) -> tuple[bool, int, int, int]:
    roles = [role for _, _, role in way]
    torn = sum(words[end - 1][0].casefold() in _TORN for _, end, _ in way)
    return Role.ACTION in roles, len(set(roles)) - len(roles), -len(roles), -torn


def _ways(words: Sequence[tuple[str, int]], at: int) -> Iterator[list[tuple[int, int, Role]]]:
    if at == len(words):
        yield []
        return
    for end in range(min(len(words), at + _LONGEST_TITLE_WORDS), at, -1):
        text = " ".join(word for word, _ in words[at:end])
        role = role_of_title(re.sub(r"[:;]$", "", text))
        # "Action Lead" may be one title or two: both are tried; "Lead By when" is two in any case
        if role and len(meaning_of(text).roles) == 1:
            for rest in _ways(words, end):
                yield [(at, end, role), *rest]
