"""The rest of a table without lines down the page, at the top of the page after it.

It may open in the middle of a row, with too few lines to tell columns by: it keeps those of the part above.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lapwing.platform.extraction.pdf.continuation import SAME
from lapwing.platform.extraction.pdf.gutters import CLOSEST
from lapwing.platform.extraction.pdf.habits import Habits
from lapwing.platform.extraction.pdf.lines import Line
from lapwing.platform.extraction.pdf.shapes import Box, Fill, Piece, Rule
from lapwing.platform.extraction.pdf.tables import Table
from lapwing.platform.extraction.pdf.unruled import columns_at, crossing, table_of

# A line of larger letters is a heading of what comes after the table.
LARGER = 1.12


def carried_on(
    lines: Sequence[Line],
    pieces: Sequence[Piece],
    above: Table,
    across: Sequence[Rule],
    fills: Sequence[Fill],
    page: int,
    habits: Habits,
) -> tuple[int, Table] | None:
    """The rest of the table above, and how many lines it takes; None when the page opens otherwise."""
    count = _fitting(lines, above)
    if not count:
        return None
    box = Box(above.xs[0], lines[0].top, above.xs[-1], lines[count - 1].y + 1)
    held = [piece for piece in pieces if box.y0 - 1 <= piece.y <= box.y1]
    columns = columns_at(held, above.cuts)
    table = table_of(columns, crossing(across, fills, box), fills, page, habits, above=above)
    if table is None:
        return None
    table.cuts = above.cuts
    return count, table


def _fitting(lines: Sequence[Line], above: Table) -> int:
    """How many lines from the top keep to the columns, up to the last that is one of several columns, or one
    of a column behind the first.
    """
    count = 0
    for number, line in enumerate(lines):
        filled = _columns_filled(line, above.cuts)
        behind = line.x0 > above.cuts[0] and any(abs(line.x0 - x) <= SAME for x in above.xs[1:-1])
        if not filled or line.size > LARGER * lines[0].size or (number == 0 and filled < 2 and not behind):
            break
        if filled > 1 or line.x0 > above.cuts[0]:
            count = number + 1
    return count


def _columns_filled(line: Line, cuts: Sequence[float]) -> int:
    """In how many columns a line has words; none where it runs over from one to the next."""
    for cut in cuts:
        if any(word.x0 < cut < word.x1 for word in line.words):
            return 0
        for before, word in pairwise(line.words):
            if before.x1 <= cut <= word.x0 and word.x0 - before.x1 < CLOSEST * word.size:
                return 0
    return len({sum(word.x0 > cut for cut in cuts) for word in line.words})
