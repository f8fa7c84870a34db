"""Dates as plans write them: ``January 2025``, ``February 25``, ``Q2 2026``, ``Autumn 2025``, ``01.10.23``.

Every mention keeps its words and its bounds (both inclusive), with the doubts that a person should settle.
A two-digit number after a month is a YEAR: ``February 25`` is February 2025, never the 25th of February.
Dates in figures are day first, as everywhere in the United Kingdom.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from lapwing.domain.due_base import (
    DASH,
    DAY,
    MONTH,
    YEAR,
    Mention,
    QuarterBasis,
    compiled,
    mention_of,
    month_bounds,
    month_number,
    pair,
    two_digit,
    year_of,
)
from lapwing.domain.due_terms import holidays, quarter_bounds, quarters, seasons, split_years, whole_years

__all__ = [
    "MONTH",
    "Mention",
    "QuarterBasis",
    "day_before",
    "mentions_in",
    "month_bounds",
    "quarter_bounds",
    "week_after",
    "year_of",
]

_MONTH_YEAR = compiled(rf"(?P<month>{MONTH})(?:\s+|\s*[,-]\s*|\s*(?=['’])){YEAR}")
_MONTH_RANGE = compiled(rf"(?P<first>{MONTH}){DASH}(?P<month>{MONTH})\s+{YEAR}")
_MONTH_OR_NEXT = compiled(rf"(?P<first>{MONTH})\s*[/&]\s*(?P<month>{MONTH})(?:\s+|-|(?=['’])){YEAR}")
_MONTH_FIGURES = re.compile(r"(?<![\w/.-])(?P<month>0?[1-9]|1[0-2])/(?P<year>20\d\d)(?![\d/])")
_DAY_MONTH = compiled(rf"{DAY}(?:\s+of)?[\s-]+(?P<month>{MONTH}),?[\s-]+{YEAR}")
_DAY_RANGE = compiled(
    rf"(?P<from>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?(?:\s+(?P<first>{MONTH}))?{DASH}{DAY}[\s-]+(?P<month>{MONTH}),?[\s-]+{YEAR}"
)
_MONTH_DAY = compiled(rf"(?P<month>{MONTH})\s+{DAY},?\s+(?P<year>20\d\d)\b")
_NUMERIC = compiled(r"(?P<day>\d{1,2})(?P<sep>[./-])(?P<month>\d{1,2})(?P=sep)(?P<year>20\d\d|\d\d)(?!\d)")
_ISO = compiled(r"(?P<year>20\d\d)(?P<sep>[-/])(?P<month>\d\d)(?P=sep)(?P<day>\d\d)(?!\d)")
# "Phase 1 September 2025" is no first of September.
_NUMBERED = re.compile(
    r"\b(?:phase|part|stage|year|tranche|cohort|group|wave|step|term|autumn|spring|summer|level|tier|page|round"
    r"|action|priority|objective|draft|version|module|cycle)\s*$",
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(
    rf"(?<=\bby )(?:the )?(?:end of )?(?P<month>{MONTH})(?![\w’'-])(?!,?\s+(?:20)?\d\d)", re.IGNORECASE
)
_BARE_SEASON = re.compile(
    r"(?<=\bby )(?:the )?(?:end of )?(?:the )?(?:autumn|spring|summer)(?:\s+term)?\b"
    r"(?!\s+(?:term\s+)?(?:of\s+)?['’]?\d\d)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"^\W*(?:with)?in\s+(?:the\s+(?:first|next)\s+)?(?:\d+|one|two|three|four|six|nine|twelve|year)\s*"
    r"(?:day|week|month|term|year|\d)s?\b",
    re.IGNORECASE,
)


def mentions_in(text: str, quarter_basis: QuarterBasis | None = None) -> tuple[Mention, ...]:
    """Every date in the text, in order, none overlapping: the first to start wins, then the longest."""
    found = [mention for form in _FORMS for mention in form(text, quarter_basis)]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or mention.start >= kept[-1].end or _is_range_pair(kept[-1], mention):
            kept.append(mention)
    return tuple(kept)


def _is_range_pair(first: Mention, second: Mention) -> bool:
    return first.range_start and second.follows_range and first.end == second.end


def _months(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    for match in _MONTH_YEAR.finditer(text):
        digits = match["year"]
        bounds = month_bounds(year_of(digits), month_number(match["month"]))
        yield mention_of(match, bounds, *two_digit(digits))
    for match in _MONTH_FIGURES.finditer(text):
        yield mention_of(match, month_bounds(int(match["year"]), int(match["month"])))


def _month_ranges(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """``Sept – Dec 2025`` and ``May/June 2025``: the year stands once, for both months."""
    for match in (*_MONTH_RANGE.finditer(text), *_MONTH_OR_NEXT.finditer(text)):
        year, first, last = year_of(match["year"]), month_number(match["first"]), month_number(match["month"])
        opening, closing = month_bounds(year if first <= last else year - 1, first), month_bounds(year, last)
        if match.re is _MONTH_OR_NEXT:
            yield mention_of(match, (opening[0], closing[1]), *two_digit(match["year"]))
        else:
            yield from pair(match, opening, closing, *two_digit(match["year"]))


def _day_of(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _days(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    for pattern in (_DAY_MONTH, _MONTH_DAY, _NUMERIC, _ISO):
        for match in pattern.finditer(text):
            if pattern is _DAY_MONTH and not match["nth"] and _NUMBERED.search(text[: match.start()]):
                continue
            name = match["month"]
            month = int(name) if name.isdigit() else month_number(name)
            bounds = _day_of(year_of(match["year"]), month, int(match["day"]))
            if bounds:
                yield mention_of(match, bounds)
            elif not name.isdigit() or match["sep"] == "/" or len(match["year"]) == 4:
                # figures parted by points may be the number of a version or a paragraph
                yield mention_of(match, None, "due.no-such-day")


def _day_ranges(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """``23 – 25 May 2022`` and ``28th June and 2nd July 2024``: the year stands once."""
    for match in _DAY_RANGE.finditer(text):
        year, month = year_of(match["year"]), month_number(match["month"])
        first = month_number(match["first"]) if match["first"] else month
        opening = _day_of(year if first <= month else year - 1, first, int(match["from"]))
        closing = _day_of(year, month, int(match["day"]))
        if opening and closing and opening[0] <= closing[0]:
            yield from pair(match, opening, closing)


def _unplaced(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """Months without a year, and dates counted from a start that is not given: kept, never resolved."""
    for pattern in (_BARE_MONTH, _BARE_SEASON):
        for match in pattern.finditer(text):
            yield mention_of(match, None, "due.no-year")
    for match in _RELATIVE.finditer(text):
        yield mention_of(match, None, "due.relative")


def day_before(day: date) -> date:
    """What ``before March 2025`` ends on."""
    return day - timedelta(days=1)


def week_after(day: date) -> date:
    """What ``week commencing 12 May 2025`` ends on."""
    return day + timedelta(days=6)


_FORMS: tuple[Callable[[str, QuarterBasis | None], Iterator[Mention]], ...] = (
    _day_ranges,
    _days,
    _month_ranges,
    _months,
    quarters,
    seasons,
    holidays,
    split_years,
    whole_years,
    _unplaced,
)
