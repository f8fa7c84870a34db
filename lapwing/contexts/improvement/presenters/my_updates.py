"""What I am asked for, with the words for when, and where each update is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.presenters import marks
from lapwing.contexts.improvement.presenters.cycle_links import write_address
from lapwing.contexts.improvement.queries.cycle_lines import AskedLine, CycleHead, MyUpdates
from lapwing.contexts.improvement.rules import DEFAULT_KEY
from lapwing.contexts.improvement.rules.cycles import CycleState
from lapwing.contexts.improvement.rules.lateness import days
from lapwing.platform.ui.filters import day
from lapwing.platform.ui.marks import StatusMark

_BUTTONS = {"draft": "Go on writing", "returned": "Write it anew"}
STATES = {
    "": "Not begun",
    "draft": "Draft",
    "submitted": "Submitted",
    "returned": "Returned to you",
    "signed off": "Signed off",
    "reported": "Reported",
}


@dataclass(frozen=True)
class ToWrite:
    """An update that is asked for, with its button."""

    line: AskedLine
    url: str
    button: str
    state: str
    mark: StatusMark | None

    @property
    def is_late(self) -> bool:
        return self.line.milestone is not None and self.line.milestone.is_overdue


@dataclass(frozen=True)
class Told:
    """What one cycle asks, and by when in words."""

    head: CycleHead
    when: str
    is_late: bool
    to_write: tuple[ToWrite, ...]
    answered: tuple[ToWrite, ...]


def present(page: MyUpdates, today: date) -> tuple[Told, ...]:
    """Cycles with something still to write first, each by its last day."""
    told = [
        Told(
            head=each.head,
            when=when(each.head, today),
            is_late=each.head.state is CycleState.CLOSED and bool(each.to_write),
            to_write=tuple(map(_to_write, each.to_write)),
            answered=tuple(map(_to_write, each.answered)),
        )
        for each in page.cycles
    ]
    return tuple(sorted(told, key=lambda each: (not each.to_write, each.head.closes_on)))


def when(head: CycleHead, today: date) -> str:
    """By when an answer is wanted: "by 4 December 2026, in 12 days"."""
    if head.state is CycleState.CLOSED:
        return f"closed on {day(head.closed_on)}; late answers are taken until it is signed off"
    left = (head.closes_on - today).days
    if left < 0:
        return f"the last day was {day(head.closes_on)}"
    return f"by {day(head.closes_on)}, " + ("today" if left == 0 else f"in {days(left)}")


def _to_write(line: AskedLine) -> ToWrite:
    state = line.answer.state if line.answer else ""
    milestone = line.milestone
    return ToWrite(
        line=line,
        url=write_address(line),
        button=_BUTTONS.get(state, "Write the update"),
        state=STATES[state],
        mark=marks.mark_said(DEFAULT_KEY, milestone.status, milestone.colour) if milestone else None,
    )
