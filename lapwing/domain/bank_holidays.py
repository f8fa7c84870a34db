"""The bank holidays of England and Wales.

Those of the Banking and Financial Dealings Act 1971, and Good Friday and Christmas Day by common law, are
worked out; those that a royal proclamation moved or added are listed. A new proclamation is a line here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
# The day a proclamation took away, and the day it gave instead or in addition.
_MOVED = {
    date(2020, 5, 4): date(2020, 5, 8),
    date(2022, 5, 30): date(2022, 6, 2),
}
_ADDED = frozenset({date(2012, 6, 5), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)})


def is_bank_holiday(day: date) -> bool:
    """Whether this day is a bank holiday in England and Wales."""
    return day in bank_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no bank holiday."""
    return day.weekday() < 5 and not is_bank_holiday(day)


def working_days_after(day: date, number: int) -> date:
    """The day that so many working days after this one is: the day itself is not counted.

    A negative number counts back. Nought gives the day itself, whether it is a working day or not.
    """
    step = _DAY if number >= 0 else -_DAY
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days come after the first day until the last (counted); 0 if it is not later."""
    days = (first + number * _DAY for number in range(1, (last - first).days + 1))
    return sum(1 for day in days if is_working_day(day))


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year."""
    easter = easter_sunday(year)
    may = date(year, 5, 1)
    found = {
        _not_at_a_weekend(date(year, 1, 1)),
        easter - 2 * _DAY,
        easter + _DAY,
        _monday_from(may),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
        *_christmas(year),
    }
    return frozenset({_MOVED.get(day, day) for day in found} | {day for day in _ADDED if day.year == year})


def easter_sunday(year: int) -> date:
    """Easter by the Gregorian calendar (the anonymous algorithm printed in Nature, 20 April 1876)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    skipped, leap = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - moon + 15) % 30
    weekday = (32 + 2 * leap + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def _monday_from(day: date) -> date:
    return day + (-day.weekday() % 7) * _DAY


def _not_at_a_weekend(day: date) -> date:
    """The day, or the Monday after the weekend it falls on."""
    return _monday_from(day) if day.weekday() >= 5 else day


def _christmas(year: int) -> tuple[date, date]:
    """Christmas Day and Boxing Day, or the days that stand in for those at a weekend."""
    first, second = date(year, 12, 25), date(year, 12, 26)
    if first.weekday() == 4:  # Friday: Boxing Day's stand-in is Monday
        return first, date(year, 12, 28)
    if first.weekday() == 5:  # Saturday and Sunday: Monday and Tuesday
        return date(year, 12, 27), date(year, 12, 28)
    if first.weekday() == 6:  # Sunday and Monday: Boxing Day itself, and Tuesday for Christmas Day
        return date(year, 12, 27), second
    return first, second
