"""The pages of a pack in Word: its summary on one, two columns where two fit, a template's own first page."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from lapwing.insight.packs.forms.pictures import Pictures
from lapwing.insight.packs.forms.tests.pictures import a_template
from lapwing.insight.packs.forms.tests.test_one_page import count, longest
from lapwing.insight.packs.forms.word import to_word
from lapwing.insight.packs.shapes import MovedLine, Pack, SummarySection
from lapwing.platform.writing.word_parts import child

OFFICE = shutil.which("soffice")


def usual() -> Pack:
    """As much in its summary as a pack of a large plan has: every colour, and as much moved as is listed."""
    pack = longest("The board is asked to look at what is late first.")
    section = pack.sections[0]
    assert isinstance(section, SummarySection)
    labels = ("Done and evidenced", "On track", "At risk", "Off track", "Not started or not known")
    moved = tuple(
        MovedLine(
            f"m{at}", "", f"1.2.{at} A team works on the backlog: off track (was at risk)", None, None, None
        )
        for at in range(16)
    )
    told = replace(
        section.summary,
        milestones=tuple(count(at, "milestones", label) for at, label in enumerate(labels)),
        milestones_text="1,234 milestones: 34 done and evidenced, 1,000 on track, 200 at risk.",
        moved=moved,
    )
    return replace(pack, sections=(replace(section, summary=told), *pack.sections[1:]))


def opened(template: bytes | None = None) -> Any:
    return docx.Document(BytesIO(to_word(usual(), "0" * 64, Pictures(), template)))


def test_two_tables_of_the_summary_stand_side_by_side_and_the_third_below_them() -> None:
    document = opened()
    kinds = [(each.start_type.name, columns_of(each._sectPr)) for each in document.sections[:3]]
    assert kinds == [("NEW_PAGE", 1), ("CONTINUOUS", 2), ("CONTINUOUS", 1)]
    assert [tables_in(document, at) for at in range(3)][:2] == [0, 2]
    pair, below = document.tables[:2], document.tables[2]
    wide = [int(each._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"))) for each in (*pair, below)]
    assert wide[0] == wide[1] < wide[2] / 2


def test_a_table_beside_another_is_not_parted_from_its_heading_or_broken() -> None:
    for table in opened().tables[:2]:
        *rows, last = [row._tr for row in table.rows]
        assert all(p.find(f".//{qn('w:keepNext')}") is not None for row in rows for p in row.iter(qn("w:p")))
        assert all(p.find(f".//{qn('w:keepNext')}") is None for p in last.iter(qn("w:p")))


@pytest.mark.parametrize(("template", "size"), [(None, 9.0), (a_template(), None)], ids=["ours", "theirs"])
def test_the_summary_is_set_smaller_unless_a_template_says_how_large(
    template: bytes | None, size: float | None
) -> None:
    document = opened(template)
    (line,) = (each for each in document.paragraphs if each.text.startswith("1.2.7 A team"))
    assert [run.font.size.pt if run.font.size else None for run in line.runs] == [size]
    assert line.paragraph_format.space_after.pt == 2.5


def test_the_first_page_of_a_template_is_the_first_alone_and_pages_are_counted_on() -> None:
    document = docx.Document(BytesIO(a_template()))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    child(section._sectPr, "pgNumType", start="1")
    out = BytesIO()
    document.save(out)
    found = opened(out.getvalue()).sections
    assert len(found) > 2
    assert [each.different_first_page_header_footer for each in found] == [True] + [False] * (len(found) - 1)
    counted = [each._sectPr.find(qn("w:pgNumType")) for each in found]
    assert [each.get(qn("w:start")) for each in counted] == ["1"] + [None] * (len(found) - 1)


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here")
def test_a_usual_summary_is_one_page_where_libreoffice_lays_it_out(tmp_path: Path) -> None:
    (tmp_path / "pack.docx").write_bytes(to_word(usual(), "0" * 64, Pictures()))
    command = [
        OFFICE or "",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/of",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "pack.docx")],
        check=True,
        capture_output=True,
        timeout=240,
    )
    document = pdfium.PdfDocument((tmp_path / "pack.pdf").read_bytes())
    try:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()
    assert "Of 1,234 milestones" in pages[2]
    assert "1.2.15 A team" in pages[2]
    assert "And 1,234 more." in pages[2]
    assert "Off track, at risk and late" in pages[3]


def columns_of(section: Any) -> int:
    columns = section.find(qn("w:cols"))
    return int(columns.get(qn("w:num"), "1")) if columns is not None else 1


def tables_in(document: Any, section: int) -> int:
    """How many tables stand in a section of the document, counted from 0."""
    found = list(document.sections[section].iter_inner_content())
    assert all(isinstance(each, Paragraph | Table) for each in found)
    return sum(isinstance(each, Table) for each in found)
