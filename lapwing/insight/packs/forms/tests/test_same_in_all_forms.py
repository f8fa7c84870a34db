"""A pack says the same in every form: every sentence, every number, in the same order, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from lapwing.insight.packs.forms.arrangement import document_of
from lapwing.insight.packs.forms.excel import to_excel
from lapwing.insight.packs.forms.long_texts import NAME as LONG_TEXTS
from lapwing.insight.packs.forms.pdf import to_pdf
from lapwing.insight.packs.forms.pictures import drawn
from lapwing.insight.packs.forms.sheets_of_data import DATA
from lapwing.insight.packs.forms.tests.made import PACKS, digest_of, excel_of, page_of, pdf_of, word_of
from lapwing.insight.packs.forms.tests.texts import (
    Sections,
    excel_sections,
    lines_of,
    numbers_in,
    page_sections,
    pdf_sections,
    printed,
    texts_of,
    tidied,
    word_sections,
)
from lapwing.insight.packs.forms.word import to_word
from lapwing.insight.packs.frozen import from_text, to_text
from lapwing.insight.packs.shapes import GlossarySection, Pack

pytestmark = pytest.mark.slow
NAMES = tuple(PACKS)
# The first sheet, and those of the data by the field that they hold.
ABOUT = "About"
SHEETS_OF_DATA = {
    "actions": "actions",
    "milestones": "milestones",
    "measures": "measures",
    "date_changes": "dates moved",
    "risks": "risks and issues",
    "decisions": "decisions",
    "criteria": "success criteria",
    "evidence": "evidence",
    "closed_risks": "closed risks and issues",
}


def read_forms(name: str) -> dict[str, Sections]:
    """The forms that read like a document, each as texts by section."""
    return {
        "PDF": pdf_sections(pdf_of(name)),
        "Word": word_sections(word_of(name)),
        "page": page_sections(page_of(name)),
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_pack_stands_in_its_section_of_every_form(name: str) -> None:
    wanted = printed(PACKS[name])
    cover = wanted.pop("")
    for form, sections in read_forms(name).items():
        # the title is the heading of the page that the pack stands on
        for text in [each for each in cover if form != "page" or each != tidied(PACKS[name].cover.title)]:
            assert text in " ".join(sections.values()), f"{form} lacks {text!r} of the cover"
        for title, texts in wanted.items():
            for text in texts:
                assert text in sections[tidied(title)], f"{form} lacks {text!r} in {title!r}"


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_the_pack_stands_in_a_cell_of_excel(name: str) -> None:
    """In that of its section or of its kind of data; what stands in no table stands on the first."""
    sheets = excel_sections(excel_of(name))
    for (_, sheet), texts in by_sheets(PACKS[name]).items():
        cells = " ".join(sheets[each] for each in named_as(sheet, sheets))
        for text in texts:
            assert text in cells, f"Excel lacks {text!r} on {sheet!r}"


@pytest.mark.parametrize("name", NAMES)
def test_no_form_has_a_number_that_the_pack_has_not(name: str) -> None:
    pack = PACKS[name]
    for form, sections in {**read_forms(name), "Excel": excel_sections(excel_of(name))}.items():
        # the data stand in the workbook alone
        of_form = pack if form == "Excel" else replace(pack, data=None)
        known = numbers_in(text for texts in printed(of_form, in_cells=True).values() for text in texts)
        known |= numbers_in([digest_of(name), "SHA-256", *(section.title for section in pack.sections)])
        known |= numbers_in(section.empty for section in pack.sections) | days_of_periods(of_form)
        found = numbers_in(sections.values())
        assert found <= known, f"{form} says {sorted(found - known)[:5]}"


@pytest.mark.parametrize("name", NAMES)
def test_no_sheet_of_excel_has_a_number_that_its_section_has_not(name: str) -> None:
    sheets = excel_sections(excel_of(name))
    for (part, sheet), texts in by_sheets(PACKS[name]).items():
        if sheet != ABOUT:
            own = [each for each in named_as(sheet, sheets) if each != LONG_TEXTS]
            known = numbers_in(texts) | days_of_periods(part)
            # one whose rest stands elsewhere is told by its number
            known |= numbers_in([sheets.get(LONG_TEXTS, ""), *meanings_of(part)])
            found = numbers_in(sheets[each] for each in own)
            assert found <= known, f"{own} say {sorted(found - known)[:5]}"


@pytest.mark.parametrize("name", NAMES)
def test_sections_and_their_lines_have_one_order_in_every_form(name: str) -> None:
    pack = PACKS[name]
    titles = [tidied(section.title) for section in pack.sections]
    for form, sections in read_forms(name).items():
        assert [title for title in sections if title in titles] == titles, form
        for section in pack.sections:
            text, at = sections[tidied(section.title)], 0
            for line in lines_of(section):
                at = text.find(line, at)
                assert at >= 0, f"{form} has {line!r} out of order"
    sheets = list(excel_sections(excel_of(name)))
    kept = [title for title in titles if title in sheets]
    assert [sheet for sheet in sheets if sheet in titles] == kept


@pytest.mark.parametrize("name", NAMES)
def test_word_and_pdf_read_alike_from_the_first_section_to_the_last(name: str) -> None:
    forms = read_forms(name)
    words = {form: {title: _bare(text) for title, text in told.items()} for form, told in forms.items()}
    assert words["PDF"] == words["Word"]


def test_a_pack_rebuilt_from_its_frozen_text_is_the_same_pdf_and_the_same_words_and_figures() -> None:
    again = from_text(to_text(PACKS["example"]))
    digest, pictures = digest_of("example"), drawn(again)
    assert to_pdf(again, digest, pictures) == pdf_of("example")
    assert word_sections(to_word(again, digest, pictures)) == word_sections(word_of("example"))
    assert excel_sections(to_excel(again, digest)) == excel_sections(excel_of("example"))


def test_nothing_of_an_empty_section_is_left_out() -> None:
    for form, sections in read_forms("empty").items():
        for part in document_of(PACKS["empty"], "").parts[1:]:
            assert "There is nothing to show here." in sections[tidied(part.title)], form


def by_sheets(pack: Pack) -> dict[tuple[object, str], list[str]]:
    """The texts of the pack by what they are of and the name of the sheet where they stand."""
    cover, *_ = printed(pack, in_cells=True).values()
    notes = [text for each in pack.sections for text in texts_of(each.annotation)]
    found: dict[tuple[object, str], list[str]] = {("", ABOUT): [*cover, *notes]}
    for section in pack.sections:
        found[section, section.title] = texts_of(replace(section, annotation=""))
    for field, sheet in SHEETS_OF_DATA.items() if pack.data else ():
        part = getattr(pack.data, field)
        found[part, f"{DATA}{sheet}"] = texts_of(part)
    return found


def meanings_of(part: object) -> list[str]:
    """What a glossary says of its words, which no other text of a pack has to be."""
    return [line.meaning for line in part.lines] if isinstance(part, GlossarySection) else []


def named_as(name: str, sheets: Sections) -> list[str]:
    """A sheet of this name, or of its beginning where it is long; the figures of measures stand on a second
    one, and what is too long for a cell on the last."""
    bare = tidied(re.sub(r"[\[\]:*?/\\']", " ", name))
    second = f"{DATA}figures" if bare == f"{DATA}measures" else f"{bare}, figures"
    long = [bare[:end] for end in range(16, 32)] if len(bare) > 31 else []
    return [each for each in sheets if each in (bare, second, LONG_TEXTS, *long)]


def days_of_periods(pack: object) -> set[str]:
    """The days that a pack holds as dates alone, such as the first and last of control limits."""
    days = re.findall(r"datetime\.date\((\d+), (\d+), (\d+)\)", repr(pack))
    return {each for day in days for each in day}


def _bare(text: str) -> str:
    """Without the blanks that lines and cells are parted by, and the colons of names and values."""
    return re.sub(r"[\s:]", "", text)
