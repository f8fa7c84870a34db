"""Decisions of governance groups: recorded, read and closed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from lapwing.shell.api.shapes.basics import Ref, Sent, Shape, Version

NotNames = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)]


class DecisionOut(Shape):
    """What a group decided, in the meeting ``meeting`` or, where that is empty, between two.

    ``who`` acts, as a post; ``who_kind`` and ``who_ref`` name them as the group's people do; ``mine``: it is
    whoever the token acts for. ``state`` is taken, open, done or superseded; ``about`` the reference of what
    ``about_kind`` says, for whoever may see it.
    """

    ref: str
    number: int
    group: str
    group_name: str
    meeting: str
    words: str
    who: str
    who_kind: str
    who_ref: str
    mine: bool
    act_by: date | None
    state: str
    decided_on: date
    closed_on: date | None
    closing_words: str
    superseded_by: int | None
    about_kind: str
    about: str
    version: int


class DecisionIn(Sent):
    """What was decided. With somebody who acts it has a day by which; without, it is taken and stands.

    ``who_kind`` and ``who_ref`` are of the group's people; ``meeting`` is one of the group's, ``item`` a line
    of its agenda, ``answers`` what the group was asked to decide. ``about`` is the reference of what
    ``about_kind`` says. ``no_child_named``: words that look like a child's name and are none.
    """

    words: Annotated[str, Field(max_length=4_000)]
    who_kind: Literal["person", "seat"] | None = None
    who_ref: Ref | None = None
    act_by: date | None = None
    meeting: Ref | None = None
    item: Ref | None = None
    answers: Ref | None = None
    about_kind: Literal["plan", "action", "measure", "milestone", "update"] | None = None
    about: Ref | None = None
    no_child_named: NotNames = []


class ClosingIn(Sent):
    """What was done, for whoever decided.

    ``no_child_named``: words of it that look like a child's name and are none.
    """

    version: Version
    words: Annotated[str, Field(max_length=10_000)]
    no_child_named: NotNames = []


class DecisionPage(Shape):
    items: list[DecisionOut]
    next: str | None
