"""What stands on a PDF, and where it leads."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1


def words_on(data: bytes) -> str:
    """Every word of it, with one blank between any two."""
    document = pdfium.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def links_on(data: bytes) -> set[str]:
    """The addresses that lead out of it."""
    pages = PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(data))))
    notes = [resolve1(note) for page in pages for note in resolve1(page.annots) or ()]
    actions = [resolve1(note.get("A")) or {} for note in notes]
    return {action["URI"].decode() for action in actions if "URI" in action}
