"""How often a date moved is told from every due point there ever was."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lapwing.contexts.improvement.rules import NEVER, Moved, Stretch, moved, moved_turn, turns_in_words

JAN, MAY, SEP = date(2026, 1, 31), date(2026, 5, 31), date(2026, 9, 30)


def at(month: int) -> datetime:
    return datetime(2025, month, 1, tzinfo=UTC)


def stretch(latest: date | None, since: int, until: int | None = None, words: str = "") -> Stretch:
    written = words or (f"by {latest:%B %Y}" if latest else "soon")
    return Stretch("complete", written, latest, at(since), at(until) if until else None)


def test_a_date_that_stands_since_it_was_set_never_moved() -> None:
    assert moved([stretch(JAN, 1)]) == Moved(0, JAN)
    assert moved([]) == NEVER


def test_each_move_is_counted_and_the_first_date_kept() -> None:
    found = moved([stretch(JAN, 1, 3), stretch(MAY, 3, 6), stretch(SEP, 6)])
    assert found == Moved(2, JAN)
    assert found.words == "moved twice"


def test_a_move_back_is_a_move_too() -> None:
    assert moved([stretch(JAN, 1, 3), stretch(MAY, 3, 6), stretch(JAN, 6)]).times == 2


def test_other_words_for_the_same_day_move_nothing() -> None:
    assert moved([stretch(JAN, 1, 3), stretch(JAN, 3, words="end of January")]).times == 0


def test_a_date_set_where_there_was_none_is_the_first() -> None:
    assert moved([stretch(None, 1, 3), stretch(MAY, 3)]) == Moved(0, MAY)


def test_the_last_of_several_points_is_what_moves() -> None:
    start = stretch(JAN, 1, 3)
    assert moved([start, stretch(MAY, 1, 3), stretch(JAN, 3), stretch(SEP, 3)]) == Moved(1, MAY)


def test_a_start_that_moves_leaves_the_date_where_it_is() -> None:
    assert moved([stretch(JAN, 1, 3), stretch(SEP, 1, 3), stretch(MAY, 3), stretch(SEP, 3)]).times == 0


def test_a_quarter_read_by_the_other_year_is_settled_and_not_moved() -> None:
    calendar, financial = date(2026, 6, 30), date(2026, 9, 30)
    read = [stretch(calendar, 1, 3, "Q2 2026"), stretch(financial, 3, words="Q2 2026")]
    assert moved(read) == Moved(0, financial)


def test_the_same_quarter_given_a_day_of_its_own_has_moved() -> None:
    found = moved(
        [stretch(date(2026, 6, 30), 1, 3, "Q2 2026"), stretch(date(2026, 12, 31), 3, words="Q2 2026")]
    )
    assert found == Moved(1, date(2026, 6, 30))


def test_the_words_count_for_a_reader() -> None:
    assert [Moved(times).words for times in (0, 1, 2, 5)] == [
        "",
        "moved once",
        "moved twice",
        "moved 5 times",
    ]


def test_the_day_of_a_turn_is_a_date_of_its_own() -> None:
    assert moved_turn([JAN, MAY, JAN]) == Moved(2, JAN)
    assert moved_turn([JAN]) == Moved(0, JAN)
    assert moved_turn([]) == NEVER


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([], ""),
        ([0], ""),
        ([1, 0], "1 turn moved"),
        ([1, 1], "2 turns moved"),
        ([2], "1 turn moved twice"),
        ([1, 3, 1], "3 turns moved, one of them 3 times"),
        ([2, 2, 1], "3 turns moved, some of them twice"),
    ],
)
def test_turns_that_moved_are_told_beside_the_milestones_own_date(times: list[int], words: str) -> None:
    assert turns_in_words([Moved(each, JAN) for each in times]) == words
