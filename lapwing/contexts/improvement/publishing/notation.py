"""How dates, due phrases, figures and statuses are printed, and how the print is read back.

What the plan says is printed as written. What Lapwing takes it to mean stands behind it in square brackets,
and only where reading the words alone does not give it without a doubt. So words that are edited are read
afresh, and brackets that the words no longer bear out are noticed (``Taken.disagrees``): where the two
differed from the start, the brackets say so (``the words alone: …``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from lapwing.contexts.improvement.interchange import Due, DuePoint, QuarterBasis
from lapwing.contexts.improvement.interchange.plain import lines_of, one_line
from lapwing.domain.due import ReadPoint, read_due

Days = tuple[date | None, date | None]
NO_DAYS: Days = (None, None)

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAY = rf"\d{{1,2}} (?:{'|'.join(_MONTHS)}) \d{{1,4}}"
_DAYS = rf"(?:no date|{_DAY} to {_DAY}|by {_DAY}|from {_DAY}|{_DAY})"
_TAKEN = re.compile(
    rf"^(?P<words>.*?) ?\[(?:(?P<days>{_DAYS})(?:; the words alone: (?P<alone>{_DAYS}))?"
    r"(?:; for (?P<role>[^\[]+))?|for (?P<only>[^\[]+))\]$"
)
_REPEATS = re.compile(r"^Repeats:\s*(?P<words>.*)$", re.IGNORECASE)
_AS_RECURRENCE = " [repeats]"
# Asked once for the whole plan, and so no reason to spell out every quarter.
_WAIVED = "due.quarter-basis"


@dataclass(frozen=True)
class Taken:
    """Words with the days they are taken to mean. ``doubts`` are codes of what a person should confirm."""

    words: str
    days: Days
    role: str = "complete"
    recurrence: str | None = None
    doubts: tuple[str, ...] = ()
    disagrees: bool = False


def day_text(day: date | None) -> str:
    """A day as in ``3 May 2026``; nothing for none."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def day_in(text: str) -> date | None:
    """The day that ``day_text`` printed; None when the text is anything else."""
    match = re.fullmatch(_DAY, one_line(text))
    if not match:
        return None
    number, month, year = match[0].split()
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(number))
    except ValueError:
        return None


def days_text(days: Days) -> str:
    """First and last day in words."""
    first, last = days
    if first is None and last is None:
        return "no date"
    if first is None:
        return f"by {day_text(last)}"
    if last is None:
        return f"from {day_text(first)}"
    return day_text(first) if first == last else f"{day_text(first)} to {day_text(last)}"


def days_in(text: str) -> Days:
    """The days that ``days_text`` printed."""
    if text == "no date":
        return NO_DAYS
    if text.startswith("by "):
        return None, day_in(text[3:])
    if text.startswith("from "):
        return day_in(text[5:]), None
    first, _, last = text.partition(" to ")
    return day_in(first), day_in(last or first)


def taken_text(
    words: str | None,
    days: Days,
    basis: QuarterBasis | None,
    role: str | None = None,
    *,
    last_only: bool = False,
) -> str:
    """Words with their days in brackets, where they do not say them by themselves.

    ``role`` is None for days that have none, such as those of a target.
    ``last_only``: no more is kept of the days than the last, which is all that is printed and compared.
    """
    plain = one_line(words)
    alone = _alone(plain, basis, last_only)
    role = _role_of(alone) if role is None else one_line(role)
    told = _told(alone, plain)
    if not plain and days == NO_DAYS and role == _role_of(alone):
        return ""
    dates_said = told is not None and (told.earliest, told.latest) == days
    if dates_said and told is not None:
        return plain if told.role == role else f"{plain} [for {role}]"
    said = _days_of(alone)
    parts = [days_text(days)]
    if said not in (NO_DAYS, days):
        parts.append(f"the words alone: {days_text(said)}")
    if role != _role_of(alone):
        parts.append(f"for {role}")
    return f"{plain} [{'; '.join(parts)}]".strip()


def taken_in(text: str, basis: QuarterBasis | None, *, last_only: bool = False) -> tuple[Taken, ...]:
    """What ``taken_text`` printed, or what was typed in its place: then several dates may be in it."""
    line = one_line(text)
    match = _TAKEN.match(line)
    if match is None:
        return _afresh(line, basis, last_only)
    words = match["words"].strip()
    alone = _alone(words, basis, last_only)
    if match["only"]:
        return tuple(replace(each, role=match["only"]) for each in _afresh(words, basis, last_only))
    days, said = days_in(match["days"]), _days_of(alone)
    role = match["role"] or _role_of(alone)
    if said in (NO_DAYS, days_in(match["alone"]) if match["alone"] else days):
        return (Taken(words, days, role),)
    return (Taken(words, said, role, disagrees=True),)


def due_text(due: Due, basis: QuarterBasis | None) -> str:
    """The due points of a milestone, one to a line, and how it recurs."""
    lines = [
        taken_text(point.as_written, (point.earliest, point.latest), basis, point.role) or "[no date]"
        for point in due.points
    ]
    if recurrence := one_line(due.recurrence):
        # words that end like a date in brackets would be taken for one
        ending = _AS_RECURRENCE if _TAKEN.match(recurrence) else ""
        lines.append(f"Repeats: {recurrence}{ending}")
    return "\n".join(lines)


def due_in(text: str, basis: QuarterBasis | None) -> tuple[Due, tuple[Taken, ...]]:
    """The due of a cell, with all that was taken of its lines: their doubts are for a person."""
    recurrence: str | None = None
    taken: list[Taken] = []
    for line in lines_of(text):
        repeats = _REPEATS.match(line)
        if repeats and not _TAKEN.match(line):
            recurrence = repeats["words"].removesuffix(_AS_RECURRENCE) or None
        else:
            taken += taken_in(line, basis)
    points = tuple(
        DuePoint(role=each.role, as_written=each.words, earliest=each.days[0], latest=each.days[1])
        for each in taken
    )
    found = recurrence or next((each.recurrence for each in taken if each.recurrence), None)
    return Due(points=points, recurrence=found), tuple(taken)


# The points that words give by themselves, the codes of their doubts, and whether they also recur.
_Alone = tuple[tuple[ReadPoint, ...], tuple[str, ...], bool]


def _alone(words: str, basis: QuarterBasis | None, last_only: bool) -> _Alone:
    found = read_due(words, basis)
    points = tuple(replace(point, earliest=None) if last_only else point for point in found.points)
    return points, tuple(doubt.code for doubt in found.doubts), found.recurrence is not None


def _told(alone: _Alone, words: str) -> ReadPoint | None:
    """The one point that words give without a doubt; None when they need the brackets."""
    points, doubts, recurs = alone
    certain = all(code == _WAIVED for code in doubts) and not recurs
    bare = not _TAKEN.match(words) and not _REPEATS.match(words)
    dated = len(points) == 1 and (points[0].earliest or points[0].latest)
    return points[0] if certain and bare and dated else None


def _days_of(alone: _Alone) -> Days:
    points = alone[0]
    return (points[0].earliest, points[0].latest) if len(points) == 1 else NO_DAYS


def _role_of(alone: _Alone) -> str:
    points = alone[0]
    return points[0].role if len(points) == 1 else "complete"


def _afresh(words: str, basis: QuarterBasis | None, last_only: bool) -> tuple[Taken, ...]:
    """Words without brackets: read as they are, with their doubts."""
    points, codes, _ = _alone(words, basis, last_only)
    recurrence = read_due(words, basis).recurrence
    doubts = tuple(dict.fromkeys(code for code in codes if code != _WAIVED))
    if not points:
        return (Taken(words, NO_DAYS, recurrence=recurrence, doubts=("due.none",)),) if words else ()
    whole = len(points) == 1
    return tuple(
        Taken(
            words if whole else point.as_written,
            (point.earliest, point.latest),
            point.role,
            recurrence,
            doubts,
        )
        for point in points
    )
