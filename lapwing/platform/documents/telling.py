"""What a file is, told from its bytes. Names only settle which kind of text it is.

Reads the beginning, the end and, of a zipped file, the list of its parts; nothing is unpacked here but the
one part of an Office file that says what it is.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from typing import IO

from lapwing.platform.documents import kinds
from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.kinds import KINDS, Kind
from lapwing.platform.documents.names import suffix_of
from lapwing.platform.extraction.limits import LIMITS, Limits

_HEAD = 64 * 1024
_TAIL = 66 * 1024  # a zip's end, with the longest comment it can have
_BLOCK = 1024 * 1024
_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_PDF = b"%PDF-"
_PDF_WITHIN = 1024  # readers of PDF look this far for its beginning
_BLANK = b"\xef\xbb\xbf \t\r\n\x0c"
_LONGEST_TYPES = 1024 * 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MOST_CONTROLS = 0.01
_SIGNS: tuple[tuple[bytes, Kind], ...] = (
    (b"\x89PNG\r\n\x1a\n", kinds.PNG),
    (b"\xff\xd8\xff", kinds.JPEG),
    (b"GIF87a", kinds.GIF),
    (b"GIF89a", kinds.GIF),
    (b"II*\x00", kinds.TIFF),
    (b"MM\x00*", kinds.TIFF),
    (b"BM", kinds.BMP),
    (b"MZ", kinds.PROGRAM),
    (b"\x7fELF", kinds.PROGRAM),
    (b"\xca\xfe\xba\xbe", kinds.PROGRAM),
    (b"\xcf\xfa\xed\xfe", kinds.PROGRAM),
    (b"#!/", kinds.PROGRAM),
    (b"\x1f\x8b", kinds.COMPRESSED),
    (b"BZh", kinds.COMPRESSED),
    (b"\xfd7zXZ\x00", kinds.COMPRESSED),
    (b"7z\xbc\xaf\x27\x1c", kinds.COMPRESSED),
    (b"Rar!", kinds.COMPRESSED),
    (b"SQLite format 3", kinds.DATABASE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WEB = re.compile(rb"<(!doctype\s+html|html|head|body|script|iframe|table|form|meta)[\s>/]", re.I)
_IN_A_PICTURE = re.compile(rb"<(script|html|svg|iframe|\?php)[\s>]|<\?php", re.I)
_SVG = re.compile(rb"<([\w-]+:)?svg[\s/>]", re.I)
# The type of the part that an Office file opens with.
_MAIN_PARTS = (
    (re.compile(rb"(wordprocessingml|ms-word)\.(document|template)\.[\w.]*main", re.I), kinds.WORD),
    (re.compile(rb"(spreadsheetml|ms-excel)\.(sheet|template)\.[\w.]*main", re.I), kinds.EXCEL),
    (
        re.compile(rb"(presentationml|ms-powerpoint)\.(presentation|slideshow|template)\.[\w.]*main", re.I),
        kinds.SLIDES,
    ),
)


@dataclass(frozen=True)
class Found:
    """A kind, and whether the file carries macros: small programs that Office would run."""

    kind: Kind
    macros: bool = False


def tell_kind(content: IO[bytes], size: int, name: str, limits: Limits = LIMITS) -> Found:
    """What a seekable file is. Raises RefusedFileError for an empty, damaged or two-faced one, or a bomb."""
    content.seek(0)
    head = content.read(_HEAD)
    if not head.strip(_BLANK + b"\0") and size <= _HEAD:
        raise RefusedFileError("There is nothing in the file. Was it saved before it was sent?", "empty")
    found = _found(head, content, size, name, limits)
    _refuse_two_in_one(found.kind, head, content, size)
    return found


def _found(head: bytes, content: IO[bytes], size: int, name: str, limits: Limits) -> Found:
    if head.lstrip(_BLANK).startswith(_PDF):
        return Found(kinds.PDF)
    if head.startswith(b"PK"):
        return _zipped(content, size, limits)
    if head.startswith(_OLE):
        locked = _holds(content, _ENCRYPTED_PACKAGE)
        return Found(kinds.LOCKED_OFFICE if locked else kinds.OLD_OFFICE)
    if head.lstrip(_BLANK).startswith(b"{\\rtf"):
        return Found(kinds.RTF)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Found(kinds.WEBP)
    for sign, kind in _SIGNS:
        if head.startswith(sign) and (kind is not kinds.BMP or b"\0" in head[:26]):
            return Found(kind)
    return Found(_text_kind(head, name) if _is_text(head) else kinds.UNKNOWN)


def _text_kind(head: bytes, name: str) -> Kind:
    opening = _plain(head[:4096]).lstrip(_BLANK)
    if opening.startswith(b"<"):
        if _SVG.search(opening):
            return kinds.SVG
        if _WEB.match(opening) or (opening[:5] in (b"<?xml", b"<!--") and _WEB.search(opening)):
            return kinds.HTML
        if opening.startswith(b"<?xml"):
            return kinds.XML
    suffix = suffix_of(name)
    if suffix in kinds.BY_NAME:
        return kinds.BY_NAME[suffix]
    if suffix in kinds.HTML.suffixes:
        return kinds.HTML
    return kinds.JSON if opening.startswith(b"{") and not suffix else kinds.TEXT


def _plain(head: bytes) -> bytes:
    """The beginning of a text, one byte for each character, however it is written."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", "ignore").encode("latin-1", "ignore")
    return head


def _is_text(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    return len(_CONTROL.findall(head)) <= len(head) * _MOST_CONTROLS and b"\0" not in head


def _zipped(content: IO[bytes], size: int, limits: Limits) -> Found:
    # listing a million parts would cost seconds and half a gigabyte
    if _count(content, _ENTRY, limits.parts + 1) > limits.parts:
        raise _bomb()
    try:
        content.seek(0)
        with zipfile.ZipFile(content) as packed:
            parts = packed.infolist()
            _refuse_a_bomb(parts, size, limits)
            return _office(packed, {part.filename for part in parts})
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, RuntimeError) as error:
        raise RefusedFileError(
            "The file is damaged: it breaks off or cannot be unpacked. Send it once more.", "damaged"
        ) from error


def _office(packed: zipfile.ZipFile, names: set[str]) -> Found:
    if "mimetype" in names and "content.xml" in names:
        return Found(kinds.OPEN_DOCUMENT)
    if "xl/workbook.bin" in names:
        return Found(kinds.BINARY_EXCEL)
    if "[Content_Types].xml" not in names:
        return Found(_by_folder(names))
    with packed.open("[Content_Types].xml") as part:
        types = part.read(_LONGEST_TYPES)
    macros = b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names)
    for sign, kind in _MAIN_PARTS:
        if sign.search(types):
            return Found(kind, macros)
    return Found(_by_folder(names), macros)


def _by_folder(names: set[str]) -> Kind:
    """An Office file that does not say what it is may be told by where its parts lie."""
    for folder, kind in (("word/", kinds.WORD), ("xl/", kinds.EXCEL), ("ppt/", kinds.SLIDES)):
        if any(name.startswith(folder) for name in names):
            return kind
    return kinds.ZIP


def _refuse_a_bomb(parts: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    # parts that overlap are packed in more bytes than there are
    if unpacked > limits.unpacked or unpacked > limits.ratio * max(size, 10_000) or packed > size:
        raise _bomb()


def _bomb() -> RefusedFileError:
    return RefusedFileError(
        "The file unpacks to far more than a document can hold, so it was not opened. "
        "Save the document anew and send that.",
        "zip-bomb",
    )


def _refuse_two_in_one(kind: Kind, head: bytes, content: IO[bytes], size: int) -> None:
    """One file that is two: a picture with a program behind it, a zip that PDF readers open."""
    is_text = kind in kinds.TEXTS or kind in (kinds.HTML, kinds.XML, kinds.SVG, kinds.RTF)
    second_pdf = kind is not kinds.PDF and not is_text and _PDF in head[:_PDF_WITHIN]
    script = kind in kinds.PICTURES and _IN_A_PICTURE.search(head[:1024]) is not None
    zipped = kind not in _ZIPPED and _has_a_zip_behind(content, size)
    if second_pdf or script or zipped:
        raise RefusedFileError(
            "The file is two in one: programs of different kinds would each open something else in it. "
            "Save it anew from the program that made it, and send that.",
            "two-in-one",
        )


_ZIPPED = frozenset(
    {kinds.WORD, kinds.EXCEL, kinds.SLIDES, kinds.BINARY_EXCEL, kinds.OPEN_DOCUMENT, kinds.ZIP}
)


def _has_a_zip_behind(content: IO[bytes], size: int) -> bool:
    begin = max(0, size - _TAIL)
    content.seek(begin)
    tail = content.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 20:
        return False
    (listed,) = struct.unpack("<L", tail[at + 12 : at + 16])
    start = begin + at - listed
    if listed == 0 or start < 0:
        return False
    content.seek(start)
    return content.read(4) == _ENTRY


def refuse_a_false_name(found: Found, name: str) -> None:
    """Raise RefusedFileError when the ending of a name promises another kind."""
    suffix = suffix_of(name)
    promised = {kind for kind in KINDS.values() if suffix in kind.suffixes}
    if promised and found.kind not in promised:
        raise RefusedFileError(
            f"The name ends in {suffix}, but this is not what is in it: it is {found.kind.words}. "
            "Open it, save it under the right kind, and send that.",
            "false-name",
        )


def _count(content: IO[bytes], sign: bytes, most: int) -> int:
    """How often a sign occurs, counted no further than ``most``."""
    content.seek(0)
    found, before = 0, b""
    while block := content.read(_BLOCK):
        found += (before + block).count(sign)
        if found >= most:
            break
        before = block[-(len(sign) - 1) :]
    return found


def _holds(content: IO[bytes], sign: bytes) -> bool:
    return _count(content, sign, 1) > 0


def size_of(content: IO[bytes]) -> int:
    """The length of a seekable file in bytes."""
    return content.seek(0, io.SEEK_END)
