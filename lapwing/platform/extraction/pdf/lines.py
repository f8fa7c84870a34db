"""Puts pieces of text into words and words into lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from lapwing.platform.extraction.pdf.glyphs import WORD_GAP
from lapwing.platform.extraction.pdf.shapes import Piece


@dataclass(frozen=True, slots=True)
class Word:
    """Pieces with nothing between them."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline. ``spaced`` tells that a blank was drawn after the last of them, as programs do
    where they break a line between two words.
    """

    words: tuple[Word, ...]
    y: float
    size: float
    spaced: bool

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def top(self) -> float:
        return self.y - 0.7 * self.size

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether every word with a letter or figure is bold."""
        telling = [word for word in self.words if any(c.isalnum() for c in word.text)]
        return bool(telling) and all(word.bold for word in telling)

    def moved(self, down: float) -> Line:
        return replace(self, y=self.y + down)


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The lines that pieces make, from the top; pieces far apart on one baseline are one line.

    A raised or lowered piece (1st) belongs to the line whose letters it overlaps.
    """
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.y, each.x0)):
        row = next((row for row in reversed(rows[-3:]) if _shares_line(row, piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return sorted((_line(row) for row in _with_raised(rows)), key=lambda line: (line.y, line.x0))


def _shares_line(row: list[Piece], piece: Piece) -> bool:
    main = max(row, key=lambda each: each.size)
    low, high = max(main.top, piece.top), min(main.y, piece.y)
    return high - low > 0.5 * 0.7 * min(main.size, piece.size)


def _with_raised(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Rows of raised pieces only, put into the row that they are raised on."""
    kept: list[list[Piece]] = []
    waiting: list[list[Piece]] = []
    for row in rows:
        for raised in waiting[-2:]:
            if all(any(_raised(big, small) for big in row) for small in raised):
                row += raised
                kept.remove(raised)
                waiting.remove(raised)
        kept.append(row)
        waiting.append(row)
    return kept


def _raised(big: Piece, small: Piece) -> bool:
    """Whether a smaller piece stands right behind a larger one, raised no higher than its capitals."""
    if small.size > 0.8 * big.size or not -0.1 * big.size < small.x0 - big.x1 < 0.3 * big.size:
        return False
    return big.top - 0.15 * big.size < small.y <= big.y


def _line(row: list[Piece]) -> Line:
    row = sorted(row, key=lambda piece: (piece.x0, piece.x1))
    words: list[list[Piece]] = [[row[0]]]
    for before, piece in pairwise(row):
        gap = piece.x0 - before.x1
        if before.spaced or gap > WORD_GAP * max(before.size, piece.size):
            words.append([piece])
        else:
            words[-1].append(piece)
    main = max(row, key=lambda piece: (piece.size, len(piece.text)))
    return Line(tuple(_word(word) for word in words), main.y, main.size, row[-1].spaced)


def _word(pieces: list[Piece]) -> Word:
    main = max(pieces, key=lambda piece: piece.size)
    return Word(
        "".join(piece.text for piece in pieces),
        min(piece.x0 for piece in pieces),
        max(piece.x1 for piece in pieces),
        main.y,
        main.size,
        all(piece.bold for piece in pieces),
    )
