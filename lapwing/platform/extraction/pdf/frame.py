"""A page turned until it is upright."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.platform.extraction.pdf.shapes import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """Turns points of the file (y upwards, from any origin) into points of a page turned clockwise.

    ``turn`` counts quarter turns; ``left``, ``bottom``, ``right`` and ``top`` are the visible part.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    def turned(self, turn: int) -> Frame:
        return Frame(self.left, self.bottom, self.right, self.top, turn % 4)

    @property
    def width(self) -> float:
        return (self.top - self.bottom) if self.turn % 2 else (self.right - self.left)

    @property
    def height(self) -> float:
        return (self.right - self.left) if self.turn % 2 else (self.top - self.bottom)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
