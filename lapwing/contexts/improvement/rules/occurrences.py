"""The turns of a recurring milestone: when each term's report or quarter's meeting is due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lapwing.contexts.improvement.rules.statuses import Labelled


class Period(Labelled):
    """How often a milestone comes round."""

    MONTH = "month", "Every month"
    QUARTER = "quarter", "Every quarter"
    TERM = "term", "Every school term"
    YEAR = "year", "Every year"


@dataclass(frozen=True)
class Turn:
    """One occurrence: what it is called and the last day it is due."""

    label: str
    due_on: date


# The three terms of the school year, by their last day; due phrases read "autumn" the same way.
_TERMS = ((3, 31, "Spring term"), (7, 31, "Summer term"), (12, 31, "Autumn term"))

_WORDS = (
    (Period.TERM, r"\bterm(s|ly)?\b"),
    (Period.QUARTER, r"\bquarter(s|ly)?\b"),
    (Period.MONTH, r"\bmonth(s|ly)?\b"),
    (Period.YEAR, r"\b(year(s|ly)?|annual(ly)?)\b"),
)


def period_of(recurrence: str) -> Period | None:
    """The period a recurrence names; None for "regularly" and the like, whose turns are added by hand."""
    return next((period for period, words in _WORDS if re.search(words, recurrence, re.IGNORECASE)), None)


def turns(period: Period, first: date, until: date) -> tuple[Turn, ...]:
    """The occurrences due from ``first`` to ``until``, both inclusive, each due on the period's last day."""
    ends = _years_from(first, until) if period is Period.YEAR else _ends(period, first, until)
    return tuple(turn for turn in ends if first <= turn.due_on <= until)


def next_turn(period: Period, after: date) -> Turn:
    """The first occurrence that ends after a day; a year is a year from it."""
    if period is Period.YEAR:
        year = after.year + 1
        end = date(year, after.month, min(after.day, _month_end(year, after.month).day))
        return Turn(f"the year to {end.day} {end:%B %Y}", end)
    return turns(period, after + timedelta(days=1), after + timedelta(days=150))[0]


def _ends(period: Period, first: date, until: date) -> Iterator[Turn]:
    for year in range(first.year, until.year + 1):
        if period is Period.TERM:
            for month, day, name in _TERMS:
                yield Turn(f"{name} {year}", date(year, month, day))
        else:
            for month in range(1, 13) if period is Period.MONTH else (3, 6, 9, 12):
                end = _month_end(year, month)
                yield Turn(_label(period, end), end)


def _label(period: Period, end: date) -> str:
    if period is Period.MONTH:
        return f"{end:%B %Y}"
    # Named by its months: "Q2" would mean different things on a calendar and a financial basis.
    return f"{date(end.year, end.month - 2, 1):%B} to {end:%B %Y}"


def _years_from(first: date, until: date) -> Iterator[Turn]:
    for year in range(first.year, until.year + 1):
        last = (_month_end(year, first.month)).day
        yield Turn(f"{first:%B} {year}", date(year, first.month, min(first.day, last)))


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
