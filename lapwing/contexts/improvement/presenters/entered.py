"""Recorded figures and their periods in words."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from lapwing.contexts.improvement.commands import ComparatorDetails, DueDetails, TargetDetails
from lapwing.contexts.improvement.models import Actual, Baseline, Comparator, DuePoint, Series, Target
from lapwing.contexts.improvement.presenters import measured
from lapwing.platform.ui.filters import day, month, number


def figure(actual: Actual) -> str:
    """51.4% (37 of 72)."""
    return figure_words(actual.value, actual.numerator, actual.denominator, actual.series.unit)


def figure_words(value: float | None, numerator: float | None, denominator: float | None, unit: str) -> str:
    """The same of a figure that is not recorded yet."""
    if value is None and numerator is not None and denominator:
        value = numerator / denominator * (100 if "%" in unit else 1)
    words = measured.figure(value, unit)
    if numerator is None:
        return words
    return f"{words} ({number(numerator)} of {number(denominator)})"


def period(actual: Actual) -> str:
    """October 2026; otherwise its days."""
    return period_words(actual.from_date, actual.to_date)


# a file of figures says the same few periods again and again
@lru_cache(maxsize=2_000)
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


def due_words(point: DuePoint | DueDetails) -> str:
    """complete: by Q2 2026 (1 April 2026 to 30 June 2026)."""
    days = " to ".join(dict.fromkeys(day(each) for each in (point.earliest, point.latest) if each))
    return f"{point.role}: {point.as_written} ({days or 'no day worked out'})"


def target_words(target: Target | TargetDetails) -> str:
    """60 by 31 October 2026."""
    if target.low is not None and target.high is not None:
        aim = f"{number(target.low)} to {number(target.high)}"
    else:
        aim = target.as_written or number(target.value)
    return f"{aim} by {day(target.latest) if target.latest else target.by_as_written or 'no date'}"


def baseline_words(baseline: Baseline) -> str:
    """35 on 30 September 2025."""
    value = number(baseline.value) if baseline.value is not None else baseline.as_written or "missing"
    return f"{value}, {day(baseline.to_date) if baseline.to_date else baseline.date_as_written or 'no date'}"


def comparator_words(row: Comparator | ComparatorDetails) -> str:
    """England: 39.6, 30 September 2025."""
    value = number(row.value) if row.value is not None else row.as_written
    return f"{row.name}: {value}{', ' + day(row.as_at) if row.as_at else ''}"


def series_name(series: Series) -> str:
    """The measure, and which of its lines."""
    return f"{series.measure.name}: {series.label}" if series.label else series.measure.name
