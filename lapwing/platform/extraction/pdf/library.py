"""Opens PDF files with PDFium, and closes what was opened.

PDFium repairs damaged files, runs no scripts in this build, and reads characters ten times as fast as Python
can (docs/decisions/0007).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.pdf.frame import Frame

Handle = Any

DAMAGED = (
    "This PDF is damaged and cannot be opened. Ask for it to be sent again, "
    "or for the Word file that it was made from."
)
ENCRYPTED = (
    "This PDF is locked with a password. Open it with the password, print it to a new PDF without one, "
    "and upload that."
)


class UnreadablePageError(ValueError):
    """One page of a damaged file cannot be read; others may."""


class PdfFile:
    """An open PDF."""

    def __init__(self, document: Handle) -> None:
        self._document = document
        self.pages: int = len(document)

    @contextmanager
    def page(self, index: int) -> Iterator[Handle]:
        """A page by its index from 0, closed afterwards; UnreadablePageError when it cannot be read."""
        try:
            page = self._document[index]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise UnreadablePageError(index) from error
        try:
            yield page
        finally:
            page.close()

    @property
    def has_fields(self) -> bool:
        """Whether it is a form to fill in."""
        return bool(self._document.get_formtype() != pdfium.FORMTYPE_NONE)

    @property
    def is_xfa(self) -> bool:
        """Whether its pages are made by Adobe's programs only when they show it."""
        return self._document.get_formtype() in (pdfium.FORMTYPE_XFA_FULL, pdfium.FORMTYPE_XFA_FOREGROUND)


@contextmanager
def opened(data: bytes) -> Iterator[PdfFile]:
    """Open a PDF. UnreadableFileError (pdf-encrypted, pdf-damaged) when it will not open or has no pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if any(word in str(error).lower() for word in ("password", "security")):
            raise UnreadableFileError("pdf-encrypted", ENCRYPTED) from error
        raise UnreadableFileError("pdf-damaged", DAMAGED) from error
    try:
        if not len(document):
            raise UnreadableFileError("pdf-damaged", DAMAGED)
        yield PdfFile(document)
    finally:
        document.close()


def frame_of(page: Handle) -> Frame:
    """The visible part of a page, turned as its file asks."""
    left, bottom, right, top = page.get_bbox()
    return Frame(left, bottom, right, top, page.get_rotation() // 90)
