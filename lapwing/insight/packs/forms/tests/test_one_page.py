"""The summary is one page, whatever a partnership calls its colours and however much there is to say."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from lapwing.insight.packs.collecting.order import LONGEST_NOTE_OF_SUMMARY, lines_of, too_long_for_a_page
from lapwing.insight.packs.collecting.summary import with_room
from lapwing.insight.packs.forms.pdf import to_pdf
from lapwing.insight.packs.forms.pictures import Pictures
from lapwing.insight.packs.forms.tests.made import PACKS
from lapwing.insight.packs.forms.tests.pdf_ua import problems_of
from lapwing.insight.packs.shapes import (
    CountLine,
    FactLine,
    Figure,
    Mark,
    MovedLine,
    Pack,
    Summary,
    SummarySection,
)

pytestmark = pytest.mark.slow

LABEL = "Behind where the partnership had agreed that it would be now"
assert len(LABEL) == 60
LONG = "Publish what support there is before a plan by age and need with the forum of parents and carers now"
PARAGRAPH = "The summer brought changes that nobody had planned for, and much was done in spite of it. " * 20


def count(number: int, what: str, label: str) -> CountLine:
    mark = Mark(label, "triangle", "red")
    return CountLine(f"count:{what}:{number}", mark, Figure(1234, "1,234"), Figure(1234, "1,234"))


def moved(number: int) -> MovedLine:
    text = f"1.2.1 a {LONG}: done and evidenced (was not started)"
    return MovedLine(f"moved:{number}", "1.2.1 a", text, None, Mark("Off track", "triangle", "red"), None)


def longest(note: str) -> Pack:
    """Eight colours with the longest names, and more moved than is listed."""
    pack = PACKS["example"]
    section = pack.sections[0]
    assert isinstance(section, SummarySection)
    colours = tuple(count(number, "milestones", LABEL) for number in range(8))
    told: Summary = replace(
        section.summary,
        headline="Of 1,234 milestones, 1,234 are off track (last time 1,234) and 1,234 are overdue "
        "(last time 1,234).",
        milestones=colours,
        milestones_text=f"1,234 milestones: {', '.join([f'1,234 {LABEL.lower()}'] * 8)}.",
        measures=tuple(count(number, "measures", "Nearly on path") for number in range(5)),
        measures_text=f"1,234 lines of measures: {', '.join(['1,234 nearly on path'] * 5)}.",
        facts=tuple(
            FactLine(f"fact:{label}", label, Figure(1234, "1,234 of 1,234"), Figure(1234, "1,234"))
            for label in (
                "Milestones overdue", "Open milestones without a date", "Dates moved since last time",
                "Updates signed off in the reporting cycle",
            )
        ),
        moved=with_room(tuple(map(moved, range(40))), colours, note),
        moved_left_out="And 1,234 more.",
    )  # fmt: skip
    return replace(pack, sections=(replace(section, annotation=note, summary=told), *pack.sections[1:3]))


def pages_of(pack: Pack) -> list[str]:
    """The words of each page."""
    made = to_pdf(pack, "0" * 64, Pictures())
    assert problems_of(made) == []
    document = pdfium.PdfDocument(made)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def note_of(lines: int) -> str:
    note = PARAGRAPH
    while lines_of(note) > lines:
        note = note[: note.rindex(" ", 0, len(note) - 1)]
    return note


@pytest.mark.parametrize(
    "note", ["", note_of(LONGEST_NOTE_OF_SUMMARY // 2), note_of(LONGEST_NOTE_OF_SUMMARY), "Short.\n\n" * 10]
)
def test_the_longest_summary_is_one_page_and_alone_on_it(note: str) -> None:
    assert not too_long_for_a_page("summary", note)
    pages = pages_of(longest(note))
    (at,) = (number for number, words in enumerate(pages) if "Of 1,234 milestones" in words)
    assert at == 2
    assert "And 1,234 more." in pages[at]
    assert "Off track, at risk and late" not in pages[at].partition("And 1,234 more.")[2]
    assert "Off track, at risk and late" in pages[at + 1]


def test_a_usual_summary_is_set_as_large_as_the_rest() -> None:
    document = pdfium.PdfDocument(to_pdf(PACKS["example"], "0" * 64, Pictures()))
    try:
        shown = document[2].get_textpage()
        at = shown.get_text_range().index("A steady term.")
        # of the letters: how tall their box is depends on which fonts the machine has
        assert pdfium.raw.FPDFText_GetFontSize(shown.raw, at) == pytest.approx(9)
    finally:
        document.close()
