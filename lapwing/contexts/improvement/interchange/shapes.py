"""The parts of a plan as frozen dataclasses with plain values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

FORMAT = "lapwing-plan/1"

Span = tuple[int, int]
Direction = Literal["increase", "decrease", "range", "none"]
TargetType = Literal["absolute", "maintain", "relative", "range", "minimum"]
QuarterBasis = Literal["calendar", "financial"]
TwoInThree = Literal["between", "beyond"]
DocumentKind = Literal["plan", "progress report", "contents", "notice", "other"]

# Parts that few documents have are left out of the JSON where they are empty. What is added to the format is
# added so: files from before go on being read, and an earlier Lapwing reads every plan without the new part.
RARE = {"rare": True}


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """The inspection the plan answers: first and last day, and the outcome in its own words."""

    from_: date | None = None
    to: date | None = None
    as_written: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, kw_only=True)
class Area:
    """An area for improvement named by the inspectors."""

    ref: str | None
    title: str
    recommendations: tuple[str, ...] = ()
    narrative: tuple[str, ...] = ()
    governance_group: str | None = None
    source: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A row of a cross-reference table: a finding and the objectives said to answer it, as printed."""

    ref: str | None
    text: str
    area: str | None = None
    objectives: tuple[str, ...] = ()
    source: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """An ambition group, or an area of improvement that holds actions directly."""

    ref: str
    title: str
    source: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Objective:
    ref: str
    group: str
    title: str
    subtitle: str | None = None
    findings: tuple[str, ...] = ()
    source: Span | None = None


@dataclass(frozen=True, kw_only=True)
class DuePoint:
    """One date of a milestone, both bounds inclusive.

    ``role`` is ``start``, ``complete`` or the plan's own verb.
    """

    role: str
    as_written: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, kw_only=True)
class Due:
    points: tuple[DuePoint, ...] = ()
    recurrence: str | None = None


@dataclass(frozen=True, kw_only=True)
class StatusReport:
    """What the document says of how a milestone stood: a word or colour, and of when.

    ``status`` is None when the word stands in no legend. ``period`` is as printed (``September 2025``) and
    ``on`` its last day; both are None when the document does not say when.
    """

    as_written: str
    status: str | None = None
    period: str | None = None
    on: date | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class LegendEntry:
    """A word or colour that the document uses for how things stand, and Lapwing's status for it.

    ``colour`` is the fill that carries it, as RRGGBB; ``meaning`` its explanation as printed.
    """

    word: str
    status: str | None = None
    meaning: str | None = None
    colour: str | None = None


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A step of an action. ``reports`` is its history, oldest first; ``status`` the last word of it."""

    label: str | None
    text: str
    status: str = "not started"
    source: Span | None = None
    due: Due = Due()
    reports: tuple[StatusReport, ...] = field(default=(), metadata=RARE)


@dataclass(frozen=True, kw_only=True)
class SuccessCriterion:
    text: str
    status: str = "not yet"
    source: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Action:
    """A numbered promise. ``key`` is unique in the plan; ``ref`` is the number as printed and may repeat.

    ``accountable`` answers for what the ``owners`` do; ``governance`` is the group or workstream it is
    brought to; ``rationale`` says why it is done, ``progress`` what the document tells of it so far
    (updates, evidence, impact), all as printed.
    """

    key: str
    ref: str | None
    occurrence: int = 1
    group: str | None = None
    objective: str | None = None
    text: str = ""
    key_area: str | None = None
    owners: tuple[str, ...] = ()
    source: Span | None = None
    milestones: tuple[Milestone, ...] = ()
    success_criteria: tuple[SuccessCriterion, ...] = ()
    accountable: tuple[str, ...] = field(default=(), metadata=RARE)
    governance: str | None = field(default=None, metadata=RARE)
    rationale: str | None = field(default=None, metadata=RARE)
    progress: str | None = field(default=None, metadata=RARE)


@dataclass(frozen=True, kw_only=True)
class Baseline:
    as_written: str | None = None
    value: float | None = None
    date_as_written: str | None = None
    from_: date | None = None
    to: date | None = None
    sample: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Comparator:
    name: str
    as_written: str
    value: float | None = None
    as_at: date | None = None


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a series should reach by a date.

    For ``relative``, value is the signed change; for ``range``, low and high hold.
    """

    by_as_written: str | None
    as_written: str
    type: TargetType = "absolute"
    latest: date | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    resolved: float | None = None
    resolved_by: str | None = None
    resolved_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Actual:
    from_: date | None
    to: date
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    source: str = "entered"
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Recalculation:
    """From a figure on the limits of the control chart are worked out afresh, and why.

    ``from_`` is the last day of that figure's period.
    """

    from_: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line of a measure: its breakdown, unit, baseline, targets and actuals."""

    label: str
    breakdown: dict[str, str] = field(default_factory=dict)
    unit: str | None = None
    baseline: Baseline = Baseline()
    comparators: tuple[Comparator, ...] = ()
    targets: tuple[Target, ...] = ()
    actuals: tuple[Actual, ...] = ()
    recalculations: tuple[Recalculation, ...] = field(default=(), metadata=RARE)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A success measure. ``refs`` are numbers as printed; ``actions`` the keys of the actions they name.

    ``two_in_three`` is the rule of its control charts; None: as the plan's.
    """

    key: str
    name: str
    refs: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    direction: Direction = "none"
    source_as_written: str | None = None
    source: Span | None = None
    series: tuple[Series, ...] = ()
    two_in_three: TwoInThree | None = field(default=None, metadata=RARE)


@dataclass(frozen=True, kw_only=True)
class Question:
    """One cause of doubt. ``where`` lists everything it touches, by key; ``raw`` is the cell in doubt."""

    code: str
    where: tuple[str, ...]
    text: str
    choices: tuple[str, ...] = ()
    answer: str | None = None
    raw: str | None = None


@dataclass(frozen=True, kw_only=True)
class Remainder:
    """Lines of the document that no other part was read from: front matter, notes, glossary."""

    lines: Span
    text: str


@dataclass(frozen=True, kw_only=True)
class End:
    """An action by its key, or one of its milestones: ``milestone`` is its place in the action, from 1."""

    action: str
    milestone: int | None = field(default=None, metadata=RARE)


@dataclass(frozen=True, kw_only=True)
class Dependency:
    """``waiting`` cannot be finished before ``needed`` is, and why."""

    waiting: End
    needed: End
    reason: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole plan, as read from a document or as saved.

    ``document`` says what the file is: only a plan has actions of its own; a progress report tells of the
    actions of a plan that is known, and the others hold none.

    ``two_in_three`` is the rule of its control charts: which points the rule of two in three counts.
    """

    title: str
    local_area: str | None = None
    quarter_basis: QuarterBasis | None = None
    inspection: Inspection = Inspection()
    governance_group: str | None = None
    areas_for_improvement: tuple[Area, ...] = ()
    findings: tuple[Finding, ...] = ()
    groups: tuple[Group, ...] = ()
    objectives: tuple[Objective, ...] = ()
    actions: tuple[Action, ...] = ()
    measures: tuple[Measure, ...] = ()
    questions: tuple[Question, ...] = ()
    remainder: tuple[Remainder, ...] = ()
    legend: tuple[LegendEntry, ...] = field(default=(), metadata=RARE)
    document: DocumentKind = field(default="plan", metadata=RARE)
    dependencies: tuple[Dependency, ...] = field(default=(), metadata=RARE)
    two_in_three: TwoInThree = field(default="between", metadata=RARE)
    format: ClassVar[str] = FORMAT
