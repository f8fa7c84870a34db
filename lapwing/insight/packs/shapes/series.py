"""A measure in a pack: its figures, its targets, what was to be expected, and how it varies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lapwing.insight.packs.shapes.basics import Day, Figure, Link, Mark


@dataclass(frozen=True)
class ActualPoint:
    """A figure of a period. ``counted`` is "37 of 72" or empty; ``spc`` the word of its point, or empty."""

    from_: date | None
    to: date
    period: str
    value: Figure
    counted: str
    source: str
    note: str
    spc: str = ""
    spc_kind: Literal["", "common", "improvement", "concern", "neutral"] = ""


@dataclass(frozen=True)
class TargetStep:
    """A target: ``value.text`` as resolved or as written, ``text`` with its date: "60% by October 2026"."""

    by: Day
    value: Figure
    text: str
    needs_confirming: bool


@dataclass(frozen=True)
class PathPoint:
    """What is to be expected on a day: drawn as a straight line, or as steps (``Series.is_steps``).

    ``text`` is what the workbook says; it is empty in packs of the first two shapes.
    """

    on: date
    value: float
    text: str = ""


@dataclass(frozen=True)
class ComparatorLevel:
    """What others have: England, a neighbour. ``as_at`` may be without a date."""

    name: str
    value: Figure
    as_at: Day


@dataclass(frozen=True)
class Break:
    """From ``on`` the series is held to another baseline or target: ``text`` says what changed and from what.

    ``approved_by`` is a seat or a role, or empty.
    """

    on: Day
    text: str
    reason: str
    approved_by: str


@dataclass(frozen=True)
class Limits:
    """The lines of a control chart from one recalculation to the next."""

    from_: date
    to: date
    mean: Figure
    lower: Figure
    upper: Figure
    reason: str


@dataclass(frozen=True)
class Spc:
    """Whether the latest figure is special, and whether the target is within reach, in words.

    ``variation`` and ``assurance`` are the codes of the icons ("improvement_high", "inconsistent"; the
    latter is empty without a target), their ``_text`` the words for them.
    """

    segments: tuple[Limits, ...]
    variation: str
    variation_text: str
    assurance: str
    assurance_text: str
    text: str


@dataclass(frozen=True)
class Series:
    """One line of a measure with its chart and its table.

    ``finding`` is the chart's title, ``subtitle`` what is drawn, ``sentence`` the same as one sentence for
    whoever does not look at the chart (and the chart's alternative text). Either ``spc`` is there, or
    ``plain_reason`` says why a plain line is drawn. ``broken`` says where it is held to something else from
    then on; packs of the first shape had ``breaks`` for it, which is empty since.
    ``beside`` names the comparators that the chart shows. It is None in packs of the first three shapes,
    which had all of them as level lines on a plain line, and none on a control chart.
    """

    key: str
    label: str
    unit: str
    unit_short: str
    direction: str
    mark: Mark
    reason: str
    finding: str
    subtitle: str
    sentence: str
    baseline: Figure
    baseline_on: Day
    latest: Figure
    latest_period: str
    expected: Figure
    next_target: str
    progress: float | None
    points: tuple[ActualPoint, ...]
    targets: tuple[TargetStep, ...]
    trajectory: tuple[PathPoint, ...]
    is_steps: bool
    comparators: tuple[ComparatorLevel, ...]
    spc: Spc | None
    plain_reason: str
    breaks: tuple[Day, ...]
    broken: tuple[Break, ...] = ()
    beside: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Measure:
    """A measure with its series. ``actions`` names the actions it measures."""

    key: str
    number: str
    name: str
    mark: Mark
    actions: str
    source: str
    series: tuple[Series, ...]
    link: Link | None
