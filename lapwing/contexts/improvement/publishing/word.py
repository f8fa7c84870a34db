"""A layout as a Word document: real headings, tables with header rows that repeat, pages with numbers."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor

from lapwing.contexts.improvement.publishing.layout import Heading, Layout, Part, Prose
from lapwing.contexts.improvement.publishing.word_tables import table_of
from lapwing.platform.writing.brand import GREEN, INK, QUIET
from lapwing.platform.writing.legible import legible
from lapwing.platform.writing.word_parts import LONGEST_PROPERTY, page_number, set_type

_SHORT, _LONG = Mm(210), Mm(297)
_MARGIN = Mm(18)
_FONT = "Arial"
_SIZES = {"Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12}


def to_word(layout: Layout) -> bytes:
    """The document."""
    document = docx.Document()
    _styles(document)
    document.core_properties.title = legible(layout.title)[:LONGEST_PROPERTY]
    document.core_properties.author = "Lapwing"
    document.core_properties.comments = ""
    document.core_properties.language = "en-GB"
    for at, part in enumerate(layout.parts):
        section = document.sections[0] if at == 0 else document.add_section(WD_SECTION.NEW_PAGE)
        _paper(section, part)
        if at == 0:
            _front(document, layout)
            _number_pages(section, layout.title)
        _blocks(document, part, section)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    set_type(normal, _FONT, 10, INK)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        style = document.styles[name]
        set_type(style, _FONT, size, GREEN)
        style.font.bold = True
        style.font.italic = False
        style.paragraph_format.space_before = Pt(0 if name == "Title" else size)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = True
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)


def _paper(section: Section, part: Part) -> None:
    wide = part.landscape
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if wide else (_SHORT, _LONG)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN


def _front(document: Document, layout: Layout) -> None:
    document.add_paragraph(legible(layout.title), style="Title")
    for line in layout.under:
        run = document.add_paragraph().add_run(legible(line))
        run.font.size = Pt(13)
        run.font.color.rgb = RGBColor.from_string(QUIET)


def _number_pages(section: Section, title: str) -> None:
    """``Title, page 2 of 9`` at the foot of every page; later sections take it over."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    page_number(paragraph, f"{legible(title)}, page ")


def _blocks(document: Document, part: Part, section: Section) -> None:
    width = Emu(section.page_width - 2 * _MARGIN)  # type: ignore[operator]
    for block in part.blocks:
        if isinstance(block, Heading):
            document.add_heading(legible(block.text), level=block.level)
        elif isinstance(block, Prose):
            document.add_paragraph(legible(block.text))
        else:
            _append(document, table_of(block, width))


def _append(document: Document, elements: Iterable[Any]) -> None:
    body = document.element.body
    for element in elements:
        body.insert(len(body) - 1, element)
