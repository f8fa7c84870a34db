"""Dates are printed as written, and in brackets what the words do not say by themselves."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.interchange import Due, DuePoint
from lapwing.contexts.improvement.publishing.notation import (
    day_in,
    day_text,
    days_in,
    days_text,
    due_in,
    due_text,
    taken_in,
    taken_text,
)

MAY = (date(2025, 5, 1), date(2025, 5, 31))
JUNE = (date(2025, 6, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("words", "days", "role", "printed"),
    [
        ("by May 2025", MAY, "complete", "by May 2025"),
        ("May 25", MAY, "complete", "May 25 [1 May 2025 to 31 May 2025]"),
        ("May 2025", MAY, "start", "May 2025 [for start]"),
        ("soon", (None, None), "complete", "soon [no date]"),
        ("soon", MAY, "develop", "soon [1 May 2025 to 31 May 2025; for develop]"),
        (
            "by May 2025",
            JUNE,
            "complete",
            "by May 2025 [1 June 2025 to 30 June 2025; the words alone: 1 May 2025 to 31 May 2025]",
        ),
        ("", (None, date(2025, 5, 31)), "complete", "[by 31 May 2025]"),
        ("", (None, None), "complete", ""),
    ],
)
def test_brackets_stand_only_where_the_words_do_not_say_it(
    words: str, days: tuple[date | None, date | None], role: str, printed: str
) -> None:
    assert taken_text(words, days, None, role) == printed
    for back in taken_in(printed, None):
        assert (back.words, back.days, back.role, back.disagrees) == (words, days, role, False)


@pytest.mark.parametrize(
    "printed",
    [
        "by June 2025 [1 May 2025 to 31 May 2025]",
        "by July 2025 [1 June 2025 to 30 June 2025; the words alone: 1 May 2025 to 31 May 2025]",
    ],
)
def test_words_that_their_brackets_no_longer_bear_out_are_followed_and_noticed(printed: str) -> None:
    [taken] = taken_in(printed, None)
    assert taken.disagrees
    assert taken.words in printed
    assert taken.days in (JUNE, (date(2025, 7, 1), date(2025, 7, 31)))


def test_words_that_are_typed_are_read_with_their_doubts() -> None:
    assert [each.doubts for each in taken_in("by Autumn 2025", None)] == [("due.season",)]
    assert [each.doubts for each in taken_in("some day", None)] == [("due.none",)]


def test_a_quarter_needs_no_brackets_since_it_is_asked_about_once() -> None:
    quarter = (date(2026, 4, 1), date(2026, 6, 30))
    assert taken_text("Q2 2026", quarter, None) == "Q2 2026"
    financial = (date(2026, 7, 1), date(2026, 9, 30))
    assert taken_text("Q2 2026", financial, "financial") == "Q2 2026"
    [taken] = taken_in("Q2 2026", "financial")
    assert taken.days == financial


def test_a_due_has_a_line_for_each_point_and_one_for_how_it_recurs() -> None:
    due = Due(
        points=(
            DuePoint(role="start", as_written="May 2025", earliest=MAY[0], latest=MAY[1]),
            DuePoint(role="complete", as_written="June 2025", earliest=JUNE[0], latest=JUNE[1]),
        ),
        recurrence="every term",
    )
    printed = due_text(due, None)
    assert printed == "May 2025 [for start]\nJune 2025\nRepeats: every term"
    assert due_in(printed, None)[0] == due


@pytest.mark.parametrize("recurrence", ["weekly [1 May 2025]", "Repeats: weekly", "[no date]"])
def test_a_recurrence_is_never_taken_for_a_date(recurrence: str) -> None:
    due = Due(points=(), recurrence=recurrence)
    assert due_in(due_text(due, None), None)[0] == due


def test_several_dates_typed_in_one_line_are_several_points() -> None:
    due, _ = due_in("from 5 May 2025 to 9 June 2025", None)
    assert [(point.role, point.latest) for point in due.points] == [
        ("start", date(2025, 5, 5)),
        ("complete", date(2025, 6, 9)),
    ]


@pytest.mark.parametrize(
    "days", [MAY, (None, MAY[1]), (MAY[0], None), (None, None), (MAY[0], MAY[0])], ids=days_text
)
def test_days_are_read_as_printed(days: tuple[date | None, date | None]) -> None:
    assert days_in(days_text(days)) == days


@pytest.mark.parametrize("text", ["31 June 2025", "May 2025", "", "1 may 25", "01/05/2025"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_in(text) is None


def test_no_day_is_printed_as_nothing() -> None:
    assert day_text(None) == ""
