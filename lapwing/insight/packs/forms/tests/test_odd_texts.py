"""Whatever people write is printed as they wrote it, and never stops a pack from being made."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lapwing.insight.packs.forms.excel import to_excel
from lapwing.insight.packs.forms.pdf import to_pdf
from lapwing.insight.packs.forms.pictures import drawn
from lapwing.insight.packs.forms.tests.made import PACKS
from lapwing.insight.packs.forms.tests.pdf_ua import problems_of
from lapwing.insight.packs.forms.tests.texts import excel_sections, pdf_sections, word_sections
from lapwing.insight.packs.forms.word import to_word
from lapwing.insight.packs.shapes import (
    ExceptionsSection,
    GlossarySection,
    MeasuresSection,
    Pack,
    Section,
    SummarySection,
    TermLine,
)

pytestmark = pytest.mark.slow
MARKUP = '#import "x" *bold* $x^2$ @ref <label> `raw` // no comment </w:t> {{ 7 * 7 }} &amp; \\u{41}'


def with_words(words: str) -> Pack:
    """The example with ``words`` in its title, its summary, its charts and its glossary."""
    pack = PACKS["example"]
    told: list[Section] = []
    for section in pack.sections:
        if isinstance(section, SummarySection):
            told.append(replace(section, annotation=words, summary=replace(section.summary, headline=words)))
        elif isinstance(section, MeasuresSection):
            first = section.measures[0]
            series = tuple(replace(each, finding=words, sentence=words) for each in first.series)
            told.append(replace(section, measures=(replace(first, name=words, series=series),)))
        elif isinstance(section, GlossarySection):
            told.append(replace(section, lines=(TermLine("t", words, words),)))
        elif isinstance(section, ExceptionsSection):
            told.append(section)
    return replace(pack, cover=replace(pack.cover, title=words), sections=tuple(told))


@pytest.mark.parametrize("words", [MARKUP, "word" * 60, "Żółć, ﬁn, naïve – “quoted” … 50 °C"])
def test_words_are_printed_as_they_are_written(words: str) -> None:
    pack = with_words(words)
    pictures = drawn(pack)
    made = to_pdf(pack, "0", pictures)
    assert problems_of(made) == []
    bare = words.replace(" ", "").replace("“", "").replace("”", "").replace("ﬁ", "fi")
    for sections in (
        pdf_sections(made),
        word_sections(to_word(pack, "0", pictures)),
        excel_sections(to_excel(pack, "0")),
    ):
        said = "".join(sections.values()).replace(" ", "").replace("ﬁ", "fi")
        assert said.count(bare) >= 5


@pytest.mark.parametrize("words", ["half \x01 a sign\x0b", "\U000e0041 no font \u1b05", "😀"])
def test_signs_that_no_document_can_hold_stop_nothing(words: str) -> None:
    pack = with_words(words)
    pictures = drawn(pack)
    assert to_pdf(pack, "0", pictures).startswith(b"%PDF")
    assert to_word(pack, "0", pictures)
    assert to_excel(pack, "0")


def test_a_very_long_text_goes_on_overleaf() -> None:
    words = " ".join(f"word{number}" for number in range(4000))
    pack = with_words(words)
    assert words in pdf_sections(to_pdf(pack, "0", drawn(pack)))["Words and signs"]
