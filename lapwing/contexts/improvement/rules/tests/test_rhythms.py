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
    asks_for_more_days,
    label_of,
    look_ahead,
    month_end,
    own_days,
    told_until,
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


def test_a_date_of_ones_own_tells_of_the_days_since_the_one_before() -> None:
    further = (date(2027, 5, 4), date(2027, 7, 31))
    found = of(Rhythm.OWN, date(2027, 1, 20), further=further)
    assert [(turn.closes_on, turn.label) for turn in found] == [
        (date(2027, 1, 20), "21 October 2026 to 20 January 2027"),
        (date(2027, 5, 4), "21 January to 4 May 2027"),
        (date(2027, 7, 31), "5 May to 31 July 2027"),
    ]
    assert [turn.to_date for turn in found] == [turn.closes_on for turn in found]


def test_the_first_date_of_ones_own_at_a_month_s_end_tells_of_whole_months() -> None:
    assert of(Rhythm.OWN, date(2027, 5, 31))[0].label == "March to May 2027"


@pytest.mark.parametrize(
    ("told", "begins"),
    [
        # the first begins after what was told before, be it long ago or lately
        (date(2026, 8, 31), [date(2026, 9, 1), date(2027, 1, 21)]),
        (date(2027, 1, 10), [date(2027, 1, 11), date(2027, 1, 21)]),
        # a cycle on another day told of what the second would have told of
        (date(2027, 3, 31), [date(2026, 10, 21), date(2027, 4, 1)]),
        (date(2027, 5, 4), [date(2026, 10, 21), date(2027, 1, 21)]),
    ],
)
def test_what_was_told_before_is_not_told_again(told: date, begins: list[date]) -> None:
    found = of(Rhythm.OWN, date(2027, 1, 20), further=(date(2027, 5, 4),), told=told)
    assert [turn.from_date for turn in found] == begins


def test_dates_that_the_first_overtook_count_no_more() -> None:
    first, after = date(2027, 5, 20), date(2027, 8, 14)
    assert own_days(first, (date(2027, 3, 1), first, after)) == (first, after)


@given(own=st.sets(days, min_size=1, max_size=20), told=st.none() | days)
def test_ones_own_dates_follow_each_other_without_overlap_or_gap(own: set[date], told: date | None) -> None:
    first, *further = sorted(own)
    beat = Beat(Rhythm.OWN, first, further=tuple(further), told=told)
    found = turns(beat, first, max(own))
    assert [turn.closes_on for turn in found] == sorted(own)
    assert all(turn.from_date <= turn.to_date == turn.closes_on for turn in found)
    assert len({turn.label for turn in found}) == len(found)
    for before, after in pairwise(found):
        told_between = told is not None and before.to_date < told < after.to_date
        assert after.from_date == (told if told_between and told else before.to_date) + timedelta(days=1)
    assert turns(beat, max(own) + timedelta(days=1), date(2050, 1, 1)) == ()


@pytest.mark.parametrize(
    ("on", "asks"), [(date(2027, 4, 5), False), (date(2027, 4, 6), True), (date(2027, 6, 1), True)]
)
def test_the_next_dates_of_ones_own_are_asked_for_four_weeks_before_the_last(on: date, asks: bool) -> None:
    assert asks_for_more_days(date(2027, 5, 4), 14, on) is asks


def test_a_long_cycle_asks_for_the_next_dates_when_it_opens() -> None:
    assert asks_for_more_days(date(2027, 5, 4), 60, date(2027, 3, 5))
    assert not asks_for_more_days(date(2027, 5, 4), 60, date(2027, 3, 4))


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
    # the autumn term is five months long, and August belongs to none
    assert look_ahead(Rhythm.TERMLY, date(2026, 7, 31)) == date(2026, 12, 31)
    assert look_ahead(Rhythm.TERMLY, date(2027, 3, 31)) == date(2027, 7, 31)
    assert look_ahead(Rhythm.TERMLY, date(2026, 12, 20)) == date(2027, 4, 30)
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)


@given(kind=regular, first=days)
def test_a_cycle_that_a_rhythm_plans_closes_near_the_end_of_its_time(kind: Rhythm, first: date) -> None:
    for turn in of(kind, first):
        assert told_until(turn.to_date, turn.closes_on) == turn.to_date


@given(first=days)
def test_what_is_due_in_a_term_is_asked_about_before_it_is_over(first: date) -> None:
    for before, term in pairwise(of(Rhythm.TERMLY, first)):
        assert look_ahead(Rhythm.TERMLY, before.to_date) >= term.to_date


def test_a_date_of_ones_own_asks_up_to_the_next_and_the_last_a_quarter_ahead() -> None:
    own = (date(2026, 11, 20), date(2027, 2, 10))
    assert look_ahead(Rhythm.OWN, date(2026, 11, 20), own) == date(2027, 2, 10)
    assert look_ahead(Rhythm.OWN, date(2027, 2, 10), own) == date(2027, 5, 31)
    assert look_ahead(Rhythm.MONTHLY, date(2026, 11, 30), own) == date(2026, 12, 31)
