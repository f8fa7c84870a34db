"""Finds where lines of text stand in columns: stretches of a page with a blank strip down the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lapwing.platform.extraction.pdf.lines import Line, Word
from lapwing.platform.extraction.pdf.marks import mark_of

Strip = tuple[float, float]

# A strip that parts columns is at least this wide (points), and a gap in a line this share of its letters.
NARROWEST = 7.0
GAP = 1.0
# Where other lines have shown a strip, a line that nearly fills its cell may leave this share of its letters.
CLOSEST = 0.6
# So many lines must be parted by a strip before it is one.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines, by their indexes, with the blank strips that part their columns.

    ``parted_end`` comes after the last line that stands in several columns; those up to ``end`` keep to one.
    """

    start: int
    parted_end: int
    end: int
    strips: tuple[Strip, ...]


def segments(line: Line) -> list[tuple[Word, ...]]:
    """The words of a line, parted at wide gaps; a list's mark stays with its text."""
    found: list[list[Word]] = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        wide = word.x0 - before.x1 > max(GAP * line.size, NARROWEST)
        only_mark = len(found[-1]) == 1 and mark_of(before.text) is not None
        if wide and not only_mark:
            found.append([word])
        else:
            found[-1].append(word)
    return [tuple(words) for words in found]


def stretches(lines: Sequence[Line]) -> list[Stretch]:
    """The stretches of lines, from the top, that stand in columns."""
    parts = [segments(line) for line in lines]
    found = []
    index = 0
    while index < len(lines):
        stretch = _stretch(lines, parts, index) if len(parts[index]) > 1 else None
        if stretch is None:
            index += 1
            continue
        found.append(stretch)
        index = stretch.parted_end
    return found


def _stretch(lines: Sequence[Line], parts: Sequence[list[tuple[Word, ...]]], start: int) -> Stretch | None:
    free = _gaps(parts[start])
    end, parted = start + 1, 1
    while end < len(lines):
        if len(parts[end]) < 2 and lines[end].size > 1.12 * lines[start].size:
            # a heading among the lines of a table begins another
            break
        kept = _still_free(free, parts[end])
        if not kept or (parted >= FEWEST and len(kept) < len(free) and len(parts[end]) < 2):
            break
        if parted >= FEWEST and len(kept) < len(free) and _reaches_over(free, kept, parts[end]):
            break
        free = kept
        parted += len(parts[end]) > 1
        end += 1
    if parted < FEWEST and not (parted == 2 and len(free) > 1):
        return None
    last = max(index for index in range(start, end) if len(parts[index]) > 1)
    return Stretch(start, _close_below(lines, last, end), _trimmed(lines, last, end), tuple(free))


def _gaps(parts: Sequence[tuple[Word, ...]]) -> list[Strip]:
    return [(left[-1].x1, right[0].x0) for left, right in pairwise(parts)]


def _still_free(strips: Sequence[Strip], parts: Sequence[tuple[Word, ...]]) -> list[Strip]:
    """The strips, narrowed to what a line leaves blank."""
    kept = []
    for low, high in strips:
        for words in parts:
            first, last = words[0].x0, words[-1].x1
            if last <= low or first >= high:
                continue
            # text from the left narrows a strip, text from the right too; text all over it ends it
            if first <= low and last < high:
                low = last
            elif first > low and last >= high:
                high = first
            else:
                low, high = _gap_within(words, low, high)
        if high - low >= NARROWEST:
            kept.append((low, high))
    return kept


def _gap_within(words: Sequence[Word], low: float, high: float) -> Strip:
    """What of a strip words set right over it leave blank between two of them; nothing of it when no gap is
    wider than those between words of a sentence.
    """
    for before, word in pairwise(words):
        left, right = max(low, before.x1), min(high, word.x0)
        if word.x0 - before.x1 >= CLOSEST * word.size and right > left:
            return left, right
    return high, high


def _reaches_over(free: Sequence[Strip], kept: Sequence[Strip], parts: Sequence[tuple[Word, ...]]) -> bool:
    """Whether a line runs right over a strip that has parted the lines so far."""
    lost = [strip for strip in free if not any(low < strip[1] and high > strip[0] for low, high in kept)]
    return any(words[0].x0 < low and words[-1].x1 > high for low, high in lost for words in parts)


def _close_below(lines: Sequence[Line], last: int, end: int) -> int:
    """Where the lines end that follow the last parted one at the usual distance."""
    index = last + 1
    while index < end and lines[index].y - lines[index - 1].y < 1.6 * lines[index].size:
        index += 1
    return index


def _trimmed(lines: Sequence[Line], last: int, end: int) -> int:
    """Without lines at the end that look like a heading of what follows."""
    while end - 1 > last:
        line, before = lines[end - 1], lines[end - 2]
        heading = line.size > 1.1 * before.size or (line.bold and not before.bold)
        if not heading:
            break
        end -= 1
    return end
