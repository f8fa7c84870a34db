"""Actions and their milestones."""

from __future__ import annotations

from datetime import date, datetime

from lapwing.shell.api.shapes.basics import Shape
from lapwing.shell.api.shapes.plans import CountsOut


class OwnerOut(Shape):
    role: str
    name: str
    as_written: str
    organisation: str


class WholeOut(Shape):
    """What the last signed-off update says of an action as a whole, since ``said_on``; its reference."""

    status: str
    colour: str
    said_on: date
    update: str


class ActionOut(Shape):
    """An action, how it goes, and its next date.

    ``counts`` are of its milestones; ``whole`` counts beside them for ``colour``, as long as it stands: until
    all milestones are closed. It is null where nothing of the kind was said.
    """

    ref: str
    key: str
    number: str
    text: str
    key_area: str
    group: str | None
    objective: str | None
    owners: list[OwnerOut]
    colour: str
    whole: WholeOut | None
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
    """A milestone: what was said of it, and how it stands against its dates.

    ``mitigation`` and ``forecast_on`` are of what was reported at once; of what was signed off, its update
    has them.
    """

    ref: str
    action: str
    label: str
    text: str
    status: str
    colour: str
    note: str
    mitigation: str
    forecast_on: date | None
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
    mitigation: str
    forecast_on: date | None
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


class ActionPage(Shape):
    items: list[ActionOut]
    next: str | None


class MilestonePage(Shape):
    items: list[MilestoneOut]
    next: str | None
