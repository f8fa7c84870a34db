"""When the cycles of a rhythm close, which time each tells of, and what it is called. No Django.

The months that a cycle tells of end with the month end nearest its last day: one that closes on 10 December
tells of the months to November, one that closes on 20 December of those to December.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile

from lapwing.contexts.improvement.rules.statuses import Labelled


class Rhythm(Labelled):
    """How often a plan is reported on."""

    MONTHLY = "monthly", "Every month"
    TWO_MONTHLY = "two-monthly", "Every two months"
    QUARTERLY = "quarterly", "Every quarter"
    TERMLY = "termly", "Every term"
    OWN = "own", "On dates of our own"


@dataclass(frozen=True)
class Beat:
    """A rhythm with its first last day, and its lead times in days. ``basis``: what a quarter means."""

    kind: Rhythm
    first_closes_on: date
    days_open: int = 14
    reports_after: int = 14
    basis: str = ""


@dataclass(frozen=True)
class Turn:
    """One cycle as it is planned. All days are inclusive."""

    label: str
    from_date: date
    to_date: date
    opens_on: date
    closes_on: date
    reports_on: date


@dataclass(frozen=True)
class _Told:
    """The time that a cycle tells of, and what it is called."""

    label: str
    first: date
    last: date


_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.TWO_MONTHLY: 2, Rhythm.QUARTERLY: 3}
# The terms of the school year as due phrases read them: first and last day. August belongs to none.
_TERMS = (
    ("Spring term", (1, 1), (3, 31)),
    ("Summer term", (4, 1), (7, 31)),
    ("Autumn term", (9, 1), (12, 31)),
)
# How long one rhythm is, for looking ahead; dates of one's own are taken for a quarter apart.
_LOOK_AHEAD = {**_MONTHS, Rhythm.TERMLY: 4, Rhythm.OWN: 3}
# From this day of the month on, its own end is nearer than that of the month before.
_SECOND_HALF = 16


def turns(beat: Beat, first: date, last: date) -> tuple[Turn, ...]:
    """The cycles of a rhythm that close from ``first`` to ``last``; of one's own dates only the first."""
    until = takewhile(lambda turn: turn.closes_on <= last, _turns(beat))
    return tuple(turn for turn in until if turn.closes_on >= first)


def look_ahead(kind: Rhythm, to_date: date) -> date:
    """The last day of the time that a cycle asks about: one rhythm past the time that it tells of."""
    return month_end(_plus_months(to_date.replace(day=1), _LOOK_AHEAD[kind]))


def label_of(from_date: date, to_date: date) -> str:
    """A stretch of time in words: "October and November 2026", "5 March to 20 April 2026"."""
    whole = from_date.day == 1 and to_date == month_end(to_date)
    if not whole and (from_date.year, from_date.month) == (to_date.year, to_date.month):
        return f"{from_date.day} to {to_date.day} {to_date:%B %Y}"
    if not whole:
        year = "" if from_date.year == to_date.year else f" {from_date.year}"
        return f"{from_date.day} {from_date:%B}{year} to {to_date.day} {to_date:%B %Y}"
    months = (to_date.year - from_date.year) * 12 + to_date.month - from_date.month
    if months == 0:
        return f"{to_date:%B %Y}"
    year = "" if from_date.year == to_date.year else f" {from_date.year}"
    return f"{from_date:%B}{year} {'and' if months == 1 else 'to'} {to_date:%B %Y}"


def quarter_label(to_date: date, basis: str) -> str:
    """A quarter by its last day: "Quarter 3 2026/27"; by its months where nobody said what one is."""
    if basis == "financial":
        year = to_date.year if to_date.month > 3 else to_date.year - 1
        return f"Quarter {(to_date.month - 4) % 12 // 3 + 1} {year}/{(year + 1) % 100:02}"
    if basis == "calendar":
        return f"Quarter {to_date.month // 3} {to_date.year}"
    return label_of(_plus_months(to_date.replace(day=1), -2), to_date)


def month_end(day: date) -> date:
    """The last day of its month."""
    return _plus_months(day.replace(day=1), 1) - timedelta(days=1)


def _turns(beat: Beat) -> Iterator[Turn]:
    if beat.kind is Rhythm.TERMLY:
        # as many days from each term's end as the first is from its own
        first = _nearest_term(beat.first_closes_on)
        apart = beat.first_closes_on - first.last
        yield from (_turn(beat, term.last + apart, term) for term in _terms_from(first))
    elif beat.kind is Rhythm.OWN:
        yield _turn(beat, beat.first_closes_on, _months_to(beat.first_closes_on, _LOOK_AHEAD[Rhythm.OWN]))
    else:
        step = _MONTHS[beat.kind]
        for number in count():
            day = _same_day(beat.first_closes_on, number * step)
            quarterly = beat.kind is Rhythm.QUARTERLY
            yield _turn(beat, day, _quarter_to(day, beat.basis) if quarterly else _months_to(day, step))


def _turn(beat: Beat, closes_on: date, told: _Told) -> Turn:
    return Turn(
        label=told.label,
        from_date=told.first,
        to_date=told.last,
        opens_on=closes_on - timedelta(days=beat.days_open),
        closes_on=closes_on,
        reports_on=closes_on + timedelta(days=beat.reports_after),
    )


def _nearest_month_end(day: date) -> date:
    return month_end(day if day.day >= _SECOND_HALF else _plus_months(day.replace(day=1), -1))


def _months_to(closes_on: date, months: int) -> _Told:
    last = _nearest_month_end(closes_on)
    first = _plus_months(last.replace(day=1), 1 - months)
    return _Told(label_of(first, last), first, last)


def _quarter_to(closes_on: date, basis: str) -> _Told:
    """The quarter whose end is nearest: one month past an end is still of it, two are of the next."""
    near = _nearest_month_end(closes_on)
    last = month_end(_plus_months(near.replace(day=1), {0: 0, 1: -1, 2: 1}[near.month % 3]))
    return _Told(quarter_label(last, basis), _plus_months(last.replace(day=1), -2), last)


def _same_day(first: date, months: int) -> date:
    """The same day so many months on, or the last that the month has; a month's end stays a month's end."""
    start = _plus_months(first.replace(day=1), months)
    end = month_end(start)
    return end if first == month_end(first) else start.replace(day=min(first.day, end.day))


def _plus_months(first_of_month: date, months: int) -> date:
    number = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _nearest_term(day: date) -> _Told:
    """The term whose end is nearest; of two as near, the earlier."""
    years = (day.year - 1, day.year, day.year + 1)
    terms = [_term(year, place) for year in years for place in range(len(_TERMS))]
    return min(terms, key=lambda term: abs((term.last - day).days))


def _terms_from(first: _Told) -> Iterator[_Told]:
    start = [last for _, _, last in _TERMS].index((first.last.month, first.last.day))
    for number in count(start):
        yield _term(first.last.year + number // len(_TERMS), number % len(_TERMS))


def _term(year: int, place: int) -> _Told:
    name, first, last = _TERMS[place]
    return _Told(f"{name} {year}", date(year, *first), date(year, *last))
