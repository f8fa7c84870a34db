"""The token, partnerships, and plans as trees."""

from __future__ import annotations

from datetime import date, datetime

from lapwing.shell.api.shapes.basics import Shape


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


class QuestionsOut(Shape):
    open: int
    answered: int


class DocumentOut(Shape):
    number: int
    name: str
    sha256: str
    read_at: datetime


class PartnershipPage(Shape):
    items: list[PartnershipOut]
    next: str | None


class PlanPage(Shape):
    items: list[PlanOut]
    next: str | None


class DocumentPage(Shape):
    items: list[DocumentOut]
    next: str | None
