"""Words that a narrow cell parted without a hyphen, told from words that fill their lines."""

from __future__ import annotations

import pytest

from lapwing.platform.extraction.pdf.shapes import Piece
from lapwing.platform.extraction.pdf.vocabulary import Vocabulary


def _piece(text: str, x: float, y: float, *, spaced: bool = True) -> Piece:
    width = 5.0 * len(text)
    return Piece(text, x, x + width, y, 10, False, spaced, (x + width / 2, y))


def test_a_word_that_is_whole_elsewhere_was_cut() -> None:
    vocabulary = Vocabulary()
    vocabulary.learn_whole([_piece("commissioning", 10, 10)])
    assert vocabulary.was_cut("commissio", "ning", blank_fits=False)


def test_two_words_that_stand_elsewhere_were_not() -> None:
    vocabulary = Vocabulary()
    vocabulary.learn_whole([_piece("quality", 10, 10), _piece("work", 70, 10), _piece("on", 100, 10)])
    assert not vocabulary.was_cut("quality", "work", blank_fits=True)


def test_what_ends_without_the_blank_that_would_have_fitted_was_cut() -> None:
    assert Vocabulary().was_cut("communic", "ation", blank_fits=True)


@pytest.mark.parametrize("rest", ["s", "ble", "ation", "ments"])
def test_the_end_of_a_word_begins_as_no_word_does(rest: str) -> None:
    assert Vocabulary().was_cut("communi", rest, blank_fits=False)


@pytest.mark.parametrize("word", ["framework", "planning", "schools"])
def test_a_longer_word_that_is_nowhere_else_is_one_of_its_own(word: str) -> None:
    assert not Vocabulary().was_cut("assurance", word, blank_fits=False)


def test_what_may_be_half_a_word_is_not_learnt_as_a_whole_one() -> None:
    vocabulary = Vocabulary()
    vocabulary.learn_whole(
        [_piece("therap", 10, 10, spaced=False), _piece("y", 10, 22), _piece("are", 30, 22)]
    )
    assert vocabulary.was_cut("therap", "y", blank_fits=False)
