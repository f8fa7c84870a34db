"""The dates of measure tables: those of ``measure_dates``, and what only titles and cells of tables print.

``2026`` alone, ``Year 2`` and ``Q3`` without a year are times too: kept as printed, and placed only where
the words place them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from lapwing.contexts.improvement.reading.measure_dates import Period, find_periods
from lapwing.domain.due_dates import MONTH, Mention, mentions_in

# ``Q1 45`` is a quarter and its figure, not a quarter of a year that no plan reaches.
_TOO_FAR = 2040
# Doubts about a date that a person settles once for all dates like it.
_ASKED = ("due.quarter-basis", "due.season", "due.year-only")
_DASH = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")
_BY = re.compile(r"(?:\bby|\bbefore|\buntil)\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?$", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\w/.,£-])(?:by\s+(?:end\s+of\s+)?)?(?P<year>20[1-4]\d)(?![\w/%]|[.,]\d|\s?[-–/]\s?\d)",
    re.IGNORECASE,
)
_LONG_YEARS = re.compile(r"(?<![\w/])(?P<first>20\d\d)\s?[/–-]\s?(?P<last>20\d\d|\d\d)(?![\w/%])")
_UNPLACED = re.compile(
    r"(?<![\w.])(?:year\s?\d{1,2}(?=\s*(?:$|[:;,)(–-]|target|milestone))|(?:q|quarter\s?)[1-4]\b|yr\s?\d\b"
    rf"|^{MONTH}$|year\s(?:one|two|three|four|five)\b|(?:autumn|spring|summer)(?:\s+term)?(?:\s[12])?$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Time:
    """A date as printed at ``start`` to ``end``, with its first and last day, both None if not placed.

    ``prefixed`` tells that *by* stands before it (``as_written`` holds it); ``doubts`` are codes of what a
    person should settle; ``stroke`` is a year of two numbers that may be financial or academic:
    ``proposed`` holds its days as an academic one.
    """

    as_written: str
    start: int
    end: int
    earliest: date | None = None
    latest: date | None = None
    prefixed: bool = False
    stroke: bool = False
    two_digits: bool = False
    doubts: tuple[str, ...] = ()
    proposed: tuple[date, date] | None = None


@lru_cache(maxsize=4096)
def times_in(text: str, *, census: bool = False) -> tuple[Time, ...]:
    """Every date of a text, in order, none overlapping."""
    mentions = {mention.start: mention for mention in mentions_in(text)}
    found = [
        _placed(text, period, mentions.get(period.start))
        for period in find_periods(text, census=census)
        if period.earliest is None or period.earliest.year < _TOO_FAR
    ]
    found += [time for time in (*_years(text), *_unplaced(text)) if not _overlaps(time, found)]
    return tuple(_joined(text, sorted(found, key=lambda time: (time.start, time.latest or date.max))))


def _joined(text: str, times: list[Time]) -> list[Time]:
    """The times with two that a dash joins as one stretch (*April 2024 – March 2025*)."""
    found: list[Time] = []
    for time in times:
        last = found[-1] if found else None
        if last and last.earliest and time.latest and _is_stretch(text, last, time):
            written = " ".join(text[last.start : time.end].split())
            found[-1] = replace(last, as_written=written, end=time.end, latest=time.latest)
        else:
            found.append(time)
    return found


def _is_stretch(text: str, first: Time, second: Time) -> bool:
    same = (first.start, first.end) == (second.start, second.end)
    return same or bool(_DASH.fullmatch(text[first.end : second.start]))


def without_times(text: str) -> str:
    """The text with blanks where its dates stood, as long as before."""
    for time in times_in(text):
        text = text[: time.start] + " " * (time.end - time.start) + text[time.end :]
    return text


def _placed(text: str, period: Period, mention: Mention | None) -> Time:
    doubts = mention.doubts if mention else ()
    before = _BY.search(text[: period.start])
    start = before.start() if before else period.start
    inside = re.match(r"by\b", period.as_written, re.IGNORECASE)
    end = period.end
    while text[end - 1] in ") " and text[start:end].count("(") < text[start:end].count(")"):
        end -= 1
    # which months such a year has is for a person to say, whatever sign stands between its numbers
    open_year = period.stroke or "due.year-kind" in doubts
    return Time(
        " ".join(text[start:end].split()),
        start,
        end,
        None if open_year else period.earliest,
        None if open_year else period.latest,
        prefixed=bool(before or inside),
        stroke=open_year,
        two_digits=period.two_digits,
        doubts=tuple(code for code in doubts if code in _ASKED),
        proposed=(mention.earliest, mention.latest)
        if open_year and mention and mention.earliest and mention.latest
        else None,
    )


def _years(text: str) -> Iterator[Time]:
    for match in _LONG_YEARS.finditer(text):
        yield Time(" ".join(match[0].split()), *match.span())
    for match in _YEAR.finditer(text):
        year = int(match["year"])
        prefixed = match.start() != match.start("year")
        yield Time(
            match[0],
            *match.span(),
            date(year, 1, 1),
            date(year, 12, 31),
            prefixed=prefixed,
            doubts=("due.year-only",),
        )


def _unplaced(text: str) -> Iterator[Time]:
    for match in _UNPLACED.finditer(text):
        yield Time(match[0], *match.span())


def _overlaps(time: Time, others: list[Time]) -> bool:
    return any(time.start < other.end and other.start < time.end for other in others)
