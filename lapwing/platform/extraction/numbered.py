"""Files that are text already: their bytes as words, and a document on the lines that they came with.

Word, Excel and PDF files get their lines from the Writer. A Markdown or text file has its own, and what is
read from it is shown on the very lines that its author wrote.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from lapwing.platform.extraction.document import Document, Element, Kind
from lapwing.platform.extraction.writer import Writer

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_AS_THEY_ARE = "lapwing-as-they-are"


def decoded(data: bytes) -> str:
    """The words of a text file: UTF-8, UTF-16 or UTF-32 by its mark, UTF-16 by its zeros, else Windows-1252.

    The mark itself is left out. Never fails: bytes that Windows-1252 does not set stand as they are.
    """
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    unmarked = _utf16_of(data)
    if unmarked is not None:
        return data.decode(unmarked, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors=_AS_THEY_ARE)


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text, whatever ends them. A form feed does not, and a last empty line counts."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def document_of_lines(kind: Kind, name: str, text: str, elements: Iterable[Element] = ()) -> Document:
    """A document whose lines are the text's own; the elements name the lines that they stand on."""
    writer = Writer(kind, name)
    writer.take(lines_of(text), elements)
    return writer.document()


def _utf16_of(data: bytes) -> str | None:
    """UTF-16 without its mark is told by its zeros: Latin letters have one in every pair of bytes."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _as_they_are(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error(_AS_THEY_ARE, _as_they_are)
