"""What a column of a measure table holds, from its title: a kind, and the date that the title gives.

Titles come with what is printed over them, joined by a dash (``Targets – 2025/26``). What stands lowest says
most; a title that is only a date takes its kind from the title over it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from lapwing.contexts.improvement.reading.columns import plain_title
from lapwing.contexts.improvement.reading.measure_grids.times import Time, times_in, without_times


class Kind(StrEnum):
    """What the cells of a column hold. ``DATED`` is a date with no word for what was or will be then."""

    NAME = "name"
    NUMBER = "number"
    ACTION = "action"
    LABEL = "label"
    UNIT = "unit"
    POLARITY = "polarity"
    BASELINE = "baseline"
    BASELINE_DATE = "baseline date"
    TARGET = "target"
    TARGET_DATE = "target date"
    ACTUAL = "actual"
    ACTUAL_DATE = "actual date"
    COMPARATOR = "comparator"
    SAMPLE = "sample"
    SOURCE = "source"
    RATING = "rating"
    TRAVEL = "direction of travel"
    DATED = "dated"
    OTHER = "other"


@dataclass(frozen=True)
class Title:
    """A title as printed, with its kind; ``time`` is the date in it, ``words`` what it says without."""

    kind: Kind
    text: str
    words: str = ""
    time: Time | None = None


_JOIN = " – "
_LONGEST = 160
# In the order tried: what says more stands before what says less.
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.TRAVEL, r"\b(?:direction of travel|dot|trend|travel|change since)\b"),
        (
            Kind.POLARITY,
            r"\bpolarity\b|\bgood (?:is|performance)\b|^good to be\b|^(?:desired )?direction\b"
            r"|\bhigh(?:er)? or low(?:er)?\b"
            r"|\b(?:bigger|higher|lower) is better\b",
        ),
        (
            Kind.UNIT,
            r"^(?:units?|unit of measure(?:ment)?|units of measure(?:ment)?|measure type|type of measure"
            r"|format|number or)\b",
        ),
        (Kind.RATING, r"\b(?:b?rag|rating|status|on track)\b"),
        (
            Kind.ACTION,
            r"^(?:(?:linked|related|associated|link|links|linked to|links to"
            r"|supports) )*(?:to )?(?:plan )?actions?"
            r"(?: (?:ref|refs|reference|references|no|nos|number|numbers|id|links?|point))?$",
        ),
        (
            Kind.NUMBER,
            r"^(?:(?:kpi|pi|measure|indicator|metric|item|line|unique|row|data|target|outcome|priority"
            r"|objective) )?"
            r"(?:ref|refs|reference|references|no|nos|number|id|code)$",
        ),
        (
            Kind.COMPARATOR,
            r"\b(?:national|england|english|london|regional|region|neighbours?|benchmark\w*|comparators?"
            r"|sn|statistical"
            r"|stat|family group|peers?|south east|south west|north east|north west|midlands|yorkshire)\b",
        ),
        (
            Kind.SOURCE,
            r"\b(?:source|sources|means of verification|data (?:owner|provider|system|set)|evidence"
            r"|collected|reported by)\b"
            r"|^how (?:will|is|are|do|we|measured)\b.*\bmeasur\w*",
        ),
        (Kind.BASELINE_DATE, r"^(?:baseline date|date of (?:the )?baseline|baseline (?:period|year|as at))$"),
        (
            Kind.BASELINE,
            r"\b(?:baselines?|starting (?:point|position|figure)|start value|where (?:are we|we are) now"
            r"|current (?:position|performance|value|level|data|figure|rate|baseline)|position at start)\b"
            r"|^(?:current|previous year|last year|start)$",
        ),
        (
            Kind.TARGET_DATE,
            r"^(?:target date|by when|when|due|due date|deadline|date for target|timescales?|target year"
            r"|end date|date)$",
        ),
        (
            Kind.ACTUAL,
            r"\b(?:actuals?|outturn|results?|latest|achieved|reported|ytd|year to date|to date"
            r"|performance (?:in|at|this)"
            r"|quarter performance|monitoring|position)\b|^(?:performance|progress|value|data|figure)$",
        ),
        (
            Kind.TARGET,
            r"\b(?:targets?|milestones?|ambitions?|trajector(?:y|ies)|goals?|expected|expectations?"
            r"|threshold|planned"
            r"|aspirations?|aim|aims|success looks like|where (?:do )?we want)\b",
        ),
        (
            Kind.NAME,
            r"\b(?:kpis?|measures?|indicators?|metrics?)\b|^what (?:we will|will we|are we"
            r"|we) (?:measur\w*|see)\b"
            r"|^(?:pi|description|title|name|data item)$",
        ),
        (
            Kind.ACTUAL_DATE,
            r"^(?:period|reporting period|data period|as at|date of data|month|quarter|data as at"
            r"|time period)$",
        ),
        (
            Kind.SAMPLE,
            r"^(?:sample|sample size|cohort size|size of cohort|denominator|population size|base|n)$",
        ),
        (
            Kind.LABEL,
            r"^(?:cohort|group|population|breakdown|broken down by|phase|service|therapy|team|grade"
            r"|category|sub ?group|series"
            r"|type|settings?|age|ages|age group|strand|provider|who|strands?|sub measure|split"
            r"|school type|year group)$",
        ),
    )
)
# A time after the start of the plan or the baseline: what is to be reached by then.
_AFTER = re.compile(
    r"^\s*(?:within|after|at|by|in)?\s*(?P<time>(?:\d{1,2}|three|six|nine|twelve|eighteen|one"
    r"|two)[\s-](?:months?|weeks?|years?))"
    r"(?:\s+(?:target|milestone|review|point|on))?\s*$",
    re.IGNORECASE,
)
# Under a merged title these name a part of what it says: *Baseline* over *Value* and *Date*.
_FIGURE_OF = frozenset(["value", "figure", "data", "number", "performance", "level", "amount", "measure"])
_DATE_OF = frozenset(
    ["date", "when", "by when", "year", "period", "month", "as at", "date of data", "due date"]
)
_DATES = {
    Kind.BASELINE: Kind.BASELINE_DATE,
    Kind.TARGET: Kind.TARGET_DATE,
    Kind.ACTUAL: Kind.ACTUAL_DATE,
}
_ONLY_JOINING = re.compile(r"^(?:by|at|as|in|on|the|end|of|year|to|from|for|due|and|\W)*$", re.IGNORECASE)


@lru_cache(maxsize=1024)
def title_of(text: str) -> Title:
    """The kind of a title as printed, with what stands over it before it."""
    pieces = [piece for piece in text.split(_JOIN) if piece.strip()]
    if not pieces or len(text) > _LONGEST:
        return Title(Kind.OTHER, text)
    if after := _AFTER.match(pieces[-1]):
        return Title(Kind.TARGET, text, "", Time(after["time"], *after.span("time")))
    time = _time(pieces)
    if part := _part_of(pieces):
        return Title(part, text, _words(pieces[-2]), time)
    for piece in reversed(pieces):
        if kind := _kind(piece):
            return Title(kind, text, _words(piece), time)
    if time is None:
        return Title(Kind.OTHER, text, _words(pieces[-1]))
    if time.prefixed:
        return Title(Kind.TARGET, text, "", time)
    plain = _ONLY_JOINING.match(without_times(pieces[-1]))
    return Title(Kind.DATED if plain else Kind.OTHER, text, _words(pieces[-1]), time)


def _part_of(pieces: list[str]) -> Kind | None:
    """The kind of a title that names a part of what stands over it: the figure of a baseline, or its date."""
    above = _kind(pieces[-2]) if len(pieces) > 1 else None
    words = plain_title(pieces[-1])
    if above in _DATES and words in _FIGURE_OF:
        return above
    return _DATES.get(above) if above and words in _DATE_OF else None


def _kind(piece: str) -> Kind | None:
    words = plain_title(_words(piece))
    if not words:
        return None
    if "%" in piece and words in {"number", "no", "count", "or", "number or"}:
        return Kind.UNIT
    return next((kind for kind, form in _FORMS if form.search(words)), None)


def _words(piece: str) -> str:
    """A title without its date and without what only joins the two."""
    return " ".join(re.sub(r"[(\[]\s*(?:by|as at|at|in)?\s*[)\]]", " ", without_times(piece)).split())


def _time(pieces: list[str]) -> Time | None:
    """The date of a title: of its lowest part, with the year of the part over it where that lacks one."""
    stretch = [time for time in times_in(_JOIN.join(pieces)) if _JOIN in time.as_written]
    if stretch:
        return stretch[0]
    lowest = times_in(pieces[-1])
    if lowest and lowest[0].latest is None and len(pieces) > 1:
        above = times_in(pieces[-2])
        joined = times_in(f"{lowest[0].as_written} {above[0].as_written}") if above else ()
        if len(joined) == 1 and joined[0].latest:
            return joined[0]
    for piece in reversed(pieces):
        if found := times_in(piece):
            return found[0]
    return None
