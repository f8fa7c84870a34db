"""Terms, half terms, quarters and years: stretches that plans name instead of a day or a month.

The school terms of England. A spring term ends by Easter and half terms fall where a council puts them, so
that every one of these is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from lapwing.domain.due_base import (
    MONTH,
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

_Bounds = tuple[tuple[int, int], tuple[int, int]]
_SEASONS: dict[str, _Bounds] = {
    "autumn": ((9, 1), (12, 31)),
    "spring": ((1, 1), (3, 31)),
    "summer": ((4, 1), (7, 31)),
}
_HALVES: dict[tuple[str, str], _Bounds] = {
    ("autumn", "1"): ((9, 1), (10, 31)),
    ("autumn", "2"): ((11, 1), (12, 31)),
    ("spring", "1"): ((1, 1), (2, 15)),
    ("spring", "2"): ((2, 16), (3, 31)),
    ("summer", "1"): ((4, 1), (5, 31)),
    ("summer", "2"): ((6, 1), (7, 31)),
}
_NTH = {
    "1": 1,
    "first": 1,
    "2": 2,
    "second": 2,
    "3": 3,
    "third": 3,
    "4": 4,
    "fourth": 4,
    "final": 4,
    "last": 4,
}
_SEASON_YEAR = (
    r"(?P<year>20\d\d|['’]?\d\d)(?:\s?[/–-]\s?(?P<to>\d\d(?:\d\d)?)(?!\d|[/.-]\d))?(?!\d|%|th\b|st\b)"
)
# Two digits are a year only where nothing goes on that could make them a count: "Q2 26", not "Q2 26 visits".
_QUARTER_YEAR = (
    r"(?P<year>20\d\d|['’]?[2-4]\d(?=\s*(?:$|[;,.)/–-]|(?:and|or|to|q[1-4])\b)))"
    r"(?:\s?[/–-]\s?(?P<to>\d\d(?:\d\d)?)(?!\d))?(?!\d)"
)
_QUARTER = compiled(rf"(?:q|quarter\s*)(?P<quarter>[1-4])[\s,(/-]*(?:of\s+)?{_QUARTER_YEAR}\)?")
_QUARTER_LAST = compiled(
    r"(?P<year>20\d\d)(?:\s?[/–-]\s?(?P<to>\d\d(?:\d\d)?))?[\s,:-]*(?:q|quarter\s*)(?P<quarter>[1-4])\b"
)
_NTH_QUARTER = compiled(
    rf"(?P<nth>[1-4](?=st|nd|rd|th)|first|second|third|fourth|final|last)(?:st|nd|rd|th)?\s+quarter[\s,]*(?:of\s+)?{_QUARTER_YEAR}"
)
_QUARTERS = compiled(
    rf"(?:q|quarters?\s*)(?P<first>[1-4])\s*(?P<by>[-–—/&]|to|and)\s*(?:q|quarter\s*)?(?P<quarter>[1-4])[\s,(-]*"
    rf"(?:of\s+)?{_QUARTER_YEAR}\)?"
)
_BARE_QUARTER = compiled(r"(?:(?:end|start|beginning) of\s+)?q[1-4]\b(?![\s,(/-]*(?:of\s+)?20\d\d)")
_SEASON = compiled(
    rf"(?P<season>autumn|spring|summer|winter)(?:\s+half)?(?:\s+term)?(?:\s+(?P<half>[12])(?=[\s,]+['’]?\d))?"
    rf"(?:\s+half(?:\s+term)?)?,?\s+(?:of\s+)?{_SEASON_YEAR}"
)
_TWO_SEASONS = compiled(
    rf"(?P<first>autumn|spring|summer)(?:\s+term)?\s*(?:[-–/&]|and|to)\s*(?P<season>autumn|spring|summer)"
    rf"(?:\s+terms?)?,?\s+{_SEASON_YEAR}"
)
_FEAST = compiled(
    r"(?P<feast>easter|christmas)(?:\s+(?:holidays?|break))?,?\s+(?P<year>20\d\d|['’]\d\d)(?!\d)"
)
_HALF_TERM = compiled(
    rf"(?:(?P<month>{MONTH})\s+half[\s-]*term,?\s+(?P<year>20\d\d)"
    rf"|half[\s-]*term,?\s+(?:in\s+|of\s+)?(?P<after>{MONTH})\s+(?P<its>20\d\d))(?!\d)"
)
# A term by its number: three to a year, or six.
_TERM = compiled(rf"term\s*[1-6][\s,]*(?:of\s+)?{_SEASON_YEAR}")
_SPLIT_YEAR = compiled(
    r"(?:(?P<kind>academic|school|financial|fiscal)\s+year\s+(?:of\s+)?|(?P<short>AY|FY)\s*)?"
    r"(?P<year>20\d\d|\d\d)\s?[/–-]\s?(?P<to>20\d\d|\d\d)(?![\d/%]|[.-]\d)"
    r"(?:\s+(?P<after>academic|school|financial|fiscal)\s+year\b)?"
)
_WHOLE_YEAR = re.compile(
    r"(?<=\bby )(?:the )?(?:end of |start of )?(?P<year>20\d\d)(?!\s?[/–-]?\d)"
    r"|^\s*(?:by\s+)?(?P<alone>20\d\d)\s*$",
    re.IGNORECASE,
)


def quarter_bounds(quarter: int, year: int, basis: QuarterBasis) -> tuple[date, date]:
    """First and last day. In a financial year (April to March) ``year`` is the one it starts in."""
    month = quarter * 3 - 2 if basis == "calendar" else quarter * 3 + 1
    year, month = (year, month) if month <= 12 else (year + 1, month - 12)
    return date(year, month, 1), month_bounds(year, month + 2)[1]


def quarters(text: str, basis: QuarterBasis | None) -> Iterator[Mention]:
    """``Q2 2026``, ``2026/27 Q4``, ``third quarter of 2026``, ``Q2 & Q3 2026``; without a year, asked."""
    for match in (*_QUARTER.finditer(text), *_QUARTER_LAST.finditer(text), *_NTH_QUARTER.finditer(text)):
        named = match.groupdict()
        number = named.get("quarter") or _NTH[str(named.get("nth")).casefold()]
        bounds, doubts = _quarter(match, int(number), basis)
        yield mention_of(match, bounds, *doubts)
    for match in _QUARTERS.finditer(text):
        opening, doubts = _quarter(match, int(match["first"]), basis)
        closing, _ = _quarter(match, int(match["quarter"]), basis)
        if match["by"] in {"/", "&", "and"}:
            yield mention_of(match, (opening[0], closing[1]), *doubts)
        elif opening[0] <= closing[0]:
            yield from pair(match, opening, closing, *doubts)
    for match in _BARE_QUARTER.finditer(text):
        yield mention_of(match, None, "due.no-year")


def _quarter(
    match: re.Match[str], number: int, basis: QuarterBasis | None
) -> tuple[tuple[date, date], tuple[str, ...]]:
    # "2025/26" can only be a financial year; with a single year the plan has to say which is meant
    said: QuarterBasis | None = "financial" if match["to"] else basis
    doubts = () if match["to"] else two_digit(match["year"].lstrip("'’"))
    bounds = quarter_bounds(number, year_of(match["year"]), said or "calendar")
    return bounds, (*doubts, *(() if said else ("due.quarter-basis",)))


def seasons(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """``Autumn 2025``, ``Spring term 2025/26``, ``Summer 1 2026``, ``Autumn/Spring 2025/26``."""
    for match in _SEASON.finditer(text):
        yield mention_of(match, _season(match, match["season"], match["half"]), "due.season")
    for match in _TWO_SEASONS.finditer(text):
        first, last = _season(match, match["first"]), _season(match, match["season"])
        if first[0] > last[0]:
            first = _season(match, match["first"], years=-1)
        yield mention_of(match, (first[0], last[1]), "due.season")
    for match in _TERM.finditer(text):
        yield mention_of(match, None, "due.term")


def _season(match: re.Match[str], name: str, half: str | None = None, years: int = 0) -> tuple[date, date]:
    season, year = name.casefold(), year_of(match["year"]) + years
    if match["to"] and season != "autumn":
        year += 1
    if season == "winter":
        return date(year, 12, 1), month_bounds(year + 1, 2)[1]
    first, last = _HALVES[season, half] if half else _SEASONS[season]
    return date(year, *first), date(year, *last)


def holidays(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """``Easter 2025``, ``Christmas 2025``, ``October half term 2025``: a stretch to be confirmed."""
    for match in _FEAST.finditer(text):
        year = year_of(match["year"])
        if match["feast"].casefold() == "easter":
            sunday = _easter(year)
            bounds = sunday - timedelta(days=2), sunday + timedelta(days=1)
        else:
            bounds = date(year, 12, 1), date(year, 12, 25)
        yield mention_of(match, bounds, "due.season")
    for match in _HALF_TERM.finditer(text):
        month = month_number(match["month"] or match["after"])
        yield mention_of(match, month_bounds(int(match["year"] or match["its"]), month), "due.season")


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian rule (Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def split_years(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """``24/25``, ``academic year 2021/22``, ``FY 23/24``. ``2022/27`` is no single year and is left alone."""
    for match in _SPLIT_YEAR.finditer(text):
        year, last = year_of(match["year"]), year_of(match["to"])
        if last != year + 1 or not 2000 <= year <= 2060:
            continue
        kind = (match["kind"] or match["short"] or match["after"] or "").casefold()
        if kind in {"financial", "fiscal", "fy"}:
            yield mention_of(match, (date(year, 4, 1), date(last, 3, 31)))
        elif "census" in text.casefold():
            # the January school census of the academic year
            yield mention_of(match, month_bounds(last, 1))
        else:
            doubts = () if kind else ("due.year-kind",)
            yield mention_of(match, (date(year, 9, 1), date(last, 8, 31)), *doubts)


def whole_years(text: str, _: QuarterBasis | None) -> Iterator[Mention]:
    """``by 2027``, or a year alone in its cell."""
    for match in _WHOLE_YEAR.finditer(text):
        year = int(match["year"] or match["alone"])
        yield mention_of(match, (date(year, 1, 1), date(year, 12, 31)), "due.year-only")
