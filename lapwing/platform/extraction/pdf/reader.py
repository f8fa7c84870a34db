"""Reads a PDF page by page into paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.platform.extraction.pdf.blocks import Habits, blocks_of
from lapwing.platform.extraction.pdf.drawing import read_drawing
from lapwing.platform.extraction.pdf.flow import Flow
from lapwing.platform.extraction.pdf.furniture import Furniture
from lapwing.platform.extraction.pdf.glyphs import read_writing
from lapwing.platform.extraction.pdf.headings import Headings
from lapwing.platform.extraction.pdf.layout import SurveyedPage, arranged, loose_lines, surveyed
from lapwing.platform.extraction.pdf.library import PdfFile, UnreadablePageError, frame_of, opened
from lapwing.platform.extraction.pdf.shapes import PageShapes
from lapwing.platform.extraction.pdf.tables import Table
from lapwing.platform.extraction.writer import Writer

# Pages are surveyed so many at a time, for what repeats on them and for the words they use; memory stays
# bounded however long the document is.
BATCH = 64


def read_pdf(data: bytes, writer: Writer) -> None:
    """Write down the paragraphs and tables of a PDF. UnreadableFileError when there is nothing to be read."""
    with opened(data) as file:
        habits, furniture = Habits(), Furniture()
        flow = Flow(writer, habits)
        for start in range(0, file.pages, BATCH):
            batch = list(_survey(file, range(start, min(start + BATCH, file.pages)), habits, furniture))
            headings = Headings(habits)
            for page in batch:
                _write(page, flow, habits, furniture, headings)
                writer.step(page.number, file.pages)
        flow.end()


def _survey(file: PdfFile, indexes: range, habits: Habits, furniture: Furniture) -> Iterator[SurveyedPage]:
    for index in indexes:
        try:
            shapes = _shapes(file, index)
        except UnreadablePageError:
            continue
        page = surveyed(shapes, habits)
        furniture.learn(
            page.height,
            loose_lines(page),
            [(table.box.y0, table.box.y1, table.words) for table in page.tables],
        )
        yield page


def _shapes(file: PdfFile, index: int) -> PageShapes:
    with file.page(index) as page:
        writing, frame = read_writing(page, frame_of(page))
        drawing = read_drawing(page, frame)
    return PageShapes(index + 1, frame.width, frame.height, writing, drawing)


def _write(page: SurveyedPage, flow: Flow, habits: Habits, furniture: Furniture, headings: Headings) -> None:
    lines = furniture.without(loose_lines(page), page.height, page.number)
    tables = [
        table
        for table in page.tables
        if not furniture.is_repeated(table.words, table.box.y0, table.box.y1, page.height)
    ]
    for item in arranged(page, lines, tables, habits):
        if isinstance(item, Table):
            flow.table(item)
            continue
        for block in blocks_of(item.lines, item.right, habits):
            flow.block(block, headings.level(block), page.number)
