"""The pieces that the cells of a row are put together from: its lines, or parts of lines where cells ran
together, with how well each carries on the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.marks import ARROW, BULLET
from lapwing.contexts.improvement.reading.texts.looks import OPEN_DATE, STATUS, is_date, is_number, is_post
from lapwing.domain.due_dates import mentions_in

ROW_START = re.compile(
    r"^\s*(?P<ref>[A-Z]{0,3}\d{1,3}(?:\.\d{1,2}){1,3}\.?[a-z]?|[A-Z]{1,3}\d{1,3}|\d{1,3}[.)]?)"
    r"(?:\s+(?P<rest>\S.*))?\s*$"
)
_DATE_LEAD = re.compile(
    r"(?:\b(?:by|from|until|end|start|of|the|mid|early|late|in|before|and|to)\b[\s-]*|[-–/]\s*)+$", re.I
)
_FOLLOWS_ON = re.compile(r"^(?:[a-z(&/,;:–-]|and\b)")
_LEADS_ON = re.compile(r"(?:[,&/(–-]|\b(?:and|or|of|for|the|to|with|in|at|by|a|an|on|from|that|will))$", re.I)
_ENDS = re.compile(r"[.!?;][\"'”’)]*$")
_MOST_PARTS = 45


@dataclass(frozen=True)
class Piece:
    """``gap`` counts the blank lines before it; ``inline`` tells that it begins inside a line, ``at_date``
    that a date begins or ends there, ``begins`` that it opens a paragraph of its own."""

    text: str
    number: int
    gap: int = 0
    inline: bool = False
    at_date: bool = False
    follows_number: bool = False
    begins: bool = False


def pieces_of(lines: Sequence[Line], *, cut: bool, numbered: bool) -> list[Piece]:
    """The lines of a row as pieces; with ``cut`` also parted wherever a cell might end inside a line.

    In a ``numbered`` row, its number is a piece of its own.
    """
    found: list[Piece] = []
    gap = 0
    for line in lines:
        if line.blank:
            gap += 1
            continue
        match = ROW_START.match(line.text) if numbered and not found else None
        text = " ".join(line.text.split())
        if match and match["rest"]:
            found.append(Piece(match["ref"], line.number, gap))
            found += _parts(match["rest"].strip(), line.number, 0, cut=cut, follows=True)
        else:
            found += _parts(text, line.number, gap, cut=cut)
        gap = 0
    return found


def _parts(text: str, number: int, gap: int, *, cut: bool, follows: bool = False) -> Iterator[Piece]:
    edges = _edges(text) if cut else {}
    marks = [0, *sorted(edges), len(text)]
    for at, end in pairwise(marks):
        if text[at:end].strip():
            yield Piece(
                text[at:end].strip(),
                number,
                gap if at == 0 else 0,
                inline=at > 0,
                at_date=edges.get(at, False),
                follows_number=follows and at == 0,
            )


def _edges(text: str) -> dict[int, bool]:
    """Where a cell might end inside a line, and whether a date stands there: at dates, sentence ends, and
    capitals after a word that needs nothing more."""
    edges: dict[int, bool] = {}
    for mention in mentions_in(text):
        lead = _DATE_LEAD.search(text[: mention.start])
        edges[lead.start() if lead else mention.start] = True
        edges[mention.end] = True
    for match in re.finditer(r"(?<!\S)\S+", text):
        stands_alone = OPEN_DATE.match(match.group()) or STATUS.match(match.group())
        if match.start() and match.group()[0].isupper() and stands_alone:
            edges.setdefault(match.start(), True)
            edges.setdefault(match.end(), True)
    for match in re.finditer(r"(?<=\s)[A-Z0-9(][^\s]*", text):
        before = text[: match.start()].rstrip()
        if not _LEADS_ON.search(before) and not any(abs(match.start() - at) < 2 for at in edges):
            edges.setdefault(match.start(), False)
    inside = [(m.start, m.end) for m in mentions_in(text)]
    kept = {at: date for at, date in edges.items() if not any(a < at < b for a, b in inside)}
    kept.pop(0, None)
    return kept if len(kept) <= _MOST_PARTS else {at: date for at, date in kept.items() if date}


@dataclass(frozen=True)
class Joins:
    """How well each piece carries on the one before it, from what stands on either side."""

    pieces: Sequence[Piece]
    spaced: bool
    widest: int

    def __call__(self, at: int) -> float:
        piece, before = self.pieces[at], self.pieces[at - 1]
        if piece.follows_number or is_number(before.text):
            return -5.0
        score = self._words(piece, before)
        if piece.inline:
            return score + (0.5 if piece.at_date else 1.5)
        if piece.gap and self.spaced:
            return score - 2.0
        return score + (2.0 if self.spaced else -0.5)

    def _words(self, piece: Piece, before: Piece) -> float:
        if BULLET.match(piece.text) or ARROW.match(piece.text):
            listed = BULLET.match(before.text) or ARROW.match(before.text) or before.text.endswith(":")
            return 2.0 if listed else 0.0
        if _FOLLOWS_ON.match(piece.text) or _LEADS_ON.search(before.text):
            return 3.0
        if _ENDS.search(before.text):
            return -0.8
        if is_date(piece.text) != is_date(before.text):
            return -0.5
        if is_post(piece.text) or is_post(before.text):
            return 1.0 if is_post(piece.text) and is_post(before.text) else -0.8
        full = not piece.inline and len(before.text) >= self.widest * 0.8 and self.widest > 25
        return 1.0 if full else 0.0
