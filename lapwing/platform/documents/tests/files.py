"""Small files of many kinds, honest and not, made here."""

from __future__ import annotations

import io
import zipfile

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/{part}" ContentType="{type}"/></Types>'
)
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
EXCEL_MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SLIDES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9"
GIF = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def zipped(parts: dict[str, str | bytes], comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.comment = comment
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def office(part: str, content_type: str, **more: str | bytes) -> bytes:
    types = TYPES.format(part=part, type=content_type)
    return zipped({"[Content_Types].xml": types, part: "<x/>", **more})


def word(**more: str | bytes) -> bytes:
    return office("word/document.xml", WORD_TYPE, **more)


def excel() -> bytes:
    return office("xl/workbook.xml", EXCEL_TYPE)


def slides() -> bytes:
    return office("ppt/presentation.xml", SLIDES_TYPE)


def word_with_macros() -> bytes:
    return office("word/document.xml", WORD_MACRO_TYPE, **{"word/vbaProject.bin": b"macro"})


def excel_with_macros() -> bytes:
    return office("xl/workbook.xml", EXCEL_MACRO_TYPE, **{"xl/vbaProject.bin": b"macro"})
