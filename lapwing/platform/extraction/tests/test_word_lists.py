"""Numbers of lists are nowhere in the text of a Word file: they are counted as Word counts them."""

from __future__ import annotations

import io

import docx
import pytest

from lapwing.platform.extraction.numerals import numeral
from lapwing.platform.extraction.tests.office_files import (
    item,
    level,
    lists,
    p,
    read,
    rows,
    styled,
    tbl,
    tc,
    texts,
    tr,
    word_file,
)

_OUTLINE = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "decimal", "%1.%2.%3")


def test_numbers_of_several_levels_count_on_and_begin_again() -> None:
    body = "".join(item("x", 1, at) for at in (0, 1, 1, 2, 0, 1, 2))
    found = read(word_file(body, numbering=lists(_OUTLINE)))
    assert [paragraph.mark for paragraph in found.paragraphs] == [
        "1.",
        "1.1",
        "1.2",
        "1.2.1",
        "2.",
        "2.1",
        "2.1.1",
    ]
    assert [paragraph.level for paragraph in found.paragraphs] == [1, 2, 2, 3, 1, 2, 3]


def test_letters_roman_numerals_and_words_around_numbers() -> None:
    levels = (
        level(0, "upperLetter", "Action %1:")
        + level(1, "lowerRoman", "(%2)")
        + level(2, "ordinal", "%3 step")
    )
    found = read(word_file("".join(item("x", 1, at) for at in (0, 1, 1, 2)), numbering=lists(levels)))
    assert texts(found) == ["Action A: x", "(i) x", "(ii) x", "1st step x"]


def test_legal_numbering_turns_letters_above_into_figures() -> None:
    levels = level(0, "upperRoman", "%1") + level(1, "decimal", "%1.%2", "<w:isLgl/>")
    found = read(word_file(item("x", 1) + item("y", 1, 1), numbering=lists(levels)))
    assert texts(found) == ["I x", "1.1 y"]


def test_a_list_that_is_told_to_restart_does_and_one_of_the_same_kind_counts_on() -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{_OUTLINE}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("a", 1) + item("b", 1) + item("c", 2) + item("d", 3) + item("e", 3)
    assert texts(read(word_file(body, numbering=numbering))) == ["1. a", "2. b", "3. c", "5. d", "6. e"]


def test_a_level_that_never_restarts_counts_through() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    body = "".join(item("x", 1, at) for at in (0, 1, 0, 1))
    assert texts(read(word_file(body, numbering=lists(levels)))) == ["1. x", "1) x", "2. x", "2) x"]


def test_bullets_of_symbol_fonts_are_the_signs_they_look_like() -> None:
    symbol = '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'
    ticks = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    levels = (
        level(0, "bullet", "\uf0b7", symbol) + level(1, "bullet", "o") + level(2, "bullet", "\uf0fc", ticks)
    )
    found = read(word_file("".join(item("x", 1, at) for at in range(3)), numbering=lists(levels)))
    assert texts(found) == ["• x", "◦ x", "✓ x"]


def test_a_style_numbers_its_paragraphs_at_the_level_it_is_tied_to() -> None:
    levels = level(0, "decimal", "%1.", '<w:pStyle w:val="One"/>') + level(
        1, "decimal", "%1.%2", '<w:pStyle w:val="Two"/>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="heading {at}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for at, key in enumerate(("One", "Two"), start=1)
    )
    found = read(
        word_file(
            styled("a", "One") + styled("b", "Two") + styled("c", "Two"),
            styles=styles,
            numbering=lists(levels),
        )
    )
    assert texts(found) == ["1. a", "1.1 b", "1.2 c"]
    assert [(paragraph.heading, paragraph.level) for paragraph in found.paragraphs] == [
        (1, 0),
        (2, 0),
        (2, 0),
    ]


def test_a_list_that_the_file_does_not_define_has_no_marks() -> None:
    numbering = '<w:num w:numId="1"><w:abstractNumId w:val="99"/></w:num>'
    assert texts(read(word_file(item("x", 1) + item("y", 44), numbering=numbering))) == ["x", "y"]
    assert texts(read(word_file(item("x", 1)))) == ["x"]


def test_numbering_that_is_taken_off_a_paragraph_is_not_counted() -> None:
    found = read(word_file(item("a", 1) + item("b", 0) + item("c", 1), numbering=lists(_OUTLINE)))
    assert texts(found) == ["1. a", "b", "2. c"]


def test_deleted_items_are_not_counted() -> None:
    numbers = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>'
    gone = p("<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>", numbers)
    assert texts(read(word_file(gone + item("a", 1) + item("b", 1), numbering=lists(_OUTLINE)))) == [
        "1. a",
        "2. b",
    ]


def test_a_column_of_generated_references_is_the_text_of_its_cells() -> None:
    table = tbl(*(tr(tc(item("", 1, 1)), text) for text in ("First", "Second")))
    found = read(word_file(item("Area", 1) + table, numbering=lists(_OUTLINE)))
    assert rows(found.grids[0]) == [["1.1", "First"], ["1.2", "Second"]]


def test_lists_in_a_cell_go_further_in_by_level_and_an_empty_bullet_is_nothing() -> None:
    numbering = lists(_OUTLINE, level(0, "bullet", "•") + level(1, "bullet", "–"))
    cell = p("Lead in") + item("a", 2) + item("b", 2, 1) + item("", 2) + p("After")
    found = read(word_file(tbl(tr(tc(cell), "x")), numbering=numbering))
    assert found.grids[0].cells[0].text == "Lead in\n• a\n  – b\nAfter"


def test_a_list_that_only_begins_further_in_stands_at_the_edge_of_its_cell() -> None:
    numbering = lists(level(0, "bullet", "•") + level(1, "bullet", "–"))
    found = read(word_file(tbl(tr(tc(item("a", 1, 1) + item("b", 1, 1)), "x")), numbering=numbering))
    assert found.grids[0].cells[0].text == "– a\n– b"


def test_lists_of_the_styles_that_come_with_word() -> None:
    made = docx.Document()
    for style in ("List Bullet", "List Bullet 2", "List Number", "List Number"):
        made.add_paragraph("x", style=style)
    target = io.BytesIO()
    made.save(target)

    found = read(target.getvalue())

    assert [(each.mark, each.level) for each in found.paragraphs] == [
        ("•", 1),
        ("•", 2),
        ("1.", 1),
        ("2.", 1),
    ]


@pytest.mark.parametrize(
    ("count", "kind", "text"),
    [
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (7, "decimalZero", "07"),
        (7, "001, 002, 003, ...", "007"),
        (22, "ordinal", "22nd"),
        (113, "ordinal", "113th"),
        (21, "cardinalText", "Twenty-one"),
        (30, "ordinalText", "Thirtieth"),
        (12, "ordinalText", "Twelfth"),
        (120, "ordinalText", "120th"),
        (3, "none", ""),
        (3, "chineseCounting", "3"),
        (0, "lowerRoman", "0"),
    ],
)
def test_numerals(count: int, kind: str, text: str) -> None:
    assert numeral(count, kind) == text
