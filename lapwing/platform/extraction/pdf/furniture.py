"""Finds what is printed on page after page: running headers, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lapwing.platform.extraction.pdf.gutters import segments
from lapwing.platform.extraction.pdf.lines import Line
from lapwing.platform.extraction.pdf.tables import Table
from lapwing.platform.extraction.pdf.vocabulary import normalised

Key = tuple[str, str, int]

_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s*)?(?:#|[ivxl]+)(?:\s*(?:of|/|\|)\s*#)?(?:\s*\|?\s*page)?|[-–]\s*#\s*[-–]", re.I
)
# Headers and footers stand within this many points of the page's edge, or this share of its height.
EDGE_POINTS, EDGE_SHARE = 72.0, 0.11
# So near the edge, figures may differ from page to page; further in, "Priority 1", "Priority 2" are headings.
NEAREST = 50.0


class Furniture:
    """Counts lines near the edges of pages; those that come back at one place are furniture."""

    def __init__(self) -> None:
        self._seen: Counter[Key] = Counter()
        self._pages = 0
        self.found: dict[str, None] = {}

    def learn(self, height: float, lines: Iterable[Line], tables: Iterable[tuple[float, float, str]]) -> None:
        """Take in the loose lines of a page, and its tables as top, bottom and words."""
        self._pages += 1
        keys = {key for line in lines if (key := _key(line.text, line.y, line.y, height))}
        keys |= {key for top, bottom, words in tables if (key := _key(words, top, bottom, height))}
        self._seen.update(keys)

    def is_repeated(self, words: str, top: float, bottom: float, height: float) -> bool:
        """Whether words at this place are printed on other pages too."""
        key = _key(words, top, bottom, height)
        if key is None:
            return False
        count = sum(self._seen[key[0], key[1], key[2] + step] for step in (-1, 0, 1))
        return count >= (2 if self._pages <= 5 else 3)

    def without_tables(self, tables: Sequence[Table], height: float) -> list[Table]:
        """The tables of a page that are not furniture: some programs set headers in one."""
        kept = []
        for table in tables:
            if self.is_repeated(table.words, table.box.y0, table.box.y1, height):
                self.found.setdefault(normalised(_FIGURES.sub("#", table.words)))
            else:
                kept.append(table)
        return kept

    def among(self, lines: Sequence[Line], height: float, page: int) -> list[Line]:
        """The lines of a page that are furniture."""
        out = {
            number
            for number, line in enumerate(lines)
            if self.is_repeated(line.text, line.y, line.y, height) or _is_number(lines, number, height, page)
        }
        # a line set close to text below it is the title row of something, and no header
        for number in sorted(out, reverse=True):
            after = lines[number + 1] if number + 1 < len(lines) and number + 1 not in out else None
            line = lines[number]
            close = after is not None and after.y - line.y < 1.6 * line.size
            if after and line.y < height / 2 and (close or _heads_columns(line, after)):
                out.discard(number)
        for number in sorted(out):
            self.found.setdefault(normalised(_FIGURES.sub("#", lines[number].text)))
        return [lines[number] for number in sorted(out)]


def _heads_columns(line: Line, after: Line) -> bool:
    """Whether parts of a line stand right above parts of the next, as titles above their columns do."""
    starts = [words[0].x0 for words in segments(line)]
    below = [words[0].x0 for words in segments(after)]
    alike = sum(any(abs(one - other) < 3 for other in below) for one in starts)
    return alike > 1 and after.y - line.y < 5 * line.size


def _key(words: str, top: float, bottom: float, height: float) -> Key | None:
    """What words at a place are counted by: figures that may count pages do not matter."""
    edge = max(EDGE_POINTS, EDGE_SHARE * height)
    text = " ".join(words.split())
    if not text or not (bottom < edge or top > height - edge):
        return None
    side, distance = ("top", top) if bottom < edge else ("bottom", height - bottom)
    shown = _FIGURES.sub("#", text)
    if distance < NEAREST or _PAGE_NUMBER.fullmatch(shown):
        text = shown
    return text, side, round(distance / 3)


def _is_number(lines: Sequence[Line], number: int, height: float, page: int) -> bool:
    """Whether the first or last line of a page, well apart, is its number."""
    line = lines[number]
    if number not in (0, len(lines) - 1) or _key(line.text, line.y, line.y, height) is None:
        return False
    if not _PAGE_NUMBER.fullmatch(_FIGURES.sub("#", line.text)):
        return False
    figures = _FIGURES.findall(line.text)
    neighbours = [abs(other.y - line.y) for other in lines if other is not line]
    apart = min(neighbours, default=height) > 2 * line.size
    return apart and bool(figures) and (figures[0] == str(page) or len(figures) > 1)
