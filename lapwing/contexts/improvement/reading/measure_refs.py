"""References of measures to actions: ``1.2.1 & 1.2.2 c`` spread over lines, ``5..2.1``, ``4.3.1b``.

A reference is kept as printed. A letter after the number tells measures of one action apart; the action
is named by the number. A number that names no action is asked about, and so is one that was mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lapwing.contexts.improvement.interchange import Action
from lapwing.contexts.improvement.reading.measure_stream import Gap, TextLine

_JOINER = r"(?:&|,|;|\+|and\b)"
_NUMBER = r"\d{1,2}(?:\.{1,2}\d{1,2}){2,3}\.?"
_REF = rf"{_NUMBER}(?:\s?[a-z]\b)?"
_REF_LINE = re.compile(rf"{_JOINER}?\s*(?:{_REF}\s*{_JOINER}?\s*)*", re.IGNORECASE)
_LEADING = re.compile(rf"(?P<refs>{_REF}(?:\s*{_JOINER}\s*{_REF})*)\s+(?=[A-Z%])")
_FIND = re.compile(_REF, re.IGNORECASE)


@dataclass(frozen=True)
class RefGroup:
    """The references of one cell, as printed, and the words ``start`` to ``end`` that they take."""

    refs: tuple[str, ...]
    start: int
    end: int


def is_ref_line(text: str) -> bool:
    """Whether a line holds nothing but references and the signs that join them."""
    return bool(text) and bool(_REF_LINE.fullmatch(text.strip()))


def find_ref_groups(lines: Sequence[TextLine]) -> tuple[RefGroup, ...]:
    """The reference cells among the lines; ``start`` and ``end`` count words from the first line.

    Lines that end or begin with a joining sign belong together across blanks; otherwise a blank parts two
    cells. A line with nothing but a joining sign counts only beside a reference.
    """
    groups: list[tuple[list[str], int, int]] = []
    index, previous = 0, ""
    for line in lines:
        length = len(line.text.split())
        refs = _refs_in(line, opens=index == 0 or line.gap >= Gap.SOFT)
        if refs is None:
            previous = ""
        else:
            taken = len(" ".join(refs.split()).split())
            if groups and previous and _joins(previous, line):
                texts, start, _ = groups[-1]
                groups[-1] = ([*texts, refs], start, index + taken)
            else:
                groups.append(([refs], index, index + taken))
            previous = refs if taken == length else ""
        index += length
    found = (RefGroup(tuple(_printed(" ".join(texts))), start, end) for texts, start, end in groups)
    return tuple(group for group in found if group.refs)


def actions_named(ref: str, actions: Sequence[Action]) -> tuple[str, ...]:
    """The keys of the actions that a reference names, all of them when the number is printed twice."""
    wanted = {_bare(ref), number_of(ref)}
    exact = tuple(action.key for action in actions if action.ref and _bare(action.ref) == _bare(ref))
    return exact or tuple(a.key for a in actions if a.ref and _bare(a.ref) in wanted)


def number_of(ref: str) -> str:
    """The number without a letter, doubled dots or a closing dot: ``5..2.1`` and ``5.2.1 b`` give 5.2.1."""
    digits = re.match(r"[\d.]+", ref)
    return re.sub(r"\.+", ".", digits[0] if digits else ref).strip(".")


def is_mistyped(ref: str) -> bool:
    """Doubled dots, or a letter typed against its number: unlike any reference that is meant so."""
    return ".." in ref or bool(re.search(r"\d[a-z]$", ref, re.IGNORECASE))


@lru_cache(maxsize=4096)
def _bare(ref: str) -> str:
    return re.sub(r"\s+", "", ref).strip(".").casefold()


def _refs_in(line: TextLine, *, opens: bool) -> str | None:
    """The part of a line that is references: all of it, or what leads a line that opens a block."""
    if is_ref_line(line.text):
        return line.text
    if opens and (leading := _LEADING.match(line.text)):
        return leading["refs"]
    return None


def _joins(previous: str, line: TextLine) -> bool:
    ends = bool(re.search(rf"{_JOINER}\s*$", previous, re.IGNORECASE))
    begins = bool(re.match(_JOINER, line.text, re.IGNORECASE))
    return ends or begins or line.gap < Gap.SOFT


def _printed(text: str) -> list[str]:
    return [" ".join(match.split()) for match in _FIND.findall(text)]
