"""Tables of fixed width, as a PDF gives them with its layout kept: columns parted by runs of blanks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.texts.cell_words import (
    cell_of,
    joined,
    people_in_doubt,
    texts_in_doubt,
)
from lapwing.contexts.improvement.reading.texts.looks import DATES, PEOPLE, fit, is_number
from lapwing.contexts.improvement.reading.texts.parts import TextCell, TextRow, TextTable
from lapwing.contexts.improvement.reading.texts.pieces_of_rows import Piece
from lapwing.contexts.improvement.reading.texts.title_lines import Titles, role_of_title

_FEED = "\x0c"
_CHUNK = re.compile(r"\S+(?: \S+)*")
_LEAST = 3
_MOST_TITLE_LINES = 4
_WIDEST = 400
# A line with words across so many column edges is no row of the table.
_ACROSS = 2


@dataclass(frozen=True)
class _Chunk:
    text: str
    start: int
    end: int


_Cut = tuple[Line, list[str] | None]


@dataclass(frozen=True)
class WideTitles:
    """Titles side by side, with the character at which each begins and ends."""

    titles: Titles
    spans: tuple[tuple[int, int], ...]


def _chunks(line: Line) -> list[_Chunk]:
    text = line.text.expandtabs(8).replace("\x0c", " ")[:_WIDEST]
    return [_Chunk(match.group(), match.start(), match.end()) for match in _CHUNK.finditer(text)]


def wide_titles_at(lines: Sequence[Line], at: int) -> WideTitles | None:
    """Titles parted by runs of blanks that begin on a line, each on one line or wrapped over a few."""
    first = _chunks(lines[at])
    if len(first) < 2:
        return None
    best: WideTitles | None = None
    columns: list[list[tuple[_Chunk, int]]] = []
    for end in range(at, min(at + _MOST_TITLE_LINES, len(lines))):
        chunks = _chunks(lines[end])
        if not chunks or any(is_number(chunk.text) for chunk in chunks[:1]):
            break
        for chunk in chunks:
            _into(columns, chunk, lines[end].number)
        if found := _titles(columns, at, end):
            best = found
    return best


def _into(columns: list[list[tuple[_Chunk, int]]], chunk: _Chunk, number: int) -> None:
    """Puts a chunk under the title that it overlaps, or beside the others."""
    for column in columns:
        if any(chunk.start < other.end and other.start < chunk.end for other, _ in column):
            column.append((chunk, number))
            return
    columns.append([(chunk, number)])
    columns.sort(key=lambda each: each[0][0].start)


def _titles(columns: Sequence[Sequence[tuple[_Chunk, int]]], first: int, last: int) -> WideTitles | None:
    cells = [
        TextCell(reduce(joined, (chunk.text for chunk, _ in column)), (column[0][1], column[-1][1]))
        for column in columns
    ]
    roles = tuple(role_of_title(cell.text) for cell in cells)
    known = {role for role in roles if role}
    if len(cells) < _LEAST or Role.ACTION not in known or len(known) < _LEAST:
        return None
    if sum(role is None for role in roles) * 2 > len(roles) - 1:
        return None
    spans = tuple(
        (min(chunk.start for chunk, _ in column), max(chunk.end for chunk, _ in column)) for column in columns
    )
    return WideTitles(Titles(tuple(cells), roles, first, last), spans)


def read_wide(wide: WideTitles, body: Sequence[Line]) -> TextTable | None:
    """The table under such titles; None when what follows does not stand in their columns."""
    lines = [line for line in body if not line.blank]
    chunked = [_chunks(line) for line in lines]
    if not lines or not any(len(chunks) >= _LEAST - 1 for chunks in chunked):
        return None
    cut: list[_Cut] = []
    touching: set[int] = set()
    for first, last in _pages(lines):
        page = chunked[first:last]
        edges = (_rivers(page, len(wide.spans)) if first else None) or _edges(wide.spans, page)
        cut += zip(lines[first:last], (_cells(chunks, edges) for chunks in page), strict=True)
        touching |= {
            line.number
            for line, chunks in zip(lines[first:last], page, strict=True)
            if any(_across(chunk, edges) for chunk in chunks)
        }
    gaps = _gaps(body)
    rows, doubt = _rows(wide.titles, cut, gaps)
    widths = [max((len(cells[at]) for _, cells in cut if cells), default=0) for at in range(len(wide.spans))]
    found = [
        _row(
            wide.titles,
            row,
            gaps,
            widths,
            "cell.order" if any(line.number in touching for line, _ in row) else doubt,
        )
        for row in rows
    ]
    if not found or not _stands(found, wide.titles):
        return None
    first = min(cell.lines[0] for cell in wide.titles.cells)
    how = "columns parted by runs of blanks"
    return TextTable(wide.titles.cells, tuple(found), (first, found[-1].lines[1]), how)


def _gaps(body: Sequence[Line]) -> dict[int, int]:
    gaps: dict[int, int] = {}
    gap = 0
    for line in body:
        if line.blank:
            gap += 1
        else:
            gaps[line.number] = gap
            gap = 0
    return gaps


def _pages(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The first line of each page and the one after its last: columns may stand elsewhere on the next."""
    starts = [0, *(at for at, line in enumerate(lines) if at and _FEED in line.text)]
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _rivers(chunked: Sequence[Sequence[_Chunk]], columns: int) -> list[int] | None:
    """Where blank strips down all lines end; None unless they part them into so many columns."""
    taken = {place for chunks in chunked for chunk in chunks for place in range(chunk.start, chunk.end)}
    if not taken:
        return None
    edges = [
        place
        for place in sorted(taken)
        if place - 1 not in taken and place - 2 not in taken and place > min(taken)
    ]
    return edges if len(edges) == columns - 1 else None


def _edges(spans: Sequence[tuple[int, int]], chunked: Sequence[Sequence[_Chunk]]) -> list[int]:
    """Where one column ends and the next begins: where the fewest chunks are cut, nearest to the title."""
    edges: list[int] = []
    for (start, _), (following, end) in pairwise(spans):
        low = max([start + 1, *(edge + 1 for edge in edges[-1:])])
        places = range(low, max(end, low + 1))
        edges.append(
            min(
                places,
                key=lambda place: (
                    sum(chunk.start < place < chunk.end for chunks in chunked for chunk in chunks),
                    abs(place - following),
                ),
            )
        )
    return edges


def _cells(chunks: Sequence[_Chunk], edges: Sequence[int]) -> list[str] | None:
    """The words of a line by column; None for a line that runs across the columns."""
    cells = ["" for _ in range(len(edges) + 1)]
    for chunk in chunks:
        across = _across(chunk, edges)
        if len(across) >= _ACROSS:
            parts = _cut_at_all(chunk, across, edges) if len(chunks) >= _LEAST else None
            if parts is None:
                return None
        else:
            parts = _cut(chunk, across, edges)
        for column, text in parts:
            cells[column] = f"{cells[column]} {text}".strip()
    return cells


def _across(chunk: _Chunk, edges: Sequence[int]) -> list[int]:
    """The edges of columns that a chunk runs over: cells with one blank between them look like one."""
    return [edge for edge in edges if chunk.start + 1 < edge < chunk.end - 1]


def _cut_at_all(chunk: _Chunk, across: Sequence[int], edges: Sequence[int]) -> list[tuple[int, str]] | None:
    """A chunk of full cells with one blank between them, cut where each ends; None when one does not."""
    places = []
    for edge in across:
        near = [at for at in (edge - chunk.start + by for by in (-1, 0, -2)) if chunk.text[at] == " "]
        if not near:
            return None
        places.append(near[0])
    first = sum(edge <= chunk.start for edge in edges)
    ends = [*places, len(chunk.text)]
    starts = [0, *(place + 1 for place in places)]
    return [
        (first + at, chunk.text[low:high]) for at, (low, high) in enumerate(zip(starts, ends, strict=True))
    ]


def _cut(chunk: _Chunk, across: Sequence[int], edges: Sequence[int]) -> list[tuple[int, str]]:
    """A chunk in its column, or cut between words at the edge that it crosses."""
    if across:
        place = across[0] - chunk.start
        blank = [match.start() for match in re.finditer(" ", chunk.text)]
        near = min(blank, key=lambda at: abs(at - place), default=None)
        if near is not None and abs(near - place) <= 2:
            column = sum(edge <= chunk.start for edge in edges)
            return [(column, chunk.text[:near]), (column + 1, chunk.text[near + 1 :])]
    middle = chunk.start if not across else (chunk.start + chunk.end) // 2
    column = sum(edge <= middle + (0 if across else 1) for edge in edges)
    return [(column, chunk.text)]


def _rows(titles: Titles, cut: Sequence[_Cut], gaps: dict[int, int]) -> tuple[list[list[_Cut]], str]:
    """The lines of each row. Rows begin at their numbers; without numbers blank lines part them, and where
    there are none either, a line that fills most columns begins one, which is a doubt."""
    cut = [each for each in cut if each[1] is not None]
    numbered = Role.REFERENCE in titles.known
    at_number = titles.roles.index(Role.REFERENCE) if numbered else 0
    starts = [at for at, (_, cells) in enumerate(cut) if cells and numbered and is_number(cells[at_number])]
    blocks = [0, *(at for at, (line, _) in enumerate(cut) if at and gaps[line.number])]
    if starts and _one_each(blocks, starts, len(cut)):
        return _parted(cut, blocks), ""
    if starts:
        return _parted(cut, starts), "" if starts[0] == 0 else "cell.slipped"
    if not numbered and len(blocks) > 1:
        return _parted(cut, blocks), ""
    full = max((sum(map(bool, cells)) for _, cells in cut if cells), default=0)
    begins = [at for at, (_, cells) in enumerate(cut) if cells and sum(map(bool, cells)) >= max(2, full - 1)]
    return _parted(cut, begins), "cell.slipped"


def _one_each(blocks: Sequence[int], starts: Sequence[int], count: int) -> bool:
    """Whether blank lines part the rows: each stretch between them holds one number."""
    ends = [*blocks[1:], count]
    return len(blocks) > 1 and all(
        sum(first <= start < last for start in starts) == 1 for first, last in zip(blocks, ends, strict=True)
    )


def _parted(cut: Sequence[_Cut], starts: Sequence[int]) -> list[list[_Cut]]:
    ends = [*starts[1:], len(cut)]
    return [list(cut[first:last]) for first, last in zip(starts, ends, strict=True)]


def _row(
    titles: Titles, row: Sequence[_Cut], gaps: dict[int, int], widths: Sequence[int], doubt: str
) -> TextRow:
    pieces: list[list[Piece]] = [[] for _ in titles.roles]
    for at, (line, cells) in enumerate(row):
        for column, text in enumerate(cells or ()):
            if text:
                gap = gaps[line.number] if at else 0
                before = pieces[column][-1] if pieces[column] else None
                # two people one under the other are two; wrapped lines of other cells are one
                pieces[column].append(Piece(text, line.number, gap if before else 0))
    columns = list(zip(pieces, titles.roles, widths, strict=True))
    found = tuple(cell_of(each, role, width) for each, role, width in columns)
    if any(people_in_doubt(each) for each, role, _ in columns if role in PEOPLE):
        doubt = doubt or "owner.split"
    elif any(texts_in_doubt(each, width) for each, role, width in columns if role is Role.SUCCESS):
        doubt = doubt or "text.split"
    return TextRow(found, (row[0][0].number, row[-1][0].number), doubt)


def _stands(rows: Sequence[TextRow], titles: Titles) -> bool:
    """Whether most dates and posts look it, and most rows have an action."""
    action = titles.roles.index(Role.ACTION)
    good = met = 0
    for row in rows:
        met += 1
        good += row.cells[action] is not None
        for cell, role in zip(row.cells, titles.roles, strict=True):
            if cell is not None and role in DATES | PEOPLE:
                met += 1
                good += fit(role, cell.text.replace("\n", " ")) > -2
    return good >= met * 0.6
