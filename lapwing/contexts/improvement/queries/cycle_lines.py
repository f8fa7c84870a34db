"""What leaves the queries about reporting cycles: frozen lines and pages, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.models import Cycle
from lapwing.contexts.improvement.queries.lines import ActionLine, MilestoneLine, PlanHead
from lapwing.contexts.improvement.queries.standing import day_of
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.cycles import ANSWERS, CycleState


@dataclass(frozen=True)
class CycleCounts:
    """How many updates a cycle expects, and how many of them are signed off."""

    expected: int
    signed_off: int


@dataclass(frozen=True)
class CycleHead:
    """A cycle with the plan it is of. ``closed_on`` is the day it did close, None while it has not."""

    ref: str
    label: str
    state: CycleState
    from_date: date
    to_date: date
    opens_on: date
    closes_on: date
    closed_on: date | None
    reports_on: date | None
    version: int
    plan_ref: str
    plan_title: str
    partnership_ref: str
    partnership: str

    @classmethod
    def of(cls, cycle: Cycle) -> CycleHead:
        """The head of a cycle that was read with its plan and partnership."""
        return cls(
            ref=cycle.ref,
            label=cycle.label,
            state=cycle.state,
            from_date=cycle.from_date,
            to_date=cycle.to_date,
            opens_on=cycle.opens_on,
            closes_on=cycle.closes_on,
            closed_on=day_of(cycle.closed_at) if cycle.closed_at else None,
            reports_on=cycle.reports_on,
            version=cycle.version,
            plan_ref=cycle.plan.ref,
            plan_title=cycle.plan.title,
            partnership_ref=cycle.partnership.ref,
            partnership=cycle.partnership.name,
        )


@dataclass(frozen=True)
class Answer:
    """The update that answers what a cycle expects, and where it stands. ``state`` is of ``UpdateState``.

    ``status`` is what it says of the milestone or action, a value of ``Status`` or "".
    """

    update_ref: str
    state: str
    status: str = ""

    @property
    def answers(self) -> bool:
        return self.state in ANSWERS


@dataclass(frozen=True)
class LastSaid:
    """What was said of the same thing before: when, by whom, how it stood, and in which words."""

    on: date
    by: str
    status: str
    words: str


@dataclass(frozen=True)
class AboutLine:
    """What an update is asked for: a milestone, or an action as a whole where ``milestone`` is None."""

    action: ActionLine
    milestone: MilestoneLine | None

    @property
    def kind(self) -> str:
        return "milestone" if self.milestone else "action"

    @property
    def ref(self) -> str:
        return self.milestone.ref if self.milestone else self.action.ref

    @property
    def text(self) -> str:
        return self.milestone.text if self.milestone else self.action.text


@dataclass(frozen=True)
class AskedLine(AboutLine):
    """One update that is asked of somebody: on a milestone, or on an action as a whole."""

    cycle: CycleHead
    role: str
    as_deputy: bool
    answer: Answer | None
    last: LastSaid | None

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and self.answer.answers

    @property
    def is_returned(self) -> bool:
        return self.answer is not None and self.answer.state == "returned"


@dataclass(frozen=True)
class MyCycle:
    """What one cycle asks of me: what is still to write, the most pressing first, and what is answered."""

    head: CycleHead
    to_write: tuple[AskedLine, ...]
    answered: tuple[AskedLine, ...]


@dataclass(frozen=True)
class MyUpdates:
    """Everything I am asked for in all my plans and partnerships, by the cycle that closes first."""

    cycles: tuple[MyCycle, ...]

    @property
    def to_write(self) -> int:
        return sum(len(cycle.to_write) for cycle in self.cycles)

    @property
    def next_day(self) -> date | None:
        """The first last day of what is still to write."""
        return min((each.head.closes_on for each in self.cycles if each.to_write), default=None)

    @property
    def plans(self) -> int:
        return len({cycle.head.plan_ref for cycle in self.cycles if cycle.to_write})


@dataclass(frozen=True)
class RhythmLine:
    """How often a plan is reported on; the fields are those of ``models.Rhythm``.

    ``own_days`` are all dates of one's own in their order.
    """

    kind: str
    first_closes_on: date
    days_open: int
    remind_before: int
    reports_after: int
    version: int
    own_days: tuple[date, ...] = ()


@dataclass(frozen=True)
class CycleLine:
    """A cycle with how far it is: how many updates it expects, and how many of them have an answer.

    ``answered`` is None for readers who neither run the plan nor check its updates: they are told of those
    that are signed off. ``missing`` names who has not answered, for those who run the cycle; ``asked`` counts
    people.
    """

    head: CycleHead
    expected: int
    answered: int | None
    signed_off: int
    asked: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportingPage:
    """How a plan is reported on: its rhythm, and its cycles by where they stand.

    ``now`` are open or closed and not reported; ``missed`` were planned and their last day passed unopened.
    ``no_day_after`` is the last day that is known, when it is time to say the next: for those who may.
    """

    plan: PlanHead
    rhythm: RhythmLine | None
    now: tuple[CycleLine, ...]
    planned: tuple[CycleLine, ...]
    missed: tuple[CycleLine, ...]
    reported: tuple[CycleLine, ...]
    may_run: bool
    no_day_after: date | None = None


@dataclass(frozen=True)
class ExpectedLine(AboutLine):
    """An update that a cycle expects. ``state`` is of ``UpdateState``, "" when none was begun.

    Readers who neither own it nor run the cycle are told of an answer once it is signed off. ``nobody``: no
    owner has a person named who may answer. ``said`` is how it stands by the update that was signed off.
    """

    state: str
    update_ref: str
    missing_reason: str
    nobody: bool
    said: Status | None = None


@dataclass(frozen=True)
class PersonLine:
    """A person that a cycle asked: how much, how much of it is answered, and when they were told."""

    name: str
    expected: int
    answered: int
    asked_on: date
    reminded_on: date | None
    asked_after_on: date | None


@dataclass(frozen=True)
class CyclePage:
    """How far is this cycle? ``people`` for those who run it; ``signed_off``, ``reported``: who, when."""

    plan: PlanHead
    line: CycleLine
    expected: tuple[ExpectedLine, ...]
    people: tuple[PersonLine, ...]
    signed_off: tuple[str, date] | None
    reported: tuple[str, date] | None
    may_run: bool
