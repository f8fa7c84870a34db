"""Writes what was found on pages, in order, holding a table back until it is seen not to go on."""

from __future__ import annotations

from lapwing.platform.extraction.pdf.blocks import Block, text_of
from lapwing.platform.extraction.pdf.continuation import goes_on, laid_together
from lapwing.platform.extraction.pdf.habits import Habits
from lapwing.platform.extraction.pdf.tables import Table, written_cells
from lapwing.platform.extraction.writer import FoundCell, Writer


class Flow:
    """Takes blocks and tables in the order of reading."""

    def __init__(self, writer: Writer, habits: Habits) -> None:
        self._writer, self._habits = writer, habits
        self._table: Table | None = None
        self._block: tuple[Block, int | None, int] | None = None

    def table(self, table: Table) -> None:
        """Take a table, or the rest of one that was held back."""
        self._write_block()
        if self._table is not None and goes_on(self._table, table):
            self._table = laid_together(self._table, table, self._habits)
            return
        self._write_table()
        self._table = table

    def block(self, block: Block, heading: int | None, page: int, *, resumes: bool = False) -> None:
        """Take a paragraph, or the rest of one that the page or column before broke off."""
        self._write_table()
        if self._block is not None and self._goes_on(block, heading, page, resumes):
            above = self._block[0]
            last = above.lines[-1]
            down = last.y + self._habits.lead(last.size) - block.first.y
            above.lines += [line.moved(down) for line in block.lines]
            return
        self._write_block()
        self._block = (block, heading, page)

    def end(self) -> None:
        """Write what is still held back."""
        self._write_block()
        self._write_table()

    def _goes_on(self, block: Block, heading: int | None, page: int, resumes: bool) -> bool:
        """Whether a block opens a page or column in the middle of the sentence that ended the one before."""
        assert self._block is not None
        above, above_heading, above_page = self._block
        if (page == above_page and not resumes) or heading or above_heading or block.mark:
            return False
        last, first = above.lines[-1], block.first
        alike = abs(last.size - first.size) < 0.5
        return alike and first.words[0].text[0].islower() and last.words[-1].text[-1] not in ".!?:;"

    def _write_block(self) -> None:
        if self._block is None:
            return
        block, heading, page = self._block
        self._block = None
        text = text_of(block, self._habits)
        mark = block.mark.text if block.mark else None
        if mark and (heading or not text):
            # a numbered heading keeps its number in its words
            text, mark = f"{mark} {text}".rstrip(), None
        self._writer.paragraph(
            text, heading=heading, mark=mark, level=block.level if mark else 0, place=f"page {page}"
        )

    def _write_table(self) -> None:
        if self._table is None:
            return
        table, self._table = self._table, None
        self._writer.grid(
            (
                FoundCell(
                    text=text,
                    row=cell.row,
                    column=column,
                    rows=cell.rows,
                    columns=width,
                    colour=cell.colour,
                    header=cell.header,
                )
                for cell, column, width, text in written_cells(table, self._habits)
            ),
            title=table.title,
            place=f"page {table.first_page}",
        )
