"""Files with nothing in them, for tests that are not about what files say: they take no time to make."""

from __future__ import annotations

import io

import pypdfium2  # type: ignore[import-untyped]
from docx import Document
from openpyxl import Workbook


def nothing_in(form: str) -> bytes:
    """A whole file of a form of packs."""
    out = io.BytesIO()
    if form == "word":
        Document().save(out)
    elif form == "excel":
        Workbook().save(out)
    else:
        document = pypdfium2.PdfDocument.new()
        document.new_page(595, 842)
        document.save(out)
    return out.getvalue()
