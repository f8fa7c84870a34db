"""How a document is set, learnt from its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from lapwing.platform.extraction.pdf.lines import Line
from lapwing.platform.extraction.pdf.vocabulary import HYPHENS, Vocabulary

# A line of so many words is running text; so many characters of it show its size.
RUNNING_WORDS, RUNNING_ENOUGH = 7, 300


class Habits:
    """How this document is set: the distance of its lines, its letters, and whether its programs draw a blank
    where they break a line between words.
    """

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._leads: dict[int, Counter[int]] = {}
        self._sizes: Counter[int] = Counter()
        self._running: Counter[int] = Counter()
        self._ends = self._spaced_ends = 0
        self._goings_on = self._spaced_goings_on = 0

    def learn(self, lines: Sequence[Line], *, loose: bool = False) -> None:
        """Take in the lines of a region, from the top; ``loose`` ones stand in no table."""
        end = max((line.x1 for line in lines), default=0.0)
        for before, line in pairwise(lines):
            distance = line.y - before.y
            if abs(before.size - line.size) < 0.5 and 0.9 < distance / line.size < 3:
                self._leads.setdefault(round(line.size * 2), Counter())[round(distance * 4)] += 1
                self._ends += 1
                self._spaced_ends += before.spaced
                full = before.x1 > end - 1.5 * before.size and distance < 1.6 * line.size
                if full and line.words[0].text[0].islower() and before.words[-1].text[-1].isalnum():
                    self._goings_on += 1
                    self._spaced_goings_on += before.spaced
        self.learn_breaks(lines)
        for line in lines:
            self._sizes[round(line.size * 2)] += len(line.text)
            if loose and len(line.words) >= RUNNING_WORDS:
                self._running[round(line.size * 2)] += len(line.text)

    def learn_breaks(self, lines: Sequence[Line]) -> None:
        """Take in the words that the ends of lines part."""
        for before, line in pairwise(lines):
            if before.words[-1].text[-1] in HYPHENS and line.y > before.y:
                self.vocabulary.learn_break(before.words[-1].text, line.words[0].text)

    @property
    def draws_blanks(self) -> bool:
        """Whether lines broken between words end in a blank here, so that a line without one was broken
        elsewhere, or by hand.
        """
        return self._spaced_ends > 0.2 * self._ends

    @property
    def always_draws_blanks(self) -> bool:
        """Whether it does so without fail: some leave out the blank that would run over the edge."""
        return self._goings_on >= 4 and self._spaced_goings_on > 0.92 * self._goings_on

    @property
    def body_size(self) -> float:
        """The size of most running text; of most text, where nearly all stands in tables."""
        if self._running.total() > RUNNING_ENOUGH:
            return self._running.most_common(1)[0][0] / 2
        return self._sizes.most_common(1)[0][0] / 2 if self._sizes else 10.0

    @property
    def sizes(self) -> Counter[int]:
        """Characters by size of letters, in half points."""
        return self._sizes

    def lead(self, size: float) -> float:
        """The usual distance of two lines of a paragraph, in points."""
        counts = self._leads.get(round(size * 2))
        if not counts:
            return 1.25 * size
        usual = counts.most_common(1)[0][1]
        # wide gaps between short paragraphs may be as common: the closest common distance is the lines'
        return min(distance for distance, count in counts.items() if count >= max(0.25 * usual, 1)) / 4
