"""Lays the parts of a table that goes on over pages together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lapwing.platform.extraction.pdf.blocks import had_room
from lapwing.platform.extraction.pdf.habits import Habits
from lapwing.platform.extraction.pdf.tables import Cell, Table

# Columns of two pages whose edges stand no further apart (points) are the same.
SAME = 3.5
# A table that goes on for longer is written in parts: what is held back is lost if the reading is stopped.
MOST_ROWS = 1500
MOST_PAGES = 60


def goes_on(above: Table, below: Table) -> bool:
    """Whether a table at the top of a page is the rest of the one that ended the page before."""
    if above.ruled != below.ruled or below.first_page - above.last_page > 2:
        return False
    if above.rows > MOST_ROWS or below.first_page - above.first_page > MOST_PAGES:
        return False
    shift = above.xs[0] - below.xs[0]
    if not _same_edges(above.xs, [x + shift for x in below.xs]):
        return False
    repeated = _repeated_rows(above, below)
    return not _has_other_titles(above, below, repeated)


def laid_together(above: Table, below: Table, habits: Habits) -> Table:
    """One table of both, without the titles that were printed again and with a broken row made whole."""
    shift = above.xs[0] - below.xs[0]
    repeated = _repeated_rows(above, below)
    rest = [
        replace(cell, row=cell.row - repeated, x0=cell.x0 + shift, x1=cell.x1 + shift)
        for cell in below.cells
        if cell.row >= repeated
    ]
    cells = list(above.cells)
    first = [cell for cell in rest if cell.row == 0]
    broken = _is_broken(above, first, habits)
    taken = _take_up(cells, above.rows - 1, first, broken, habits)
    start = above.rows - 1 if broken else above.rows
    cells += [replace(cell, row=cell.row + start) for cell in rest if id(cell) not in taken]
    xs = above.xs if len(above.xs) >= len(below.xs) else tuple(x + shift for x in below.xs)
    return replace(above, xs=xs, cells=cells, rows=start + below.rows - repeated, last_page=below.last_page)


def _same_edges(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the outer edges agree, and those of the table with fewer columns are among the other's."""
    if abs(one[-1] - other[-1]) > SAME:
        return False
    few, many = sorted((one, other), key=len)
    return all(any(abs(x - y) <= SAME for y in many) for x in few)


def _repeated_rows(above: Table, below: Table) -> int:
    """How many rows at the top of a part print the first rows of the table again."""
    most = min(max(above.header_rows, 1), below.rows)
    count = 0
    while count < most:
        words = _row_words(below, count)
        if not any(words) or words != _row_words(above, count):
            break
        count += 1
    return count if count < below.rows or below.rows == count else 0


def _row_words(table: Table, row: int) -> list[str]:
    return [cell.words for cell in sorted(table.row(row), key=lambda cell: cell.x0)]


def _has_other_titles(above: Table, below: Table, repeated: int) -> bool:
    """Whether a part opens with titles of its own, so that it is another table."""
    titles = [cell for cell in below.row(repeated) if cell.lines]
    # one title alone is a heading within the table
    titled = below.header_rows > repeated and len(titles) > 1 and all(cell.header for cell in titles)
    return titled and repeated < max(above.header_rows, 1)


def _is_broken(above: Table, first: Sequence[Cell], habits: Habits) -> bool:
    """Whether the first row of a part is the rest of the row above the break.

    It is when its key cell is empty as in no other row; where keys may be empty, or are merged over rows,
    only when a sentence is left open.
    """
    last_row = above.rows - 1
    pairs = [(cell, _above(above.cells, last_row, cell)) for cell in first]
    told = [(cell, over) for cell, over in pairs if cell.lines]
    if not told or any(over is None or not over.lines for _, over in told):
        return False
    if any(over is not None and over.colour != cell.colour for cell, over in pairs):
        return False
    key, key_above = min(pairs, key=lambda pair: pair[0].x0)
    if key.lines:
        return False
    if any(_left_open(over, cell, habits) for cell, over in told if over is not None):
        return True
    merged = key.rows > 1 or (key_above is not None and key_above.rows > 1)
    return not merged and not _keys_may_be_empty(above)


def _left_open(over: Cell, cell: Cell, habits: Habits) -> bool:
    """Whether the text of a cell ends in the middle of a sentence that the cell below goes on with."""
    last, first = over.lines[-1], cell.lines[0]
    end, start = last.words[-1].text[-1], first.words[0].text[0]
    if habits.draws_blanks:
        return last.spaced and end not in ".!?"
    return start.islower() and end not in ".!?:;" and not had_room(last, first, over.right, habits)


def _keys_may_be_empty(table: Table) -> bool:
    edge = min(cell.x0 for cell in table.cells)
    return any(
        not cell.lines and cell.x0 < edge + SAME and cell.row >= table.header_rows for cell in table.cells
    )


def _above(cells: Sequence[Cell], row: int, below: Cell) -> Cell | None:
    return next(
        (
            cell
            for cell in cells
            if cell.row <= row < cell.row + cell.rows
            and abs(cell.x0 - below.x0) <= SAME
            and abs(cell.x1 - below.x1) <= SAME
        ),
        None,
    )


def _take_up(cells: list[Cell], row: int, first: Sequence[Cell], broken: bool, habits: Habits) -> set[int]:
    """Let the cells above the break take up what belongs to them; the ids of the cells taken up."""
    taken = set()
    for cell in first:
        over = _above(cells, row, cell)
        if over is None:
            continue
        merged_on = not cell.lines and (over.rows > 1 or cell.rows > 1) and over.colour == cell.colour
        if broken:
            _append(over, cell, habits)
            over.rows += cell.rows - 1
        elif merged_on and over.lines:
            over.rows += cell.rows
        else:
            continue
        taken.add(id(cell))
    return taken


def _append(over: Cell, cell: Cell, habits: Habits) -> None:
    if cell.lines and over.lines:
        last = over.lines[-1]
        down = last.y + habits.lead(last.size) - cell.lines[0].y
        over.lines += [line.moved(down) for line in cell.lines]
    elif cell.lines:
        over.lines = list(cell.lines)
    over.colour = over.colour or cell.colour
