"""Reporting cycles, and the updates that owners write in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from lapwing.shell.api.shapes.basics import Ref, Sent, Shape, Version

Words = Annotated[str, Field(max_length=5_000)]


class CycleOut(Shape):
    """A turn of reporting on a plan: ``state`` is planned, open, closed, signed off or reported."""

    ref: str
    plan: str
    label: str
    state: str
    from_: date = Field(alias="from")
    to: date
    opens_on: date
    closes_on: date
    reports_on: date | None
    expected: int
    answered: int
    signed_off: int
    version: int


class UpdateOut(Shape):
    """What was said of a milestone, one turn of it, or an action as a whole, in a cycle.

    ``about`` is the reference of what ``about_kind`` says. ``waits_at``: a step, while it is submitted.
    """

    ref: str
    cycle: str
    plan: str
    action: str
    about_kind: Literal["action", "milestone", "occurrence"]
    about: str
    state: str
    waits_at: str
    status: str
    done: str
    impact: str
    next_steps: str
    mitigation: str
    forecast_on: date | None
    due_on: date | None
    confidence: str
    on_behalf_of: str
    submitted_at: datetime | None
    version: int


class UpdateIn(Sent):
    """A draft. ``version`` is that of the update as it was read, 0 where nobody has begun one."""

    about_kind: Literal["action", "milestone", "occurrence"]
    about: Ref
    version: Version
    status: Annotated[str, Field(max_length=20)] = ""
    done: Words = ""
    impact: Words = ""
    next_steps: Words = ""
    mitigation: Words = ""
    forecast_on: date | None = None
    confidence: Annotated[str, Field(max_length=20)] = ""


class SubmissionIn(Sent):
    """``no_child_named``: words of it that look like a child's name and, as its author says, are none."""

    version: Version
    no_child_named: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)] = []


class CyclePage(Shape):
    items: list[CycleOut]
    next: str | None


class UpdatePage(Shape):
    items: list[UpdateOut]
    next: str | None
