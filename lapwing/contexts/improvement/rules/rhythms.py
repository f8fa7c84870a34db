"""When the cycles of a rhythm close, which time each tells of, and what it is called. No Django.

The months that a cycle tells of end with the month end nearest its last day: one that closes on 10 December
tells of the months to November, one that closes on 20 December of those to December. A cycle on a date of
one's own tells of the days since the one before it closed, up to its own last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    """A rhythm with its first last day, and its lead times in days. ``basis``: what a quarter means.

    Of dates of one's own: ``further`` are the last days after the first, and ``told`` is the last day of
    which a cycle has told before; no other tells of it again.
    """

    kind: Rhythm
    first_closes_on: date
    days_open: int = 14
    reports_after: int = 14
    basis: str = ""
    further: tuple[date, ...] = ()
    told: date | None = None


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
# How long one rhythm is, for looking ahead; a date of one's own with none beside it stands for a quarter.
_A_QUARTER = 3
_LOOK_AHEAD = {**_MONTHS, Rhythm.TERMLY: 4, Rhythm.OWN: _A_QUARTER}
# So many days before the last of one's own dates the next are asked for, or when its cycle opens if earlier.
_DAYS_TO_GO_ON = 28
_DAY = timedelta(days=1)
# A first day so far off, either way, is a slip of the keyboard.
FAR = timedelta(days=3 * 366)
# A cycle closes so long before the end of its time at most; those that a rhythm plans keep within it.
MOST_BEFORE_ITS_END = timedelta(days=92)
# From this day of the month on, its own end is nearer than that of the month before.
_SECOND_HALF = 16


def turns(beat: Beat, first: date, last: date) -> tuple[Turn, ...]:
    """The cycles of a rhythm that close from ``first`` to ``last``, in their order."""
    until = takewhile(lambda turn: turn.closes_on <= last, _turns(beat))
    return tuple(turn for turn in until if turn.closes_on >= first)


def own_days(first: date, further: Iterable[date]) -> tuple[date, ...]:
    """All dates of one's own in their order. Those that do not come after the first were overtaken by it."""
    return tuple(sorted({first, *(each for each in further if each > first)}))


def asks_for_more_days(last: date, days_open: int, on: date) -> bool:
    """Whether to ask for the next dates of one's own, while there is time to agree them.

    ``last`` is the last day that is known.
    """
    return on >= last - timedelta(days=max(days_open, _DAYS_TO_GO_ON))


def look_ahead(kind: Rhythm, to_date: date, own: Iterable[date] = ()) -> date:
    """The last day of the time that a cycle asks about: one rhythm past the time that it tells of.

    Of terms, which are not of one length, that is the end of the next, or four months where it is shorter. Of
    dates of one's own (``own``) that is the next of them; after the last, a quarter.
    """
    following = [each for each in own if each > to_date]
    if kind is Rhythm.OWN and following:
        return min(following)
    until = month_end(_plus_months(to_date.replace(day=1), _LOOK_AHEAD[kind]))
    if kind is Rhythm.TERMLY:
        term = next(term for term in _terms_from(_nearest_term(to_date)) if term.last > to_date)
        return max(until, term.last)
    return until


def told_until(to_date: date, closes_on: date) -> date:
    """Up to when a cycle tells, for planning what follows: one that names a day far off tells no further
    than it could have been known."""
    return min(to_date, closes_on + MOST_BEFORE_ITS_END)


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
    return _plus_months(day.replace(day=1), 1) - _DAY


def _turns(beat: Beat) -> Iterator[Turn]:
    if beat.kind is Rhythm.TERMLY:
        # as many days from each term's end as the first is from its own
        first = _nearest_term(beat.first_closes_on)
        apart = beat.first_closes_on - first.last
        yield from (_turn(beat, term.last + apart, term) for term in _terms_from(first))
    elif beat.kind is Rhythm.OWN:
        yield from (_turn(beat, told.last, told) for told in _own_stretches(beat))
    else:
        step = _MONTHS[beat.kind]
        for number in count():
            day = _same_day(beat.first_closes_on, number * step)
            quarterly = beat.kind is Rhythm.QUARTERLY
            yield _turn(beat, day, _quarter_to(day, beat.basis) if quarterly else _months_to(day, step))


def _own_stretches(beat: Beat) -> Iterator[_Told]:
    """From the day after each of one's own dates to the next; the first tells of what nobody told of yet, or
    of a quarter."""
    before = _same_day(beat.first_closes_on, -_A_QUARTER)
    if beat.told is not None and beat.told < beat.first_closes_on:
        before = beat.told
    for last in own_days(beat.first_closes_on, beat.further):
        if beat.told is not None and beat.told < last:
            before = max(before, beat.told)
        yield _Told(label_of(before + _DAY, last), before + _DAY, last)
        before = last


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
