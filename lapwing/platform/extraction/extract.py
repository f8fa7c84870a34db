"""From the bytes of a file to its document, in this process: what strangers send is read in the sandbox."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from lapwing.platform.extraction.document import Document, Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.limits import LIMITS, Limits
from lapwing.platform.extraction.sniff import kind_of
from lapwing.platform.extraction.writer import Progress, Writer

# Where each kind is read. Loaded when a file of the kind comes: the libraries are slow to load.
_READERS = {
    Kind.WORD: ("word", "read_word"),
    Kind.PDF: ("pdf", "read_pdf"),
    Kind.EXCEL: ("excel", "read_excel"),
    Kind.CSV: ("csv_file", "read_csv"),
    Kind.HTML: ("web_page", "read_html"),
    Kind.MARKDOWN: ("markdown", "read_markdown"),
    Kind.TEXT: ("plain_text", "read_text"),
}


def extract(data: bytes, name: str, progress: Progress | None = None, limits: Limits = LIMITS) -> Document:
    """The document in a file. Raises UnreadableFileError with a sentence for the person who sent it."""
    writer = Writer(kind_of(data, name, limits), name, progress)
    write_down(data, writer)
    return writer.document()


def write_down(data: bytes, writer: Writer) -> None:
    """Write a file of the writer's kind down. Raises UnreadableFileError."""
    if writer.kind not in _READERS:
        raise UnreadableFileError("wrong-type", "This is data for a program, not a document to be read.")
    module, function = _READERS[writer.kind]
    read: Callable[[bytes, Writer], None] = getattr(
        importlib.import_module(f"lapwing.platform.extraction.{module}"), function
    )
    read(data, writer)
