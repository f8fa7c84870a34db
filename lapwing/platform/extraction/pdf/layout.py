"""The tables and paragraphs of a page, in the order of reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.platform.extraction.pdf.blocks import Habits
from lapwing.platform.extraction.pdf.lines import Line, lines_of
from lapwing.platform.extraction.pdf.shapes import Drawing, PageShapes, Piece
from lapwing.platform.extraction.pdf.tables import Table, filled, ruled_lattices


@dataclass(slots=True)
class SurveyedPage:
    """A page whose ruled tables are found, with the lines of text that stand in none."""

    number: int
    width: float
    height: float
    tables: list[Table]
    loose: list[Piece]
    drawing: Drawing


def surveyed(shapes: PageShapes, habits: Habits) -> SurveyedPage:
    """Find the ruled tables of a page, and learn from it how the document is set."""
    habits.vocabulary.learn(piece.text for piece in shapes.writing.pieces)
    pieces: Sequence[Piece] = shapes.writing.pieces
    tables = []
    for lattice in ruled_lattices(shapes.drawing):
        table, pieces = filled(lattice, pieces, shapes.number, habits)
        if any(cell.lines for cell in table.cells):
            tables.append(table)
    page = SurveyedPage(shapes.number, shapes.width, shapes.height, tables, list(pieces), shapes.drawing)
    habits.learn(loose_lines(page))
    return page


def loose_lines(page: SurveyedPage) -> list[Line]:
    """The lines outside of ruled tables, those of one baseline as one."""
    return lines_of(piece for piece in page.loose if not piece.turned)
