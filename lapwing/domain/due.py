"""Reads a due phrase: the dates by which a promise is to be kept, what each is for, and how often it recurs.

Pure: no clock and no plan. What cannot be placed keeps its words with empty bounds, and every reading that a
person should confirm carries a doubt. Forms and expected results: the due-form table of the plans' guide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lapwing.domain.due_dates import Mention, QuarterBasis, day_before, mentions_in, week_after
from lapwing.domain.due_roles import role_in
from lapwing.domain.recurrence import recurrence_in

__all__ = ["DueDoubt", "DueReading", "QuarterBasis", "ReadPoint", "read_due"]


@dataclass(frozen=True)
class ReadPoint:
    """One date. ``role`` is ``start``, ``complete`` or, among several dates, the plan's own verb."""

    role: str
    as_written: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True)
class DueDoubt:
    """Something a person should confirm: its code, the words it is about, and what a date that is counted
    from something is counted from, in the plan's words (None when the plan does not say)."""

    code: str
    as_written: str
    anchor: str | None = None


@dataclass(frozen=True)
class DueReading:
    """``ends_with_due`` is true when nothing but the due phrase follows its last date.

    ``completed`` is a date that is told as past (``Completed May 2025``): when it was done, and no due date.
    """

    points: tuple[ReadPoint, ...] = ()
    recurrence: str | None = None
    doubts: tuple[DueDoubt, ...] = ()
    ends_with_due: bool = False
    completed: ReadPoint | None = None


_LEAD_IN = re.compile(
    r"(?:^|\b(?:by|in|from|to|until|till|before|on|during|since|for|between|and|at|due|of|end|start|beginning|early|mid"
    r"|late|commencing|starting|beginning|ending|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,?)"
    r"|\bw/?[ce]|[:;,(–—-])\s*(?:the\s+)?(?:(?:very\s+)?(?:end|start|beginning)\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
# "the inspection of May 2024", "the May 2024 report": a date that only names something
_NAMING = re.compile(r"\b(?:of|the)\s*$", re.IGNORECASE)
_END_OF = re.compile(r"\b(?:end|start|beginning)\s+of\s*(?:the\s+)?$", re.IGNORECASE)
_VAGUE = re.compile(r"\b(?:early|mid|late)[\s-]*$", re.IGNORECASE)
_BEFORE = re.compile(r"\bbefore\s*(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|since|(?<!week )commencing|starting|between)\s*$", re.IGNORECASE)
_WEEK_FROM = re.compile(r"\b(?:w/?c|week\s+(?:commencing|beginning|starting|of))\W*$", re.IGNORECASE)
# A date that was and one that took its place: "(was December 2024)", "revised to June 2025".
_WAS = re.compile(
    r"\b(?:was|were|originally|previously|formerly|initially|prior(?: date)?|original(?: date)?|old(?: date)?"
    r"|(?:revised|moved|changed|extended|deferred|slipped) from)\b[\s:]*$",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"^[\s(,;–—-]*(?:now|new|(?:date\s+)?(?:revised|extended|moved|changed|deferred|slipped|postponed|delayed|amended"
    r"|rescheduled))(?:\s+(?:date|deadline|to|until|by))*[\s:]*$",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"\breview(?:ed|s|ing)?(?:\s+(?:date|point|milestone|stage|meeting|in|on|by|at))*\W*$", re.IGNORECASE
)
_TO = re.compile(r"^\s*(?:-|–|—|to|until|till|and)\s*(?:the\s+)?(?:end\s+of\s+)?$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z(‘“'\"])")
_TAIL = re.compile(r"^[\s.,;:)]*$")
# Between dates that are only listed: signs, and the marks of the parts they belong to.
_BARE_DATES = re.compile(
    r"^(?:[\s,;/&|+•]|\b(?:and|or|then)\b|\(?\b(?:[a-h]|i{1,3}|iv|vi{0,3}|\d{1,2})[.)](?=\s|$))*$",
    re.IGNORECASE,
)


def read_due(text: str, quarter_basis: QuarterBasis | None = None, *, only_dates: bool = False) -> DueReading:
    """The due points of a sentence, in the order written, with recurrence and doubts.

    With no ``quarter_basis``, a quarter of a single year is read by the calendar and doubted. A date that
    only names something (``the May 2024 report``) is no due point; it is doubted as ``due.in-text``. In text
    that holds ``only_dates`` (a cell of due dates) every date is due that is not named or reviewed. A date
    that another took the place of (``was December 2024``) is doubted as ``due.moved``.
    """
    plain = " ".join(text.split())
    found = mentions_in(plain, quarter_basis)
    moved = [mention for at, mention in enumerate(found) if _is_moved(plain, found, at)]
    due = [
        each
        for each in found
        if each not in moved
        and (_is_due(plain, each, found) or (only_dates and not _NAMING.search(plain[: each.start])))
        and not (only_dates and _REVIEW.search(plain[: each.start]))
    ]
    doubts = [DueDoubt(code, each.as_written) for each in due for code in _doubts_of(plain, each)]
    doubts += [DueDoubt("due.moved", each.as_written) for each in moved]
    doubts += [DueDoubt("due.in-text", each.as_written) for each in found if each not in [*due, *moved]]
    recurrence = recurrence_in(plain, due[-1].start if due else None)
    return DueReading(
        points=tuple(_point(plain, due, index) for index in range(len(due))),
        recurrence=recurrence,
        doubts=tuple(dict.fromkeys(doubts)),
        ends_with_due=bool(due) and bool(_TAIL.match(_without_recurrence(plain[due[-1].end :], recurrence))),
    )


def _without_recurrence(tail: str, recurrence: str | None) -> str:
    """What follows the last date, less words that only say that it recurs (``and every term thereafter``)."""
    if recurrence and recurrence in tail:
        return ""
    return "" if re.match(r"^\s*and\s+(?:thereafter|continue)\b", tail, re.IGNORECASE) else tail


def _is_due(text: str, mention: Mention, found: tuple[Mention, ...]) -> bool:
    before = text[: mention.start]
    if not before.strip() or mention.follows_range:
        return True
    if any(other.end <= mention.start and _TO.match(text[other.end : mention.start]) for other in found):
        return True
    if _BARE_DATES.match(_between(before, found)):
        return True
    if _END_OF.search(before):
        return True
    return bool(_LEAD_IN.search(before)) and not _NAMING.search(before)


def _is_moved(text: str, found: tuple[Mention, ...], at: int) -> bool:
    """Whether another date took the place of this one, in so many words."""
    if len(found) < 2:
        return False
    if _WAS.search(text[: found[at].start]):
        return True
    return at + 1 < len(found) and bool(_NOW.match(text[found[at].end : found[at + 1].start]))


def _between(before: str, found: tuple[Mention, ...]) -> str:
    """The text before a date, less the dates in it: nothing is left in a cell that lists dates only."""
    for other in found:
        before = before.replace(other.as_written, " ")
    return before


def _doubts_of(text: str, mention: Mention) -> tuple[str, ...]:
    before = text[: mention.start]
    more = ("due.vague",) if _VAGUE.search(before) else ()
    return mention.doubts + more + (("due.before",) if _BEFORE.search(before) else ())


def _point(text: str, due: list[Mention], index: int) -> ReadPoint:
    mention = due[index]
    role = _role(text, due, index)
    if mention.earliest is not None and _BEFORE.search(text[: mention.start]):
        return ReadPoint(role, mention.as_written, None, day_before(mention.earliest))
    if mention.latest is not None and _WEEK_FROM.search(text[: mention.start]):
        return ReadPoint(role, mention.as_written, mention.earliest, week_after(mention.latest))
    return ReadPoint(role, mention.as_written, mention.earliest, mention.latest)


def _role(text: str, due: list[Mention], index: int) -> str:
    mention = due[index]
    following = due[index + 1] if index + 1 < len(due) else None
    if mention.range_start or (following and _is_range(text, mention, following)):
        return "start"
    if mention.follows_range or (index and _is_range(text, due[index - 1], mention)):
        return "complete"
    if _FROM.search(text[: mention.start]):
        return "start"
    return role_in(_clause(text, due, index), several=len(due) > 1)


def _is_range(text: str, first: Mention, second: Mention) -> bool:
    between = text[first.end : second.start]
    if re.match(r"^\s*and\b", between, re.IGNORECASE):
        return bool(_TO.match(between) and re.search(r"\bbetween\s*$", text[: first.start], re.IGNORECASE))
    return bool(_TO.match(between))


def _clause(text: str, due: list[Mention], index: int) -> str:
    """The words that say what a date is for: back to the date before it, or the start of its sentence."""
    opening = due[index - 1].end if index else 0
    if _WEEK_FROM.search(text[: due[index].start]):
        return ""
    return _SENTENCE.split(text[opening : due[index].start])[-1]
