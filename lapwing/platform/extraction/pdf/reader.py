"""Reads a PDF page by page into paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.platform.extraction.pdf.blocks import blocks_of
from lapwing.platform.extraction.pdf.drawing import read_drawing
from lapwing.platform.extraction.pdf.flow import Flow
from lapwing.platform.extraction.pdf.furniture import Furniture
from lapwing.platform.extraction.pdf.glyphs import read_writing
from lapwing.platform.extraction.pdf.habits import Habits
from lapwing.platform.extraction.pdf.headings import Headings
from lapwing.platform.extraction.pdf.layout import Item, SurveyedPage, arranged, loose_lines, surveyed
from lapwing.platform.extraction.pdf.library import PdfFile, UnreadablePageError, frame_of, opened
from lapwing.platform.extraction.pdf.packed import check_unpacked
from lapwing.platform.extraction.pdf.problems import Problems
from lapwing.platform.extraction.pdf.shapes import PageShapes
from lapwing.platform.extraction.pdf.tables import Table
from lapwing.platform.extraction.pdf.tagged import read_tagged
from lapwing.platform.extraction.writer import Writer

# Pages are surveyed so many at a time, for what repeats on them and for the words they use; memory stays
# bounded however long the document is.
BATCH = 64
# Far beyond any plan; what is beyond is not read, and the document says so.
MOST_PAGES = 2000


def read_pdf(data: bytes, writer: Writer) -> None:
    """Write down the paragraphs and tables of a PDF.

    UnreadableFileError when it cannot be opened (``pdf-encrypted``, ``pdf-damaged``, ``pdf-packed``) or holds
    nothing that could be read (``pdf-scan``, ``pdf-font``, ``pdf-xfa``, ``pdf-no-text``).
    """
    check_unpacked(data)
    with opened(data) as file:
        if not read_tagged(data, file, writer):
            _Reading(file, writer).read()


class _Reading:
    """One reading of a file, batch by batch: first what its pages have in common, then each page."""

    def __init__(self, file: PdfFile, writer: Writer) -> None:
        self._file, self._writer = file, writer
        self._pages = min(file.pages, MOST_PAGES)
        self._habits, self._furniture = Habits(), Furniture()
        self._problems = Problems(self._pages)
        self._flow = Flow(writer, self._habits)

    def read(self) -> None:
        waiting: list[SurveyedPage] = []
        for start in range(0, self._pages, BATCH):
            indexes = range(start, min(start + BATCH, self._pages))
            waiting += self._survey(indexes)
            # scanned pages at the front say nothing yet of those behind them
            if self._problems.characters or indexes.stop == self._pages:
                if indexes.stop == self._pages:
                    self._problems.refuse(is_xfa=self._file.is_xfa)
                self._write(waiting)
                waiting = []
        self._flow.end()
        self._problems.tell(
            self._writer,
            has_fields=self._file.has_fields,
            left_out=list(self._furniture.found),
            unsure=sorted(self._habits.vocabulary.unsure),
        )
        if self._file.pages > MOST_PAGES:
            self._writer.note(
                "pdf-long", f"Only the first {MOST_PAGES} pages of {self._file.pages} were read."
            )

    def _survey(self, indexes: range) -> Iterator[SurveyedPage]:
        for index in indexes:
            try:
                shapes = _shapes(self._file, index)
            except UnreadablePageError:
                self._problems.lost.append(index + 1)
                continue
            self._problems.learn(shapes)
            page = surveyed(shapes, self._habits)
            tables = [(table.box.y0, table.box.y1, table.words) for table in page.tables]
            self._furniture.learn(page.height, loose_lines(page), tables)
            yield page

    def _write(self, pages: list[SurveyedPage]) -> None:
        headings = Headings(self._habits)
        above: Item | None = None
        for page in pages:
            printed = self._furniture.among(loose_lines(page), page.height, page.number)
            tables = self._furniture.without_tables(page.tables, page.height)
            items = arranged(page, printed, tables, self._habits, above)
            above = items[-1] if items else None
            for item in items:
                if isinstance(item, Table):
                    self._flow.table(item)
                    continue
                blocks = blocks_of(item.lines, item.right, self._habits, loose=True)
                for number, block in enumerate(blocks):
                    level = headings.level(block)
                    self._flow.block(block, level, page.number, resumes=item.resumes and not number)
            self._writer.step(page.number, self._pages)


def _shapes(file: PdfFile, index: int) -> PageShapes:
    with file.page(index) as page:
        writing, frame = read_writing(page, frame_of(page))
        drawing = read_drawing(page, frame)
    return PageShapes(index + 1, frame.width, frame.height, writing, drawing)
