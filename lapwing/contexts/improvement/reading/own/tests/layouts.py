"""A layout as the document that a reader would make of it: what the formats are not needed for."""

from __future__ import annotations

from collections.abc import Iterable

from lapwing.contexts.improvement.publishing.layout import Heading, Layout, Prose, Table, Workbook
from lapwing.platform.extraction.document import Document, Kind
from lapwing.platform.extraction.writer import FoundCell, Writer


def document_of(layout: Layout) -> Document:
    writer = Writer(Kind.WORD, "plan.docx")
    writer.paragraph(layout.title, heading=1)
    for line in layout.under:
        writer.paragraph(line)
    for part in layout.parts:
        for block in part.blocks:
            if isinstance(block, Heading):
                writer.paragraph(block.text, heading=block.level)
            elif isinstance(block, Prose):
                writer.paragraph(block.text)
            else:
                writer.grid(_cells(block))
    return writer.document()


def document_of_sheets(workbook: Workbook) -> Document:
    writer = Writer(Kind.EXCEL, "plan.xlsx")
    for table in workbook.tables:
        writer.grid(_cells(table), title=table.form.sheet)
    return writer.document()


def _cells(table: Table) -> Iterable[FoundCell]:
    for at, title in enumerate(table.form.titles):
        yield FoundCell(text=title, row=0, column=at, header=True)
    for number, row in enumerate(table.rows, start=1):
        for at, title in enumerate(table.form.titles):
            yield FoundCell(text=row.cells.get(title, ""), row=number, column=at)
