"""The parts of a cell: labels as printed, labels made from a place in a list, and what leads into a list."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.reading.outline import Part, cut_labels, outline_of, roman


def unsplit(run: str) -> tuple[str, ...]:
    return (run,)


def halves(run: str) -> tuple[str, ...]:
    return tuple(run.split(" / "))


def labelled(cell: str) -> list[tuple[str | None, str]]:
    return [(part.label, part.text) for part in outline_of(cell, halves).parts]


def test_lettered_parts_run_on_from_a() -> None:
    assert cut_labels("The service will a) ring families b)write to schools c) report") == (
        "The service will",
        (Part("a)", "ring families"), Part("b)", "write to schools"), Part("c)", "report")),
    )


def test_a_letter_in_brackets_alone_is_no_label() -> None:
    assert cut_labels("The pathway (a) is known to all") == ("The pathway (a) is known to all", ())


def test_letters_out_of_order_are_no_labels() -> None:
    assert cut_labels("see c) and d) of the guide")[1] == ()


@pytest.mark.parametrize(
    ("text", "label"), [("1: those with a plan", "1:"), ("2) Ring", "2)"), ("3. See", "3.")]
)
def test_a_label_at_the_beginning_may_be_any(text: str, label: str) -> None:
    assert [part.label for part in cut_labels(text)[1]] == [label]


def test_a_decimal_at_the_beginning_is_no_label() -> None:
    assert cut_labels("1.5 hours a week")[1] == ()


def test_paragraphs_with_labels_are_parts_and_the_one_before_is_a_stem() -> None:
    outline = outline_of("<p>Chairs</p><p>a)Mend them</p><p>b) Lend them</p>", unsplit)
    assert outline.stems == ("Chairs",)
    assert outline.parts == (Part("a)", "Mend them"), Part("b)", "Lend them"))
    assert outline.text == "Chairs a)Mend them b) Lend them"


def test_items_that_hang_on_a_labelled_part_are_labelled_after_it() -> None:
    cell = "<p>a) Open early</p><p>b) Help by:</p><ul>ringing / writing</ul>"
    assert labelled(cell) == [("a)", "Open early"), ("b)(i)", "ringing"), ("b)(ii)", "writing")]
    assert outline_of(cell, halves).runs == ("ringing / writing",)


def test_items_of_an_ordered_list_are_numbered() -> None:
    assert labelled("We will: <ol>listen / answer") == [("1", "listen"), ("2", "answer")]


def test_labels_inside_a_list_that_lost_its_marks_split_it_without_a_guess() -> None:
    outline = outline_of("<p>By:</p><ul> a) listening b) answering </ul>", unsplit)
    assert outline.parts == (Part("a)", "listening"), Part("b)", "answering"))
    assert outline.runs == ()


def test_a_paragraph_that_ends_its_sentence_leads_into_nothing() -> None:
    outline = outline_of("<p>Chairs are mended.</p><ul><li>Calls are answered</li></ul>", unsplit)
    assert outline.stems == ()
    assert [part.text for part in outline.parts] == ["Chairs are mended.", "Calls are answered"]


def test_an_empty_cell_has_no_parts() -> None:
    assert outline_of("", unsplit) == outline_of("<ul></ul>", unsplit)
    assert outline_of("", unsplit).parts == ()


def test_roman_numerals_count() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 26)] == ["i", "iv", "ix", "xiv", "xxvi"]
