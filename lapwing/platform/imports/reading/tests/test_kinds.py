"""What kind of file of rows this is, told from its bytes and not from its name alone."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from lapwing.platform.extraction.limits import LIMITS
from lapwing.platform.imports.reading.kinds import kind_of_rows
from lapwing.platform.imports.reading.refusals import RefusedFileError


def book() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def packed(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"a,b\n1,2\n", "rows.csv", "csv"),
        (b"a\tb\n1\t2\n", "rows.tsv", "csv"),
        (b"a,b\n1,2\n", "rows", "csv"),
        (b"a,b\n1,2\n", "rows.txt", "csv"),
        (b'[{"a": 1}]', "rows.json", "json"),
        (b'\xef\xbb\xbf [ {"a": 1}]', "rows.txt", "json"),
        (b'{"rows": []}', "rows", "json"),
        # a table of texts in square brackets is no JSON
        (b"[x],[y]\n1,2\n", "rows.txt", "csv"),
    ],
)
def test_text_is_told_apart_by_what_is_in_it(data: bytes, name: str, kind: str) -> None:
    assert kind_of_rows(data, name) == kind


@pytest.mark.parametrize("name", ["rows.xlsx", "rows", "rows.csv"])
def test_excel_is_told_whatever_its_name(name: str) -> None:
    assert kind_of_rows(book(), name) == "excel"


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "rows.csv", "empty"),
        (b"\n \n", "rows.csv", "empty"),
        (b"a,b\n", "rows.xlsx", "false-name"),
        (b"%PDF-1.7\n", "rows.pdf", "wrong-type"),
        (b"\x89PNG\r\n\x1a\n", "rows.csv", "wrong-type"),
        (packed("word/document.xml"), "rows.docx", "wrong-type"),
        (packed("xl/workbook.bin"), "rows.xlsb", "wrong-type"),
        (b"PK\x03\x04 broken off", "rows.xlsx", "damaged"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "rows.xlsx",
            "encrypted",
        ),
        (b"x" * (LIMITS.bytes + 1), "rows.csv", "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_holds_no_rows_is_refused_with_what_to_do(data: bytes, name: str, code: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        kind_of_rows(data, name)
    assert refused.value.code == code
    assert str(refused.value).endswith(("send that.", "JSON.", "in parts.", "before it was sent?"))
