"""Writes a PDF down by its tags: exact, where the file promises that they are complete."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from lapwing.platform.extraction.pdf.library import PdfFile, UnreadablePageError
from lapwing.platform.extraction.pdf.marked_text import MarkedText, marked_text
from lapwing.platform.extraction.pdf.tags import Mark, Tag, promises_tags, tags_of
from lapwing.platform.extraction.tidy import tidy
from lapwing.platform.extraction.writer import FoundCell, Writer

_HEADINGS = {f"H{level}": level for level in range(1, 7)} | {"H": 1, "Title": 1}
_CELLS = ("TH", "TD")
# Longer files are read page by page, which takes less memory.
MOST_PAGES = 500
# Each of these is written down by itself.
_BLOCKS = {*_HEADINGS, "P", "Table", "L", "LI", "Caption", "TOC", "TOCI", "BlockQuote", "Note"}


def read_tagged(data: bytes, file: PdfFile, writer: Writer) -> bool:
    """Write a file down by its tags, if it promises them and they hold all of its text; else say no."""
    if not promises_tags(data) or file.pages > MOST_PAGES:
        return False
    root, pages = tags_of(data), _pages(file, writer)
    if root is None or not any(page.pieces for page in pages):
        return False
    tagged = {(mark.page, mark.number) for mark in root.marks()}
    if any(page.strays for page in pages) or any(
        (at, mark) not in tagged for at, page in enumerate(pages) for mark in page.pieces
    ):
        return False
    _Tagged(pages, writer).write(root)
    return True


def _pages(file: PdfFile, writer: Writer) -> list[MarkedText]:
    """The text of every page; none at all where one of them cannot be read."""
    found: list[MarkedText] = []
    for index in range(file.pages):
        try:
            with file.page(index) as page:
                found.append(marked_text(page))
        except UnreadablePageError:
            return []
        writer.step(index + 1, file.pages)
    return found


class _Tagged:
    def __init__(self, pages: list[MarkedText], writer: Writer) -> None:
        self._pages, self._writer = pages, writer

    def write(self, tag: Tag) -> None:
        """Write an element down with all in it, in the order of reading."""
        if tag.kind == "Table":
            self._table(tag)
        elif tag.kind in _HEADINGS:
            self._writer.paragraph(self._line(tag), heading=_HEADINGS[tag.kind], place=self._place(tag))
        elif tag.kind == "LI":
            self._item(tag)
        elif any(each.kind in _BLOCKS for each in tag.tags(*_BLOCKS)):
            for each in tag.within:
                if isinstance(each, Tag):
                    self.write(each)
        else:
            self._writer.paragraph(self._line(tag), place=self._place(tag))

    def _item(self, tag: Tag) -> None:
        label = " ".join(self._line(each) for each in tag.tags("Lbl"))
        body = " ".join(self._line(each) for each in tag.tags("LBody")) or self._line(tag)
        self._writer.paragraph(body, mark=label or None, level=1, place=self._place(tag))

    def _table(self, table: Tag) -> None:
        cells: list[FoundCell] = []
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(table.tags("TR")):
            column = 0
            for tag in row.tags(*_CELLS):
                while (number, column) in taken:
                    column += 1
                taken |= set(product(range(number, number + tag.rows), range(column, column + tag.columns)))
                cells.append(
                    FoundCell(
                        text="\n".join(self._lines(tag)),
                        row=number,
                        column=column,
                        rows=tag.rows,
                        columns=tag.columns,
                        header=tag.kind == "TH",
                    )
                )
        title = " ".join(self._line(each) for each in table.tags("Caption"))
        self._writer.grid(cells, title=title, place=self._place(table))

    def _lines(self, cell: Tag) -> Iterator[str]:
        """The paragraphs of a cell."""
        loose: list[Mark] = []
        for each in cell.within:
            if isinstance(each, Mark):
                loose.append(each)
                continue
            if loose:
                yield self._text(loose)
                loose = []
            if any(each.tags(*_BLOCKS)):
                yield from self._lines(each)
            else:
                yield self._line(each)
        if loose:
            yield self._text(loose)

    def _line(self, tag: Tag) -> str:
        return self._text(list(tag.marks()))

    def _text(self, marks: list[Mark]) -> str:
        """The text of marks, page by page: what goes on overleaf goes on."""
        parts: dict[int, list[int]] = {}
        for mark in marks:
            parts.setdefault(mark.page, []).append(mark.number)
        return " ".join(tidy("".join(self._pages[page].of(found) for page, found in parts.items())).split())

    def _place(self, tag: Tag) -> str:
        first = next(tag.marks(), None)
        return f"page {first.page + 1}" if first else ""
