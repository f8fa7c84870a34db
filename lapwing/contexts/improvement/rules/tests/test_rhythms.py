"""When the cycles of a rhythm close, what they tell of, and what they are called."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.models import RhythmKind
from lapwing.contexts.improvement.rules.rhythms import (
    Beat,
    Rhythm,
    Turn,
    label_of,
    look_ahead,
    month_end,
    turns,
)

A_YEAR = timedelta(days=366)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
regular = st.sampled_from([kind for kind in Rhythm if kind is not Rhythm.OWN])


def of(kind: Rhythm, first: date, **more: object) -> tuple[Turn, ...]:
    return turns(Beat(kind, first, **more), first, first + A_YEAR)  # type: ignore[arg-type]


def test_every_kind_of_rhythm_is_one_that_a_plan_can_have() -> None:
    assert [(kind.value, kind.label) for kind in Rhythm] == list(RhythmKind.choices)


def test_two_months_are_named_together() -> None:
    first, second, *_ = of(Rhythm.TWO_MONTHLY, date(2026, 12, 4))
    assert (first.label, first.from_date, first.to_date) == (
        "October and November 2026",
        date(2026, 10, 1),
        date(2026, 11, 30),
    )
    assert (second.label, second.closes_on) == ("December 2026 and January 2027", date(2027, 2, 4))


def test_a_cycle_that_closes_late_in_a_month_tells_of_that_month() -> None:
    assert of(Rhythm.MONTHLY, date(2026, 11, 15))[0].label == "October 2026"
    assert of(Rhythm.MONTHLY, date(2026, 11, 16))[0].label == "November 2026"


@pytest.mark.parametrize(
    ("basis", "labels"),
    [
        ("financial", ["Quarter 3 2026/27", "Quarter 4 2026/27", "Quarter 1 2027/28"]),
        ("calendar", ["Quarter 4 2026", "Quarter 1 2027", "Quarter 2 2027"]),
        ("", ["October to December 2026", "January to March 2027", "April to June 2027"]),
    ],
)
def test_a_quarter_is_called_what_the_plan_means_by_it(basis: str, labels: list[str]) -> None:
    found = of(Rhythm.QUARTERLY, date(2027, 1, 15), basis=basis)
    assert [turn.label for turn in found][:3] == labels


def test_terms_close_as_many_days_from_their_end_as_the_first() -> None:
    found = of(Rhythm.TERMLY, date(2026, 12, 11))
    assert [(turn.label, turn.closes_on) for turn in found][:3] == [
        ("Autumn term 2026", date(2026, 12, 11)),
        ("Spring term 2027", date(2027, 3, 11)),
        ("Summer term 2027", date(2027, 7, 11)),
    ]
    assert found[0].from_date == date(2026, 9, 1)


def test_a_day_that_a_month_lacks_is_its_last_and_comes_back() -> None:
    found = of(Rhythm.MONTHLY, date(2027, 1, 30))
    assert [turn.closes_on for turn in found][:3] == [date(2027, 1, 30), date(2027, 2, 28), date(2027, 3, 30)]


def test_the_end_of_a_month_stays_the_end_of_a_month() -> None:
    found = of(Rhythm.MONTHLY, date(2027, 2, 28))
    assert [turn.closes_on for turn in found][:3] == [date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]


def test_dates_of_ones_own_do_not_follow_from_the_first() -> None:
    assert [turn.closes_on for turn in of(Rhythm.OWN, date(2027, 1, 20))] == [date(2027, 1, 20)]


def test_a_cycle_opens_and_is_reported_so_many_days_from_its_close() -> None:
    first, *_ = of(Rhythm.MONTHLY, date(2026, 12, 4), days_open=10, reports_after=7)
    assert (first.opens_on, first.reports_on) == (date(2026, 11, 24), date(2026, 12, 11))


@given(kind=regular, first=days, basis=st.sampled_from(["", "calendar", "financial"]))
def test_cycles_follow_each_other_without_overlap_and_each_has_its_own_name(
    kind: Rhythm, first: date, basis: str
) -> None:
    found = of(kind, first, basis=basis)
    assert found[0].closes_on == first
    for before, after in pairwise(found):
        gap = after.from_date - before.to_date
        # August belongs to no term
        assert gap == timedelta(days=1) or (kind is Rhythm.TERMLY and gap == timedelta(days=32))
        assert before.closes_on < after.closes_on
    assert len({turn.label for turn in found}) == len(found)
    assert all(turn.from_date <= turn.to_date and turn.opens_on <= turn.closes_on for turn in found)


@given(first=days, last=days)
def test_any_stretch_of_time_has_a_name(first: date, last: date) -> None:
    first, last = min(first, last), max(first, last)
    assert str(last.year) in label_of(first, last)


def test_stretches_that_are_no_whole_months_are_named_by_their_days() -> None:
    assert label_of(date(2026, 3, 5), date(2026, 4, 20)) == "5 March to 20 April 2026"
    assert label_of(date(2026, 3, 5), date(2026, 3, 20)) == "5 to 20 March 2026"
    assert label_of(date(2026, 12, 5), date(2027, 1, 20)) == "5 December 2026 to 20 January 2027"


def test_a_cycle_asks_one_rhythm_ahead() -> None:
    assert look_ahead(Rhythm.TWO_MONTHLY, date(2026, 11, 30)) == date(2027, 1, 31)
    assert look_ahead(Rhythm.TERMLY, date(2026, 12, 31)) == date(2027, 4, 30)
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)
