"""What python-docx has no word for: type in every script, fields, elements, texts kept as they are."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from lapwing.platform.writing.brand import QUIET

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Letters that python-docx lets a property of a document have.
LONGEST_PROPERTY = 255


def set_type(style: Any, font: str, size: int, colour: str) -> None:
    """Font, size in points and colour of a style, for every script, in place of those of a theme."""
    style.font.name, style.font.size = font, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), font)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)


def small(paragraph: Paragraph, text: str) -> Any:
    """A run as at the foot of a page."""
    run = paragraph.add_run(text)
    run.font.size = Pt(8)
    run.font.color.rgb = RGBColor.from_string(QUIET)
    return run


def field(paragraph: Paragraph, name: str) -> None:
    """A small field that Word works out, such as ``PAGE``."""
    for kind in ("begin", "instruction", "separate", "value", "end"):
        run = small(paragraph, "")
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.text = name
        elif kind == "value":
            element = OxmlElement("w:t")
            element.text = "1"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def page_number(paragraph: Paragraph, before: str) -> None:
    """``before`` and the number of the page of how many."""
    small(paragraph, before)
    field(paragraph, "PAGE")
    small(paragraph, " of ")
    field(paragraph, "NUMPAGES")


def child(parent: Any, name: str, /, **attributes: str) -> Any:
    """A new element of WordprocessingML at the end of another."""
    element = etree.SubElement(parent, f"{{{W}}}{name}")
    for key, value in attributes.items():
        element.set(f"{{{W}}}{key}", value)
    return element


def text_of_run(run: Any, text: str) -> None:
    """Puts text into a run, blanks at its ends kept."""
    element = child(run, "t")
    element.text = text
    element.set(_SPACE, "preserve")
