"""What a file is, by its bytes; what is not read is refused in words."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from lapwing.platform.extraction.document import Kind
from lapwing.platform.extraction.errors import UnreadableFileError
from lapwing.platform.extraction.limits import LIMITS
from lapwing.platform.extraction.sniff import kind_of


def zipped(**parts: bytes) -> bytes:
    """A zip file; a name's first ``__`` stands for the slash."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return found.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7 x", "plan.pdf", Kind.PDF),
        (b"\n\n%PDF-1.4", "no name", Kind.PDF),
        (zipped(word__document=b"x"), "plan.docx", Kind.WORD),
        (zipped(xl__workbook=b"x"), "plan.xlsx", Kind.EXCEL),
        (b"<!DOCTYPE html><p>x", "page", Kind.HTML),
        (b"\xef\xbb\xbf<html>", "page.htm", Kind.HTML),
        (b"# Plan", "plan.md", Kind.MARKDOWN),
        (b"a,b", "plan.csv", Kind.CSV),
        (b"a\tb", "plan.tsv", Kind.CSV),
        (b'{"format": 1}', "plan", Kind.JSON),
        (b"Plan", "plan.txt", Kind.TEXT),
        (b"Plan", "", Kind.TEXT),
    ],
)
def test_a_kind_is_told_from_bytes(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "plan.docx", "empty"),
        (b" \n", "plan.txt", "empty"),
        (b"Plan", "plan.docx", "false-name"),
        (b"%PDF-1.7 x", "plan.docx", "false-name"),
        (zipped(word__document=b"x"), "plan.pdf", "false-name"),
        (zipped(xl__workbook=b"x"), "plan.docx", "false-name"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "plan.doc", "wrong-type"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "plan.docx",
            "encrypted",
        ),
        (b"{\\rtf1 x}", "plan.rtf", "wrong-type"),
        (b"\x89PNG\r\n", "plan.pdf", "wrong-type"),
        (b"MZ\x90", "plan.exe", "wrong-type"),
        (b"<?xml version='1.0'?><plan/>", "plan.xml", "wrong-type"),
        (zipped(readme=b"x"), "plans.zip", "wrong-type"),
        (zipped(ppt__presentation=b"x"), "plan.pptx", "wrong-type"),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "plan.odt", "wrong-type"),
        (b"PK\x03\x04 breaks off", "plan.docx", "damaged"),
        (zipped(word__document=b"\0" * 30_000_000), "plan.docx", "zip-bomb"),
    ],
)
def test_what_is_not_read_is_refused_with_what_to_do(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        kind_of(data, name)
    assert refused.value.code == code
    assert str(refused.value).endswith((".", "?"))


def test_a_file_that_is_too_large_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(UnreadableFileError, match="takes up to") as refused:
        kind_of(b"x" * 2000, "plan.txt", replace(LIMITS, bytes=1000))
    assert refused.value.code == "too-large"


def test_more_parts_than_a_document_has_are_refused() -> None:
    parts = {f"word__part{number}": b"x" for number in range(30)}
    with pytest.raises(UnreadableFileError) as refused:
        kind_of(zipped(**parts), "plan.docx", replace(LIMITS, parts=20))
    assert refused.value.code == "zip-bomb"


def test_a_file_of_a_million_parts_is_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    def listed(*_: object) -> None:
        raise AssertionError("its parts were listed")

    monkeypatch.setattr(zipfile, "ZipFile", listed)
    entry = b"PK\x01\x02" + bytes(42)
    with pytest.raises(UnreadableFileError) as error:
        kind_of(b"PK\x03\x04" + entry * (LIMITS.parts + 1), "plan.docx")
    assert error.value.code == "zip-bomb"
