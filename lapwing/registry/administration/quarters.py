"""Quarters of the calendar year, for which access is reviewed."""

from __future__ import annotations

from datetime import date, timedelta


def quarter_of(day: date) -> date:
    """The first day of the quarter that a day is in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def last_day_of(quarter: date) -> date:
    return quarter_after(quarter) - timedelta(days=1)


def quarter_after(quarter: date) -> date:
    return quarter_of(quarter + timedelta(days=100))


def words_of(quarter: date) -> str:
    """In words: "October to December 2026"."""
    return f"{quarter:%B} to {last_day_of(quarter):%B %Y}"


def next_due(*, made: date, last_signed: date | None) -> date:
    """By when the next review is to be signed, from the quarter signed last: the end of the one after it.

    A partnership's first is due at the end of the quarter in which it was made.
    """
    return last_day_of(quarter_after(last_signed) if last_signed else quarter_of(made))
