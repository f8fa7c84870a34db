"""Refuses a PDF that unpacks to far more than any document needs, before PDFium unpacks it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from lapwing.platform.extraction.errors import UnreadableFileError

# A page of dense tables unpacks to a megabyte at most. Pictures are not counted: they are never unpacked.
MOST_BYTES_OF_ONE = 48 * 2**20
MOST_BYTES = 256 * 2**20
CHUNK = 2**16

PACKED = (
    "This PDF unpacks to far more than its size and was not opened. "
    "Ask for the Word file that it was made from, or print it to a new PDF."
)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")


def check_unpacked(data: bytes) -> None:
    """Unpack all streams but pictures, keeping nothing. UnreadableFileError (pdf-packed) past the bounds."""
    total = 0
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - 4000) : match.start()]
        described = before[before.rfind(b"obj") + 3 :]
        times = len(_FLATE.findall(described))
        if not times or _PICTURE.search(described):
            continue
        size = 0
        for part in _unpacked(data, match.end(), min(times, 3)):
            size += len(part)
            if size > MOST_BYTES_OF_ONE or total + size > MOST_BYTES:
                raise UnreadableFileError("pdf-packed", PACKED)
        total += size


def _unpacked(data: bytes, start: int, times: int) -> Iterator[bytes]:
    """The parts of a stream packed so many times over; what is damaged ends it, as it would for a reader."""
    source: Iterator[bytes] = (data[at : at + CHUNK] for at in range(start, len(data), CHUNK))
    for _ in range(times):
        source = _inflated(source)
    yield from source


def _inflated(source: Iterator[bytes]) -> Iterator[bytes]:
    unpacking = zlib.decompressobj()
    for packed in source:
        left = packed
        while left and not unpacking.eof:
            try:
                part = unpacking.decompress(left, CHUNK)
            except zlib.error:
                return
            yield part
            left = unpacking.unconsumed_tail
        if unpacking.eof:
            return
