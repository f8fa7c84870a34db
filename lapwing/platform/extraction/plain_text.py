"""Plain text as a document: its own lines keep their numbers; tables drawn with pipes become tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from lapwing.platform.extraction.document import Document, Element, Grid, Kind, Paragraph
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.numbered import decoded, document_of_lines, lines_of
from lapwing.platform.extraction.pipe_tables import pipe_tables_in
from lapwing.platform.extraction.writer import Writer

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# More control characters than this are no slip of a copying machine: the file is no text.
_MOST_CONTROL = 0.01
# A file of UTF-8 with a few damaged bytes has many more characters of several bytes that are whole.
_WHOLE_TO_DAMAGED = 4
_MARK = re.compile(r"^(?P<in>\s*)(?P<mark>[•◦▪●‣⁃·✓■□○◆❖\uf0b7\uf0a7→➔➢►]|[-–*](?=\s))\s*(?=\S)")


def decode_text(data: bytes) -> str:
    """The text in a file: UTF-8, UTF-16 or the Windows code page. Damaged characters stay as U+FFFD.

    Raises UnreadableFileError for what is not text.
    """
    text = _damaged_utf8(data) or decoded(data)
    if "\x00" in text or len(_CONTROL.findall(text)) > max(3, len(text) * _MOST_CONTROL):
        raise UnreadableFileError(
            "not-text",
            "The file holds no text that can be read. If it is a document, send it as Word, PDF or Excel; "
            "if it is text, save it as UTF-8.",
        )
    return _CONTROL.sub(" ", text)


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 of which a few characters are damaged; None when it is whole, or is something else."""
    mended = data.decode("utf-8-sig", errors="replace")
    damaged = mended.count("\ufffd")
    whole = sum(character > "\x7f" for character in mended) - damaged
    return mended if damaged and whole > damaged * _WHOLE_TO_DAMAGED else None


def read_text(data: bytes, writer: Writer) -> None:
    """Write a text file down on its own lines. Raises UnreadableFileError for what is not text."""
    text = decode_text(data)
    document = text_document(text, "")
    writer.take(document.lines, document.elements)


def text_document(text: str, name: str, kind: Kind = Kind.TEXT) -> Document:
    """The text on its own lines, numbered from 1 (line ends of any kind; a form feed ends none)."""
    lines = lines_of(text)
    return document_of_lines(kind, name, text, elements_of(lines, pipe_tables_in(lines)))


def elements_of(lines: Sequence[str], grids: Sequence[Grid]) -> tuple[Element, ...]:
    """Tables and the paragraphs around them, in the order of their lines.

    A paragraph is a run of filled lines, or an item of a list with the lines that carry it on.
    """
    inside = {number for grid in grids for number in range(grid.lines[0], grid.lines[1] + 1)}
    elements: list[Element] = [*grids, *_paragraphs(lines, inside)]
    return tuple(sorted(elements, key=lambda element: element.lines))


def _paragraphs(lines: Sequence[str], taken: Collection[int]) -> Iterator[Paragraph]:
    run: list[int] = []
    for number, line in enumerate(lines, start=1):
        ends = not line.strip() or number in taken
        if run and (ends or _MARK.match(line)):
            yield _paragraph(lines, run)
            run = []
        if not ends:
            run.append(number)
    if run:
        yield _paragraph(lines, run)


def _paragraph(lines: Sequence[str], run: Sequence[int]) -> Paragraph:
    texts = [lines[number - 1].strip() for number in run]
    mark = _MARK.match(lines[run[0] - 1])
    if mark:
        texts[0] = lines[run[0] - 1][mark.end() :].strip()
    return Paragraph(
        text="\n".join(texts),
        lines=(run[0], run[-1]),
        mark=mark["mark"] if mark else None,
        level=1 + len(mark["in"].expandtabs(4)) // 2 if mark else 0,
    )
