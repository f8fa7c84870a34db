"""The rows of dates that head the target columns: ``By Oct 25 | By Oct 26 | …``, ``24/25 25/26 26/27``.

Flattening breaks such dates over lines and blank lines and puts notes between them (how many records a
month are to be sampled); a row of dates is still a run of dates with nothing else of substance between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lapwing.contexts.improvement.reading.measure_dates import Period, find_periods
from lapwing.contexts.improvement.reading.measure_stream import Word
from lapwing.domain.due_dates import MONTH

_PREFIXES = frozenset({"by", "before", "until", "end", "of", "the"})
_MONTH = re.compile(rf"{MONTH},?", re.IGNORECASE)
_YEAR = re.compile(r"(?:20)?\d{2}")
_STROKE = re.compile(r"(?:20)?\d{2}/\d{2}")
_LONGEST_NOTE = 8


@dataclass(frozen=True)
class DateCell:
    """A date of a header: the words from ``start`` up to ``end``, and what was printed there."""

    start: int
    end: int
    as_written: str
    prefixed: bool
    stroke: bool


@dataclass(frozen=True)
class DateHeader:
    """A row of dates over target columns, from word ``start`` to ``end``; ``notes`` are printed with them.

    ``titles`` is true for a row of dates inside a baseline cell, which heads values of the past.
    """

    start: int
    end: int
    cells: tuple[DateCell, ...]
    notes: tuple[str, ...] = ()
    titles: bool = False

    @property
    def columns(self) -> int:
        return len(self.cells)

    def periods(self, *, census: bool) -> tuple[Period | None, ...]:
        """The period of each column; None where the date is not one that can be read."""
        found = (find_periods(cell.as_written, census=census) for cell in self.cells)
        return tuple(periods[0] if periods else None for periods in found)


def find_headers(words: Sequence[Word]) -> tuple[DateHeader, ...]:
    """Every row of dates among the words, in order; dates that stand alone in a text are not one."""
    runs: list[list[DateCell]] = []
    for cell in _date_cells(words):
        if runs and _continues(words, runs[-1][-1], cell):
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return tuple(_header(words, run) for run in runs if len(run) > 1 or _fills_lines(words, run[0]))


def _date_cells(words: Sequence[Word]) -> list[DateCell]:
    found: list[DateCell] = []
    index = 0
    while index < len(words):
        if cell := _cell_at(words, index):
            found.append(cell)
            index = cell.end
        else:
            index += 1
    return found


def _cell_at(words: Sequence[Word], index: int) -> DateCell | None:
    first = index
    while index < len(words) and index - first < 4 and words[index].text.casefold() in _PREFIXES:
        index += 1
    length = _date_length(words, index, prefixed=index > first)
    if not length:
        return None
    end = index + length
    written = " ".join(word.text for word in words[first:end])
    stroke = bool(_STROKE.fullmatch(words[index].text))
    return DateCell(first, end, written, prefixed=index > first, stroke=stroke)


def _date_length(words: Sequence[Word], index: int, *, prefixed: bool) -> int:
    """How many words the date at ``index`` takes; 0 when there is none."""
    if index >= len(words):
        return 0
    text = words[index].text
    if _STROKE.fullmatch(text) and find_periods(text):
        return 1
    following = words[index + 1].text if index + 1 < len(words) else ""
    if _MONTH.fullmatch(text) and _YEAR.fullmatch(following):
        return 2
    return int(prefixed and bool(re.fullmatch(r"20\d{2}", text)))


def _continues(words: Sequence[Word], last: DateCell, cell: DateCell) -> bool:
    """Whether two dates stand in one row: side by side, or both with *by* and a short note between."""
    between = [word.text for word in words[last.end : cell.start]]
    if last.prefixed != cell.prefixed or last.stroke != cell.stroke:
        return False
    if not between:
        return not _follows_baseline(words, last) or not last.stroke
    is_note = len(between) <= _LONGEST_NOTE and not any(
        re.search(r"%|^[+-]\d|baseline", w, re.I) for w in between
    )
    return is_note and (cell.prefixed or not (cell.stroke or _follows_baseline(words, last)))


def _header(words: Sequence[Word], run: list[DateCell]) -> DateHeader:
    gaps = [tuple(word.text for word in words[a.end : b.start]) for a, b in pairwise(run)]
    end = run[-1].end
    shape = next((_shape(gap) for gap in reversed(gaps) if gap), ())
    after = tuple(word.text for word in words[end : end + len(shape)])
    if shape and _shape(after) == shape:
        gaps.append(after)
        end += len(shape)
    titles = not run[0].prefixed and not run[0].stroke and _follows_baseline(words, run[0])
    notes = tuple(" ".join(gap) for gap in gaps if gap)
    return DateHeader(run[0].start, end, tuple(run), notes, titles)


def _shape(note: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\d+", "#", word.casefold()) for word in note)


def _follows_baseline(words: Sequence[Word], cell: DateCell) -> bool:
    """A date right after the title word, not after a sentence that ends in it."""
    before = words[cell.start - 1].text if cell.start else ""
    return before.strip(":-–(") in {"Baseline", "BASELINE", "FY"}


def _fills_lines(words: Sequence[Word], cell: DateCell) -> bool:
    """A single date heads a column only when it has lines of its own and says *By*."""
    starts = words[cell.start].gap > 0 and words[cell.start].text == "By"
    ends = cell.end == len(words) or words[cell.end].gap > 0
    return cell.prefixed and starts and ends
