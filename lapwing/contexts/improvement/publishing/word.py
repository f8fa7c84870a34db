"""A layout as a Word document: real headings, tables with header rows that repeat, pages with numbers."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from lapwing.contexts.improvement.publishing.brand import GREEN, INK, QUIET
from lapwing.contexts.improvement.publishing.layout import Heading, Layout, Part, Prose
from lapwing.contexts.improvement.publishing.legible import legible
from lapwing.contexts.improvement.publishing.word_tables import table_of

_SHORT, _LONG = Mm(210), Mm(297)
_MARGIN = Mm(18)
_FONT = "Arial"
# Letters that python-docx lets a property of a document have.
_LONGEST_PROPERTY = 255
_SIZES = {"Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12}


def to_word(layout: Layout) -> bytes:
    """The document."""
    document = docx.Document()
    _styles(document)
    document.core_properties.title = legible(layout.title)[:_LONGEST_PROPERTY]
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
    _typed(normal, 10, INK)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _SIZES.items():
        style = document.styles[name]
        _typed(style, size, GREEN)
        style.font.bold = True
        style.font.italic = False
        style.paragraph_format.space_before = Pt(0 if name == "Title" else size)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = True
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)


def _typed(style: Any, size: int, colour: str) -> None:
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), _FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)


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
    _small(paragraph, f"{legible(title)}, page ")
    _field(paragraph, "PAGE")
    _small(paragraph, " of ")
    _field(paragraph, "NUMPAGES")


def _small(paragraph: Paragraph, text: str) -> Any:
    run = paragraph.add_run(text)
    run.font.size = Pt(8)
    run.font.color.rgb = RGBColor.from_string(QUIET)
    return run


def _field(paragraph: Paragraph, name: str) -> None:
    for kind in ("begin", "instruction", "separate", "value", "end"):
        run = _small(paragraph, "")
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
