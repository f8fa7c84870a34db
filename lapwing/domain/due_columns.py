"""Cells of due dates, read with the others of their column.

A cell that holds only a date says less than a sentence does: ``May 25`` is a month of a year or a day without
one, ``04/25`` a month, ``Year 1`` a year of the plan. What stands in the rest of the column decides; where
it does not, the reading is doubted. What is counted from something keeps its words with empty bounds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from lapwing.domain.due import DueDoubt, DueReading, ReadPoint, read_due
from lapwing.domain.due_base import MONTH, QuarterBasis, month_bounds
from lapwing.domain.due_dates import mentions_in

_MONTH_YEAR = re.compile(rf"\b{MONTH}[\s,-]*(?:20\d\d|['’]\s?\d\d)\b", re.IGNORECASE)
_DAY_BEFORE_MONTH = re.compile(r"\d(?:st|nd|rd|th)?(?:\s+of)?[\s-]*$", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"^(?:by\s+)?(?:\d{{1,2}}(?:\s?(?:st|nd|rd|th))?(?:\s+of)?[\s-]+{MONTH}|{MONTH}\s+\d{{1,2}}\s?(?:st|nd|rd|th))$",
    re.IGNORECASE,
)
_MONTH_TWO_DIGITS = re.compile(rf"^(?:by\s+)?{MONTH}\s+(?P<digits>\d\d)$", re.IGNORECASE)
_FIGURES = re.compile(r"\b(?P<first>\d{1,2})(?P<sep>[./-])(?P<second>\d{1,2})(?P=sep)(?:20)?\d\d\b")
_MONTH_FIGURES = re.compile(r"^(?P<month>0?[1-9]|1[0-2])/(?P<year>2\d)$")
_WITHOUT_YEAR = re.compile(
    rf"^(?:(?:by|from|in|before|until|starting|start|end|mid|early|late)\b[\s-]*)*(?:the\s+)?(?:(?:end|start|beginning)\s+of\s+)?"
    rf"(?:the\s+)?(?:next\s+)?(?:{MONTH}|(?:autumn|spring|summer|winter)(?:\s+(?:term|holidays?))?(?:\s+[12])?"
    rf"|easter|christmas|(?:{MONTH}\s+|(?:autumn|spring|summer)\s+)?half[\s-]*term|(?:school\s+)?term(?:\s+[1-6])?"
    r"|(?:the\s+)?(?:academic|financial|school|calendar)?\s*year)$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"^(?:by|in|during)?\s*(?:the\s+)?(?P<part>early|mid|late|(?:the\s+)?(?:end|start|beginning)\s+of)?[\s-]*(?P<year>20\d\d)$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"^(?:from\s+)?(?P<first>20\d\d)\s?(?:[/–—-]|to)\s?(?P<last>20\d\d|\d\d)$", re.IGNORECASE)
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)"
_UNIT = r"(?:working\s+days?|days?|weeks?|months?|mths?|terms?|years?|yrs?)"
_ANCHOR = r"(?:\s+(?:of|from|after|following|post)\s+(?:the\s+)?(?P<anchor>\S.*?))?"
_RELATIVE = (
    re.compile(
        rf"^(?:by\s+|(?:with)?in\s+)?(?:the\s+)?(?:(?:first|next)\s+)?{_COUNT}(?:\s*(?:-|–|to)\s*{_COUNT})?[\s-]*{_UNIT}{_ANCHOR}[.]?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:(?:by|in|during|throughout|from)\s+)?(?:the\s+)?(?:(?:end|start|beginning)\s+of\s+)?(?:year|yr|y)\s?[1-5]"
        rf"(?:\s*(?:-|–|&|,|/|and|to)\s*(?:year|yr|y)?\s?[1-5])*{_ANCHOR}$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:by|before|after|following|on|upon|from|at)\s+(?:the\s+)?(?P<anchor>(?:next\s+|point\s+of\s+)?(?:publication"
        r"|(?:re-?)?inspection|approval|sign[\s-]?off|revisit|monitoring\s+(?:visit|inspection)|board\s+meeting|meeting"
        r"|launch|appointment|recruitment|completion)(?:\s+of\s+\S.*)?)[.]?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:immediate(?:ly)?|asap|a\.s\.a\.p\.?|as\s+soon\s+as\s+possible|now|at\s+once)[.]?$",
        re.IGNORECASE,
    ),
)
_DONE = r"(?:complete[d]?|achieved|done|delivered|closed|finished|actioned|implemented|met|signed\s+off)"
_DONE_ON = re.compile(
    rf"^{_DONE}\b[\s:,–—(-]*(?:in|on|as\s+(?:at|of))?\s*(?P<when>\S.*?)\)?[.]?$", re.IGNORECASE
)
_AND_DONE = re.compile(rf"[\s:,–—(/-]+{_DONE}\)?[.]?$", re.IGNORECASE)
_ONGOING = re.compile(
    r"\b(?:and|then|&|or)\s+on-?\s?going\b|\bon-?\s?going\s+(?:from|thereafter|until|to)\b|^on-?\s?going\b|[,;/(–-]\s*on-?\s?going\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ColumnEvidence:
    """What a column proves of its cells. ``years`` and ``days`` tell what two digits beside a month are;
    ``month_first`` that dates in figures are not all day first."""

    years: bool = False
    days: bool = False
    month_first: bool = False


def evidence_in(cells: Sequence[str]) -> ColumnEvidence:
    """What the cells of a column show of the way its dates are written."""
    plain = [" ".join(cell.split()) for cell in cells]
    return ColumnEvidence(
        years=any(_names_month_of_year(text) for text in plain),
        days=any(_DAY_MONTH.match(text) for text in plain),
        month_first=any(
            int(match["second"]) > 12 >= int(match["first"])
            for text in plain
            for match in _FIGURES.finditer(text)
        ),
    )


def _names_month_of_year(text: str) -> bool:
    """A month of a year beyond doubt: four digits or an apostrophe after it, and no day before it."""
    return any(not _DAY_BEFORE_MONTH.search(text[: match.start()]) for match in _MONTH_YEAR.finditer(text))


def read_dues(cells: Sequence[str], quarter_basis: QuarterBasis | None = None) -> tuple[DueReading, ...]:
    """The reading of every cell of a column, in order, each with what the others show."""
    evidence = evidence_in(cells)
    return tuple(read_due_cell(cell, quarter_basis, evidence) for cell in cells)


def read_due_cell(
    text: str, quarter_basis: QuarterBasis | None = None, evidence: ColumnEvidence | None = None
) -> DueReading:
    """The due points of one cell of dates. Nothing in it gives a reading without points."""
    plain = " ".join(text.split()).strip(" *")
    shown = evidence or ColumnEvidence()
    return (
        _relative(plain)
        or _completed(plain, quarter_basis)
        or _without_year(plain, shown)
        or _years(plain)
        or _by_the_column(plain, read_due(plain, quarter_basis, only_dates=_is_short(plain)), shown)
    )


def _is_short(plain: str) -> bool:
    """Few enough words that a date among them is due, though nothing leads up to it."""
    rest = plain
    for mention in mentions_in(plain):
        rest = rest.replace(mention.as_written, " ")
    return len(re.findall(r"[A-Za-z]{2,}", rest)) <= 8


def _open(plain: str, code: str, anchor: str | None = None) -> DueReading:
    """A date that cannot be placed: its words, empty bounds, and why."""
    return DueReading((ReadPoint("complete", plain),), None, (DueDoubt(code, plain, anchor),), True)


def _relative(plain: str) -> DueReading | None:
    for pattern in _RELATIVE:
        if match := pattern.match(plain):
            return _open(plain, "due.relative", (match.groupdict().get("anchor") or "").strip() or None)
    return None


def _completed(plain: str, basis: QuarterBasis | None) -> DueReading | None:
    """A status with a date tells when something was done, not when it is due."""
    done = _DONE_ON.match(plain)
    if done and not done["when"].casefold().startswith("by "):
        told = read_due(done["when"], basis)
        if len(told.points) == 1 and told.ends_with_due and mentions_in(done["when"])[0].start == 0:
            point = told.points[0]
            return DueReading(doubts=(*told.doubts, DueDoubt("due.completed", plain)), completed=point)
    if ending := _AND_DONE.search(plain):
        due = read_due(plain[: ending.start()], basis)
        if due.points:
            return replace(due, doubts=(*due.doubts, DueDoubt("due.completed", plain)))
    return None


def _without_year(plain: str, shown: ColumnEvidence) -> DueReading | None:
    if _DAY_MONTH.match(plain) or _WITHOUT_YEAR.match(plain):
        return _open(plain, "due.no-year")
    if _MONTH_TWO_DIGITS.match(plain) and shown.days and not shown.years:
        return _open(plain, "due.no-year")
    return None


def _years(plain: str) -> DueReading | None:
    """``late 2026``, ``2022/27`` (a span of years) and ``04/25``."""
    if match := _MONTH_FIGURES.match(plain):
        earliest, latest = month_bounds(2000 + int(match["year"]), int(match["month"]))
        if int(match["year"]) != int(match["month"]) + 1:
            return _placed(plain, earliest, latest, "due.two-digit-year")
    if match := _YEAR.match(plain):
        year = int(match["year"])
        more = ("due.vague",) if (match["part"] or "").casefold() in {"early", "mid", "late"} else ()
        return _placed(plain, date(year, 1, 1), date(year, 12, 31), "due.year-only", *more)
    if match := _YEARS.match(plain):
        first = int(match["first"])
        last = int(match["last"]) + (2000 if len(match["last"]) == 2 else 0)
        if last > first + 1:
            points = (
                ReadPoint("start", plain, date(first, 1, 1), date(first, 12, 31)),
                ReadPoint("complete", plain, date(last, 1, 1), date(last, 12, 31)),
            )
            return DueReading(points, None, (DueDoubt("due.year-only", plain),), True)
    return None


def _placed(plain: str, earliest: date, latest: date, *doubts: str) -> DueReading:
    point = ReadPoint("complete", plain, earliest, latest)
    return DueReading((point,), None, tuple(DueDoubt(code, plain) for code in doubts), True)


def _by_the_column(plain: str, reading: DueReading, shown: ColumnEvidence) -> DueReading:
    """The reading with what its column settles, and what its column makes doubtful."""
    doubts = reading.doubts
    if shown.years and not shown.days:
        doubts = tuple(
            doubt
            for doubt in doubts
            if doubt.code != "due.two-digit-year" or not re.match(MONTH, doubt.as_written, re.IGNORECASE)
        )
    if shown.month_first:
        doubts += tuple(
            DueDoubt("due.day-first", match.group())
            for match in _FIGURES.finditer(plain)
            if int(match["first"]) <= 12 and int(match["second"]) <= 12
        )
    recurrence = reading.recurrence or ("ongoing" if reading.points and _ONGOING.search(plain) else None)
    return replace(reading, doubts=doubts, recurrence=recurrence)
