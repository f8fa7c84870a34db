"""Small matters of wording, and marking what was searched for."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.presenters import words
from lapwing.contexts.improvement.presenters.change_table import KINDS, kinds, telling
from lapwing.contexts.improvement.queries.pages import Change
from lapwing.platform.search.marking import marked, stem


def test_a_short_text_stays_and_a_long_one_ends_at_a_word() -> None:
    assert words.shortened("Count the boats", 20) == "Count the boats"
    assert words.shortened("Count the boats, and mend the harbour wall", 20) == "Count the boats …"


@pytest.mark.parametrize(("label", "said"), [("a", "a)"), ("1)", "1)"), ("", "")])
def test_a_part_bears_its_mark_as_printed(label: str, said: str) -> None:
    assert words.labelled(label) == said


@pytest.mark.parametrize("asked", ["", "-3", "x", "9" * 30, "٣"])
def test_a_line_number_that_is_none_is_the_first(asked: str) -> None:
    assert words.asked_number(asked) == 1


def test_a_word_is_marked_in_each_of_its_forms() -> None:
    found = marked("Reviewing the plan & its reviews", [stem("review")])
    assert str(found) == "<mark>Reviewing</mark> the plan &amp; its <mark>reviews</mark>"


def test_a_long_text_is_shown_around_its_first_hit() -> None:
    text = "boats " * 60 + "and a lighthouse " + "nets " * 60
    found = str(marked(text, [stem("lighthouse")]))
    assert "<mark>lighthouse</mark>" in found
    assert found.startswith("… ")
    assert found.endswith(" …")


def change(kind: str, text: str) -> Change:
    return Change(kind, date(2026, 6, 1), "", "What", text)


def test_what_became_of_something_is_told_before_figures() -> None:
    figures = [change("actual", str(n)) for n in range(9)]
    found = telling([*figures, change("status", "On track"), change("status", "Off track (was at risk)")])
    assert [each.words for each in found[:2]] == ["Off track (was at risk)", "On track"]
    assert len(found) == 5
    assert kinds(figures) == (("Actual figure", "9 figures"),)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_change_is_counted_in_words(kind: str) -> None:
    ((label, one),) = kinds([change(kind, "It")])
    ((_, two),) = kinds([change(kind, "It")] * 2)
    assert label == KINDS[kind]
    assert one.startswith("1 ")
    assert two.startswith("2 ")
    assert one[2:] != two[2:]
