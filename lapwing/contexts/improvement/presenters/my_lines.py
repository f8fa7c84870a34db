"""My actions in groups, and when the next thing is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.queries.wayfinding import MyActions, MyLine
from lapwing.contexts.improvement.rules import DEFAULT_KEY
from lapwing.platform.ui.marks import StatusMark


@dataclass(frozen=True)
class Told:
    """A milestone of mine with its mark."""

    line: MyLine
    mark: StatusMark


@dataclass(frozen=True)
class MyGroup:
    """Milestones to be dealt with alike."""

    title: str
    lines: tuple[Told, ...]
    empty: str = ""


def present(page: MyActions) -> tuple[MyGroup, ...]:
    """Overdue, due, undated, awaiting evidence; only the first two are said when they are empty."""
    groups = (
        MyGroup("Overdue", _told(page.overdue), "Nothing of yours is overdue."),
        MyGroup("Due", _told(page.due), "Nothing more of yours has a date ahead."),
        MyGroup("Without a date", _told(page.undated)),
        MyGroup("Done, evidence awaited", _told(page.awaiting)),
    )
    return tuple(group for group in groups if group.lines or group.empty)


def _told(lines: Sequence[MyLine]) -> tuple[Told, ...]:
    return tuple(
        Told(line, marks.mark_said(DEFAULT_KEY, line.milestone.status, line.milestone.colour))
        for line in lines
    )
