"""Cells: HTML closed or not, bullets typed by hand, and lists that lost their marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.reading.cells import PARTING_SIGNS, Kind, Passage, passages_of, plain_text


def kinds(cell: str) -> list[tuple[Kind, str]]:
    return [(passage.kind, passage.text) for passage in passages_of(cell)]


def test_paragraphs_stand_apart() -> None:
    assert kinds("<p>Open a clinic.</p> <p>Ring families.</p>") == [
        (Kind.PARAGRAPH, "Open a clinic."),
        (Kind.PARAGRAPH, "Ring families."),
    ]


def test_a_list_left_open_gives_its_items_all_the_same() -> None:
    assert kinds('<ul style="list-style-type: none"> • Shorter waits • Calmer mornings ') == [
        (Kind.ITEM, "Shorter waits"),
        (Kind.ITEM, "Calmer mornings"),
    ]


def test_items_of_an_ordered_list_keep_their_places() -> None:
    assert passages_of("<ol><li>Listen<li>Answer</ol>") == (
        Passage(Kind.ITEM, "Listen", 1, 1, True),
        Passage(Kind.ITEM, "Answer", 1, 2, True),
    )


def test_an_item_of_several_paragraphs_is_one_item() -> None:
    assert kinds("<ul><li><p>Ring them.</p><p>Write as well.</p></li></ul>") == [
        (Kind.ITEM, "Ring them. Write as well.")
    ]


def test_items_inside_an_item_are_a_level_down() -> None:
    levels = [
        (p.text, p.level)
        for p in passages_of("<ul><li>Train<ul><li>nurses</li><li>teachers</li></ul></li><li>Check</li></ul>")
    ]
    assert levels == [("Train", 1), ("nurses", 2), ("teachers", 2), ("Check", 1)]


def test_a_list_without_any_mark_is_a_run() -> None:
    assert kinds("<p>We will</p> <ul> see families early answer letters </ul>") == [
        (Kind.PARAGRAPH, "We will"),
        (Kind.RUN, "see families early answer letters"),
    ]


def test_words_before_the_first_bullet_are_no_item() -> None:
    assert kinds("Together we • meet • decide") == [
        (Kind.PARAGRAPH, "Together we"),
        (Kind.ITEM, "meet"),
        (Kind.ITEM, "decide"),
    ]


def test_lines_with_a_dash_are_items_and_a_dash_between_words_is_not() -> None:
    assert kinds("- first thing<br>- second thing") == [
        (Kind.ITEM, "first thing"),
        (Kind.ITEM, "second thing"),
    ]
    assert kinds("Manager – West") == [(Kind.PARAGRAPH, "Manager – West")]


@pytest.mark.parametrize("cell", ["", "   ", "<p></p>", "<ul><li></li></ul>", "<ul> • • </ul>", "</ul></p>"])
def test_an_empty_cell_holds_nothing(cell: str) -> None:
    assert passages_of(cell) == ()


def test_entities_and_unknown_tags_are_read_through() -> None:
    assert plain_text("<x-y>Speech &amp; language&nbsp;therapy</x-y>") == "Speech & language therapy"


def test_a_less_than_sign_is_a_word_and_no_tag() -> None:
    assert plain_text("waits < 5 weeks, and <18 weeks") == "waits < 5 weeks, and <18 weeks"


def test_an_arrow_between_figures_parts_nothing() -> None:
    assert kinds("<p>Visits 40 → 60 · by term</p>") == [(Kind.PARAGRAPH, "Visits 40 → 60 · by term")]


def test_script_and_style_are_never_words() -> None:
    assert plain_text("Seen<script>alert(1)</script> early<style>p{}</style>") == "Seen early"


words = st.text(alphabet=st.characters(categories=["L", "Nd"]), min_size=1, max_size=8)
texts = st.lists(words, min_size=1, max_size=6).map(" ".join)


@given(st.lists(texts, min_size=1, max_size=6), st.sampled_from(PARTING_SIGNS))
def test_items_joined_by_bullets_come_back(items: list[str], bullet: str) -> None:
    cell = "<ul>" + "".join(f" {bullet} {item}" for item in items)
    assert [passage.text for passage in passages_of(cell)] == items


@given(st.lists(texts, min_size=1, max_size=6))
def test_items_in_marks_come_back_closed_or_not(items: list[str]) -> None:
    for end in ("", "</li>"):
        cell = "<ul>" + "".join(f"<li>{item}{end}" for item in items)
        assert [passage.text for passage in passages_of(cell)] == items


@given(st.text())
def test_no_text_is_refused(cell: str) -> None:
    assert all(passage.text for passage in passages_of(cell))
