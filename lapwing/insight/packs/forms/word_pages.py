"""How the pages of a Word document are parted: sections, columns, and what is set close to fit one page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Length, Mm

from lapwing.platform.writing.word_parts import child

GUTTER = Mm(7)
# Twentieths of a point.
CLOSE = 50
_ABOVE_A_HEADING = 120
_THIN = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}


def half(width: Length) -> Length:
    """How wide one of two columns is."""
    return Length((width - GUTTER) // 2)


def in_columns(document: Document, number: int, *, then: WD_SECTION) -> None:
    """Set what was written since the last section in columns; what follows begins as ``then`` says."""
    begin_section(document, then)
    _columns(document.sections[-2]._sectPr, number)
    _columns(document.sections[-1]._sectPr, 1)


def begin_section(document: Document, kind: WD_SECTION) -> None:
    """End what was written so far. What a template says of its first page, and the number that it begins to
    count pages with, goes for its own first page alone."""
    section = document.add_section(kind)._sectPr
    for first in section.findall(qn("w:titlePg")):
        section.remove(first)
    for numbers in section.findall(qn("w:pgNumType")):
        numbers.attrib.pop(qn("w:start"), None)
    _make_thin(section.getprevious())


def keep_in_one_column(heading: Any, table: Any) -> None:
    """Have a table stay with its heading, level with those that begin the other columns.

    Where columns end is left to the program that lays the pages out, which makes them as long as each other.
    """
    spacing = heading.get_or_add_pPr().get_or_add_spacing()
    spacing.set(qn("w:before"), "0")
    spacing.set(qn("w:after"), str(CLOSE))
    if (gap := heading.getprevious()) is not None and gap.getprevious().tag == qn("w:tbl"):
        # it would stand at the head of this column
        gap.getparent().remove(gap)
    for row in table.findall(qn("w:tr"))[:-1]:
        for paragraph in row.findall(f"{qn('w:tc')}/{qn('w:p')}"):
            kept = paragraph.get_or_add_pPr()
            if kept.find(qn("w:keepNext")) is None:
                kept.get_or_add_keepNext()


def set_close(paragraphs: Iterable[Any], headings: set[str], size: int | None) -> None:
    """Leave little room between paragraphs, and less above headings, whose styles ``headings`` names.

    ``size``, in half points, is that of words that have none of their own; None leaves the style's.
    """
    for paragraph in paragraphs:
        properties = paragraph.get_or_add_pPr()
        if properties.find(qn("w:spacing")) is None:
            spacing = properties.get_or_add_spacing()
            spacing.set(qn("w:after"), str(CLOSE))
            if properties.style in headings:
                spacing.set(qn("w:before"), str(_ABOVE_A_HEADING))
        if size and properties.style not in headings:
            for run in paragraph.findall(qn("w:r")):
                looks = run.get_or_add_rPr()
                if looks.find(qn("w:sz")) is None:
                    child(looks, "sz", val=str(size))


def _make_thin(paragraph: Any) -> None:
    """The paragraph that ends a section takes up no line."""
    spacing = paragraph.pPr.get_or_add_spacing()
    for name, value in _THIN.items():
        spacing.set(qn(f"w:{name}"), value)


def _columns(section: Any, number: int) -> None:
    columns = section.find(qn("w:cols"))
    if columns is None:
        columns = child(section, "cols")
        section.find(qn("w:pgMar")).addnext(columns)
    columns.set(qn("w:num"), str(number))
    columns.set(qn("w:space"), str(GUTTER.twips))
