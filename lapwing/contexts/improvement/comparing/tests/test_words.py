from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.comparing.later import LEAST, likeness_of, sketch_of
from lapwing.contexts.improvement.comparing.likeness import Weighed, Weights, likeness, words_of
from lapwing.contexts.improvement.comparing.matching import bare_number, out_of_order
from lapwing.contexts.improvement.comparing.wording import Run, word_differences
from lapwing.contexts.improvement.reading.tests.invented import reading_of

WORDS = ["a", "plan", "of", "play", "for", "every", "child", "near", "home", "and", "school"]
sentences = st.lists(st.sampled_from(WORDS)).map(" ".join)


def alike(one: str, other: str) -> float:
    bags = {text: words_of(text) for text in (one, other)}
    weights = Weights.from_texts(bags.values())
    first, second = (Weighed.of(text, bags[text], weights) for text in (one, other))
    return likeness(first, second, weights)


@given(sentences, sentences)
def test_likeness_is_symmetric_and_between_nothing_and_all(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert 0.0 <= alike(one, other) <= 1.0 + 1e-9


def test_a_text_written_out_at_length_stays_like_itself() -> None:
    short = "Publish a directory of short breaks"
    assert (
        alike(short, f"{short}, with prices, opening hours and how to book, and print it every spring") > 0.6
    )
    assert alike(short, "Recruit two therapists for the under fives") < 0.2


def test_a_short_text_is_not_like_every_text_that_holds_its_words() -> None:
    assert alike("Short breaks", "Ask families which short breaks they would choose if there were more") < 0.4


@given(sentences, sentences)
def test_the_words_of_both_texts_are_all_shown(was: str, now: str) -> None:
    runs = word_differences(was, now)
    assert " ".join(run.text for run in runs if run.kind != "new").split() == was.split()
    assert " ".join(run.text for run in runs if run.kind != "gone").split() == now.split()


def test_only_the_words_that_differ_are_marked() -> None:
    assert word_differences("Agree the form with schools", "Agree the new form with schools") == (
        Run("same", "Agree the"),
        Run("new", "new"),
        Run("same", "form with schools"),
    )


def test_texts_with_hardly_a_word_in_common_are_shown_whole() -> None:
    assert word_differences("by May 2026", "when it is ready") == (
        Run("gone", "by May 2026"),
        Run("new", "when it is ready"),
    )


@given(st.permutations(range(7)))
def test_what_is_not_out_of_order_rises(places: list[int]) -> None:
    late = out_of_order(places)
    kept = [place for at, place in enumerate(places) if at not in late]
    assert kept == sorted(kept)


def test_numbers_are_compared_without_their_titles() -> None:
    assert bare_number("Action 2.1.") == bare_number("2.1") == "2.1"


def test_a_version_is_known_by_its_words_and_another_plan_is_not() -> None:
    one, other = sketch_of(reading_of("kingsmere")), sketch_of(reading_of("alderbrook"))
    assert likeness_of(one, one) > 0.8
    assert likeness_of(one, other) < LEAST
