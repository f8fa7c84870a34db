"""The Word file that a pack is written into: a council's own, with its styles and margins, or ours."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lapwing.platform.writing.brand import GREEN, INK, QUIET
from lapwing.platform.writing.word_parts import W, child, set_type

# A table style of this name in the template draws the tables.
OWN_TABLE = "Lapwing Table"
_FONT = "Arial"
_MARGIN = Mm(17)
# Styles by the names that Word gives them, with size in points and colour where the template has none.
_LOOKS = {
    "Title": (28, GREEN),
    "Subtitle": (14, QUIET),
    "Heading 1": (18, GREEN),
    "Heading 2": (13, GREEN),
    "Heading 3": (11, GREEN),
    "Caption": (9, QUIET),
    "Quote": (11, INK),
    "List Bullet": (10, INK),
    "TOC Heading": (18, GREEN),
    "toc 1": (10, INK),
    "toc 2": (9, INK),
}
# Points below a paragraph, where it is not the usual room.
_BELOW = {"toc 1": 3, "toc 2": 1}
_BOLD = {"Title", "Heading 1", "Heading 2", "Heading 3", "TOC Heading", "toc 1"}
# Bytes of all parts together once unpacked: a document of styles, heads and feet is far below.
_LARGEST = 32 * 1024 * 1024
_DARK_ENOUGH = 0.183  # relative luminance below which white letters on a colour have 4.5 to 1


DAMAGED = "The file is damaged and cannot be used as a template. Open it in Word and save it again."


class TemplateError(ValueError):
    """The file cannot be used as a template; the message says why, in a sentence for whoever brought it."""


@dataclass(frozen=True)
class Sheet:
    """An empty document with its styles. ``ids`` are the identifiers of styles by name; ``own_table`` is that
    of the template's table style, if it has one; ``head`` fills header rows where it has not, as RRGGBB.
    ``theirs``: it is a template, whose sizes stand."""

    document: Document
    ids: dict[str, str]
    own_table: str | None
    head: str
    theirs: bool


def opened(template: bytes | None) -> Sheet:
    """An empty document in the styles of ``template``, or in ours. Raises TemplateError."""
    if template is None:
        return _sheet(_ours(), theirs=False)
    try:
        return _sheet(_read(template), theirs=True)
    except TemplateError:
        raise
    except Exception as error:
        # somebody else's file may be broken in any place, and each breaks another line of the reader
        raise TemplateError(DAMAGED) from error


def _sheet(document: Document, *, theirs: bool) -> Sheet:
    _empty(document)
    for name, (size, colour) in _LOOKS.items():
        _ensure(document, name, size, colour)
    _speak_english(document)
    ids = {style.name: style.style_id for style in document.styles if style.name}
    # Word calls some built-in styles by another name in its file than python-docx does
    found = {name: document.styles[name].style_id for name in (*_LOOKS, "Normal") if name in document.styles}
    head = _head_colour(document) if theirs else GREEN
    return Sheet(document, ids | found, ids.get(OWN_TABLE), head, theirs)


def check_template(template: bytes) -> None:
    """Whether a pack can be written into this file. Raises TemplateError with what is wrong."""
    opened(template)


def _read(template: bytes) -> Document:
    try:
        with ZipFile(BytesIO(template)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST:
                raise TemplateError("The file is too large once it is unpacked to be used as a template.")
            names = package.namelist()
            told = package.read("[Content_Types].xml").decode("utf-8", "replace")
        if "macroEnabled" in told or any("vbaProject" in name for name in names):
            raise TemplateError("The file holds macros. Save it as a Word document (.docx) without them.")
        return docx.Document(BytesIO(template))
    except TemplateError:
        raise
    except (BadZipFile, KeyError, ValueError) as error:
        raise TemplateError("This is not a Word document (.docx).") from error


def _ours() -> Document:
    """python-docx's own file in the look of Lapwing, on A4."""
    document = docx.Document()
    set_type(document.styles["Normal"], _FONT, 10, INK)
    document.styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, (size, colour) in _LOOKS.items():
        if name in document.styles:
            _look(document.styles[name], name, size, colour)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.bottom_margin = _MARGIN
    section.top_margin = Mm(22)
    section.header_distance = section.footer_distance = Mm(9)
    return document


def _empty(document: Document) -> None:
    """Takes out all that stands in the body but the shape of its first pages, with their head and foot."""
    body = document.element.body
    sections = list(body.iter(qn("w:sectPr")))
    for element in list(body):
        body.remove(element)
    body.append(sections[0] if sections else child(body, "sectPr"))
    for kind in body[-1].findall(qn("w:type")):
        body[-1].remove(kind)


def _ensure(document: Document, name: str, size: int, colour: str) -> None:
    """The style as the template has it, or one in our look that takes the template's type."""
    if name in document.styles:
        return
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    _look(style, name, size, colour)
    if "Normal" in document.styles:
        style.base_style = document.styles["Normal"]
        set_type(style, document.styles["Normal"].font.name or _FONT, size, colour)


def _look(style: Any, name: str, size: int, colour: str) -> None:
    set_type(style, _FONT, size, colour)
    style.font.bold = name in _BOLD
    style.font.italic = name == "Quote"
    shape = style.paragraph_format
    shape.space_before = Pt(size * 0.9 if name.startswith("Heading") else 0)
    shape.space_after = Pt(_BELOW.get(name, 6))
    shape.keep_with_next = name.startswith("Heading")
    if name == "toc 2":
        shape.left_indent = Mm(6)
    for spread in style.element.findall(f"{qn('w:rPr')}/{qn('w:spacing')}"):
        spread.getparent().remove(spread)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _speak_english(document: Document) -> None:
    """British English, which screen readers and spelling go by."""
    styles = document.styles.element
    defaults = styles.find(f".//{{{W}}}rPrDefault")
    if defaults is None:
        whole = styles.find(f"{{{W}}}docDefaults")
        if whole is None:
            whole = child(styles, "docDefaults")
            styles.insert(0, whole)
        defaults = child(whole, "rPrDefault")
    said = defaults.find(f"{{{W}}}rPr")
    said = child(defaults, "rPr") if said is None else said
    for old in said.findall(f"{{{W}}}lang"):
        said.remove(old)
    child(said, "lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA")


def _head_colour(document: Document) -> str:
    """The colour of the template's first headings, where white letters can be read on it."""
    colour = document.styles["Heading 1"].font.color
    found = str(colour.rgb) if colour is not None and colour.rgb is not None else GREEN
    return found if _luminance(found) < _DARK_ENOUGH else INK


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
