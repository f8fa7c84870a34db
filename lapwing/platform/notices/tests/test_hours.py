"""Quiet hours and the moments of the summaries, by the clock in England."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.platform.notices.hours import ENGLAND, Quiet, last_digest
from lapwing.platform.notices.models import Rhythm

# Any minute of some years.
MOMENTS = st.integers(0, 6 * 366 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def england(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ENGLAND)


@pytest.mark.parametrize(
    ("moment", "first"),
    [
        # a working day, its evening, its small hours
        ("2026-11-18 12:00", "2026-11-18 12:00"),
        ("2026-11-18 19:00", "2026-11-19 07:00"),
        ("2026-11-19 02:30", "2026-11-19 07:00"),
        # Friday evening, Saturday at noon
        ("2026-11-20 19:00", "2026-11-23 07:00"),
        ("2026-11-21 12:00", "2026-11-23 07:00"),
        # Christmas Eve: two bank holidays and a weekend later
        ("2026-12-24 20:00", "2026-12-29 07:00"),
        # summer time, and the nights when the clocks change
        ("2026-07-01 18:59", "2026-07-01 18:59"),
        ("2026-03-28 23:00", "2026-03-30 07:00"),
        ("2026-10-24 23:00", "2026-10-26 07:00"),
    ],
)
def test_what_comes_up_in_quiet_hours_waits_for_their_end(moment: str, first: str) -> None:
    assert Quiet().first_moment(england(moment).astimezone(UTC)) == england(first)


@pytest.mark.parametrize(
    ("quiet", "first"),
    [
        (Quiet(nights=False), "2026-11-20 22:00"),
        (Quiet(weekends=False), "2026-11-21 07:00"),
        (Quiet(nights=False, weekends=False), "2026-11-20 22:00"),
        (Quiet(nights=False, weekends=False, bank_holidays=False), "2026-11-20 22:00"),
    ],
)
def test_each_kind_of_quiet_is_ones_own_choice(quiet: Quiet, first: str) -> None:
    assert quiet.first_moment(england("2026-11-20 22:00")) == england(first)


def test_without_quiet_nights_a_weekend_ends_at_midnight() -> None:
    quiet = Quiet(nights=False)
    assert quiet.first_moment(england("2026-11-21 12:00")) == england("2026-11-23 00:00")


@given(
    st.builds(Quiet, st.booleans(), st.booleans(), st.booleans()),
    MOMENTS,
)
def test_the_first_moment_is_not_quiet_nor_earlier_nor_far_away(quiet: Quiet, moment: datetime) -> None:
    first = quiet.first_moment(moment)
    assert moment <= first < moment + timedelta(days=6)
    assert not quiet.covers(first)


@pytest.mark.parametrize(
    ("rhythm", "moment", "due"),
    [
        (Rhythm.DAILY, "2026-11-18 08:00", "2026-11-18 08:00"),
        (Rhythm.DAILY, "2026-11-18 07:59", "2026-11-17 08:00"),
        (Rhythm.DAILY, "2026-11-22 12:00", "2026-11-20 08:00"),
        (Rhythm.DAILY, "2026-12-28 12:00", "2026-12-24 08:00"),
        (Rhythm.DAILY, "2026-07-01 08:00", "2026-07-01 08:00"),
        (Rhythm.WEEKLY, "2026-11-18 12:00", "2026-11-16 08:00"),
        (Rhythm.WEEKLY, "2026-11-16 07:00", "2026-11-09 08:00"),
        # Monday is a bank holiday: Tuesday instead
        (Rhythm.WEEKLY, "2026-08-31 12:00", "2026-08-24 08:00"),
        (Rhythm.WEEKLY, "2026-09-02 12:00", "2026-09-01 08:00"),
    ],
)
def test_the_latest_summary_is_of_a_working_day_or_the_first_of_a_week(
    rhythm: str, moment: str, due: str
) -> None:
    assert last_digest(rhythm, england(moment)) == england(due)


@given(
    st.sampled_from(Rhythm.values),
    MOMENTS,
)
def test_there_is_always_a_latest_summary(rhythm: str, moment: datetime) -> None:
    assert moment - timedelta(days=14) < last_digest(rhythm, moment) <= moment
