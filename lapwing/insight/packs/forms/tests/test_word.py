"""A pack in Word: real headings, tables and contents, and a council's own styles."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from lapwing.insight.packs.forms.pictures import _as_pages
from lapwing.insight.packs.forms.tests.made import PACKS, digest_of, pdf_of, pictures_of, word_of
from lapwing.insight.packs.forms.tests.pictures import VIOLET, a_logo, a_template
from lapwing.insight.packs.forms.word import to_word
from lapwing.insight.packs.forms.word_template import TemplateError, check_template
from lapwing.insight.packs.shapes import MeasuresSection

PACK = PACKS["many"]


def opened(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def made(template: bytes | None = None, logo: bytes | None = None) -> Document:
    return opened(to_word(PACK, digest_of("many"), pictures_of("many"), template, logo))


def test_it_says_its_title_its_language_and_who_it_is_of() -> None:
    document = opened(word_of("many"))
    assert document.core_properties.title == PACK.cover.title
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.author == PACK.cover.partnership
    said = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert said is not None
    assert said.get(qn("w:val")) == "en-GB"


def test_every_section_is_a_heading_and_stands_in_the_contents_with_a_link_to_it() -> None:
    document = opened(word_of("many"))
    heads = [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"]
    assert heads[:-1] == [section.title for section in PACK.sections]
    listed = [each for each in document.paragraphs if each.style and each.style.name == "toc 1"]
    assert [each.text for each in listed] == heads
    names = {each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))}
    links = [each.get(qn("w:anchor")) for each in document.element.body.iter(qn("w:hyperlink"))]
    assert links
    assert set(links) <= names


def test_its_contents_are_a_field_that_word_works_out_when_it_opens() -> None:
    body = opened(word_of("many")).element.body
    first = next(body.iter(qn("w:fldChar")))
    assert first.get(qn("w:dirty")) == "true"
    kinds = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert "TOC" in next(body.iter(qn("w:instrText"))).text


def test_header_rows_stand_again_on_every_page_and_tables_and_pictures_are_told_in_words() -> None:
    document = opened(word_of("many"))
    for table in document.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        told = table._tbl.tblPr.find(qn("w:tblDescription"))
        assert told is not None
        assert told.get(qn("w:val"))
    drawn = [each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))]
    assert len(drawn) == 3
    assert all(drawn)


def keeps(paragraph: Any) -> bool:
    """Whether a paragraph stays on one page with what comes after it."""
    return paragraph._p.find(f".//{qn('w:keepNext')}") is not None


def test_titles_of_a_table_never_stand_alone_at_the_foot_of_a_page() -> None:
    for table in opened(word_of("many")).tables:
        head, *rows = table.rows
        assert rows
        assert all(keeps(each) for cell in head.cells for each in cell.paragraphs)


def measure_of(document: Document, at: int) -> list[Any]:
    """What is said of one measure: from its heading to the table of its key figures."""
    (begin,) = (
        place
        for place, each in enumerate(document.element.body)
        if each.tag == qn("w:p") and Paragraph(each, document).text.startswith(f"M{at} Advice")
        and Paragraph(each, document).style.name == "Heading 2"  # type: ignore[union-attr]
    )  # fmt: skip
    found: list[Any] = []
    for each in document.element.body[begin:]:
        is_table = each.tag == qn("w:tbl")
        found.append(Table(each, document) if is_table else Paragraph(each, document))
        if is_table:
            return found
    raise AssertionError("no table of key figures")


def test_a_measure_stays_on_one_page_with_its_chart_and_key_figures() -> None:
    *paragraphs, table = measure_of(opened(word_of("many")), 2)
    assert len(paragraphs) >= 6
    assert all(keeps(each) for each in paragraphs)
    assert not any(keeps(each) for cell in table.rows[-1].cells for each in cell.paragraphs)


def test_one_line_says_how_a_measure_stands_and_what_it_is_of() -> None:
    heading, line, series, *_ = measure_of(opened(word_of("many")), 2)
    assert "At risk" not in heading.text, "the contents list the whole line of this heading"
    assert line.text.split("    ") == [
        "◆ At risk",
        "Actions: 2.2 · Source: Case system, worked out every month",
    ]
    assert series.style.name == "Heading 3"


def test_how_a_series_of_several_stands_is_said_at_the_end_of_its_heading() -> None:
    (section,) = (each for each in PACK.sections if isinstance(each, MeasuresSection))
    first, second = section.measures[:2]
    both = replace(first, series=(*first.series, replace(second.series[0], key="series:second")))
    pack = replace(PACK, sections=(replace(section, measures=(both,)),))
    document = opened(to_word(pack, "0", pictures_of("many")))
    heads = [each for each in document.paragraphs if each.style and each.style.name == "Heading 3"]
    label, mark = heads[1].text.split("\t")
    assert (label, mark) == (second.series[0].label, f"◆ {second.series[0].mark.label}")
    (tab,) = heads[1].paragraph_format.tab_stops
    room = document.sections[0]
    assert tab.alignment == WD_TAB_ALIGNMENT.RIGHT
    assert abs(tab.position - (room.page_width - room.left_margin - room.right_margin)) < Mm(0.1)  # type: ignore[operator]


@pytest.mark.parametrize(("template", "size"), [(None, 9.0), (a_template(), None)], ids=["ours", "theirs"])
def test_what_is_said_of_a_measure_is_set_small_unless_a_template_says_how_large(
    template: bytes | None, size: float | None
) -> None:
    *_, sentence, reason, _table = measure_of(made(template), 2)
    for each in (sentence, reason):
        assert [run.font.size.pt if run.font.size else None for run in each.runs] == [size]
        assert each.paragraph_format.space_after.pt == 2.5


def test_its_charts_are_fine_enough_for_print() -> None:
    for shape in opened(word_of("many")).inline_shapes:
        name = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        part = opened(word_of("many")).part.related_parts[name]
        assert part.image.px_width / (shape.width / 914_400) >= 190


def type_of(made: bytes) -> bytes:
    """The name of the first font of a PDF, without its weight."""
    with pdfium.PdfDocument(made) as pages:
        room = ctypes.create_string_buffer(200)
        pdfium.raw.FPDFText_GetFontInfo(pages[0].get_textpage(), 0, room, 200, None)
    return room.value.rpartition(b"+")[2].partition(b"-")[0]


def test_its_charts_are_set_in_the_type_of_the_pdf() -> None:
    """Also where none of the fonts that a drawing names is on the machine."""
    drawing = next(iter(pictures_of("many").svgs.values()))
    assert type_of(_as_pages([drawing])) == type_of(pdf_of("many")) != b""


def test_a_template_gives_its_styles_margins_and_head_and_loses_its_words() -> None:
    document = made(a_template(), a_logo())
    heading = document.styles["Heading 1"]
    assert heading.font.name == "Georgia"
    assert abs(document.sections[0].left_margin - Mm(31)) < Mm(0.1)  # type: ignore[operator]
    assert document.sections[0].header.paragraphs[0].text == "Alderbrook Council"
    assert not any("Old words" in each.text for each in document.paragraphs)
    assert "page " in document.sections[0].footer.paragraphs[0].text
    fills = {each.get(qn("w:fill")) for each in document.tables[0].rows[0]._tr.iter(qn("w:shd"))}
    assert fills == {VIOLET}
    first = next(document.element.body.iter(qn("wp:docPr")))
    assert first.get("descr") == "Logo of Alderbrook SEND Partnership"


def test_a_table_style_of_the_templates_draws_the_tables() -> None:
    table = made(a_template(own_table=True)).tables[0]
    assert table.style is not None
    assert table.style.name == "Lapwing Table"
    assert not list(table.rows[0]._tr.iter(qn("w:shd")))


def test_a_template_without_the_styles_gets_them_in_its_own_type() -> None:
    document = docx.Document(BytesIO(a_template()))
    for name in ("Title", "Heading 3", "Caption", "Quote"):
        element = document.styles[name].element
        element.getparent().remove(element)
    out = BytesIO()
    document.save(out)
    styles = made(out.getvalue()).styles
    assert styles["Heading 3"].font.name == "Georgia"
    assert styles["Title"].font.bold


def test_the_file_keeps_the_order_that_word_asks_of_sections() -> None:
    order = ("headerReference", "footerReference", "type", "pgSz", "pgMar", "cols", "docGrid")
    for section in opened(word_of("many")).element.body.iter(qn("w:sectPr")):
        found = [etree.QName(each).localname for each in section]
        assert [order.index(each) for each in found] == sorted(order.index(each) for each in found)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04nothing"])
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateError, match="not a Word document"):
        check_template(data or b"-")


def test_a_template_with_macros_is_refused() -> None:
    out = BytesIO(a_template())
    with ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(TemplateError, match="macros"):
        check_template(out.getvalue())
