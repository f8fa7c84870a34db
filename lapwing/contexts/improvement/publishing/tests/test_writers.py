"""Documents that a council can publish: real headings and header rows, pages with numbers, nothing hidden."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from lapwing.contexts.improvement.interchange import Action, Area, Plan
from lapwing.contexts.improvement.publishing.files import KINDS, file_name, written
from lapwing.contexts.improvement.tests.factories import full_plan
from lapwing.platform.extraction.document import Grid
from lapwing.platform.extraction.extract import extract
from lapwing.platform.writing.excel_parts import LONGEST_CELL
from lapwing.platform.writing.legible import TooLongForExcelError

PLAN = full_plan()


def test_a_word_document_has_real_headings_and_header_rows() -> None:
    document = docx.Document(BytesIO(written(PLAN, "docx")))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2"} <= set(styles)
    for table in document.tables:
        assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
        described = table._tbl.tblPr.find(qn("w:tblDescription"))
        assert described is not None
        assert described.get(qn("w:val"))


def test_a_word_document_turns_its_pages_where_tables_need_it() -> None:
    document = docx.Document(BytesIO(written(PLAN, "docx")))
    turned = {section.orientation for section in document.sections}
    assert turned == {WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE}
    assert "PAGE" in document.sections[0].footer._element.xml


def test_a_word_document_hides_nothing() -> None:
    with ZipFile(BytesIO(written(PLAN, "docx"))) as package:
        parts = [name for name in package.namelist() if name.startswith("word/")]
        body = package.read("word/document.xml").decode()
    assert "w:vanish" not in body
    assert not any("comments" in name for name in parts)


def test_a_long_title_is_cut_in_the_properties_of_a_word_document_and_nowhere_else() -> None:
    title = "Joint plan " * 30 + "to the end"
    document = docx.Document(BytesIO(written(replace(PLAN, title=title), "docx")))
    assert title.startswith(document.core_properties.title)
    assert document.paragraphs[0].text == title


def test_an_excel_file_hides_nothing_and_computes_nothing() -> None:
    plan = replace(PLAN, local_area="=HYPERLINK(1)", governance_group="+1", title="@SUM(A1)")
    data = written(plan, "xlsx")
    book = openpyxl.load_workbook(BytesIO(data))
    for sheet in book.worksheets:
        assert sheet.sheet_state == "visible"
        assert not any(each.hidden for each in sheet.column_dimensions.values())
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
        assert all(
            cell.value is None or isinstance(cell.value, str) for row in sheet.iter_rows() for cell in row
        )
    assert {"=HYPERLINK(1)", "+1", "@SUM(A1)"} <= {
        cell.value for row in book["About"].iter_rows() for cell in row
    }
    with ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        assert not any(b"<f>" in package.read(name) for name in names if "worksheets" in name)
        assert not any("customXml" in name or "vba" in name.casefold() for name in names)


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    plan = Plan(title="Lark plan", areas_for_improvement=(Area(ref="1", title="x" * (LONGEST_CELL + 1)),))
    with pytest.raises(TooLongForExcelError, match="32,768 letters"):
        written(plan, "xlsx")
    assert written(plan, "docx")


def test_a_pdf_is_tagged_and_promises_to_be_accessible() -> None:
    data = written(PLAN, "pdf")
    assert b"pdfuaid" in data
    assert b"/MarkInfo" in data or b"/StructTreeRoot" in data or b"/ObjStm" in data
    document = extract(data, "plan.pdf")
    tables = [element for element in document.elements if isinstance(element, Grid)]
    assert all(cell.header for table in tables for cell in table.row(0))
    assert next(each.text for each in document.paragraphs if each.heading) == PLAN.title


def test_a_pdf_keeps_words_whole_where_its_lines_end() -> None:
    text = (
        "multi-agency/cross-partnership working – end-to-end, and " * 12
        + "https://www.example.org/"
        + "a-b/" * 60
    )
    plan = Plan(title="Lark plan", areas_for_improvement=(Area(ref="1", title=text),))
    assert text in extract(written(plan, "pdf"), "plan.pdf").text


def test_a_pdf_prints_markup_as_text() -> None:
    text = '#import "x" *bold* $x^2$ @ref <label> `raw` \\ // no comment'
    plan = Plan(title=text, areas_for_improvement=(Area(ref="1", title=text),))
    assert extract(written(plan, "pdf"), "plan.pdf").text.count(text) >= 2


def test_a_long_cell_goes_on_overleaf() -> None:
    text = " ".join(f"word{number}" for number in range(6000))
    plan = Plan(title="Lark plan", actions=(Action(key="1", ref="1", text=text),))
    assert text in extract(written(plan, "pdf"), "plan.pdf").text


def test_a_sign_without_a_font_does_not_stop_a_pdf() -> None:
    plan = Plan(title="Lark \U000e0041 plan \u1b05")
    assert written(plan, "pdf").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Larkshire SEND Plan: 2025/27", "larkshire-send-plan-2025-27.docx"),
        ("../../etc/passwd", "etc-passwd.docx"),
        ("Łódź", "łódź.docx"),
        ("—", "plan.docx"),
        ("word " * 60, f"{'word-' * 16}"[:-1] + ".docx"),
    ],
)
def test_a_file_is_named_after_the_plan(title: str, name: str) -> None:
    assert file_name(title, "docx") == name


def test_every_kind_of_file_can_be_written() -> None:
    assert all(written(PLAN, ending) for ending in KINDS)
