"""What a row of the tables of actions and milestones holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.presenters.here import Here
from lapwing.contexts.improvement.presenters.words import group_name, names_of
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine
from lapwing.contexts.improvement.rules import CLOSED
from lapwing.platform.ui.marks import StatusMark


@dataclass(frozen=True)
class ActionRow:
    """An action with its address and mark."""

    line: ActionLine
    url: str
    mark: StatusMark
    place: int

    @property
    def owners(self) -> tuple[str, ...]:
        return names_of(self.line.owners)

    @property
    def group(self) -> str:
        return group_name(self.line)


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone with its address and marks, and the day it is looked at."""

    line: MilestoneLine
    url: str
    said: StatusMark
    colour: str
    on: date
    place: int

    @property
    def owners(self) -> tuple[str, ...]:
        return names_of(self.line.owners)

    @property
    def group(self) -> str:
        return group_name(self.line)

    def falls(self, asked: str) -> bool:
        """Whether its dates are of this kind: overdue, due within so many days, without a date, open."""
        line, closed = self.line, self.line.status in CLOSED
        if asked == "overdue":
            return line.is_overdue
        if asked == "start":
            return line.missed_start is not None
        if asked == "none":
            return not line.due and not closed
        if asked == "open":
            return not closed
        return line.next_due is not None and (line.next_due - self.on).days <= int(asked)


def action_rows(here: Here, lines: Iterable[ActionLine]) -> list[ActionRow]:
    return [
        ActionRow(line, here.to("action", action=line.ref), here.mark(line.colour), place)
        for place, line in enumerate(lines)
    ]


def milestone_rows(here: Here, lines: Iterable[MilestoneLine]) -> list[MilestoneRow]:
    return [
        MilestoneRow(
            line,
            here.to("milestone", milestone=line.ref),
            here.said(line.status, line.colour),
            here.mark(line.colour).label,
            here.plan.on,
            place,
        )
        for place, line in enumerate(lines)
    ]
