"""By when a plan is to be published, and how that stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.models import PlanKind
from lapwing.contexts.improvement.rules.publication import (
    DEFAULTS,
    Publication,
    Term,
    due_on,
    reminds,
    standing,
)
from lapwing.domain.bank_holidays import is_working_day, working_days_after, working_days_between

THIRTY = Term(30, "agreed")
# A Monday; thirty working days after it, with two days of Easter between, is a Wednesday.
REPORT = date(2026, 3, 2)
DUE = date(2026, 4, 15)


def test_thirty_working_days_go_over_easter() -> None:
    assert due_on(THIRTY, REPORT) == DUE


def test_christmas_and_new_year_are_not_counted() -> None:
    # 24 December, then 29, 30, 31 December (28 is a substitute day in 2026), then 4 January
    assert working_days_after(date(2026, 12, 23), 5) == date(2027, 1, 4)


@given(
    st.dates(date(2017, 1, 1), date(2034, 12, 31)),
    st.integers(min_value=1, max_value=60),
)
def test_counting_on_and_back_and_between_agree(day: date, number: int) -> None:
    last = working_days_after(day, number)
    assert is_working_day(last)
    assert working_days_between(day, last) == number
    assert working_days_after(last, -number) <= day or not is_working_day(day)


@pytest.mark.parametrize(
    ("term", "report", "published", "today", "state", "days"),
    [
        (Term(None, "none"), REPORT, [], DUE, Publication.NO_TIME, 0),
        (THIRTY, None, [], DUE, Publication.NO_REPORT, 0),
        (THIRTY, REPORT, [], date(2026, 4, 14), Publication.AHEAD, 1),
        (THIRTY, REPORT, [], DUE, Publication.AHEAD, 0),
        (THIRTY, REPORT, [], date(2026, 4, 16), Publication.OVER, 1),
        (THIRTY, REPORT, [DUE], date(2026, 6, 1), Publication.IN_TIME, 0),
        (THIRTY, REPORT, [date(2026, 4, 17), date(2026, 6, 1)], date(2026, 6, 1), Publication.LATER, 2),
        (THIRTY, None, [DUE], DUE, Publication.PUBLISHED, 0),
    ],
)
def test_the_days_tell_how_it_stands(
    term: Term,
    report: date | None,
    published: list[date],
    today: date,
    state: Publication,
    days: int,
) -> None:
    found = standing(term, report, published, today)
    assert (found.state, found.days) == (state, days)


@pytest.mark.parametrize(
    ("today", "which"),
    [
        (date(2026, 3, 29), ""),
        (date(2026, 3, 30), "before"),
        (DUE, "before"),
        (DUE + timedelta(days=1), "after"),
        (DUE + timedelta(days=30), "after"),
        (DUE + timedelta(days=31), ""),
    ],
)
def test_it_is_reminded_of_before_and_after(today: date, which: str) -> None:
    assert reminds(standing(THIRTY, REPORT, [], today), today) == which


def test_nobody_is_reminded_of_what_was_published_or_has_no_last_day() -> None:
    assert reminds(standing(THIRTY, REPORT, [DUE], DUE), DUE) == ""
    assert reminds(standing(Term(None, ""), REPORT, [], DUE), DUE) == ""


def test_every_kind_of_plan_has_a_proposal_that_says_where_it_stands() -> None:
    assert set(DEFAULTS) == set(PlanKind.values)
    assert all(term.basis for term in DEFAULTS.values())
