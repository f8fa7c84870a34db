"""Dates as plans write them: ``January 2025``, ``February 25``, ``Q2 2026``, ``Autumn 2025``, ``01.10.23``.

Every mention keeps its words and its bounds (both inclusive), with the doubts that a person should settle.
A two-digit number after a month is a YEAR: ``February 25`` is February 2025, never the 25th of February.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

QuarterBasis = Literal["calendar", "financial"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# A year is not followed by more digits, by "/26", by a percent sign or by the ending of a day ("25th").
_YEAR = r"(?P<year>20\d\d|19\d\d|['’]?\d\d)(?!\d|\s?[%/]|\.\d|(?:st|nd|rd|th)\b|,?\s+20\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_DASH = r"\s*(?:-|–|—|to|and)\s*"

# The school terms of England. A spring term ends by Easter, so that a season is always asked about.
_SEASONS = {"autumn": ((9, 1), (12, 31)), "spring": ((1, 1), (3, 31)), "summer": ((4, 1), (7, 31))}


@dataclass(frozen=True)
class Mention:
    """A date in a text, from character ``start`` to ``end``. Bounds are None when it cannot be placed."""

    as_written: str
    start: int
    end: int
    earliest: date | None = None
    latest: date | None = None
    doubts: tuple[str, ...] = ()
    range_start: bool = False
    follows_range: bool = False


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_of(digits: str) -> int:
    """The year of two or four digits; two digits are of this century."""
    plain = digits.lstrip("'’")
    return int(plain) + (2000 if len(plain) == 2 else 0)


def quarter_bounds(quarter: int, year: int, basis: QuarterBasis) -> tuple[date, date]:
    """First and last day. In a financial year (April to March) ``year`` is the one it starts in."""
    month = quarter * 3 - 2 if basis == "calendar" else quarter * 3 + 1
    year, month = (year, month) if month <= 12 else (year + 1, month - 12)
    return date(year, month, 1), month_bounds(year, month + 2)[1]


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


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1


def _two_digit(digits: str) -> tuple[str, ...]:
    return ("due.two-digit-year",) if len(digits) == 2 else ()


def _mention(match: re.Match[str], bounds: tuple[date, date] | None, *doubts: str) -> Mention:
    earliest, latest = bounds or (None, None)
    return Mention(match.group().strip(), match.start(), match.end(), earliest, latest, doubts)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/]){pattern}", re.IGNORECASE)


_MONTH_YEAR = _compiled(rf"(?P<month>{MONTH})(?:\s+|\s*[,-]\s*|\s*(?=['’])){_YEAR}")
_MONTH_RANGE = _compiled(rf"(?P<first>{MONTH}){_DASH}(?P<month>{MONTH})\s+{_YEAR}")
_DAY_MONTH = _compiled(rf"{_DAY}(?:\s+of)?[\s-]+(?P<month>{MONTH}),?[\s-]+{_YEAR}")
_DAY_RANGE = _compiled(
    rf"(?P<from>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?(?:\s+(?P<first>{MONTH}))?{_DASH}{_DAY}[\s-]+(?P<month>{MONTH}),?[\s-]+{_YEAR}"
)
_MONTH_DAY = _compiled(rf"(?P<month>{MONTH})\s+{_DAY},?\s+(?P<year>20\d\d)\b")
_NUMERIC = _compiled(r"(?P<day>\d{1,2})(?P<sep>[./-])(?P<month>\d{1,2})(?P=sep)(?P<year>20\d\d|\d\d)(?!\d)")
_ISO = _compiled(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
# Two digits are a year only where nothing goes on that could make them a count: "Q2 26", not "Q2 26 visits".
_QUARTER_YEAR = (
    r"(?P<year>20\d\d|['’]?[2-4]\d(?=\s*(?:$|[;,.)/–-]|(?:and|or|to|q[1-4])\b)))"
    r"(?:\s?[/–-]\s?(?P<to>\d\d(?:\d\d)?)(?!\d))?(?!\d)"
)
_QUARTER = _compiled(rf"(?:q|quarter\s*)(?P<quarter>[1-4])[\s,(/-]*(?:of\s+)?{_QUARTER_YEAR}\)?")
_QUARTER_LAST = _compiled(
    r"(?P<year>20\d\d)(?:\s?[/–-]\s?(?P<to>\d\d(?:\d\d)?))?[\s,:-]*(?:q|quarter\s*)(?P<quarter>[1-4])\b"
)
_BARE_QUARTER = _compiled(r"(?:(?:end|start|beginning) of\s+)?q[1-4]\b(?![\s,(/-]*(?:of\s+)?20\d\d)")
_SEASON = _compiled(
    r"(?P<season>autumn|spring|summer|winter)(?:\s+half)?(?:\s+term)?,?\s+(?:of\s+)?"
    r"(?P<year>20\d\d|['’]?\d\d)(?:\s?[/–-]\s?(?P<to>\d\d(?:\d\d)?))?(?!\d|%)"
)
_SPLIT_YEAR = _compiled(
    r"(?:(?P<kind>academic|school|financial|fiscal)\s+year\s+(?:of\s+)?|(?P<short>AY|FY)\s+)?"
    r"(?P<year>20\d\d|\d\d)\s?[/-]\s?(?P<to>20\d\d|\d\d)(?![\d/%]|[.-]\d)"
)
_WHOLE_YEAR = re.compile(
    r"(?<=\bby )(?:the )?(?:end of |start of )?(?P<year>20\d\d)(?!\s?[/–-]?\d)"
    r"|^\s*(?:by\s+)?(?P<alone>20\d\d)\s*$",
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


def _months(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    for match in _MONTH_YEAR.finditer(text):
        digits = match["year"]
        bounds = month_bounds(year_of(digits), _month_number(match["month"]))
        yield _mention(match, bounds, *_two_digit(digits))


def _month_ranges(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """``Sept – Dec 2025``: the year stands once, for both months."""
    for match in _MONTH_RANGE.finditer(text):
        year, first, last = (
            year_of(match["year"]),
            _month_number(match["first"]),
            _month_number(match["month"]),
        )
        opening = month_bounds(year if first <= last else year - 1, first)
        yield from _pair(match, opening, month_bounds(year, last), *_two_digit(match["year"]))


def _pair(
    match: re.Match[str], opening: tuple[date, date], closing: tuple[date, date], *doubts: str
) -> Iterator[Mention]:
    whole = _mention(match, opening, *doubts)
    yield replace(whole, range_start=True)
    yield replace(whole, earliest=closing[0], latest=closing[1], follows_range=True)


def _day_of(year: int, month: int, day: int) -> tuple[date, date] | None:
    try:
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def _days(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    for pattern in (_DAY_MONTH, _MONTH_DAY, _NUMERIC, _ISO):
        for match in pattern.finditer(text):
            name = match["month"]
            month = int(name) if name.isdigit() else _month_number(name)
            bounds = _day_of(year_of(match["year"]), month, int(match["day"]))
            if bounds:
                yield _mention(match, bounds)
            elif not name.isdigit():
                yield _mention(match, None, "due.no-such-day")


def _day_ranges(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """``23 – 25 May 2022`` and ``28th June and 2nd July 2024``: the year stands once."""
    for match in _DAY_RANGE.finditer(text):
        year, month = year_of(match["year"]), _month_number(match["month"])
        first = _month_number(match["first"]) if match["first"] else month
        opening = _day_of(year if first <= month else year - 1, first, int(match["from"]))
        closing = _day_of(year, month, int(match["day"]))
        if opening and closing and opening[0] <= closing[0]:
            yield from _pair(match, opening, closing)


def _quarters(text: str, basis: QuarterBasis | None) -> Iterator[Mention]:
    for match in (*_QUARTER.finditer(text), *_QUARTER_LAST.finditer(text)):
        # "2025/26" can only be a financial year; with a single year the plan has to say which is meant
        said: QuarterBasis | None = "financial" if match["to"] else basis
        bounds = quarter_bounds(int(match["quarter"]), year_of(match["year"]), said or "calendar")
        doubts = () if match["to"] else _two_digit(match["year"].lstrip("'’"))
        yield _mention(match, bounds, *doubts, *(() if said else ("due.quarter-basis",)))
    for match in _BARE_QUARTER.finditer(text):
        yield _mention(match, None, "due.no-year")


def _seasons(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    for match in _SEASON.finditer(text):
        season, year = match["season"].casefold(), year_of(match["year"])
        if match["to"] and season != "autumn":
            year += 1
        if season == "winter":
            bounds = date(year, 12, 1), month_bounds(year + 1, 2)[1]
        else:
            first, last = _SEASONS[season]
            bounds = date(year, *first), date(year, *last)
        yield _mention(match, bounds, "due.season")


def _split_years(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """``24/25``, ``academic year 2021/22``, ``FY 23/24``. ``2022/27`` is no single year and is left alone."""
    for match in _SPLIT_YEAR.finditer(text):
        year, last = year_of(match["year"]), year_of(match["to"])
        if last != year + 1 or not 2000 <= year <= 2060:
            continue
        kind = (match["kind"] or match["short"] or "").casefold()
        if kind in {"financial", "fiscal", "fy"}:
            yield _mention(match, (date(year, 4, 1), date(last, 3, 31)))
        elif "census" in text.casefold():
            # the January school census of the academic year
            yield _mention(match, month_bounds(last, 1))
        else:
            yield _mention(
                match, (date(year, 9, 1), date(last, 8, 31)), *(() if kind else ("due.year-kind",))
            )


def _whole_years(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    for match in _WHOLE_YEAR.finditer(text):
        year = int(match["year"] or match["alone"])
        yield _mention(match, (date(year, 1, 1), date(year, 12, 31)), "due.year-only")


def _unplaced(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """Months without a year, and dates counted from a start that is not given: kept, never resolved."""
    for pattern in (_BARE_MONTH, _BARE_SEASON):
        for match in pattern.finditer(text):
            yield _mention(match, None, "due.no-year")
    for match in _RELATIVE.finditer(text):
        yield _mention(match, None, "due.relative")


def day_before(day: date) -> date:
    """What ``before March 2025`` ends on."""
    return day - timedelta(days=1)


_FORMS: tuple[Callable[[str, QuarterBasis | None], Iterator[Mention]], ...] = (
    _day_ranges,
    _days,
    _month_ranges,
    _months,
    _quarters,
    _seasons,
    _split_years,
    _whole_years,
    _unplaced,
)
