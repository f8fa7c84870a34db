"""What every form of a written date is made of: months, years, and the mention that keeps its words."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

QuarterBasis = Literal["calendar", "financial"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# A year is not followed by more digits, by "/26", by a percent sign or by the ending of a day ("25th").
YEAR = (
    r"(?P<year>20\d\d|19\d\d|['’]?\d\d)(?!\d|\s?%|/(?!20\d\d)|\s/\s?\d{2}(?!\d)|\.\d|(?:st|nd|rd|th)\b"
    r"|,?\s+20\d\d)"
)
DAY = r"(?P<day>\d{1,2})(?P<nth>\s?(?:st|nd|rd|th))?"
DASH = r"\s*(?:-|–|—|to|and)\s*"


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


def month_number(name: str) -> int:
    """From 1, by the first three letters of its name."""
    return _MONTHS.index(name[:3].casefold()) + 1


def two_digit(digits: str) -> tuple[str, ...]:
    """The doubt of a year of two digits, which might be a day."""
    return ("due.two-digit-year",) if len(digits) == 2 else ()


def mention_of(match: re.Match[str], bounds: tuple[date, date] | None, *doubts: str) -> Mention:
    """What a form matched, with its bounds."""
    earliest, latest = bounds or (None, None)
    return Mention(match.group().strip(), match.start(), match.end(), earliest, latest, doubts)


def compiled(pattern: str) -> re.Pattern[str]:
    """A form of dates: in any case, and never inside a word or after a stroke."""
    return re.compile(rf"(?<![\w/]){pattern}", re.IGNORECASE)


def pair(
    match: re.Match[str], opening: tuple[date, date], closing: tuple[date, date], *doubts: str
) -> Iterator[Mention]:
    """The start and the end of a stretch that is written as one (``23 – 25 May 2022``)."""
    whole = mention_of(match, opening, *doubts)
    yield replace(whole, range_start=True)
    yield replace(whole, earliest=closing[0], latest=closing[1], follows_range=True)
