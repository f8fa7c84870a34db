"""Tables of a page with the lines of text in their cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lapwing.platform.extraction.pdf.blocks import blocks_of, cell_text
from lapwing.platform.extraction.pdf.habits import Habits
from lapwing.platform.extraction.pdf.lattice import Area, Lattice, coloured, lattice_of, with_fills
from lapwing.platform.extraction.pdf.lines import Line, lines_of
from lapwing.platform.extraction.pdf.rules import MOST_RULES, Group, groups_of, merged
from lapwing.platform.extraction.pdf.shapes import Box, Drawing, Fill, Piece, Rule


@dataclass(slots=True)
class Cell:
    """A cell with its lines; its place is told by edges, so that tables of two pages can be laid together.

    ``right`` is how far its text may reach, ``furthest`` how far any text of its column does. ``top``
    counts rows from the table's first.
    """

    row: int
    rows: int
    x0: float
    x1: float
    lines: list[Line]
    colour: str | None = None
    right: float = 0.0
    header: bool = False
    furthest: float = 0.0

    @property
    def words(self) -> str:
        """The words on its lines as they stand, to compare cells by."""
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Table:
    """A table of one page, or of several laid together. ``rows`` is their number, ``first_page`` from 1.

    ``cuts`` are where white alone parts its columns.
    """

    box: Box
    xs: tuple[float, ...]
    rows: int
    cells: list[Cell]
    first_page: int
    last_page: int
    header_rows: int = 0
    title: str = ""
    ruled: bool = True
    cuts: tuple[float, ...] = ()

    @property
    def words(self) -> str:
        """All its words, to compare tables by."""
        return " ".join(cell.words for cell in self.cells)

    def row(self, number: int) -> list[Cell]:
        return [cell for cell in self.cells if cell.row == number]


def ruled_lattices(drawing: Drawing) -> list[Lattice]:
    """The tables that the lines and fills of a page draw, those within a cell of another left out."""
    across, down = merged(drawing.across), merged(drawing.down)
    if len(across) > MOST_RULES or len(down) > MOST_RULES:
        return []
    found = [_table(group, drawing.fills) for group in groups_of(across, down)]
    kept = _outermost(lattice for lattice in found if lattice is not None)
    kept += _filled_tables(drawing.fills, kept)
    return sorted(
        (coloured(lattice, drawing.fills) for lattice in kept), key=lambda each: (each.box.y0, each.box.x0)
    )


def _outermost(lattices: Iterable[Lattice]) -> list[Lattice]:
    kept: list[Lattice] = []
    for lattice in sorted(lattices, key=lambda lattice: -lattice.box.area):
        middle = (lattice.box.x0 + lattice.box.x1) / 2, (lattice.box.y0 + lattice.box.y1) / 2
        if not any(outer.box.holds(*middle) for outer in kept):
            kept.append(lattice)
    return kept


def _table(group: Group, fills: Sequence[Fill]) -> Lattice | None:
    """The table of a group of lines; None for a box, and for rows without columns, which words must tell."""
    lattice = lattice_of(group)
    if lattice is None or len(lattice.areas) < 2 or len(lattice.xs) < 3:
        return None
    return with_fills(group, lattice, fills)


def _filled_tables(fills: Sequence[Fill], tables: Sequence[Lattice]) -> list[Lattice]:
    """Tables whose cells have fills and no lines."""
    loose = [
        fill
        for fill in fills
        if fill.box.width > 12
        and fill.box.height > 8
        and not any(fill.box.common_area(table.box) > 0 for table in tables)
    ]
    if len(loose) > MOST_RULES // 4:
        return []
    across = merged(Rule(y, fill.box.x0, fill.box.x1) for fill in loose for y in (fill.box.y0, fill.box.y1))
    down = merged(Rule(x, fill.box.y0, fill.box.y1) for fill in loose for x in (fill.box.x0, fill.box.x1))
    found = []
    for group in groups_of(across, down):
        lattice = lattice_of(group)
        if lattice is None or len(lattice.xs) < 3 or len(lattice.ys) < 3:
            continue
        covered = sum(fill.box.common_area(lattice.box) for fill in loose)
        if covered > 0.6 * lattice.box.area:
            found.append(lattice)
    return _outermost(found)


def filled(lattice: Lattice, pieces: Sequence[Piece], page: int, habits: Habits) -> tuple[Table, list[Piece]]:
    """The table with the text that stands in it, and the pieces that do not."""
    held: dict[int, list[Piece]] = {}
    outside = []
    before: Piece | None = None
    index: int | None = None
    for piece in pieces:
        if before is None or not _same_word(before, piece):
            index = lattice.area_at(*_anchor(piece))
        before = piece
        if index is None:
            outside.append(piece)
        else:
            held.setdefault(index, []).append(piece)
    cells = [
        _cell(part, pieces)
        for index, area in enumerate(lattice.areas)
        for part, pieces in _parts(area, held.get(index, []), lattice)
    ]
    table = Table(lattice.box, lattice.xs, len(lattice.ys) - 1, cells, page, page)
    _set_reach(table.cells)
    table.header_rows = mark_headers(table)
    for cell in cells:
        habits.learn(cell.lines)
    return table, outside


def _parts(area: Area, pieces: list[Piece], lattice: Lattice) -> list[tuple[Area, list[Piece]]]:
    """A cell over several columns, cut where all its words keep to the columns though no line parts them."""
    if area.columns < 2 or not pieces or any(piece.turned for piece in pieces):
        return [(area, pieces)]
    edges = lattice.xs[area.column : area.column + area.columns + 1]
    padding = min(piece.x0 for piece in pieces) - edges[0]
    held: list[list[Piece]] = [[] for _ in edges[1:]]
    for piece in pieces:
        held[max(0, sum(piece.x0 > edge - 1 for edge in edges) - 1)].append(piece)
    begins = all(
        not part or abs(min(piece.x0 for piece in part) - edge - padding) < 3
        for part, edge in zip(held, edges, strict=False)
    )
    inside = all(
        max(piece.x1 for piece in part) <= edge for part, edge in zip(held, edges[1:], strict=True) if part
    )
    if not (begins and inside and sum(bool(part) for part in held) > 1 and held[0] and _apart(held)):
        return [(area, pieces)]
    return [
        (
            replace(area, column=area.column + step, columns=1, box=replace(area.box, x0=low, x1=high)),
            part,
        )
        for step, (part, (low, high)) in enumerate(zip(held, pairwise(edges), strict=True))
    ]


def _apart(parts: Sequence[Sequence[Piece]]) -> bool:
    """Whether the gaps between parts on one line are wider than those between words."""
    lasting: dict[int, Piece] = {}
    for part in parts:
        for piece in part:
            before = lasting.get(round(piece.y))
            if before is not None and before not in part and piece.x0 - before.x1 < 0.6 * piece.size:
                return False
        lasting |= {round(piece.y): piece for piece in sorted(part, key=lambda each: each.x1)}
    return True


def _anchor(piece: Piece) -> tuple[float, float]:
    """The point that tells which cell a piece stands in: where it begins, as a long word may run over."""
    if piece.turned:
        return piece.middle
    return min(piece.x0 + 0.3 * piece.size, piece.middle[0]), piece.middle[1]


def _same_word(before: Piece, piece: Piece) -> bool:
    """Whether a piece goes on with the one drawn before it, so that both stand in one cell though they may
    run over its edge.
    """
    level = abs(before.y - piece.y) < 0.5 * piece.size and before.turned == piece.turned
    return level and not before.spaced and abs(piece.x0 - before.x1) < 0.05 * piece.size


def _cell(area: Area, pieces: Iterable[Piece]) -> Cell:
    turned = Counter(piece.turned for piece in pieces)
    lines = lines_of(pieces)
    if len(turned) > 1:
        # text turned within a cell stands after the rest of it, each way by itself
        lines = [
            line
            for way, _ in turned.most_common()
            for line in lines_of(piece for piece in pieces if piece.turned == way)
        ]
    upright = not any(way % 2 for way in turned)
    right = area.box.x1 if upright else area.box.x0 + area.box.height
    cell = Cell(area.row, area.rows, area.box.x0, area.box.x1, lines, area.colour, right)
    if not upright and lines:
        cell.right = min(line.x0 for line in lines) + area.box.height
    return cell


def _set_reach(cells: Sequence[Cell]) -> None:
    """Set how far the text of each cell may reach: its edge without the padding that this table keeps."""
    left = [min(line.x0 for line in cell.lines) - cell.x0 for cell in cells if cell.lines]
    padding = sorted(left)[len(left) // 4] if left else 0.0
    ends: dict[int, list[float]] = {}
    furthest: dict[int, float] = {}
    for cell in cells:
        reached = max((line.x1 for line in cell.lines), default=0.0)
        furthest[round(cell.x1)] = max(furthest.get(round(cell.x1), 0.0), reached)
        ends.setdefault(round(cell.x1), []).extend(line.x1 for line in cell.lines if line.spaced)
    for cell in cells:
        cell.furthest = min(furthest[round(cell.x1)], cell.x1)
        if cell.right != cell.x1:
            continue
        reach = cell.x1 - min(max(padding, 0.0), 12.0)
        seen = ends.get(round(cell.x1), [])
        cell.right = min(reach, max(seen) + 0.5) if len(seen) >= 8 else reach


def mark_headers(table: Table) -> int:
    """Mark the cells that are titles; how many rows at the top are of titles only."""
    for cell in table.cells:
        cell.header = bool(cell.lines) and all(line.bold for line in cell.lines)
    rows = 0
    below = Counter(cell.colour for cell in table.cells if cell.row >= max(1, table.rows // 2))
    usual = below.most_common(1)[0][0] if below else None
    while rows < min(table.rows - 1, 4):
        cells = [cell for cell in table.row(rows) if cell.lines]
        fills = {cell.colour for cell in table.row(rows)}
        shaded = len(fills) == 1 and None not in fills and fills != {usual} and table.rows > 2
        if not cells or not (
            all(cell.header for cell in cells) or (shaded and rows == _shaded_so_far(table, rows))
        ):
            break
        for cell in table.row(rows):
            cell.header = cell.header or (shaded and bool(cell.lines))
        rows += 1
    return rows


def _shaded_so_far(table: Table, row: int) -> int:
    """The row itself when every row above it has a fill too, and fewer than three do; else none."""
    above = [cell for cell in table.cells if cell.row < row]
    return row if row < 2 and all(cell.colour for cell in above) else -1


def written_cells(table: Table, habits: Habits) -> list[tuple[Cell, int, int, str]]:
    """The cells with their column, width in columns and text."""
    found = []
    for cell in table.cells:
        column = _nearest(table.xs, cell.x0)
        width = max(1, _nearest(table.xs, cell.x1) - column)
        blocks = blocks_of(cell.lines, cell.right, habits, furthest=cell.furthest)
        found.append((cell, column, width, cell_text(blocks, habits)))
    return found


def _nearest(xs: Sequence[float], x: float) -> int:
    return min(range(len(xs)), key=lambda index: abs(xs[index] - x))
