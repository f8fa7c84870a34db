"""The zipped parts of a Word or Excel file, read without running, fetching or expanding anything.

Parts are read one by one when asked for: pictures, macros and embedded files are never unpacked. Python-docx
is not used here, since it unpacks every part, refuses files with macros, and cannot do without the parts
that other programs leave out.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from lxml import etree

from lapwing.platform.extraction.errors import UnreadableFileError

# A tree of XML takes some ten times the room of its text.
_MOST_OF_A_TREE = 64 * 1024 * 1024
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCUMENT_TYPE = b"<!DOCTYPE"
_OPENING = 65_536
# What "Strict Open XML" calls the same things.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/main",
        b"http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Related:
    """A part that another part names: ``kind`` is the last word of the relationship's type."""

    key: str
    kind: str
    part: str


class OfficePackage:
    """The parts of a zipped office file. Raises UnreadableFileError for what is damaged or set to harm."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except FAILURES as error:
            raise damaged() from error
        self._members = {_plain(info.filename): info for info in self._zip.infolist()}

    def __contains__(self, part: str) -> bool:
        return _plain(part) in self._members

    def names(self) -> Iterator[str]:
        """The names of all parts, in small letters."""
        return iter(self._members)

    def size(self, part: str) -> int:
        """The bytes of a part when it is unpacked."""
        return self._member(part).file_size

    def main(self, usual: str) -> str:
        """The name of the part that holds the document itself."""
        named = next((found.part for found in self.related("") if found.kind == "officeDocument"), usual)
        return named if named in self else usual

    def related(self, part: str) -> tuple[Related, ...]:
        """The parts within the file that a part names, in the order written; links out are left alone."""
        folder, name = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", f"{name}.rels")
        if listing not in self:
            return ()
        return tuple(
            Related(
                element.get("Id", ""),
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/"),
            )
            for element in self.tree(listing).iter(_RELATIONSHIP)
            if element.get("TargetMode") != "External"
        )

    def tree(self, part: str) -> etree._Element:
        """A part as a tree of XML. Raises UnreadableFileError when it is missing, damaged or too large."""
        info = self._member(part)
        if info.file_size > _MOST_OF_A_TREE:
            raise UnreadableFileError(
                "too-large",
                "The document holds more than a plan can. Send the part of it that holds the plan.",
            )
        try:
            data = self._zip.read(info)
        except FAILURES as error:
            raise damaged() from error
        return parsed(data)

    def open(self, part: str) -> IO[bytes]:
        """A part to be read bit by bit."""
        try:
            return self._zip.open(self._member(part))
        except FAILURES as error:
            raise damaged() from error

    def refuse_document_types(self) -> None:
        """Raise UnreadableFileError when a part of XML begins with definitions of its own."""
        for part in self._members:
            if part.endswith((".xml", ".rels")):
                with self.open(part) as opened:
                    try:
                        opening = opened.read(_OPENING)
                    except FAILURES as error:
                        raise damaged() from error
                if _DOCUMENT_TYPE in opening.replace(b"\x00", b""):
                    raise unsafe()

    def _member(self, part: str) -> zipfile.ZipInfo:
        try:
            return self._members[_plain(part)]
        except KeyError as error:
            raise damaged() from error


def parsed(data: bytes) -> etree._Element:
    """XML as a tree: no entities, nothing fetched, no bottomless depth. Raises UnreadableFileError."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if _DOCUMENT_TYPE in data[:_OPENING].replace(b"\x00", b""):
            raise unsafe() from error
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise unsafe()
    return root


def damaged() -> UnreadableFileError:
    return UnreadableFileError(
        "damaged",
        "The file is damaged: a part of it is missing or cannot be unpacked. "
        "Open it in the program that made it, save it once more, and send that.",
    )


def unsafe() -> UnreadableFileError:
    return UnreadableFileError(
        "unsafe",
        "The file holds definitions that no Word or Excel program writes, so it was not opened. "
        "Open it in Word or Excel, save it once more, and send that.",
    )


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
