"""Measure tables that stand in a text only as lines: a cell on each line, or cells between tab characters.

Such a text keeps no places: a blank cell that was lost moves all that follow. So a row is taken only when
every cell of it is what its column holds, and the table ends before the first row of which that is not so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.interchange import Span
from lapwing.contexts.improvement.reading.measure_grids.cells import entries_of
from lapwing.contexts.improvement.reading.measure_grids.directions import said_by
from lapwing.contexts.improvement.reading.measure_grids.table import FIGURES
from lapwing.contexts.improvement.reading.measure_grids.titles import Kind, title_of
from lapwing.platform.extraction.document import Document, Element, Grid, GridCell, Paragraph

_FEWEST_TITLES, _MOST_TITLES = 3, 12
_LONGEST_TITLE, _LONGEST_NAME = 60, 200
_HOLD_FIGURES = FIGURES | {Kind.DATED}


@dataclass(frozen=True)
class _Piece:
    """A cell of text with the lines it stands on."""

    text: str
    lines: Span


def with_measure_texts(document: Document) -> Document:
    """The document with the measure tables in its loose lines as tables; the same when there are none."""
    free = dict(document.outside_grids())
    found = tuple(_tabbed(free)) or tuple(_loose(free))
    if not found:
        return document
    elements: list[Element] = [*_untouched(document, found), *found]
    return replace(document, elements=tuple(sorted(elements, key=lambda element: element.lines)))


def _untouched(document: Document, found: Sequence[Grid]) -> Iterator[Element]:
    """What stands outside the tables; of a paragraph that reaches into one, the lines before and after it."""
    taken = {number for grid in found for number in range(grid.lines[0], grid.lines[1] + 1)}
    for element in document.elements:
        first, last = element.lines
        if not isinstance(element, Paragraph) or taken.isdisjoint(range(first, last + 1)):
            yield element
            continue
        before = next(number for number in range(first, last + 1) if number in taken)
        after = max(number for number in range(first, last + 1) if number in taken)
        for start, end in ((first, before - 1), (after + 1, last)):
            if start <= end:
                text = "\n".join(line.strip() for line in document.lines[start - 1 : end])
                yield replace(element, text=text, lines=(start, end))


def _tabbed(free: dict[int, str]) -> Iterator[Grid]:
    """Tables whose cells stand between tab characters, a row to a line."""
    last = 0
    for number in sorted(free):
        titles = _split(free[number], number)
        if number <= last or not _are_titles(titles):
            continue
        rows: list[list[_Piece]] = []
        while (cells := _split(free.get(number + len(rows) + 1, ""), number + len(rows) + 1)) and (
            len(cells) == len(titles) and _fits(titles, cells, blanks=True)
        ):
            rows.append(cells)
        if rows:
            last = rows[-1][0].lines[1]
            yield _grid(titles, rows)


def _split(line: str, number: int) -> list[_Piece]:
    return [_Piece(text.strip(), (number, number)) for text in line.split("\t")] if "\t" in line else []


def _loose(free: dict[int, str]) -> Iterator[Grid]:
    """Tables with a cell on each line, or in each run of lines between blank ones."""
    for pieces in (_blocks(free), _lines(free)):
        found = list(_tables(pieces))
        if found:
            yield from found
            return


def _lines(free: dict[int, str]) -> list[_Piece]:
    return [_Piece(free[n].strip(), (n, n)) for n in sorted(free) if free[n].strip()]


def _blocks(free: dict[int, str]) -> list[_Piece]:
    found: list[_Piece] = []
    open_block = False
    for number in sorted(free):
        text = free[number].strip()
        if text and open_block and found[-1].lines[1] == number - 1:
            found[-1] = _Piece(f"{found[-1].text}\n{text}", (found[-1].lines[0], number))
        elif text:
            found.append(_Piece(text, (number, number)))
        open_block = bool(text)
    return found


def _tables(pieces: Sequence[_Piece]) -> Iterator[Grid]:
    at = 0
    while at < len(pieces):
        titles = _titles_at(pieces, at)
        rows = list(_rows(titles, pieces[at + len(titles) :])) if titles else []
        if rows:
            yield _grid(titles, rows)
            at += len(titles) * (len(rows) + 1)
        else:
            at += 1


def _titles_at(pieces: Sequence[_Piece], at: int) -> list[_Piece]:
    """The longest run of titles from here; the first row of a table begins with a name, which is none."""
    run: list[_Piece] = []
    for piece in pieces[at : at + _MOST_TITLES]:
        if len(piece.text) > _LONGEST_TITLE or "\n" in piece.text or title_of(piece.text).kind is Kind.OTHER:
            break
        run.append(piece)
    return run if _are_titles(run) else []


def _are_titles(titles: Sequence[_Piece]) -> bool:
    kinds = [title_of(title.text).kind for title in titles]
    figures = [kind for kind in kinds if kind in _HOLD_FIGURES]
    return len(kinds) >= _FEWEST_TITLES and kinds.count(Kind.NAME) == 1 and len(figures) > 1


def _rows(titles: Sequence[_Piece], pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    width = len(titles)
    for start in range(0, len(pieces) - width + 1, width):
        cells = list(pieces[start : start + width])
        if not _fits(titles, cells, blanks=False):
            return
        yield cells


def _fits(titles: Sequence[_Piece], cells: Sequence[_Piece], *, blanks: bool) -> bool:
    """Whether every cell is what its column holds. A name is always there."""
    for title, cell in zip(titles, cells, strict=True):
        kind = title_of(title.text).kind
        if not cell.text and blanks and kind is not Kind.NAME:
            continue
        if not _suits(kind, cell.text):
            return False
    return True


def _suits(kind: Kind, text: str) -> bool:
    if kind in _HOLD_FIGURES:
        values = entries_of(text)
        return bool(values) and all(value.form.stands_for_figure for value in values)
    if kind in {Kind.NUMBER, Kind.ACTION}:
        return len(text) < 20 and bool(re.search(r"\d", text))
    if kind is Kind.POLARITY:
        return said_by(text) is not None
    worded = bool(re.search(r"[A-Za-z]{2}|%", text)) and len(text) <= _LONGEST_NAME
    if kind is Kind.NAME:
        values = entries_of(text)
        return worded and title_of(text).kind is not Kind.BASELINE and not _is_figure_alone(values[0].written)
    return worded


def _is_figure_alone(text: str) -> bool:
    """A name has words of its own; a cell of figures has hardly any."""
    return bool(re.match(r"^\W*\d", text)) and len(re.findall(r"[A-Za-z]{3,}", text)) < 2


def _grid(titles: Sequence[_Piece], rows: Sequence[Sequence[_Piece]]) -> Grid:
    cells = [
        GridCell(text=piece.text, row=row, column=column, lines=piece.lines, header=row == 0)
        for row, pieces in enumerate([titles, *rows])
        for column, piece in enumerate(pieces)
        if piece.text
    ]
    span = titles[0].lines[0], max(cell.lines[1] for cell in cells)
    return Grid(cells=tuple(cells), rows=len(rows) + 1, columns=len(titles), lines=span)
