"""The tables and stretches of text of a page, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lapwing.platform.extraction.pdf.carried import carried_on
from lapwing.platform.extraction.pdf.gutters import Stretch, stretches
from lapwing.platform.extraction.pdf.habits import Habits
from lapwing.platform.extraction.pdf.lines import Line, lines_of
from lapwing.platform.extraction.pdf.rules import merged
from lapwing.platform.extraction.pdf.shapes import Box, Drawing, Fill, PageShapes, Piece, Rule
from lapwing.platform.extraction.pdf.tables import Table, filled, ruled_lattices
from lapwing.platform.extraction.pdf.unruled import columns_of, crossing, cuts_of, is_prose, table_of


@dataclass(slots=True)
class SurveyedPage:
    """A page whose ruled tables are found, with the pieces of text that stand in none."""

    number: int
    width: float
    height: float
    tables: list[Table]
    loose: list[Piece]
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of one column, and how far they may reach; ``resumes`` where the column before may run on."""

    lines: list[Line]
    right: float
    resumes: bool = False


Item = Text | Table


def surveyed(shapes: PageShapes, habits: Habits) -> SurveyedPage:
    """Find the ruled tables of a page, and learn from it how the document is set."""
    habits.vocabulary.learn(piece.text for piece in shapes.writing.pieces)
    habits.vocabulary.learn_whole(shapes.writing.pieces)
    pieces: Sequence[Piece] = shapes.writing.pieces
    tables = []
    for lattice in ruled_lattices(shapes.drawing):
        table, pieces = filled(lattice, pieces, shapes.number, habits)
        if any(cell.lines for cell in table.cells):
            tables.append(table)
    page = SurveyedPage(shapes.number, shapes.width, shapes.height, tables, list(pieces), shapes.drawing)
    habits.learn(loose_lines(page), loose=True)
    return page


def loose_lines(page: SurveyedPage) -> list[Line]:
    """The lines outside of ruled tables, those of one baseline as one."""
    return lines_of(piece for piece in page.loose if not piece.turned)


def arranged(
    page: SurveyedPage,
    without: Sequence[Line],
    tables: Sequence[Table],
    habits: Habits,
    above: Item | None = None,
) -> list[Item]:
    """The ruled tables and the loose text of a page, that text in tables, columns and stretches; all in the
    order of reading, and without the lines that are named.

    ``above`` is what ended the page before: a table without lines down the page may go on.
    """
    pieces = [
        piece for piece in page.loose if not piece.turned and not any(_is_of(piece, line) for line in without)
    ]
    found: list[Item] = []
    top = min((table.box.y0 for table in tables), default=page.height)
    if isinstance(above, Table) and above.cuts:
        rest, pieces = _carried([piece for piece in pieces if piece.y < top], pieces, page, above, habits)
        found += rest
    # lines beside a table are read by side, lines between tables from the top
    for table in sorted(tables, key=lambda table: (table.box.y0, table.box.x0)):
        before = [piece for piece in pieces if piece.y < table.box.y0 + 2]
        bottom = _bottom_beside(table.box, pieces)
        beside = [piece for piece in pieces if table.box.y0 + 2 <= piece.y <= bottom]
        pieces = [piece for piece in pieces if piece.y > bottom]
        left = [piece for piece in beside if piece.middle[0] < table.box.x0]
        right = [piece for piece in beside if piece.middle[0] >= table.box.x0]
        found += _columns_and_text(before, page, habits)
        found += [*_columns_and_text(left, page, habits), table, *_columns_and_text(right, page, habits)]
    found += _columns_and_text(pieces, page, habits)
    return [*found, *_turned(page)]


def _carried(
    first: Sequence[Piece], pieces: list[Piece], page: SurveyedPage, above: Table, habits: Habits
) -> tuple[list[Item], list[Piece]]:
    """The rest of the table above, if the first pieces are it, and the pieces that are not."""
    lines = lines_of(first)
    across, fills = merged(page.drawing.across), page.drawing.fills
    told = carried_on(lines, first, above, across, fills, page.number, habits) if lines else None
    if told is None:
        return [], pieces
    count, table = told
    return [table], [piece for piece in pieces if piece.y > lines[count - 1].y + 1]


def _bottom_beside(box: Box, pieces: Sequence[Piece]) -> float:
    """How far down the text reaches that stands beside a table, what runs on below its foot among it."""
    beside = [piece.y for piece in pieces if box.y0 + 2 <= piece.y <= box.y1 + 2]
    bottom = box.y1 + 2
    if not beside:
        return bottom
    lowest = max(beside)
    for line in lines_of(piece for piece in pieces if piece.y > bottom):
        apart = line.x0 >= box.x1 - 2 or line.x1 <= box.x0 + 2
        if not apart or line.y - lowest > 1.6 * line.size:
            break
        bottom = lowest = line.y
    return bottom


def _is_of(piece: Piece, line: Line) -> bool:
    return abs(piece.y - line.y) < 0.6 * line.size and line.x0 - 1 <= piece.x0 <= line.x1 + 1


def _turned(page: SurveyedPage) -> Iterator[Item]:
    """Text that runs up or down an upright page, after all else."""
    for way in (1, 2, 3):
        lines = lines_of(piece for piece in page.loose if piece.turned == way)
        if lines:
            yield Text(lines, max(line.x1 for line in lines))


def _columns_and_text(pieces: Sequence[Piece], page: SurveyedPage, habits: Habits) -> Iterator[Item]:
    if not pieces:
        return
    lines = lines_of(pieces)
    across, fills = merged(page.drawing.across), page.drawing.fills
    done = 0
    for stretch in stretches(lines):
        if stretch.start < done:
            continue
        end, items = _stretch(lines, pieces, stretch, across, fills, page.number, habits)
        if items:
            yield from _text(lines, done, stretch.start)
            yield from items
            done = end
    yield from _text(lines, done, len(lines))


def _text(lines: Sequence[Line], start: int, end: int) -> Iterator[Item]:
    """Lines across the page: they reach as far as any of them, or as the page's when there are few."""
    if start < end:
        reaching = lines[start:end] if end - start > 3 else lines
        yield Text(list(lines[start:end]), max(line.x1 for line in reaching))


def _stretch(
    lines: Sequence[Line],
    pieces: Sequence[Piece],
    stretch: Stretch,
    across: Sequence[Rule],
    fills: Sequence[Fill],
    page: int,
    habits: Habits,
) -> tuple[int, list[Item]]:
    """The columns of text, or the table, that a stretch of lines is, and where they end; nothing when it is
    neither.
    """
    strips = stretch.strips
    inside = lines[stretch.start : stretch.parted_end]
    columns = columns_of(_between(pieces, inside), strips)
    if any(not column for column in columns):
        return 0, []
    box = Box(
        min(line.x0 for line in inside), inside[0].top, max(line.x1 for line in inside), inside[-1].y + 1
    )
    rules = crossing(across, fills, box)
    if is_prose(columns, [rule for rule in rules if box.y0 < rule < box.y1], habits):
        columns = columns_of(_between(pieces, lines[stretch.start : stretch.end]), strips)
        return stretch.end, [
            Text(column, max(line.x1 for line in column), resumes=number > 0)
            for number, column in enumerate(columns)
        ]
    end = _table_end(lines, stretch, across, box)
    columns = columns_of(_between(pieces, lines[stretch.start : end]), strips)
    rules = crossing(across, fills, replace(box, y1=lines[end - 1].y + 1))
    table = table_of(columns, rules, fills, page, habits)
    if table is not None:
        table.cuts = cuts_of(strips)
    return end, [table] if table is not None else []


def _table_end(lines: Sequence[Line], stretch: Stretch, across: Sequence[Rule], box: Box) -> int:
    """Where a table without lines down the page ends: lines of its last row may stand in one column only.

    They are that row's when they leave the first column blank, or stand above a line of the table.
    """
    end = stretch.parted_end
    foot = crossing(across, [], replace(box, y1=lines[stretch.end - 1].y + 6))
    for index in range(end, stretch.end):
        line = lines[index]
        if line.x0 > stretch.strips[0][0] or any(rule > line.y for rule in foot):
            end = index + 1
    return end


def _between(pieces: Sequence[Piece], lines: Sequence[Line]) -> list[Piece]:
    top, bottom = lines[0].top - 1, lines[-1].y + 1
    return [piece for piece in pieces if top <= piece.y <= bottom]
