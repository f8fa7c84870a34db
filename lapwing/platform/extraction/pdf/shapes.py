"""What stands on a page, before anything is understood of it: pieces of text, rules and filled rectangles.

Lengths are points, x from the left and y downwards from the top of the page as a person holds it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return self.width * self.height

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def common_area(self, other: Box) -> float:
        """The area that both cover."""
        width = min(self.x1, other.x1) - max(self.x0, other.x0)
        height = min(self.y1, other.y1) - max(self.y0, other.y0)
        return width * height if width > 0 and height > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters drawn one after another without a blank: a word, or a part of one.

    ``x0``, ``x1`` and the baseline ``y`` are as one sees them who turns the page until the piece is upright;
    ``middle`` is where it stands on the page itself. ``turned`` counts those quarter turns: 0 for nearly all.
    ``spaced`` tells that a blank was drawn after it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    spaced: bool
    middle: tuple[float, float]
    turned: int = 0

    @property
    def top(self) -> float:
        """About where capitals reach; with the baseline, the band that tells which line a piece is on."""
        return self.y - 0.7 * self.size


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle; ``colour`` as RRGGBB."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line across the page (``at`` is its y) or down it (``at`` is its x), from low to high."""

    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The lines, filled rectangles and pictures of a page, fills in the order of drawing.

    ``crowded`` tells that there were too many to look at (a map, a chart) and that none are given.
    """

    across: list[Rule]
    down: list[Rule]
    fills: list[Fill]
    images: list[Box]
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """The text of a page. ``unmapped`` counts characters whose font does not say what they are, ``tilted``
    those that run neither along nor across the page (a watermark) and are left out.
    """

    pieces: list[Piece]
    characters: int
    unmapped: int
    tilted: int


@dataclass(frozen=True, slots=True)
class PageShapes:
    """All that was drawn on a page; ``number`` counts from 1."""

    number: int
    width: float
    height: float
    writing: Writing
    drawing: Drawing
