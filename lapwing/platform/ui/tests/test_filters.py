"""Dates, numbers and words as people write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from lapwing.platform.ui import filters


def test_days_have_no_leading_zero() -> None:
    assert filters.day(dt.date(2026, 5, 3)) == "3 May 2026"
    assert filters.day_short(dt.date(2026, 10, 3)) == "3 Oct 2026"
    assert filters.month(dt.date(2026, 10, 3)) == "October 2026"


def test_a_moment_is_read_on_the_london_calendar() -> None:
    late = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert filters.day(late) == "1 July 2026"
    assert filters.moment(late) == "1 July 2026 at 12:30am"
    assert filters.moment_short(late) == "1 Jul 2026, 12:30am"
    assert filters.cell(late) == "1 Jul 2026, 12:30am"


@pytest.mark.parametrize(
    "one", [filters.day, filters.day_short, filters.month, filters.moment, filters.number, filters.percent]
)
def test_nothing_is_a_dash(one: object) -> None:
    assert callable(one)
    assert one(None) == "–"


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (1234.5, None, "1,234.5"),
        (0, None, "0"),
        (-3.2, None, "−3.2"),
        (0.1 + 0.2, 1, "0.3"),
        (51.45, 1, "51.5"),
        (Decimal("10.00"), None, "10"),
        (100, 1, "100.0"),
        (-0.04, 1, "0.0"),
        (1e20, None, "100,000,000,000,000,000,000"),
    ],
)
def test_numbers_are_british(value: float, places: int | None, said: str) -> None:
    assert filters.number(value, places) == said


@pytest.mark.parametrize(("value", "said"), [(1.4, "+1.4"), (-3.2, "−3.2"), (0, "0")])
def test_changes_carry_their_sign(value: float, said: str) -> None:
    assert filters.signed(value) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(51.4, "%", "51.4%"), (1200, "£", "£1,200"), (-5, "£", "−£5"), (18, "weeks", "18 weeks"), (7, "", "7")],
)
def test_a_measure_has_its_unit(value: float, unit: str, said: str) -> None:
    assert filters.measure(value, unit) == said


def test_plurals() -> None:
    assert filters.plural(1, "action") == "1 action"
    assert filters.plural(0, "action") == "0 actions"
    assert filters.plural(1200, "child", "children") == "1,200 children"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "–"),
        ("", "–"),
        (True, "Yes"),
        (0, "0"),
        (["a", "b"], "a, b"),
        ([], "–"),
        (dt.date(2026, 1, 2), "2 Jan 2026"),
    ],
)
def test_cells_say_any_plain_value(value: object, said: str) -> None:
    assert filters.cell(value) == said
