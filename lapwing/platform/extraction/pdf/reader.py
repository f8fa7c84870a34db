"""Reads a PDF page by page into paragraphs and tables."""

from __future__ import annotations

from lapwing.platform.extraction.pdf.blocks import Habits, blocks_of, text_of
from lapwing.platform.extraction.pdf.drawing import read_drawing
from lapwing.platform.extraction.pdf.glyphs import read_writing
from lapwing.platform.extraction.pdf.library import frame_of, opened
from lapwing.platform.extraction.pdf.lines import lines_of
from lapwing.platform.extraction.pdf.tables import filled, ruled_lattices, written_cells
from lapwing.platform.extraction.writer import FoundCell, Writer


def read_pdf(data: bytes, writer: Writer) -> None:
    habits = Habits()
    with opened(data) as file:
        todo = []
        for index in range(file.pages):
            with file.page(index) as page:
                writing, frame = read_writing(page, frame_of(page))
                drawing = read_drawing(page, frame)
            habits.vocabulary.learn(piece.text for piece in writing.pieces)
            pieces = writing.pieces
            items = []
            for lattice in ruled_lattices(drawing):
                table, pieces = filled(lattice, pieces, index + 1, habits)
                items.append((table.box.y0, table))
            lines = lines_of(pieces)
            habits.learn(lines)
            todo.append((items, lines))
        for number, (items, lines) in enumerate(todo, 1):
            ordered = sorted([*items, *((line.y, line) for line in lines)], key=lambda item: item[0])
            run = []
            for _, item in ordered:
                if hasattr(item, "words"):
                    run.append(item)
                    continue
                _paragraphs(run, habits, writer, number)
                run = []
                writer.grid(
                    [
                        FoundCell(
                            text=text,
                            row=cell.row,
                            column=column,
                            rows=cell.rows,
                            columns=width,
                            colour=cell.colour,
                            header=cell.header,
                        )
                        for cell, column, width, text in written_cells(item, habits)
                    ],
                    place=f"page {number}",
                )
            _paragraphs(run, habits, writer, number)
            writer.step(number, file.pages)


def _paragraphs(lines, habits, writer, number):
    if not lines:
        return
    right = max(line.x1 for line in lines)
    for block in blocks_of(lines, right, habits):
        writer.paragraph(
            text_of(block, habits),
            mark=block.mark.text if block.mark else None,
            level=block.level,
            place=f"page {number}",
        )
