"""The PDFs of a public version: readable by those who do not see them, and saying what the page says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from lapwing.insight.packs.forms.tests.pdf_ua import figures_told, headings_of, problems_of
from lapwing.insight.public_version.composing import composed
from lapwing.insight.public_version.content import Measure, Row, Series
from lapwing.insight.public_version.easy_read import SYMBOLS
from lapwing.insight.public_version.pdf import to_easy_pdf, to_pdf
from lapwing.insight.public_version.tests.examples import example
from lapwing.insight.public_version.tests.paper import links_on, words_on

APPROVED = datetime(2026, 11, 22, 12, tzinfo=UTC)
CONTENT = composed(example(), {})


def test_both_meet_what_keeps_a_pdf_accessible() -> None:
    assert problems_of(to_pdf(CONTENT, "0" * 64, APPROVED)) == []
    assert problems_of(to_easy_pdf(CONTENT, APPROVED)) == []


def test_the_headings_are_the_sections() -> None:
    told = [title for _, title in headings_of(to_pdf(CONTENT, "0" * 64, APPROVED))]
    for section in CONTENT.sections:
        assert section.title in told


def test_every_picture_of_easy_read_is_told_in_words() -> None:
    told = figures_told(to_easy_pdf(CONTENT, APPROVED))
    assert told == [*(SYMBOLS[line.symbol][0] for line in CONTENT.easy), SYMBOLS["next"][0]]


def test_every_chart_is_told_in_words_and_its_figures_stand_in_a_table() -> None:
    printed = to_pdf(CONTENT, "0" * 64, APPROVED)
    (told,) = figures_told(printed)
    assert told.startswith(
        "Chart. Final amended plans within 12 weeks of the review: All plans. May 2026: 51.4%"
    )
    assert "Targets: 56% by October 2026, 60% by October 2027" in told
    assert words_on(printed).count("37 of 72") == 1 + len(CONTENT.measures[0].series[0].rows)


def test_a_long_table_stands_whole_at_the_end() -> None:
    rows = tuple(Row(f"Week {at}", f"{40 + at}%", "", f"2026-01-{at + 1:02}") for at in range(24))
    measure = Measure("m", "Waits", (Series("s", "", "", rows),))
    printed = to_pdf(replace(CONTENT, measures=(measure,)), "0" * 64, APPROVED)
    assert problems_of(printed) == []
    titles = [title for _, title in headings_of(printed)]
    assert titles.index("All figures") > titles.index("About this document")
    for row in rows:
        assert row.period in words_on(printed)
    assert "All figures" not in [title for _, title in headings_of(to_pdf(CONTENT, "0" * 64, APPROVED))]


LASTING = "https://lapwing.example.org/published/plan/x7k2m9q4hd3w/"


def test_paper_says_its_day_and_where_the_newest_version_is() -> None:
    for printed in (to_pdf(CONTENT, "0" * 64, APPROVED, LASTING), to_easy_pdf(CONTENT, APPROVED, LASTING)):
        assert problems_of(printed) == []
        assert LASTING in words_on(printed).replace(" ", "")
        assert "22 November 2026" in words_on(printed)
        assert LASTING in links_on(printed)
    assert "The newest version is always at" in words_on(to_pdf(CONTENT, "0" * 64, APPROVED, LASTING))


def test_where_no_address_is_known_paper_says_in_words_where_to_look() -> None:
    whole, easy = to_pdf(CONTENT, "0" * 64, APPROVED), to_easy_pdf(CONTENT, APPROVED)
    assert "As published on 22 November 2026. There may be a newer version: look where" in words_on(whole)
    assert "Ask us if there is a newer one." in words_on(easy)
    assert links_on(whole) == links_on(easy) == set()
