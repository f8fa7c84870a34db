"""Reads a Word file from its parts: the body, then its footnotes. Headers and footers are left out."""

from __future__ import annotations

from lxml import etree

from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.office_package import OfficePackage, Related
from lapwing.platform.extraction.word import names
from lapwing.platform.extraction.word.names import SDT, SDT_CONTENT, T, child, number, value, w
from lapwing.platform.extraction.word.numbering import Numbering
from lapwing.platform.extraction.word.passages import Passage, PassageReader
from lapwing.platform.extraction.word.styles import Styles
from lapwing.platform.extraction.word.tables import Box, TableReader
from lapwing.platform.extraction.writer import Writer

_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


def read_word(data: bytes, writer: Writer) -> None:
    """Write down a Word file (.docx, .docm). Raises UnreadableFileError when it is damaged or unsafe."""
    package = OfficePackage(data)
    main = package.main("word/document.xml")
    root = package.tree(main)
    related = package.related(main)
    try:
        _Reading(package, related, writer).read(root)
    except RecursionError as error:
        raise UnreadableFileError(
            "too-deep",
            "The tables in the document stand within one another deeper than in any plan. "
            "Save it as PDF and send that.",
        ) from error


class _Reading:
    def __init__(self, package: OfficePackage, related: tuple[Related, ...], writer: Writer) -> None:
        self._package, self._related, self._writer = package, related, writer
        styles = Styles(self._tree("styles"))
        self._passages = PassageReader(styles, Numbering(self._tree("numbering"), styles.list_of))
        self._tables = TableReader(self._passages)

    def read(self, root: etree._Element) -> None:
        _empty_placeholders(root)
        body = child(root, "body")
        if body is not None:
            self._write(body)
        for kind, singular in _NOTES.items():
            self._write_notes(self._tree(kind), singular)
        self._tell(root)

    def _write(self, container: etree._Element, place: str = "") -> None:
        for found in self._passages.passages(container):
            if isinstance(found, Passage):
                self._writer.paragraph(
                    found.text, heading=found.heading, mark=found.mark, level=found.level, place=place
                )
                continue
            for part in self._tables.parts(found):
                if isinstance(part, Box):
                    self._write(part.cell, place)
                else:
                    self._writer.grid(part, place=place)

    def _write_notes(self, root: etree._Element | None, singular: str) -> None:
        """Footnotes come last, each under its number; nothing is put where the text refers to it."""
        for note in root if root is not None else ():
            if (number(value(note, "id")) or 0) > 0 and value(note, "type") in {None, "normal"}:
                self._write(note, f"{singular} {value(note, 'id')}")

    def _tree(self, kind: str) -> etree._Element | None:
        """A part that may be missing: other programs than Word leave out what they do not use."""
        part = next((found.part for found in self._related if found.kind == kind), f"word/{kind}.xml")
        return self._package.tree(part) if part in self._package else None

    def _tell(self, root: etree._Element) -> None:
        if next(root.iter(*names.CHANGES), None) is not None:
            self._writer.note(
                "tracked-changes",
                "The document holds tracked changes. They are read as if accepted: what was put in is there, "
                "what was struck out is not.",
            )
        if any(name.endswith("vbaproject.bin") for name in self._package.names()):
            self._writer.note("macros", "The document holds macros. They were not run.")
        if self._passages.pictures:
            self._writer.note(
                "pictures", "The document holds pictures or charts. Words that stand in them are not read."
            )
        if next(root.iter(w("altChunk")), None) is not None:
            self._writer.note(
                "embedded", "Another file is embedded in the document, and is not read. Send it by itself."
            )


def _empty_placeholders(root: etree._Element) -> None:
    """Take away what forms ask for ("Click here to enter text"): nobody has written it."""
    for control in root.iter(SDT):
        if child(control, "sdtPr", "showingPlcHdr") is not None:
            content = control.find(SDT_CONTENT)
            for text in content.iter(T) if content is not None else ():
                text.text = ""
