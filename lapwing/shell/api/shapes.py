"""What programs are given and send. Names are those of the interchange form (docs/guides/api.md).

``ref`` is the opaque reference by which something is asked for; ``number`` and ``key`` are what the plan
prints. Nobody's name is given: owners are roles.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

Number = Annotated[float, Field(allow_inf_nan=False)]
Text = Annotated[str, Field(max_length=10_000)]
Ref = Annotated[str, Field(min_length=1, max_length=12, pattern="^[0-9a-z]+$")]


class Shape(Schema):
    model_config = ConfigDict(populate_by_name=True)


class Sent(Schema):
    """What programs send: an unknown name is a mistake, not something to pass over."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class FaultOut(Shape):
    detail: str
    pointer: str | None = None
    parameter: str | None = None


class ProblemOut(Shape):
    """Problem details (RFC 9457). ``type`` keeps its meaning; ``detail`` is for people."""

    type: str
    title: str
    status: int
    detail: str
    request: str
    errors: list[FaultOut] | None = None
    current: ActualOut | None = None


class TokenOut(Shape):
    """What the token that was sent may do today."""

    name: str
    begins: str
    last_day: date
    permissions: list[str]
    partnerships: list[str]


class PartnershipOut(Shape):
    ref: str
    name: str
    local_area: str
    permissions: list[str]


class PlanOut(Shape):
    ref: str
    title: str
    kind: str
    local_area: str
    partnership: str
    parent: str | None


class CountsOut(Shape):
    blue: int
    red: int
    amber: int
    green: int
    grey: int


class ObjectiveOut(Shape):
    ref: str
    number: str
    title: str
    subtitle: str
    colour: str
    counts: CountsOut
    overdue: int
    actions: list[str]


class GroupOut(Shape):
    """A group: its objectives, and the actions that it holds directly."""

    ref: str
    number: str
    title: str
    colour: str
    counts: CountsOut
    overdue: int
    objectives: list[ObjectiveOut]
    actions: list[str]


class PlanTreeOut(Shape):
    """A plan as a tree. ``on`` is the day that lateness is worked out for; actions are references."""

    ref: str
    title: str
    local_area: str
    partnership: str
    on: date
    as_at: date | None
    recorded_on: date
    version: int
    groups: list[GroupOut]
    actions: list[str]


class OwnerOut(Shape):
    role: str
    name: str
    as_written: str
    organisation: str


class ActionOut(Shape):
    """An action, how it goes, and its next date."""

    ref: str
    key: str
    number: str
    text: str
    key_area: str
    group: str | None
    objective: str | None
    owners: list[OwnerOut]
    colour: str
    counts: CountsOut
    milestones: int
    done: int
    overdue: int
    undated: int
    next_due: date | None


class DueOut(Shape):
    role: str
    as_written: str
    earliest: date | None
    latest: date | None


class MilestoneOut(Shape):
    """A milestone: what was said of it, and how it stands against its dates."""

    ref: str
    action: str
    label: str
    text: str
    status: str
    colour: str
    note: str
    said_on: date | None
    due: list[DueOut]
    last_due: date | None
    lateness: str
    days_overdue: int | None
    missed_start: date | None
    recurrence: str


class ReportOut(Shape):
    """What was said: ``effective_on`` when it held, ``recorded_at`` when Lapwing was told."""

    ref: str
    status: str
    effective_on: date
    recorded_at: datetime
    note: str
    occurrence: str
    withdrawn_on: date | None


class OccurrenceOut(Shape):
    ref: str
    label: str
    due_on: date
    status: str
    is_missed: bool


class EarlierDateOut(Shape):
    as_written: str
    latest: date | None
    withdrawn_on: date
    reason: str


class MilestoneDetailOut(MilestoneOut):
    reports: list[ReportOut]
    occurrences: list[OccurrenceOut]
    earlier_dates: list[EarlierDateOut]
    version: int


class SeriesOut(Shape):
    """One line of a measure, its latest figure and how it stands. Values carry ``unit``."""

    ref: str
    measure: str
    label: str
    unit: str
    direction: str
    outcome: str
    colour: str
    reason: str
    baseline: float | None
    latest: float | None
    latest_on: date | None
    expected_low: float | None
    expected_high: float | None


class MeasureOut(Shape):
    ref: str
    key: str
    name: str
    direction: str
    source_as_written: str
    same_as: str | None
    colour: str
    actions: list[str]
    series: list[SeriesOut]


class TargetOut(Shape):
    ref: str
    series: str
    measure: str
    by_as_written: str
    latest: date | None
    as_written: str
    type: str
    value: float | None
    low: float | None
    high: float | None
    resolved: float | None
    effective_on: date
    recorded_at: datetime


class ActualOut(Shape):
    """What was measured for a period. ``value`` is worked out where numerator and denominator are given."""

    ref: str
    series: str
    measure: str
    from_: date | None = Field(alias="from")
    to: date
    value: float
    numerator: float | None
    denominator: float | None
    source: str
    note: str
    recorded_at: datetime


class QuestionsOut(Shape):
    open: int
    answered: int


class DocumentOut(Shape):
    number: int
    name: str
    sha256: str
    read_at: datetime


class FigureIn(Sent):
    """A value, or how many out of how many. Zero is a value."""

    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    source: Text = "api"
    note: Text = ""


class ActualIn(FigureIn):
    from_: date | None = Field(default=None, alias="from")
    to: date


class RowIn(ActualIn):
    """A figure of a batch. ``replaces`` is the reference of the figure that it corrects, for ``reason``."""

    series: Ref
    replaces: Ref | None = None
    reason: Text = ""


class BatchIn(Sent):
    actuals: list[RowIn] = Field(min_length=1, max_length=500)


class CorrectionIn(FigureIn):
    reason: Text


class WithdrawalIn(Sent):
    reason: Text


class RowOut(Shape):
    """What became of a figure of a batch."""

    effect: Literal["new", "changed", "same"]
    actual: ActualOut


class BatchOut(Shape):
    actuals: list[RowOut]


class PartnershipPage(Shape):
    items: list[PartnershipOut]
    next: str | None


class PlanPage(Shape):
    items: list[PlanOut]
    next: str | None


class ActionPage(Shape):
    items: list[ActionOut]
    next: str | None


class MilestonePage(Shape):
    items: list[MilestoneOut]
    next: str | None


class MeasurePage(Shape):
    items: list[MeasureOut]
    next: str | None


class SeriesPage(Shape):
    items: list[SeriesOut]
    next: str | None


class TargetPage(Shape):
    items: list[TargetOut]
    next: str | None


class ActualPage(Shape):
    items: list[ActualOut]
    next: str | None


class DocumentPage(Shape):
    items: list[DocumentOut]
    next: str | None


ProblemOut.model_rebuild()
