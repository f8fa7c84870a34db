"""Tables without lines down the page: columns from the strips between them, rows from gaps and rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from lapwing.platform.extraction.pdf.blocks import blocks_of
from lapwing.platform.extraction.pdf.habits import Habits
from lapwing.platform.extraction.pdf.lattice import fill_colour
from lapwing.platform.extraction.pdf.lines import Line, lines_of
from lapwing.platform.extraction.pdf.shapes import Box, Fill, Piece, Rule
from lapwing.platform.extraction.pdf.tables import Cell, Table, mark_headers

_REFERENCE = re.compile(r"(?:[A-Z]{0,3}\d+(?:\.\d+)*[a-z]?[.)]?|[A-Z]\d*)")

Columns = list[list[Line]]


def columns_of(pieces: Sequence[Piece], strips: Sequence[tuple[float, float]]) -> Columns:
    """The lines of each column."""
    return columns_at(pieces, cuts_of(strips))


def cuts_of(strips: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Where to cut between columns: a little before the next begins, as the text before it may be longer."""
    return tuple(high - min(3.0, (high - low) / 2) for low, high in strips)


def columns_at(pieces: Sequence[Piece], edges: Sequence[float]) -> Columns:
    """The lines of each column, cut at these places."""
    held: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for piece in pieces:
        held[sum(piece.middle[0] > edge for edge in edges)].append(piece)
    return [lines_of(each) for each in held]


def is_prose(columns: Columns, rules: Sequence[float], habits: Habits) -> bool:
    """Whether columns are text that runs down one and goes on in the next, and no table.

    Rows of a table begin on one line in several columns, after a gap across all of them; prose fills its
    lines and goes on in the middle of sentences.
    """
    if any(not column for column in columns) or len(rules) >= 2:
        return False
    starts = _row_starts(columns, rules, habits)
    if len(columns) > 2 and not all(len(column) >= 8 and _fullness(column) > 0.75 for column in columns):
        return False
    if min(len(column) for column in columns) < 4:
        return False
    running = [_running_on(column) for column in columns]
    full = [_fullness(column) for column in columns]
    together = _begin_together(columns, starts)
    if together >= 0.8 and len(starts) >= 3 and min(full) < 0.85:
        return False
    if len(columns) == 2 and together <= 0.6 and _alike(columns):
        return True
    return min(full) > 0.6 and min(running) > 0.2


def table_of(
    columns: Columns,
    rules: Sequence[float],
    fills: Sequence[Fill],
    page: int,
    habits: Habits,
    *,
    above: Table | None = None,
) -> Table | None:
    """The table that columns of lines make; None when it has one row only.

    With a table ``above`` they are the rest of it: they keep its edges, and one row is enough.
    """
    starts = _row_starts(columns, rules, habits)
    if len(starts) < 2 and above is None:
        return None
    for column in columns:
        habits.learn_breaks(column)
    if above is None:
        right = max(line.x1 for column in columns for line in column)
        edges = (*(min(line.x0 for line in column) for column in columns), right)
    else:
        edges = above.xs
    tops = [start - 0.5 for start in starts] + [max(line.y for column in columns for line in column) + 4]
    cells = []
    for number, column in enumerate(columns):
        reach = max((line.x1 for line in column), default=edges[number + 1])
        for row, (low, high) in enumerate(pairwise(tops)):
            lines = [line for line in column if low <= line.top + 1 < high]
            box = Box(edges[number], low, edges[number + 1], high)
            colour = fill_colour(box, fills)
            cells.append(Cell(row, 1, edges[number], edges[number + 1], lines, colour, reach))
    box = Box(edges[0], tops[0], edges[-1], tops[-1])
    table = Table(box, edges, len(starts), cells, page, page, ruled=False)
    table.header_rows = mark_headers(table)
    return table


def _alike(columns: Columns) -> bool:
    """Whether columns are as wide and about as long as each other, as those of a page in two columns are."""
    widths = [max(line.x1 for line in column) - min(line.x0 for line in column) for column in columns]
    counts = [len(column) for column in columns]
    return min(counts) >= 8 and min(widths) > 0.85 * max(widths) and min(counts) > 0.7 * max(counts)


def _fullness(column: Sequence[Line]) -> float:
    """How far the lines of a column reach, at the middle, as a share of the longest."""
    left = min(line.x0 for line in column)
    width = max(line.x1 for line in column) - left
    return median((line.x1 - left) / width for line in column) if width else 0.0


def _running_on(column: Sequence[Line]) -> float:
    """The share of lines that begin in the middle of a sentence."""
    return sum(line.words[0].text[0].islower() for line in column) / len(column)


def _begin_together(columns: Columns, starts: Sequence[float]) -> float:
    """The share of rows that begin on one line in two columns or more."""
    together = 0
    for start in starts:
        together += sum(any(abs(line.top - start) < 2 for line in column) for column in columns) > 1
    return together / len(starts)


def _row_starts(columns: Columns, rules: Sequence[float], habits: Habits) -> list[float]:
    """The tops of the rows' first lines."""
    levels = _levels(columns)
    # few lines to many rows part groups of rows only; many part all
    bands = _bands(levels, columns, habits)
    if len(rules) >= 3 and len(rules) >= 0.6 * len(bands):
        return _starts_by_rules(levels, rules)
    starts = [level[0] for level in levels if level[0] in bands or _first_below_rule(level, levels, rules)]
    if len(starts) > 1:
        starts = _with_keys(starts, columns, levels)
        starts = _split_by_reference(starts, columns[0])
        return sorted({*starts, *_begun_together(columns, habits)})
    if all(level[1] & {0} for level in levels):
        return [level[0] for level in levels]
    return [level[0] for index, level in enumerate(levels) if index == 0 or 0 in level[1]]


def _levels(columns: Columns) -> list[tuple[float, set[int], float]]:
    """The tops of lines over all columns, from the top, with the columns that have one there and its size."""
    tops = sorted((line.top, number, line.size) for number, column in enumerate(columns) for line in column)
    levels: list[tuple[float, set[int], float]] = []
    for top, number, size in tops:
        if levels and top - levels[-1][0] < 0.45 * size:
            levels[-1][1].add(number)
        else:
            levels.append((top, {number}, size))
    return levels


def _bands(levels: Sequence[tuple[float, set[int], float]], columns: Columns, habits: Habits) -> set[float]:
    """The tops of lines above which all columns are blank for more than the usual distance of lines.

    Where the table's own lines keep one distance, a little more than it parts rows: those set close stand
    hardly further apart than the lines of one cell.
    """
    found = {levels[0][0]}
    own = _own_lead(columns)
    for before, level in pairwise(levels):
        lead = max(habits.lead(level[2]), level[2])
        least = 1.22 * lead + 0.3 if own is None else min(1.22 * lead + 0.3, 1.08 * own + 0.7)
        if level[0] - before[0] > least:
            found.add(level[0])
    return found


def _own_lead(columns: Columns) -> float | None:
    """The closest distance that lines of one column often keep, in points; None when they keep none."""
    apart = Counter(
        round((line.y - before.y) * 4) / 4
        for column in columns
        for before, line in pairwise(column)
        if abs(line.size - before.size) < 0.5 and 0.9 < (line.y - before.y) / line.size < 1.6
    )
    often = [distance for distance, count in apart.items() if count >= 3]
    return min(often, default=None)


def _starts_by_rules(levels: Sequence[tuple[float, set[int], float]], rules: Sequence[float]) -> list[float]:
    starts = [levels[0][0]]
    for before, level in pairwise(levels):
        if any(before[0] < rule < level[0] + 0.35 * level[2] for rule in rules):
            starts.append(level[0])
    return starts


def _first_below_rule(
    level: tuple[float, set[int], float],
    levels: Sequence[tuple[float, set[int], float]],
    rules: Sequence[float],
) -> bool:
    above = max((other[0] for other in levels if other[0] < level[0]), default=None)
    return above is not None and any(above < rule < level[0] + 0.35 * level[2] for rule in rules)


def _with_keys(
    starts: list[float], columns: Columns, levels: Sequence[tuple[float, set[int], float]]
) -> list[float]:
    """Without starts at which the key column is blank, where nearly every row has a key.

    The first stays: no row stands above it that its text could belong to.
    """
    keyed = [any(abs(line.top - start) < 3 for line in columns[0]) for start in starts]
    if sum(keyed) < 0.6 * len(starts):
        return starts
    alone = {level[0] for level in levels if len(level[1]) == 1}
    return [
        start
        for start, key in zip(starts, keyed, strict=True)
        if key or start not in alone or start == levels[0][0]
    ]


def _split_by_reference(starts: list[float], keys: Sequence[Line]) -> list[float]:
    """With a start at every key that is a reference: rows set close have no gap between them."""
    found = set(starts)
    for line in keys:
        if _REFERENCE.fullmatch(line.text) and not any(abs(line.top - start) < 3 for start in found):
            found.add(line.top)
    return sorted(found)


def _begun_together(columns: Columns, habits: Habits) -> list[float]:
    """The tops of lines at which the key column and another both begin a paragraph: labels and their values
    set close.
    """
    begun = []
    for column in columns:
        reach = max((line.x1 for line in column), default=0.0)
        begun.append([block.first.top for block in blocks_of(column, reach, habits)])
    return [top for top in begun[0] if any(abs(top - other) < 2 for each in begun[1:] for other in each)]


def crossing(rules: Sequence[Rule], fills: Sequence[Fill], box: Box) -> list[float]:
    """The heights at which lines, or the edges of fills, run across most of a box."""
    wide = [rule.at for rule in rules if _covers(rule.low, rule.high, box)]
    for fill in fills:
        if _covers(fill.box.x0, fill.box.x1, box) and fill.box.height < 0.7 * max(box.height, 60):
            wide += [fill.box.y0, fill.box.y1]
    kept: list[float] = []
    for at in sorted(at for at in wide if box.y0 - 6 <= at <= box.y1 + 6):
        if not kept or at - kept[-1] > 3:
            kept.append(at)
    return kept


def _covers(low: float, high: float, box: Box) -> bool:
    return min(high, box.x1) - max(low, box.x0) > 0.6 * box.width
