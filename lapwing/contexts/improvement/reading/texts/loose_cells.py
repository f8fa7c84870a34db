"""Rows of a table whose cells stand one to a line, or ran together, with nothing to part them.

A row begins at its number, where rows have one; what follows is put into the columns by how it looks. Where
the look of the words leaves two ways open, the row is marked, to be asked about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lapwing.contexts.improvement.reading.lines import Line
from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.texts.alignment import Alignment, align
from lapwing.contexts.improvement.reading.texts.cell_words import cell_of, people_in_doubt, texts_in_doubt
from lapwing.contexts.improvement.reading.texts.looks import DATES, PEOPLE, fit, is_date, is_number
from lapwing.contexts.improvement.reading.texts.parts import TextCell, TextRow, TextTable
from lapwing.contexts.improvement.reading.texts.pieces_of_rows import ROW_START, Joins, Piece, pieces_of
from lapwing.contexts.improvement.reading.texts.title_lines import Titles
from lapwing.domain.due_dates import Mention, mentions_in

# So much better the best way must be than the next, for a row not to be asked about.
_CLEAR = 1.5
_MOST_PIECES = 90
_LONGEST_CYCLE_CELL = 8
_MOST_CYCLE_PIECES = 2500
_SOUND = 0.5
# In a table that looks less sound as a whole, no row is clear, however well it stands by itself.
_TRUSTED = 0.75
_BELIEVED = 0.15
_NUMBER_TITLE = "No."


def read_loose(titles: Titles, body: Sequence[Line]) -> TextTable | None:
    """The table under some titles, from the lines up to the next heading; None when they hold no rows."""
    if not any(not line.blank for line in body):
        return None
    starts = _row_starts(body)
    numbered = len(starts) > 0 and (Role.REFERENCE in titles.known or len(starts) > 1)
    if numbered and Role.REFERENCE not in titles.known:
        titles = _with_number(titles)
    rows = _numbered_rows(body, starts) if numbered and titles.roles[0] is Role.REFERENCE else []
    tables = []
    if rows:
        tables = [_table(titles, rows, cut=False), _table(titles, rows, cut=True)]
    elif cycled := _cycled_rows(titles, body):
        tables = [_table(titles, cycled, cut=False)]
    sound = [table for table in tables if table and _soundness(table, titles) >= _SOUND]
    # lines that are cells are believed before cells that are cut out of lines
    best = max(
        sound,
        key=lambda table: _soundness(table, titles) + (_BELIEVED if table is tables[0] else 0),
        default=None,
    )
    if best is None or _soundness(best, titles) >= _TRUSTED:
        return best
    return best.with_rows([replace(row, doubt=row.doubt or "cell.order") for row in best.rows])


def _with_number(titles: Titles) -> Titles:
    """Numbers may stand under no title of their own: the sign that titles such a column is put there."""
    number = TextCell(_NUMBER_TITLE, titles.cells[0].lines)
    return Titles((number, *titles.cells), (Role.REFERENCE, *titles.roles), titles.first, titles.last)


def _row_starts(body: Sequence[Line]) -> list[int]:
    """Where rows begin: numbers of the commonest depth, each higher than the one before it."""
    found = [(at, match["ref"]) for at, line in enumerate(body) if (match := ROW_START.match(line.text))]
    if not found:
        return []
    depths = Counter(ref.rstrip(".)").count(".") for _, ref in found)
    deep = max(depths, key=lambda depth: (depth > 0, depths[depth]))
    kept: list[int] = []
    last: tuple[int, ...] = ()
    for at, ref in found:
        if ref.rstrip(".)").count(".") != deep:
            continue
        parts = tuple(int("".join(filter(str.isdigit, part)) or 0) for part in ref.rstrip(".)").split("."))
        # "12 schools" opens no row of its own: numbers without a point have to follow each other
        if deep == 0 and last and parts[0] not in {last[0] + 1, last[0] + 2}:
            continue
        if deep == 0 and not last and parts[0] > 1 and len(parts) == 1 and ref[0].isdigit():
            continue
        kept.append(at)
        last = parts
    return kept


def _numbered_rows(body: Sequence[Line], starts: Sequence[int]) -> list[Sequence[Line]]:
    ends = [*starts[1:], len(body)]
    rows = [body[first:last] for first, last in zip(starts, ends, strict=True)]
    rows[-1] = _without_what_follows(rows)
    return rows


def _without_what_follows(rows: Sequence[Sequence[Line]]) -> Sequence[Line]:
    """The last row ends where a gap is wider than any in the rows above it: what follows is no part of it."""
    widest = max((gap for row in rows[:-1] for gap in _gaps_inside(row)), default=1)
    gap = 0
    for at, line in enumerate(rows[-1]):
        if line.blank:
            gap += 1
        elif gap > max(widest, 1) and at:
            return rows[-1][:at]
        else:
            gap = 0
    return rows[-1]


def _gaps_inside(row: Sequence[Line]) -> list[int]:
    gaps, gap = [0], 0
    for line in row:
        if line.blank:
            gap += 1
        else:
            gaps.append(gap)
            gap = 0
    return gaps


@dataclass(frozen=True)
class _Columns:
    """How runs of the pieces of one row look in each column."""

    pieces: Sequence[Piece]
    roles: Sequence[Role | None]

    def __call__(self, start: int, end: int, column: int) -> float:
        return fit(self.roles[column], " ".join(piece.text for piece in self.pieces[start:end]))


def _spaced(body: Sequence[Sequence[Line]]) -> bool:
    """Whether blank lines part the cells: there are at least as many gaps inside rows as lines that touch."""
    gaps = [gap for row in body for gap in _gaps_inside(row)[2:]]
    return sum(gap > 0 for gap in gaps) >= max(2, len(gaps) * 0.4)


def _table(titles: Titles, rows: Sequence[Sequence[Line]], *, cut: bool) -> TextTable | None:
    spaced = _spaced(rows)
    widest = max((len(line.text.strip()) for row in rows for line in row), default=0)
    numbered = titles.roles[0] is Role.REFERENCE
    ways: list[tuple[Sequence[Piece], Alignment]] = []
    for row in rows:
        pieces = pieces_of(row, cut=cut, numbered=numbered)
        if len(pieces) > _MOST_PIECES:
            return None
        way = align(len(pieces), titles.roles, _Columns(pieces, titles.roles), Joins(pieces, spaced, widest))
        if way is not None:
            ways.append((pieces, way))
    if not ways:
        return None
    widths = _widths(ways, len(titles.roles))
    found = [_row(pieces, way, titles.roles, widths) for pieces, way in ways]
    first = min(found[0].lines[0], *(title.lines[0] for title in titles.cells))
    how = "cells run together in lines" if cut else "one cell after another, line by line"
    return TextTable(titles.cells, tuple(found), (first, found[-1].lines[1]), how)


def _widths(ways: Sequence[tuple[Sequence[Piece], Alignment]], columns: int) -> list[int]:
    """How wide the lines of each column run."""
    widths = [0] * columns
    for pieces, way in ways:
        for piece, column in zip(pieces, way.columns, strict=True):
            widths[column] = max(widths[column], len(piece.text))
    return widths


def _row(
    pieces: Sequence[Piece], way: Alignment, roles: Sequence[Role | None], widths: Sequence[int]
) -> TextRow:
    runs = [
        [piece for piece, at in zip(pieces, way.columns, strict=True) if at == column]
        for column in range(len(roles))
    ]
    cells = tuple(cell_of(run, role, width) for run, role, width in zip(runs, roles, widths, strict=True))
    doubt = ""
    if any(people_in_doubt(run) for run, role in zip(runs, roles, strict=True) if role in PEOPLE):
        doubt = "owner.split"
    elif any(
        texts_in_doubt(run, width)
        for run, role, width in zip(runs, roles, widths, strict=True)
        if role is Role.SUCCESS
    ):
        doubt = "text.split"
    if way.margin < _CLEAR:
        doubt = "cell.slipped" if any(cell is None for cell in cells) else "cell.order"
    if _looks_wrong(cells, roles):
        doubt = "cell.order"
    if any(
        piece.inline and not piece.at_date and before_column != column and before.text[-1:] not in ".!?;"
        for before, piece, before_column, column in zip(
            pieces, pieces[1:], way.columns, way.columns[1:], strict=False
        )
    ):
        doubt = "cell.order"
    return TextRow(cells, (pieces[0].number, pieces[-1].lines[1]), doubt)


def _looks_wrong(cells: Sequence[TextCell | None], roles: Sequence[Role | None]) -> bool:
    """Whether a date stands where people should, or beside other words while its own cell is empty, or no
    date stands where one should: however clear the best way is, it is then no good one."""
    blank = any(role in DATES and cell is None for cell, role in zip(cells, roles, strict=True))
    for cell, role in zip(cells, roles, strict=True):
        if cell is None:
            continue
        words = " ".join(cell.text.split())
        dated = [mention for mention in mentions_in(words) if "due.no-year" not in mention.doubts]
        if role in PEOPLE and (dated or is_date(words) or words[:1].isdigit()):
            return True
        if role in DATES and (fit(role, words) < -2 or sum(map(is_date, cell.text.split("\n"))) > 1):
            return True
        if blank and role not in DATES and any(_at_end(mention, words) for mention in dated):
            return True
    return False


def _at_end(mention: Mention, words: str) -> bool:
    return mention.start == 0 or mention.end == len(words)


def _cycled_rows(titles: Titles, body: Sequence[Line]) -> list[Sequence[Line]]:
    """Rows without numbers: the columns come round in order, and dates and posts show where."""
    if not titles.known & (DATES | PEOPLE | {Role.REFERENCE}):
        return []
    pieces = pieces_of(body, cut=False, numbered=False)
    if len(pieces) > _MOST_CYCLE_PIECES:
        return []
    widest = max((len(line.text.strip()) for line in body), default=0)
    way = align(
        len(pieces),
        titles.roles,
        _Columns(pieces, titles.roles),
        Joins(pieces, _spaced([body]), widest),
        longest=_LONGEST_CYCLE_CELL,
        wrap=True,
    )
    if way is None:
        return []
    numbers: dict[int, list[int]] = {}
    for piece, row in zip(pieces, way.rows, strict=True):
        numbers.setdefault(row, []).append(piece.number)
    by_number = {line.number: at for at, line in enumerate(body)}
    return [body[by_number[min(row)] : by_number[max(row)] + 1] for row in numbers.values()]


def _soundness(table: TextTable, titles: Titles) -> float:
    """How much of a table looks as it should, from 0 to 1: cells that dates, posts and numbers can prove."""
    proving = [at for at, role in enumerate(titles.roles) if role in DATES | PEOPLE | {Role.STATUS}]
    action = titles.roles.index(Role.ACTION)
    good = met = 0
    for row in table.rows:
        met += 2
        good += 2 * (row.cells[action] is not None)
        for at in proving:
            cell = row.cells[at]
            if cell is not None:
                met += 1
                good += fit(titles.roles[at], cell.text) > 0
            else:
                met += titles.roles[at] is not Role.STATUS
        if any(cell and is_number(cell.text) for at, cell in enumerate(row.cells) if at):
            met += 1
    return good / met if met else 0.0
