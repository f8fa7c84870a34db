"""What a file is, told from its content, whatever it is called."""

from __future__ import annotations

import io
import struct

import pytest

from lapwing.platform.documents import kinds
from lapwing.platform.documents.errors import RefusedFileError
from lapwing.platform.documents.kinds import Kind
from lapwing.platform.documents.telling import Found, refuse_a_false_name, tell_kind
from lapwing.platform.documents.tests import files


def told(content: bytes, name: str = "") -> Found:
    found = tell_kind(io.BytesIO(content), len(content), name)
    refuse_a_false_name(found, name)
    return found


def refused(content: bytes, name: str = "") -> str:
    with pytest.raises(RefusedFileError) as refusal:
        told(content, name)
    return refusal.value.code


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (files.PDF, "", kinds.PDF),
        (b"\xef\xbb\xbf\n" + files.PDF, "", kinds.PDF),
        (files.word(), "a.docx", kinds.WORD),
        (files.excel(), "", kinds.EXCEL),
        (files.slides(), "a.pptx", kinds.SLIDES),
        (files.zipped({"word/document.xml": "<x/>"}), "", kinds.WORD),
        (files.zipped({"xl/workbook.bin": "x"}), "", kinds.BINARY_EXCEL),
        (files.zipped({"mimetype": "x", "content.xml": "<x/>"}), "a.odt", kinds.OPEN_DOCUMENT),
        (files.zipped({"a.txt": "x"}), "a.zip", kinds.ZIP),
        (files.PNG, "a.png", kinds.PNG),
        (files.JPEG, "a.jpeg", kinds.JPEG),
        (files.GIF, "a.gif", kinds.GIF),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a.webp", kinds.WEBP),
        (b"II*\0\x08\0\0\0", "a.tif", kinds.TIFF),
        (b"BM\x46\0\0\0\0\0\0\0\x36", "", kinds.BMP),
        (b"{\\rtf1 x}", "a.rtf", kinds.RTF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", kinds.OLD_OFFICE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            kinds.LOCKED_OFFICE,
        ),
        (b"MZ\x90\0", "", kinds.PROGRAM),
        (b"#!/bin/sh\nrm", "", kinds.PROGRAM),
        (b"\x1f\x8b\x08", "a.gz", kinds.COMPRESSED),
        (b"SQLite format 3\0", "", kinds.DATABASE),
        (b"plain words", "notes", kinds.TEXT),
        ("gwirio’r cynllun ∑".encode(), "a.txt", kinds.TEXT),
        ("words".encode("utf-16"), "a.txt", kinds.TEXT),
        ("caf\xe9".encode("latin-1"), "a.txt", kinds.TEXT),
        (b"BMX is a sport", "a.txt", kinds.TEXT),
        (b"a,b\n1,2\n", "a.csv", kinds.CSV),
        (b"# Plan", "a.md", kinds.MARKDOWN),
        (b'{"a": 1}', "", kinds.JSON),
        (b"<!DOCTYPE html><p>x", "a.html", kinds.HTML),
        (b"<p>x</p>", "a.htm", kinds.HTML),
        (b'<?xml version="1.0"?><svg xmlns="x"/>', "a.svg", kinds.SVG),
        (b"<svg onload=alert(1)>", "", kinds.SVG),
        (b'<?xml version="1.0"?><a/>', "a.xml", kinds.XML),
        (b"\0\1\2\3\4\5\6\7", "", kinds.UNKNOWN),
    ],
)
def test_a_kind_is_told_by_content(content: bytes, name: str, kind: Kind) -> None:
    assert told(content, name).kind is kind


@pytest.mark.parametrize("content", [b"", b" \n\t", b"\xef\xbb\xbf", b"\0\0\0"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refused(content, "a.txt") == "empty"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.PDF, "a.docx"),
        (files.word(), "a.pdf"),
        (files.word(), "a.xlsx"),
        (b"words", "a.pdf"),
        (b"words", "a.png"),
        (files.PNG, "a.jpg"),
        (b"MZ\x90\0", "a.pdf"),
        (b"<html><script>alert(1)</script>", "a.txt"),
        (b"<svg onload=alert(1)>", "a.csv"),
        ("<html>".encode("utf-16"), "a.txt"),
    ],
)
def test_a_name_that_lies_is_refused(content: bytes, name: str) -> None:
    assert refused(content, name) == "false-name"


@pytest.mark.parametrize("content", [files.word_with_macros(), files.excel_with_macros()])
def test_macros_are_seen(content: bytes) -> None:
    assert told(content).macros


def test_macros_are_seen_under_the_name_of_a_document_without() -> None:
    hidden = files.word(**{"word/vbaProject.bin": b"macro"})
    assert told(hidden, "a.docx").macros
    assert not told(files.word(), "a.docx").macros


@pytest.mark.parametrize(
    "content",
    [
        files.GIF + files.zipped({"a.class": b"x" * 50}),
        files.JPEG + files.zipped({"a.class": b"x" * 50}),
        files.PNG + files.zipped({"a.class": b"x" * 50}, comment=b"c" * 500),
        files.PDF + files.zipped({"a.class": b"x" * 50}),
        b"\xff\xd8\xff\xfe\0\x20" + files.PDF + b"\xff\xd9",
        files.zipped({"a.txt": "x"}).replace(b"a.txt", b"%PDF-") + b"",
        b"GIF89a/*<script>alert(1)</script>*/",
        b"\xff\xd8\xff\xfe\0\x20<?php system('x'); ?>",
        b"words and then" + files.zipped({"a.class": b"x" * 50}),
    ],
)
def test_two_files_in_one_are_refused(content: bytes) -> None:
    assert refused(content) == "two-in-one"


def test_a_pdf_that_mentions_the_end_of_a_zip_is_one_file() -> None:
    assert told(files.PDF + b"PK\x05\x06" + b"\0" * 20).kind is kinds.PDF


@pytest.mark.parametrize("content", [b"PK\3\4", b"PK\3\4" + b"x" * 200, files.word()[:-30]])
def test_a_damaged_zip_is_refused(content: bytes) -> None:
    assert refused(content, "a.docx") == "damaged"


def test_a_bomb_is_refused_unopened() -> None:
    assert refused(files.word(**{"word/media/a.bin": b"\0" * 30_000_000})) == "zip-bomb"


def test_a_zip_of_too_many_parts_is_refused_unlisted() -> None:
    entries = b"PK\x01\x02" * 10_001
    assert refused(b"PK\3\4" + entries) == "zip-bomb"


def test_a_zip_whose_parts_overlap_is_refused() -> None:
    """Many entries of the list point to the same packed bytes."""
    whole = bytearray(files.zipped({f"{number}.txt": b"y" * 60_000 for number in range(300)}))
    end = whole.rfind(b"PK\x05\x06")
    (start,) = struct.unpack("<L", whole[end + 16 : end + 20])
    at = start
    for _ in range(300):
        whole[at + 20 : at + 24] = struct.pack("<L", 5_000)  # claims more packed bytes than there are
        at = whole.find(b"PK\x01\x02", at + 4)
    assert refused(bytes(whole)) == "zip-bomb"
