"""The PDFs of a public version: readable by those who do not see them, and saying what the page says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lapwing.insight.packs.forms.tests.pdf_ua import figures_told, headings_of, page_texts, problems_of
from lapwing.insight.public_version.composing import composed
from lapwing.insight.public_version.content import Measure, Row, Series, words_in
from lapwing.insight.public_version.easy_read import SYMBOLS
from lapwing.insight.public_version.pdf import about_series, svg_of, to_easy_pdf, to_pdf
from lapwing.insight.public_version.tests.examples import example

APPROVED = datetime(2026, 11, 22, 12, tzinfo=UTC)
CONTENT = composed(example(), {})


def text_of(data: bytes) -> str:
    return " ".join(" ".join(str(page) for page in page_texts(data)).split())


def test_both_meet_what_keeps_a_pdf_accessible() -> None:
    assert problems_of(to_pdf(CONTENT, "0" * 64, APPROVED)) == []
    assert problems_of(to_easy_pdf(CONTENT, APPROVED)) == []


def test_the_headings_are_the_sections() -> None:
    told = [title for _, title in headings_of(to_pdf(CONTENT, "0" * 64, APPROVED))]
    for section in CONTENT.sections:
        assert section.title in told


def test_every_picture_of_easy_read_is_told_in_words() -> None:
    told = figures_told(to_easy_pdf(CONTENT, APPROVED))
    assert told == [SYMBOLS[line.symbol][0] for line in CONTENT.easy]


def test_signs_of_markup_are_printed_and_not_obeyed() -> None:
    odd = replace(CONTENT, title="#panic() *A* _b_ $c$ <d> \\e", intro="= Not a heading")
    assert problems_of(to_pdf(odd, "0" * 64, APPROVED)) == []
    assert "#panic()" in text_of(to_pdf(odd, "0" * 64, APPROVED))


@pytest.mark.parametrize(
    ("unit", "said"), [("% of plans", "Share of plans."), ("weeks", "In weeks."), ("%", ""), ("", "")]
)
def test_a_unit_is_said_in_words(unit: str, said: str) -> None:
    assert about_series(Series("s", "", unit, ())) == said


def test_there_is_a_column_of_counts_only_where_something_is_counted() -> None:
    def with_rows(*rows: Row) -> str:
        measure = Measure("m", "Waits", (Series("s", "", "weeks", rows),))
        told = to_pdf(replace(CONTENT, measures=(measure,)), "0" * 64, APPROVED)
        assert problems_of(told) == []
        return text_of(told)

    assert "How many" not in with_rows(Row("May 2026", "12"))
    assert "How many" in with_rows(Row("April 2026", "30%"), Row("May 2026", "30%", "12 of 40"))


def test_every_symbol_is_a_drawing_that_says_what_it_is() -> None:
    for symbol, (name, _) in SYMBOLS.items():
        assert f'aria-label="{name}"' in svg_of(symbol)
        assert "aria-hidden" in svg_of(symbol, hidden=True)
    assert all(words_in(CONTENT).values())
