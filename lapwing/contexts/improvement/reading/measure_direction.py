"""Which way a measure should go: by its targets, its words, and whether more of the thing is better.

Where these disagree (a plus sign under the word *decrease*, a rising rate of something unwanted) nothing
is chosen silently: the words are kept for a sign, and no direction for a value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.interchange import Direction, Series, Target

_UP = re.compile(r"\b(?:increas\w*|ris(?:e|es|ing)|grow\w*|more|higher)\b", re.IGNORECASE)
_DOWN = re.compile(
    r"\b(?:decreas\w*|reduc\w*|fewer|fall(?:s|ing)?|lower\w*|shorten\w*|shorter)\b", re.IGNORECASE
)
# Things of which less is better, in the words of education, health and web statistics.
_UNWANTED = re.compile(
    r"\b(?:bounce|absen\w*|suspen\w*|exclu\w*|complain\w*|delay\w*|backlog|overdue|late|wait\w*|breach\w*|neet"
    r"|vacanc\w*|tribunal\w*|appeal\w*|turnover|inadequate)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Course:
    """The direction of one series and what speaks against it: ``sign`` or ``direction``."""

    direction: Direction
    doubt: str | None = None


def direction_in_words(text: str) -> Direction:
    """What the words ask for; *none* when they ask for nothing or for both."""
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    if up == down:
        return "none"
    return "increase" if up else "decrease"


def course_of(series: Series, words: str) -> Course:
    """The direction of one series. ``words`` are the measure's name and remarks."""
    said, shown = direction_in_words(words), moves_of(series)
    if shown == "none":
        return Course(said)
    against = said not in {"none", shown}
    if against and any(target.type == "relative" for target in series.targets):
        return Course(said, "sign")
    if against or (shown == "increase" and _UNWANTED.search(series.label)):
        return Course("none", "direction")
    return Course(shown)


def direction_of_all(courses: Sequence[Course]) -> Direction:
    """One direction when every series that has one agrees and none is in doubt; otherwise *none*."""
    if any(course.doubt == "direction" for course in courses):
        return "none"
    found = {course.direction for course in courses} - {"none"}
    return found.pop() if len(found) == 1 else "none"


def moves_of(series: Series) -> Direction:
    """What the targets do: their sign when they are changes, else the last against the baseline."""
    changes = [target.value for target in series.targets if target.type == "relative" and target.value]
    if changes:
        return _compared(0.0, changes[0]) if len({change > 0 for change in changes}) == 1 else "none"
    values = [value for target in series.targets if (value := _middle(target)) is not None]
    start = series.baseline.value if series.baseline.value is not None else next(iter(values), None)
    if start is None or not values:
        return "none"
    return _compared(start, values[-1])


def _middle(target: Target) -> float | None:
    if target.low is not None and target.high is not None:
        return (target.low + target.high) / 2
    return target.value


def _compared(start: float, end: float) -> Direction:
    if end == start:
        return "none"
    return "increase" if end > start else "decrease"
