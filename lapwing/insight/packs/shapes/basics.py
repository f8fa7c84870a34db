"""What every line of a pack is made of, and its cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Colour = Literal["blue", "green", "amber", "red", "grey"]
MarkShape = Literal["square", "circle", "diamond", "triangle", "ring"]
# What a line can lead to on the page. A reference says nothing by itself.
LinkKind = Literal[
    "plan",
    "action",
    "milestone",
    "measure",
    "decision",
    "risk",
    "item",
    "meeting",
    "question",
    "update",
    "evidence",
]


@dataclass(frozen=True)
class Link:
    """What a line is about: the page leads there. Word, PDF and Excel have no use for it."""

    kind: LinkKind
    ref: str


@dataclass(frozen=True)
class Day:
    """A date as it is printed. ``on`` is None where ``text`` is words without a date ("no date set")."""

    on: date | None
    text: str


@dataclass(frozen=True)
class Figure:
    """A number as it is printed, with its unit. ``value`` is None where there is none ("–")."""

    value: float | None
    text: str


@dataclass(frozen=True)
class Mark:
    """How something stands: a word and a shape always, the colour beside them. ``meaning`` may be empty."""

    label: str
    shape: MarkShape
    colour: Colour
    meaning: str = ""


@dataclass(frozen=True)
class Cover:
    """The first page. ``meeting`` and ``group`` are empty for a pack that is for no meeting yet.

    ``number`` counts the packs of the plan; ``plan_version`` is the number of its changes when it was built.
    ``built_by`` is a role, never a name. ``cycle`` is the reporting cycle that it is of, or empty.
    ``group_word`` and ``objective_word`` are what the plan calls its groups and objectives, as a title
    begins; empty where it has no words of its own.
    """

    title: str
    partnership: str
    plan: str
    local_area: str
    group: str
    meeting: str
    meeting_on: Day
    period: str
    period_from: date
    period_to: date
    as_at: Day
    built_at: datetime
    built_at_text: str
    built_by: str
    number: int
    plan_version: int
    words: str
    cycle: str = ""
    group_word: str = ""
    objective_word: str = ""
