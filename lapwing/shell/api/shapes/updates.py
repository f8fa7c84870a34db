"""Reporting cycles, and the updates that owners write in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from lapwing.shell.api.shapes.basics import Number, Ref, Sent, Shape, Version

Words = Annotated[str, Field(max_length=5_000)]


class CycleOut(Shape):
    """A turn of reporting on a plan: ``state`` is planned, open, closed, signed off or reported.

    ``answered`` counts what was submitted for those who run the plan or take one of its steps; for everybody
    else only what is signed off.
    """

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
    ``words_withdrawn_at``: when its words were taken out; a sentence stands in their place.
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
    words_withdrawn_at: datetime | None
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


class FileIn(Sent):
    """A file, in base64. The whole request may have a million bytes: a larger file is given by form."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(min_length=1, max_length=1_000_000)]


class EvidenceIn(Sent):
    """Evidence of a milestone, or given with an update.

    ``on`` is the day it is of, today where nothing is said. ``occurrence`` is the turn of a recurring
    milestone that it is of; with an update on a turn it is of that one where nothing is said.

    By ``form``: “file” wants ``file``; “link” ``link``; “measure” ``actual``, the reference of a figure that
    is recorded; “quote” ``words``; “minutes” ``meeting``, the reference of a meeting whose minutes the person
    reads, or ``words`` of minutes kept elsewhere. ``kept_to`` are the roles that alone read it, with who gave
    it, in words or by their codes; none where everybody reads it who reads the plan. ``no_child_named``:
    words that look like a child's name and are none.
    """

    kind: Literal["activity", "output", "impact"]
    form: Literal["file", "link", "measure", "quote", "minutes"]
    title: Annotated[str, Field(max_length=200)]
    occurrence: Ref | None = None
    on: date | None = None
    words: Words = ""
    supplied_by: Annotated[str, Field(max_length=200)] = ""
    link: Annotated[str, Field(max_length=2_000)] = ""
    actual: Ref | None = None
    meeting: Ref | None = None
    file: FileIn | None = None
    kept_to: Annotated[list[Annotated[str, Field(max_length=100)]], Field(max_length=50)] = []
    no_child_named: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)] = []


class EvidenceOut(Shape):
    """Evidence as it is kept: of an action, or of a ``milestone`` or success ``criterion`` of it.

    ``occurrence`` is the turn of a recurring milestone that it is of.
    ``update`` is the one it was given with, and empty where there was none. ``state`` is given, accepted or
    returned, since ``decided_on``; somebody who neither gave it nor owns the action accepts it. ``kept_to``
    are the roles it is kept to, in words; none where everybody reads it who reads the plan, once it is
    accepted. ``value`` is one of ``measure``, in its ``unit``. ``meeting`` is the one whose minutes it is,
    for whoever reads them.
    """

    ref: str
    action: str
    milestone: str | None
    occurrence: str | None
    criterion: str | None
    update: str
    kind: str
    form: str
    title: str
    words: str
    on: date
    supplied_by: str
    link: str
    measure: str | None
    value: Number | None
    unit: str
    meeting: str
    file_name: str
    kept_to: list[str]
    given_on: date
    state: str
    decided_on: date | None
    returned_reason: str
    version: int


class EvidencePage(Shape):
    items: list[EvidenceOut]
    next: str | None


class CyclePage(Shape):
    items: list[CycleOut]
    next: str | None


class UpdatePage(Shape):
    items: list[UpdateOut]
    next: str | None
