"""Tells headings from the size and weight of their letters."""

from __future__ import annotations

from lapwing.platform.extraction.pdf.blocks import Block
from lapwing.platform.extraction.pdf.habits import Habits

LOWEST = 6
LONGEST_LINES = 3
LONGEST_WORDS = 25


class Headings:
    """The levels of headings in a document: by size, then bold letters of the usual size."""

    def __init__(self, habits: Habits) -> None:
        self._body = habits.body_size
        larger = [size / 2 for size in habits.sizes if size / 2 >= 1.15 * self._body]
        # sizes within half a point of each other are one
        self._sizes: list[float] = []
        for size in sorted(larger, reverse=True):
            if not self._sizes or self._sizes[-1] - size > 0.6:
                self._sizes.append(size)
        self._sizes = self._sizes[: LOWEST - 1]

    def level(self, block: Block) -> int | None:
        """The level of a block that is a heading, 1 for the highest; None for text."""
        words = sum(len(line.words) for line in block.lines)
        if len(block.lines) > LONGEST_LINES or words > LONGEST_WORDS:
            return None
        if block.mark and block.mark.certain:
            return None
        if not any(c.isalpha() for line in block.lines for c in line.text):
            return None
        size = block.first.size
        last = block.lines[-1].words[-1].text[-1]
        sentence = last in ".,;" and words > 4
        if size >= 1.15 * self._body and not (sentence and size < 1.4 * self._body):
            return next((n for n, known in enumerate(self._sizes, 1) if size > known - 0.6), len(self._sizes))
        if block.bold and size > 0.95 * self._body and last not in ".,;" and words <= 16:
            return min(len(self._sizes) + 1, LOWEST)
        return None
