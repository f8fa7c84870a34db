"""What one entry of a cell of a measure table says: a figure and how it is meant, or why there is none.

Nothing is taken from a text unless every figure in it is understood: a text with a figure left over, or with
figures that run together, is ``UNSURE`` and goes to a person as it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from lapwing.contexts.improvement.interchange import Comparator, Direction
from lapwing.contexts.improvement.reading.measure_grids.times import Time

Bound = Literal["minimum", "maximum"]


class Form(StrEnum):
    """How an entry is to be understood."""

    NUMBER = "number"
    CHANGE = "change"
    RANGE = "range"
    KEEP = "keep"
    YES_NO = "yes or no"
    BENCHMARK = "benchmark"
    AWAITED = "awaited"
    NOT_APPLICABLE = "not applicable"
    NO_DATA = "no data"
    HIDDEN = "hidden"
    DATE = "date"
    WORDS = "words"
    UNSURE = "unsure"

    @property
    def stands_for_figure(self) -> bool:
        """Whether the entry is a figure, or stands where one is to come."""
        return self not in {Form.WORDS, Form.DATE}


# Forms that carry a figure.
FIGURES = frozenset({Form.NUMBER, Form.CHANGE, Form.RANGE, Form.YES_NO})


@dataclass(frozen=True, kw_only=True)
class Value:
    """An entry as read. ``written`` is all of it as printed; ``label`` names its series.

    ``value`` is the signed change for CHANGE, 1 or 0 for YES_NO; ``bound`` tells *at least* and *at most*;
    ``points`` that percentage points are said; ``start`` is the figure it moves from; ``part`` and ``whole``
    are a fraction's. ``why`` says in a few words what is unsure.
    """

    written: str
    form: Form
    label: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    bound: Bound | None = None
    strict: bool = False
    points: bool = False
    part: float | None = None
    whole: float | None = None
    start: float | None = None
    start_unit: str | None = None
    times: tuple[Time, ...] = ()
    others: tuple[Comparator, ...] = ()
    sample: str | None = None
    towards: Direction = "none"
    why: str = ""

    @property
    def has_figure(self) -> bool:
        return self.form in FIGURES

    @property
    def percent(self) -> bool:
        return bool(self.unit and self.unit.startswith("%"))


_PLAIN_FORMS: tuple[tuple[Form, re.Pattern[str]], ...] = tuple(
    (form, re.compile(rf"(?:{pattern})\W*", re.IGNORECASE))
    for form, pattern in (
        (Form.NOT_APPLICABLE, r"n\s?/\s?a|na|not applicable|[-–—]+|not required"),
        (
            Form.HIDDEN,
            r"[*#]+|\[?[cx]\]?|\[?supp(?:ressed)?\]?\.?|suppressed (?:due to|because of) small numbers",
        ),
        (
            Form.NO_DATA,
            r"no (?:data|baseline|figures?|value)(?: (?:yet|available|currently(?: available)?|held"
            r"|recorded|collected))*"
            r"|(?:data |baseline )?(?:is )?not (?:currently |yet )?(?:available|known|recorded|collected"
            r"|measured|held|reported)"
            r"(?: yet| currently)?|unknown|none|none yet|data unavailable|unavailable",
        ),
        (
            Form.AWAITED,
            r"(?:(?:target|baseline|data|value|figure)s?\s*[:–-]?\s*)?(?:is |are )?(?:tbc|tbd|tba|tbe"
            r"|t\.b\.c\.?|to be (?:confirmed|agreed"
            r"|determined|decided|set|established|advised|developed|defined|added|collected|calculated"
            r"|identified|finalised)"
            r"|not yet (?:set|agreed|established|confirmed)|awaiting(?: data)?|awaited|pending"
            r"|in development|under development"
            r"|new (?:measure|indicator|kpi|target)|establish(?:ing)? (?:a |the )?baseline|baseline year|\?+)"
            r"(?:\s*[(–—:,-]?\s*[a-z][a-z ,’'-]*\)?)?",
        ),
    )
)
_YES = re.compile(r"(?:yes|y|in place|fully in place|[✓✔☑])\W*", re.IGNORECASE)
_NO = re.compile(r"(?:no|n|not (?:yet )?in place|not yet|[✗✘✖☒])\W*", re.IGNORECASE)


def fixed_words(text: str) -> Value | None:
    """An entry that is one of the words that stand for a figure or for its absence."""
    plain = text.strip(" .()")
    for form, pattern in _PLAIN_FORMS:
        if pattern.fullmatch(plain or text.strip()):
            return Value(written=text, form=form)
    if _YES.fullmatch(plain):
        return Value(written=text, form=Form.YES_NO, value=1.0, unit="yes/no")
    if _NO.fullmatch(plain):
        return Value(written=text, form=Form.YES_NO, value=0.0, unit="yes/no")
    if re.fullmatch(r"(?:nil|zero)\W*", plain, re.IGNORECASE):
        return Value(written=text, form=Form.NUMBER, value=0.0)
    return None


_RUN_TOGETHER = (
    # 75%80%, 45%49: one ends and the next begins with nothing between
    re.compile(r"\d\s?%\d"),
    # 4549%: no share has four digits
    re.compile(r"(?<![\d,.])\d{4,}(?:\.\d+)?\s?%"),
    # 12.513.0, 1,3301,450: two decimal points, or a thousand with a digit too many
    re.compile(r"(?<![\d./])\d{1,3}\.\d+\.\d+(?![\d./])"),
    re.compile(r"\d,\d{3}\d"),
    re.compile(r"£\s?[\d,.]+[mk]?£", re.IGNORECASE),
)


def runs_together(text: str) -> bool:
    """Whether figures stand in a text with nothing to show where one ends."""
    return any(pattern.search(text) for pattern in _RUN_TOGETHER)
