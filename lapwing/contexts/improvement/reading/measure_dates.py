"""Dates and periods as measure tables print them: ``Jul 24``, ``FY 23/24``, ``01.10.23- 01.10.24``.

They are read as due phrases are, with what only a table prints: two days with a dash as one period, ``FY``
with its year left out, ages (16-17) that are no years. A year such as 23/24 may be a financial or an
academic one; unless the document says which, it has no bounds here and a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lapwing.domain.due_dates import Mention, mentions_in

CENSUS = re.compile(r"\bcensus\b", re.IGNORECASE)
_AGES = re.compile(r"\d{2}\s?-\s?\d{2}")
_DASH = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")
_BARE_YEAR = re.compile(r"\b(?:FY|AY)\b(?!\s*\d)")
_STROKE = re.compile(r"(?:20)?\d\d\s?/\s?(?:20)?\d\d")


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
    said = f"{text} (census)" if census else text
    mentions = [each for each in mentions_in(said) if each.latest and not _AGES.fullmatch(each.as_written)]
    found = _in_pairs(text, [_period(each, census) for each in mentions])
    bare = (Period(match[0], *match.span()) for match in _BARE_YEAR.finditer(text))
    return tuple(sorted([*found, *bare], key=lambda each: each.start))


def _period(mention: Mention, census: bool) -> Period:
    place = (" ".join(mention.as_written.split()), mention.start, mention.end)
    stroke = bool(_STROKE.fullmatch(mention.as_written))
    if stroke and not census:
        return Period(*place, stroke=True)
    two_digits = "due.two-digit-year" in mention.doubts
    return Period(*place, mention.earliest, mention.latest, two_digits, stroke)


def _in_pairs(text: str, periods: Sequence[Period]) -> list[Period]:
    """Two days with a dash between them are one period."""
    found: list[Period] = []
    for period in periods:
        last = found[-1] if found else None
        if (
            last
            and last.earliest
            and last.earliest == last.latest
            and _DASH.fullmatch(text[last.end : period.start])
        ):
            written = " ".join(text[last.start : period.end].split())
            found[-1] = Period(written, last.start, period.end, last.earliest, period.latest)
        else:
            found.append(period)
    return found
