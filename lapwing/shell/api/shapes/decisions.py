"""Decisions of governance groups."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from lapwing.shell.api.shapes.basics import Sent, Shape, Version


class DecisionOut(Shape):
    """What a group decided. ``who`` acts, as a post; ``mine``: it is whoever the token acts for.

    ``state`` is taken, open, done or superseded; ``about`` the reference of what ``about_kind`` says.
    """

    ref: str
    number: int
    group: str
    group_name: str
    words: str
    who: str
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


class ClosingIn(Sent):
    """What was done, for whoever decided.

    ``no_child_named``: words of it that look like a child's name and are none.
    """

    version: Version
    words: Annotated[str, Field(max_length=10_000)]
    no_child_named: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)] = []


class DecisionPage(Shape):
    items: list[DecisionOut]
    next: str | None
