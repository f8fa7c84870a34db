"""Pieces of text in the columns of a table: the best way, and whether another is as good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.reading.pieces import Role
from lapwing.contexts.improvement.reading.texts.alignment import Alignment, align
from lapwing.contexts.improvement.reading.texts.looks import fit, is_date, is_post

_ROLES = (Role.REFERENCE, Role.ACTION, Role.OWNER, Role.DUE)
_TEXTS = [
    "1.1",
    "Open a clinic in the north",
    "DCO",
    "May 2025",
    "TBC",
    "Head of SEND",
    "schools and nurseries",
]


def _aligned(texts: list[str], *, wrap: bool = False) -> Alignment:
    def cell(start: int, end: int, column: int) -> float:
        return fit(_ROLES[column], " ".join(texts[start:end]))

    way = align(len(texts), _ROLES, cell, lambda _: 0.0, wrap=wrap)
    assert way is not None
    return way


def test_each_piece_goes_where_it_looks_right() -> None:
    assert _aligned(["1.1", "Open a clinic in the north", "DCO", "May 2025"]).columns == (0, 1, 2, 3)


def test_a_lost_cell_leaves_its_column_empty() -> None:
    assert _aligned(["1.1", "Open a clinic in the north", "May 2025"]).columns == (0, 1, 3)


def test_rows_come_round_where_they_may() -> None:
    way = _aligned(
        ["1.1", "Open a clinic in the north", "DCO", "1.2", "Train all of the staff", "TBC"], wrap=True
    )
    assert way.rows == (0, 0, 0, 1, 1, 1)
    assert way.columns == (0, 1, 2, 0, 1, 3)


def test_two_ways_as_good_leave_no_margin_and_one_way_a_clear_one() -> None:
    roles = (Role.OUTCOME, Role.RATIONALE)
    even = align(1, roles, lambda start, end, column: 0.0, lambda _: 0.0)
    assert even is not None
    assert even.margin == 0
    assert _aligned(["1.1", "Open a clinic in the north", "DCO", "May 2025"]).margin > 1.5


def test_nothing_gives_nothing() -> None:
    assert align(0, _ROLES, lambda start, end, column: 0.0, lambda _: 0.0) is None


@given(st.lists(st.sampled_from(_TEXTS), min_size=1, max_size=8), st.booleans())
def test_columns_never_run_backwards_inside_a_row(texts: list[str], wrap: bool) -> None:
    way = _aligned(texts, wrap=wrap)
    placed = list(zip(way.rows, way.columns, strict=True))
    assert placed == sorted(placed)
    assert len(placed) == len(texts)
    assert wrap or set(way.rows) == {0}


@pytest.mark.parametrize(
    "text",
    ["May 2025", "TBC", "by June 2025 and each quarter thereafter", "Ongoing", "Q2 2026", "end of March 26"],
)
def test_what_stands_in_a_cell_of_dates_looks_like_one(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize("text", ["Open in May 2025", "0-25", "Year 9 pupils", "All schools"])
def test_a_sentence_with_a_date_is_none(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    "text", ["DCO", "Head of SEND", "Director of Children’s Services, ICB Associate Director"]
)
def test_posts_look_like_posts(text: str) -> None:
    assert is_post(text)


@pytest.mark.parametrize("text", ["Open a clinic", "The lead will report.", "May 2025"])
def test_sentences_and_dates_do_not(text: str) -> None:
    assert not is_post(text)
