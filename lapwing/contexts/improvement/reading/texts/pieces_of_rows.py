"""The pieces that the cells of a row are put together from: its lines, or parts of lines where cells ran
together, with how well each carries on the one before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lapwing.contexts.improvement.interchange import Span
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
    that a date begins or ends there, ``begins`` that it opens a paragraph of its own; ``last`` is the line
    it ends on, where that is another."""

    text: str
    number: int
    gap: int = 0
    inline: bool = False
    at_date: bool = False
    follows_number: bool = False
    begins: bool = False
    last: int = 0

    @property
    def lines(self) -> Span:
        """The lines that it stands on."""
        return self.number, max(self.number, self.last)


def pieces_of(lines: Sequence[Line], *, cut: bool, numbered: bool) -> list[Piece]:
    """The lines of a row as pieces; with ``cut`` its whole text, parted wherever a cell might end.

    In a ``numbered`` row, its number is a piece of its own.
    """
    if cut:
        return _cut_pieces(lines, numbered=numbered)
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
            found.append(Piece(match["rest"].strip(), line.number, follows_number=True))
        else:
            found.append(Piece(text, line.number, gap))
        gap = 0
    return found


def _cut_pieces(lines: Sequence[Line], *, numbered: bool) -> list[Piece]:
    """Where cells ran together, the end of a line is only where the page was full."""
    filled = [line for line in lines if not line.blank]
    if not filled:
        return []
    found: list[Piece] = []
    texts = [" ".join(line.text.split()) for line in filled]
    match = ROW_START.match(texts[0]) if numbered else None
    if match and match["rest"]:
        found.append(Piece(match["ref"], filled[0].number))
        texts[0] = match["rest"].strip()
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    whole = " ".join(texts)
    edges = _edges(whole)
    for at, end in pairwise([0, *sorted(edges), len(whole)]):
        if whole[at:end].strip():
            first, last = (bisect_right(starts, place) - 1 for place in (at, end - 1))
            found.append(
                Piece(
                    whole[at:end].strip(),
                    filled[first].number,
                    inline=at > 0,
                    at_date=edges.get(at, False),
                    follows_number=at == 0 and len(found) > 0,
                    last=filled[last].number,
                )
            )
    return found


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
            return score + (0.5 if piece.at_date or score < 0 else 1.5) + _one_name(before.text, piece.text)
        if piece.gap and self.spaced:
            return score - 2.0
        return score + (2.0 if self.spaced else -0.5)

    def _words(self, piece: Piece, before: Piece) -> float:
        if BULLET.match(piece.text) or ARROW.match(piece.text):
            listed = BULLET.match(before.text) or ARROW.match(before.text) or before.text.endswith(":")
            return 2.0 if listed else 0.0
        if piece.inline and piece.at_date and is_date(piece.text):
            return 0.0
        if _FOLLOWS_ON.match(piece.text) or _LEADS_ON.search(before.text):
            return 3.0
        if _ENDS.search(before.text):
            return -0.8
        if piece.inline:
            return 0.0
        if is_date(piece.text) != is_date(before.text):
            return -0.5
        if is_post(piece.text) or is_post(before.text):
            return 1.0 if is_post(piece.text) and is_post(before.text) else -0.8
        full = len(before.text) >= self.widest * 0.8 and self.widest > 25
        return 1.0 if full else 0.0


def _one_name(before: str, text: str) -> float:
    """Two capitalised words beside each other are sooner one name than two cells."""
    last, first = before.split()[-1], text.split()[0]
    return 1.0 if last[0].isupper() and first[0].isupper() and last[-1].isalnum() else 0.0
