"""What a file is, told from its bytes; its name only settles what bytes leave open (text of which kind)."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from lapwing.platform.extraction.document import Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.limits import LIMITS, MEGABYTE, Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"  # of a zip file's list of parts
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Signs that open files nobody can read as a plan, with the words for them.
_OTHER = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"SQLite format 3", "a database"),
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]|<table[\s>]", re.I)
_BY_NAME = {
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".json": Kind.JSON,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
}
_SAVE_AS = "Open it and save it as Word (.docx), Excel (.xlsx) or PDF, then send that."
# A file whose name promises one of these and whose bytes are another is not what its sender thinks it is.
_PROMISES = {
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
    ".docm": Kind.WORD,
    ".xlsx": Kind.EXCEL,
    ".xlsm": Kind.EXCEL,
}


def kind_of(data: bytes, name: str, limits: Limits = LIMITS) -> Kind:
    """The kind of a file. Raises UnreadableFileError for one too large, empty, or not read here."""
    if len(data) > limits.bytes:
        most, size = limits.bytes // MEGABYTE, len(data) // MEGABYTE
        # of a file that is not read to its end, only that it is too large is known
        raise UnreadableFileError(
            "too-large",
            f"The file is {f'{size} MB' if size > most else f'more than {most} MB'}; Lapwing takes up to "
            f"{most} MB. Leave out its pictures, or send the part that holds the plan.",
        )
    if not data.strip():
        raise UnreadableFileError("empty", "There is nothing in the file. Was it saved before it was sent?")
    found = _kind(data, name, limits)
    _refuse_a_false_name(found, name)
    return found


def _kind(data: bytes, name: str, limits: Limits) -> Kind:
    if data[:1024].lstrip()[:5] == b"%PDF-":
        return Kind.PDF
    if data.startswith(b"PK"):
        return _zipped(data, limits)
    if data.startswith(_OLE):
        raise _old_office(data)
    if data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFileError("wrong-type", f"This is a rich text file (RTF). {_SAVE_AS}")
    for sign, words in _OTHER:
        if data.startswith(sign):
            raise UnreadableFileError(
                "wrong-type",
                f"This is {words}, not a document. Send the plan as Word, PDF, Excel, a web page or text.",
            )
    return _text_kind(data, name)


def _text_kind(data: bytes, name: str) -> Kind:
    suffix = PurePath(name).suffix.lower()
    if suffix in _BY_NAME:
        return _BY_NAME[suffix]
    opening = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if opening.startswith(b"{"):
        return Kind.JSON
    if opening.startswith(b"<") and _HTML.search(opening):
        return Kind.HTML
    if opening.startswith(b"<?xml"):
        raise UnreadableFileError("wrong-type", f"This is an XML file, not a document. {_SAVE_AS}")
    return Kind.TEXT


def _zipped(data: bytes, limits: Limits) -> Kind:
    # listing a million parts would cost seconds and half a gigabyte here, in the web process
    if data.count(_ENTRY) > limits.parts:
        raise _bomb()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFileError(
            "damaged", "The file is damaged: it breaks off or cannot be unpacked. Send it once more."
        ) from error
    _refuse_a_bomb(parts, len(data), limits)
    names = {part.filename for part in parts}
    if any(name.startswith("word/") for name in names):
        return Kind.WORD
    if any(name.startswith("xl/") and not name.endswith(".bin") for name in names):
        return Kind.EXCEL
    if "mimetype" in names or any(name.startswith("ppt/") for name in names):
        raise UnreadableFileError(
            "wrong-type",
            f"This is a presentation or an OpenDocument file, which Lapwing cannot read. {_SAVE_AS}",
        )
    if "xl/workbook.bin" in names:
        raise UnreadableFileError(
            "wrong-type", "This is a binary Excel file (.xlsb). Save it as .xlsx and send that."
        )
    raise UnreadableFileError(
        "wrong-type", "This is a zip file, not a document. Unpack it and send the plan that is in it."
    )


def _refuse_a_bomb(parts: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > limits.parts
        or unpacked > limits.unpacked
        or unpacked > limits.ratio * max(packed, 10_000)
    ):
        raise _bomb()


def _bomb() -> UnreadableFileError:
    return UnreadableFileError(
        "zip-bomb",
        "The file unpacks to far more than a plan can hold, so it was not opened. "
        "Save the document anew and send that.",
    )


def _old_office(data: bytes) -> UnreadableFileError:
    if _ENCRYPTED_PACKAGE in data:
        return UnreadableFileError(
            "encrypted",
            "The file is protected with a password. Take the password off (File, Info, Protect), save it, "
            "and send that.",
        )
    return UnreadableFileError(
        "wrong-type",
        f"This is in the format of Word or Excel before 2007 (.doc, .xls), or an email. {_SAVE_AS}",
    )


def _refuse_a_false_name(found: Kind, name: str) -> None:
    suffix = PurePath(name).suffix.lower()
    promised = _PROMISES.get(suffix)
    if promised is not None and promised is not found:
        raise UnreadableFileError(
            "false-name",
            f"The name ends in {suffix}, but this is not what is in it. Open it, save it under the right "
            "kind, and send that.",
        )
