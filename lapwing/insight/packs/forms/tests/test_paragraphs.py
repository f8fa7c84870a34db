"""What somebody wrote in paragraphs stands in paragraphs in every form."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import openpyxl
import pytest
from lxml import html

from lapwing.insight.packs.forms.blocks import Card
from lapwing.insight.packs.forms.excel import to_excel
from lapwing.insight.packs.forms.pdf import to_pdf
from lapwing.insight.packs.forms.pictures import Pictures
from lapwing.insight.packs.forms.tests.made import PACKS
from lapwing.insight.packs.forms.tests.pdf_ua import problems_of
from lapwing.insight.packs.forms.tests.texts import paragraphs_of_pdf
from lapwing.insight.packs.forms.web import to_page
from lapwing.insight.packs.forms.word import to_word
from lapwing.insight.packs.shapes import AskedSection, Pack, VoiceSection

ASKED = ["It cannot wait.", "Options: one room or two.", "Recommendation: two."]
QUOTED = ["We were heard.", "It took a year."]


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The example's request and first quotation, in several paragraphs."""
    of_example = {type(each): each for each in PACKS["example"].sections}
    asked, voice = of_example[AskedSection], of_example[VoiceSection]
    assert isinstance(asked, AskedSection)
    assert isinstance(voice, VoiceSection)
    request = replace(asked.lines[0], why="\n\n".join(ASKED))
    quote = next(each for each in voice.lines if each.kind == "quote")
    told = (
        replace(asked, lines=(request,)),
        replace(voice, lines=(replace(quote, text="\n\n".join(QUOTED)),)),
    )
    return replace(PACKS["example"], sections=told)


QUOTED_WITH_MARKS = ["“We were heard.", "It took a year.”"]
WANTED = [*ASKED, *QUOTED_WITH_MARKS]


def test_on_the_page(pack: Pack) -> None:
    root = html.fragment_fromstring(str(to_page(pack, "0", Pictures())), create_parent=True)
    assert [each.text for each in root.iter("p") if each.text in WANTED] == WANTED


def test_in_word(pack: Pack) -> None:
    document = docx.Document(BytesIO(to_word(pack, "0", Pictures())))
    assert [each.text for each in document.paragraphs if each.text in WANTED] == WANTED


@pytest.mark.slow
def test_in_the_pdf(pack: Pack) -> None:
    made = to_pdf(pack, "0", Pictures())
    assert problems_of(made) == []
    assert [each for each in paragraphs_of_pdf(made) if each in WANTED] == WANTED


def test_in_a_cell_of_excel_with_an_empty_line_between(pack: Pack) -> None:
    book = openpyxl.load_workbook(BytesIO(to_excel(pack, "0")))
    (cell,) = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == "\n\n".join(ASKED)
    ]
    assert cell.alignment.wrap_text


@pytest.mark.parametrize(
    ("written", "quoted"),
    [((), ()), (("One.",), ("“One.”",)), (("“One.”",), ("“One.”",)), (("One.", "Two."), ("“One.", "Two.”"))],
)
def test_a_quotation_has_its_marks_at_its_beginning_and_end(
    written: tuple[str, ...], quoted: tuple[str, ...]
) -> None:
    assert Card("k", "", written, (), quote=True).quoted == quoted


def test_lines_of_a_paragraph_are_parted_by_a_blank_for_whoever_has_the_pdf_read_aloud(pack: Pack) -> None:
    asked = next(each for each in pack.sections if isinstance(each, AskedSection))
    options = replace(asked.lines[0], why="Options: 1. One room.\n2. Two rooms.")
    told = to_pdf(replace(pack, sections=(replace(asked, lines=(options,)),)), "0", Pictures())
    assert "Options: 1. One room. 2. Two rooms." in paragraphs_of_pdf(told)
