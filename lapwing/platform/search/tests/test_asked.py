"""What is made of what people type, and how hits are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.platform.search.asked import LONGEST, MOST_WORDS, Asked, asked_for, forgiven, plain
from lapwing.platform.search.marking import around, marked, stems_of
from lapwing.platform.search.matching import _ACCENTED, _PLAIN


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("  Early   Offer ", ("early", "offer")),
        ("Café, café!", ("cafe",)),
        ("1.2.3", ("1", "2", "3")),
        ("'; drop table & | ! :*", ("drop", "table")),
        ("\x00\n\t", ()),
        ("Łódź Ørsted", ("lodz", "orsted")),
    ],
)
def test_words_are_compared_without_capitals_accents_and_signs(typed: str, words: tuple[str, ...]) -> None:
    assert asked_for(typed).words == words


def test_what_is_asked_for_is_bounded() -> None:
    asked = asked_for(" ".join(f"word{number}" for number in range(1000)))
    assert len(asked.text) <= LONGEST
    assert len(asked.words) == MOST_WORDS


def test_the_database_strips_accents_as_we_do() -> None:
    assert len(_ACCENTED) == len(_PLAIN)
    assert "".join(plain(each) for each in _ACCENTED) == _PLAIN


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("occupatonal therpy", "occupational therapy"),
        ("comissioner", "commissioner"),
        ("occupational", None),
        ("zebra", None),
        ("thw", None),
    ],
)
def test_words_spelled_almost_alike_are_forgiven(typed: str, meant: str | None) -> None:
    found = forgiven(asked_for(typed), ["Occupational therapy", "the Play Commissioner"])
    assert (found.text if found else None) == meant


def test_a_hit_is_marked_in_any_form_and_everything_else_is_escaped() -> None:
    stems = stems_of(("review", "cafe"))
    assert (
        str(marked("Reviewing <b>the Café</b>", stems))
        == "<mark>Reviewing</mark> &lt;b&gt;the <mark>Café</mark>&lt;/b&gt;"
    )


@given(st.text(max_size=600), st.text(max_size=40))
def test_any_text_can_be_shown_for_any_words(text: str, typed: str) -> None:
    stems = stems_of(asked_for(typed).words)
    assert len(around(text, stems)) <= max(len(text), 190)
    marked(text, stems)


@given(st.text(max_size=300))
def test_nothing_that_is_typed_is_too_much(typed: str) -> None:
    asked = asked_for(typed)
    assert isinstance(asked, Asked)
    assert all(word == plain(word) for word in asked.words)
