"""Recorded figures and their periods in words."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

from lapwing.contexts.improvement.models import Actual
from lapwing.contexts.improvement.presenters import figures
from lapwing.platform.ui.filters import day, month, number


def figure(actual: Actual) -> str:
    """51.4% (37 of 72)."""
    value = actual.value
    if value is None and actual.numerator is not None and actual.denominator:
        value = actual.numerator / actual.denominator * (100 if "%" in actual.series.unit else 1)
    words = figures.figure(value, actual.series.unit)
    if actual.numerator is None:
        return words
    return f"{words} ({number(actual.numerator)} of {number(actual.denominator)})"


def period(actual: Actual) -> str:
    """October 2026; otherwise its days."""
    return period_words(actual.from_date, actual.to_date)


def period_words(first: date | None, last: date) -> str:
    """A whole month by its name; otherwise its days."""
    if first is None or first == last:
        return day(last)
    if _is_month(first, last):
        return month(last)
    return f"{day(first)} to {day(last)}"


def next_period(latest: Actual | None) -> dict[str, Any]:
    """The period after the latest figure's, where periods are whole months; otherwise none is proposed."""
    if latest is None or latest.from_date is None or latest.from_date.day != 1:
        return {}
    first = latest.to_date + timedelta(days=1)
    if first.day != 1:
        return {}
    months = (
        (latest.to_date.year - latest.from_date.year) * 12 + latest.to_date.month - latest.from_date.month
    )
    year, at = divmod(first.year * 12 + first.month - 1 + months, 12)
    return {"from_date": first, "to_date": date(year, at + 1, calendar.monthrange(year, at + 1)[1])}


def _is_month(first: date, last: date) -> bool:
    end = calendar.monthrange(last.year, last.month)[1]
    return first.day == 1 and last.day == end and (first.year, first.month) == (last.year, last.month)
