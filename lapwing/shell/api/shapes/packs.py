"""Board packs: asked for, built, and fetched."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from lapwing.shell.api.shapes.basics import Ref, Sent, Shape


class PackFileOut(Shape):
    """A file of a pack. ``sha256`` is of its bytes."""

    form: str
    name: str
    size: int
    sha256: str


class PackOut(Shape):
    """A pack: ``state`` is building, ready, failed or withdrawn; ``sha256`` is of its frozen snapshot.

    Of one that failed ``problem`` says why; of one that was withdrawn ``withdrawn_reason`` does, and
    ``withdrawn_by`` names the role of who did. Ask again while it is building.
    """

    ref: str
    plan: str
    number: int
    title: str
    group: str
    meeting: str
    meeting_on: date | None
    since: date
    as_at: date
    until: date
    state: str
    problem: str
    asked_at: datetime
    built_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str
    sha256: str | None
    files: list[PackFileOut]


class PackIn(Sent):
    """What differs from the usual: since the last pack, until today, with the sections of the last one.

    ``group``, ``meeting`` and ``cycle`` are references of what the pack is for; a meeting says its group, and
    a group without one has its next. ``no_child_named``: words of the title that look like a child's name
    and, as whoever asks says, are none.
    """

    title: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    since: date | None = None
    as_at: date | None = None
    until: date | None = None
    group: Ref | None = None
    meeting: Ref | None = None
    cycle: Ref | None = None
    no_child_named: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=50)] = []


class PackPage(Shape):
    items: list[PackOut]
    next: str | None
