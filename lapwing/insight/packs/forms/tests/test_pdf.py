"""A pack on paper can be read by everybody, and the checker that says so finds what is wrong."""

from __future__ import annotations

import re

import pytest
import typst

from lapwing.insight.packs.forms import titles
from lapwing.insight.packs.forms.arrangement import document_of, pictures_in
from lapwing.insight.packs.forms.pdf import to_pdf
from lapwing.insight.packs.forms.tests.made import PACKS, digest_of, pdf_of, pictures_of
from lapwing.insight.packs.forms.tests.pdf_ua import bookmarks_of, figures_told, headings_of, problems_of
from lapwing.insight.packs.forms.tests.pictures import a_logo

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_meets_what_pdf_ua_asks(name: str) -> None:
    assert problems_of(pdf_of(name)) == []


def test_a_pack_with_a_logo_tells_it_in_words() -> None:
    made = to_pdf(PACKS["example"], digest_of("example"), pictures_of("example"), a_logo())
    assert problems_of(made) == []
    assert figures_told(made)[0] == "Logo of Alderbrook SEND Partnership"


def test_bookmarks_lead_to_every_section_and_are_its_heading() -> None:
    pack = PACKS["example"]
    marks = bookmarks_of(pdf_of("example"))
    sections = [section.title for section in pack.sections]
    assert [words for level, words in marks if level == 1] == [*sections, titles.COLOPHON]
    assert set(marks) <= set(headings_of(pdf_of("example")))


def test_every_chart_is_told_in_the_sentence_that_the_pack_has_for_it() -> None:
    charts = [chart for part in document_of(PACKS["many"], "").parts for chart in pictures_in(part.blocks)]
    assert figures_told(pdf_of("many")) == [chart.alt for chart in charts]
    assert len(charts) == 3


def test_the_same_pack_is_the_same_bytes_whenever_it_is_built() -> None:
    again = to_pdf(PACKS["example"], digest_of("example"), pictures_of("example"))
    assert again == pdf_of("example")


def test_the_checker_finds_a_file_without_tags() -> None:
    bare = typst.Compiler(b"= Title\n\nWords").compile(format="pdf", pdf_tags=False)
    assert isinstance(bare, bytes)
    found = problems_of(bare)
    assert "There are no tags." in found
    assert "The file does not say that it is tagged." in found
    assert "The description of the file does not say that it meets PDF/UA-1." in found


def test_the_checker_finds_a_picture_without_words_a_skipped_heading_and_a_table_without_headers() -> None:
    source = b"""#set document(title: "T")
#set text(lang: "en", region: "gb")
= One
=== Three
#table(columns: 2, [a], [b], [c], [d])
#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"))
"""
    made = typst.Compiler(source).compile(format="pdf")
    assert isinstance(made, bytes)
    found = problems_of(made)
    assert "A Figure is not told in words." in found
    assert "A heading of level 3 follows one of level 1." in found
    assert "The first row of a table does not hold headers alone." in found


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (b"/Lang(en-GB)", b"/Lang(fr-FR)", "The language is 'fr-FR' and not British English."),
        (b"/DisplayDocTitle true", b"/DisplayDocTitle null", "The window shows the name of the file"),
        (b"pdfuaid:part>1<", b"pdfuaid:part>7<", "The description of the file does not say"),
    ],
)
def test_the_checker_finds_a_broken_promise(before: bytes, after: bytes, problem: str) -> None:
    made = pdf_of("example")
    assert len(re.findall(re.escape(before), made)) >= 1
    assert any(found.startswith(problem) for found in problems_of(made.replace(before, after)))
