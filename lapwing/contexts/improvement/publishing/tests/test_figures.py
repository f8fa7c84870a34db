"""Figures are printed as written, and in brackets what the words do not say by themselves."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.interchange import Actual, Target, TargetType
from lapwing.contexts.improvement.publishing.figures import (
    actual_in,
    actual_text,
    figure_in,
    figure_text,
    target_in,
    target_text,
)


@pytest.mark.parametrize(
    ("words", "value", "printed"),
    [
        ("74%", 74.0, "74%"),
        ("tbc", None, "tbc"),
        ("tbc", 12.5, "tbc [12.5]"),
        ("74% of 90", 74.0, "74% of 90 [74]"),
        ("74%", None, "74% [no figure; the words alone: 74]"),
        ("", 3.0, "[3]"),
        ("", None, ""),
    ],
)
def test_a_figure_has_brackets_only_where_its_words_do_not_give_it(
    words: str, value: float | None, printed: str
) -> None:
    assert figure_text(words, value) == printed
    back = figure_in(printed)
    assert (back.words, back.value, back.disagrees) == (words, value, False)


def test_a_figure_whose_words_were_changed_is_read_afresh() -> None:
    assert figure_in("80%").value == 80.0
    back = figure_in("80% [75]")
    assert (back.value, back.disagrees) == (80.0, True)


@pytest.mark.parametrize(
    ("words", "kind", "value", "resolved", "printed"),
    [
        ("75%", "absolute", 75.0, 75.0, "75%"),
        ("+10%", "relative", 10.0, None, "+10%"),
        ("+10%", "relative", 10.0, 40.0, "+10% [change by 10; comes to 40]"),
        ("at least 80%", "minimum", 80.0, None, "at least 80%"),
        ("100%", "maintain", 100.0, 100.0, "100% [keep 100; the words alone: reach 100]"),
        ("75%", "absolute", 75.0, None, "75% [reach 75; comes to no figure]"),
    ],
)
def test_a_target_has_brackets_only_where_its_words_do_not_give_it(
    words: str, kind: TargetType, value: float, resolved: float | None, printed: str
) -> None:
    target = Target(by_as_written=None, as_written=words, type=kind, value=value, resolved=resolved)
    assert target_text(target) == printed
    assert target_in(printed) == (target, False)


def test_a_range_is_printed_by_its_ends() -> None:
    target = Target(by_as_written=None, as_written="under two", type="range", low=1.6, high=1.7)
    assert target_text(target) == "under two [range from 1.6 to 1.7]"
    assert target_in(target_text(target)) == (target, False)


def test_a_target_that_its_brackets_no_longer_bear_out_follows_its_words() -> None:
    target, disagrees = target_in("+15% [change by 10; comes to 40]")
    assert disagrees
    assert (target.type, target.value, target.resolved) == ("relative", 15.0, None)


@pytest.mark.parametrize(
    ("value", "top", "bottom"),
    [(70.1, 82.0, 117.0), (70.1, None, None), (None, 82.0, 117.0), (None, 1.0, None), (-1e-7, None, None)],
)
def test_an_actual_is_read_as_printed(value: float | None, top: float | None, bottom: float | None) -> None:
    actual = Actual(from_=None, to=date(2025, 4, 30), value=value, numerator=top, denominator=bottom)
    assert actual_in(actual_text(actual)) == (value, top, bottom)


@pytest.mark.parametrize("text", ["", "about seventy", "82/117", "82 of 117"])
def test_what_is_no_actual_is_none(text: str) -> None:
    assert actual_in(text) is None
