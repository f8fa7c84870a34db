"""Text of PDF files outside of tables, and how its lines are joined."""

from __future__ import annotations

import pytest

from lapwing.platform.extraction.document import Paragraph
from lapwing.platform.extraction.tests.pdf_files import PLAIN, codes, read, shown, texts, typeset, written

SENTENCES = "Families told us what matters to them and we wrote it down for everyone to see. " * 12


def test_headings_have_levels_by_size_then_weight() -> None:
    document = read(typeset(f"= The plan\n== Area one\n*Who leads*\n\n{SENTENCES}"))
    found = [(each.text, each.heading) for each in document.paragraphs[:3]]
    assert found == [("The plan", 1), ("Area one", 2), ("Who leads", 3)]
    assert document.paragraphs[3].heading is None
    assert document.paragraphs[3].text == SENTENCES.strip()


def test_items_of_lists_have_marks_and_levels() -> None:
    wrapped = (
        "an item that goes on for so long that it is wrapped on to a second line of the page, as some are"
    )
    document = read(typeset(f"{SENTENCES}\n- {wrapped}\n  - nested\n- third\n\n+ one\n+ two\n"))
    items = [(each.mark, each.level, each.text) for each in document.paragraphs[1:]]
    assert items == [
        ("•", 1, wrapped),
        ("‣", 2, "nested"),
        ("•", 1, "third"),
        ("1.", 1, "one"),
        ("2.", 1, "two"),
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left, right = (
        "Words of the left column run on and on. " * 30,
        "Words of the right go further yet. " * 30,
    )
    body = f"= A heading over both columns\n#columns(2)[{left}\n#colbreak()\n{right}]"
    document = read(typeset(body))
    assert texts(document) == ["A heading over both columns", left.strip(), right.strip()]
    assert document.grids == ()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "way", ["1 0 0 1 100 700", "0 1 -1 0 300 100", "-1 0 0 -1 400 300", "0 -1 1 0 300 700"]
)
def test_pages_are_turned_until_their_text_is_upright(rotate: int, way: str) -> None:
    page = f"BT /F1 12 Tf {way} Tm (First line) Tj 0 -60 Td (Second line) Tj ET".encode()
    assert texts(read(written([page], rotate=rotate))) == ["First line", "Second line"]


def test_what_is_printed_on_every_page_is_left_out_and_noted() -> None:
    setup = (
        '#set page(paper: "a4", header: [Local Area Plan], footer: context [Page #counter(page).display()])\n'
    )
    document = read(typeset("\n#pagebreak()\n".join(f"Text of page {n}." for n in range(1, 5)), setup))
    assert texts(document) == [f"Text of page {n}." for n in range(1, 5)]
    assert [each.place for each in document.paragraphs] == [f"page {n}" for n in range(1, 5)]
    assert "pdf-furniture" in codes(document)


def test_headings_that_count_on_from_page_to_page_are_not_furniture() -> None:
    pages = [shown(f"Priority {n}", 72, 770) + shown("What we will do", 72, 700 - n) for n in range(1, 5)]
    assert texts(read(written(pages)))[::2] == [f"Priority {n}" for n in range(1, 5)]


def test_a_line_at_the_head_of_one_page_only_is_text() -> None:
    pages = [
        shown(f"Opening words {word}", 72, 810) + shown("More", 72, 700) for word in ("here", "there", "on")
    ]
    assert texts(read(written(pages)))[::2] == [
        "Opening words here",
        "Opening words there",
        "Opening words on",
    ]


def test_a_sentence_over_two_pages_is_one_paragraph() -> None:
    pages = [shown("The partners agreed that they would", 72, 700), shown("meet every month.", 72, 700)]
    assert texts(read(written(pages))) == ["The partners agreed that they would meet every month."]


def test_a_hyphen_is_kept_where_the_document_uses_it() -> None:
    lines = [
        "A multi-agency team and a multi-",
        "agency plan, for those aged 0-",
        "19, were agreed in co-",
        "production",
    ]
    drawing = b"".join(shown(line, 72, 700 - 14 * number) for number, line in enumerate(lines))
    text = "A multi-agency team and a multi-agency plan, for those aged 0-19, were agreed in co-production"
    assert texts(read(written([drawing]))) == [text]


def test_a_hyphen_is_dropped_where_the_word_is_whole_elsewhere() -> None:
    lines = ["The implementation began in spring, and imple-", "mentation went on until the summer came"]
    drawing = b"".join(shown(line, 72, 700 - 14 * number) for number, line in enumerate(lines))
    text = "The implementation began in spring, and implementation went on until the summer came"
    assert texts(read(written([drawing]))) == [text]


def test_a_hyphen_that_nothing_tells_of_is_kept_and_noted() -> None:
    drawing = shown("The programme of trans-", 72, 700) + shown("mogrification", 72, 686)
    document = read(written([drawing]))
    assert texts(document) == ["The programme of trans-mogrification"]
    assert "pdf-hyphen" in codes(document)


def test_a_hyphen_that_nothing_tells_of_is_dropped_where_other_words_are_broken() -> None:
    lines = ["The implementation of trans-", "mogrification in spring, and imple-", "mentation in summer"]
    drawing = b"".join(shown(line, 72, 700 - 14 * number) for number, line in enumerate(lines))
    document = read(written([drawing]))
    assert texts(document) == [
        "The implementation of transmogrification in spring, and implementation in summer"
    ]
    assert "pdf-hyphen" in codes(document)


def test_ligatures_hard_blanks_and_raised_letters_are_plain_text() -> None:
    body = "The efficient office’s first offer, by 1#super[st]~October~2026, was affirmed."
    assert texts(read(typeset(body))) == [
        "The efficient office’s first offer, by 1st October 2026, was affirmed."
    ]


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    assert texts(read(written([shown("Lead officer", 72, 700) + shown("Lead officer", 72.3, 700)]))) == [
        "Lead officer"
    ]


def test_words_without_drawn_blanks_are_parted_by_their_gaps() -> None:
    page = b"BT /F1 12 Tf 72 700 Td [(No)-300(blanks)-300(dr)20(awn)] TJ ET"
    assert texts(read(written([page]))) == ["No blanks drawn"]


def test_lines_broken_by_hand_are_paragraphs_of_their_own() -> None:
    document = read(typeset(f"{SENTENCES}\n\nChair: A. Person \\ Clerk: B. Person"))
    assert texts(document)[1:] == ["Chair: A. Person", "Clerk: B. Person"]


def test_a_sentence_over_two_columns_is_one_paragraph() -> None:
    words = " ".join(f"word{n} of the sentence that goes on" for n in range(110))
    assert texts(read(typeset(f"#block(height: 16cm, columns(2)[{words}])"))) == [words]


def test_entries_of_a_contents_list_stand_apart() -> None:
    document = read(typeset("#outline()\n= One\nText.\n= Two\nText."))
    assert [text.rstrip(". 1") for text in texts(document)[:3]] == ["Contents", "One", "Two"]


def test_a_narrower_paragraph_among_wide_ones_is_one() -> None:
    narrow = "Words that were set in from both sides of the page, and go on for a few lines as they are read"
    document = read(typeset(f"{SENTENCES}\n\n#pad(x: 5cm)[{narrow}]\n\n{SENTENCES}"))
    assert texts(document) == [SENTENCES.strip(), narrow, SENTENCES.strip()]


def test_web_addresses_are_joined_without_blanks() -> None:
    body = "#block(width: 4cm)[Read more at https://www.example.org/local-offer/families/plans/2026 today.]"
    found = " ".join(texts(read(typeset(body, PLAIN))))
    assert found == "Read more at https://www.example.org/local-offer/families/plans/2026 today."


def test_every_paragraph_stands_on_numbered_lines() -> None:
    document = read(typeset(f"= Plan\n{SENTENCES}\n- item\n"))
    for each in document.elements:
        assert isinstance(each, Paragraph)
        first, last = each.lines
        assert "\n".join(document.lines[first - 1 : last]).endswith(each.text)
