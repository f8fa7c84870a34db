"""Dates and periods as measure tables print them: ``Jul 24``, ``FY 23/24``, ``01.10.23- 01.10.24``.

Two digits after a month are a year, never a day. A year with a stroke (23/24) may be a financial or an
academic year; unless the document says which, it has no bounds and a person is asked.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.reading.amounts import is_year_pair

MONTH_WORD = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})"
_PERIOD = re.compile(
    rf"""(?P<from>\b{_DAY})\s*(?:[-–—]|\bto\b)\s*(?P<to>{_DAY}\b)
    |(?P<day>\b{_DAY}\b)
    |\b(?P<month>{MONTH_WORD})\.?\s+(?P<year>\d{{4}}|\d{{2}})(?![\w%/]|\.\d)
    |(?:\b(?P<fy>FY|AY|financial\s+year|academic\s+year)\s*)?\b(?P<first>\d{{4}}|\d{{2}})\s*/\s*(?P<second>\d{{2}})(?![\w%/])
    |\b(?P<bare>FY|AY)\b""",
    re.VERBOSE | re.IGNORECASE,
)
CENSUS = re.compile(r"\bcensus\b", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """A printed date and its first and last day, both inclusive; both None when it cannot be placed.

    ``two_digits`` tells that the year is printed with two digits after a month; ``stroke`` that it is a
    year such as 23/24 of no stated kind.
    """

    as_written: str
    start: int
    end: int
    earliest: date | None = None
    latest: date | None = None
    two_digits: bool = False
    stroke: bool = False


def find_periods(text: str, *, census: bool = False) -> tuple[Period, ...]:
    """Every date or period in a text. With ``census``, a year with a stroke is its January school census."""
    found: list[Period] = []
    for match in _PERIOD.finditer(text):
        if match["first"] and not is_year_pair(match["first"], match["second"]):
            continue
        found.append(_period(match, census))
    return tuple(found)


def _period(match: re.Match[str], census: bool) -> Period:
    written = " ".join(match[0].split())
    place = (written, match.start(), match.end())
    if match["from"]:
        return Period(*place, _day(match["from"]), _day(match["to"]))
    if match["day"]:
        return Period(*place, _day(match["day"]), _day(match["day"]))
    if match["month"]:
        first, last = _month(match["month"], match["year"])
        return Period(*place, first, last, two_digits=len(match["year"]) == 2)
    if match["bare"]:
        return Period(*place)
    return _year_with_stroke(match, place, census)


def _year_with_stroke(match: re.Match[str], place: tuple[str, int, int], census: bool) -> Period:
    year = _year(match["first"])
    kind = (match["fy"] or "").casefold()
    if kind.startswith("f"):
        return Period(*place, date(year, 4, 1), date(year + 1, 3, 31))
    if kind.startswith("a"):
        return Period(*place, date(year, 9, 1), date(year + 1, 8, 31))
    if census:
        # The school census that counts an academic year is taken in its January.
        return Period(*place, date(year + 1, 1, 1), date(year + 1, 1, 31), stroke=True)
    return Period(*place, stroke=True)


def _month(name: str, year: str) -> tuple[date, date]:
    month = _MONTHS.index(name[:3].casefold()) + 1
    full = _year(year)
    return date(full, month, 1), date(full, month, calendar.monthrange(full, month)[1])


def _day(text: str) -> date | None:
    day, month, year = re.split(r"[./]", text)
    try:
        return date(_year(year), int(month), int(day))
    except ValueError:
        return None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
