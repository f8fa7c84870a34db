"""Undoes what copying does to the layout of a text: tabs for blanks, blanks on empty lines, doubled gaps.

Nothing is guessed about words: lines keep their numbers, and only blanks change or go. A gap means something
in flattened text (a cell, a paragraph, a page ends), so that it is evened only when the whole document shows
that every gap was made wider.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from lapwing.contexts.improvement.reading.lines import Line

# So many gaps show how a document is spaced; fewer prove nothing.
_ENOUGH = 10
_NEARLY_ALL = 0.95
_HARDLY_ANY = 0.02


def evened(lines: Sequence[Line], tables: Collection[int] = ()) -> tuple[Line, ...]:
    """The lines as they were before copying. ``tables`` are the numbers of lines whose tabs part cells."""
    plain = [line if line.number in tables else _without_tabs(line, bool(tables)) for line in lines]
    blank = [line for line in plain if line.blank]
    if blank and all(line.text for line in blank):
        plain = [Line(line.number, "") if line.blank else line for line in plain]
    return tuple(_spaced_as_before(plain))


def _without_tabs(line: Line, tabs_part_cells: bool) -> Line:
    """Tabs as blanks; where tabs part cells elsewhere, only those at the ends, which part nothing."""
    if "\t" not in line.text:
        return line
    if not tabs_part_cells:
        return replace(line, text=line.text.replace("\t", " "))
    return replace(line, text=line.text.strip("\t "))


def _spaced_as_before(lines: Sequence[Line]) -> list[Line]:
    """Every second blank line goes when gaps were doubled; the blank after each line when lines were."""
    gaps = _gaps(lines)
    if _all_lines_spaced(gaps):
        return _narrowed(lines, lambda gap: gap // 2)
    if _all_gaps_doubled(gaps):
        return _narrowed(lines, lambda gap: (gap + 1) // 2)
    return list(lines)


def _gaps(lines: Sequence[Line]) -> list[int]:
    """How many blank lines stand before each filled line but the first."""
    filled = [at for at, line in enumerate(lines) if not line.blank]
    return [after - before - 1 for before, after in pairwise(filled)]


def _all_lines_spaced(gaps: Sequence[int]) -> bool:
    """Hardly any two lines touch, and longer gaps still stand out from that between any two lines."""
    if len(gaps) < _ENOUGH or sum(gap == 0 for gap in gaps) > len(gaps) * _HARDLY_ANY:
        return False
    wide = sum(gap >= 3 for gap in gaps)
    return wide >= _ENOUGH and sum(gap % 2 for gap in gaps) >= len(gaps) * _NEARLY_ALL


def _all_gaps_doubled(gaps: Sequence[int]) -> bool:
    blank = [gap for gap in gaps if gap]
    even = sum(gap % 2 == 0 for gap in blank)
    return len(blank) >= _ENOUGH and even >= len(blank) * _NEARLY_ALL


def _narrowed(lines: Sequence[Line], kept: Callable[[int], int]) -> list[Line]:
    """The lines with only so many blank ones of each gap as ``kept`` says."""
    found: list[Line] = []
    gap: list[Line] = []
    for line in lines:
        if line.blank:
            gap.append(line)
            continue
        found += [*gap[: kept(len(gap))], line]
        gap = []
    return found
