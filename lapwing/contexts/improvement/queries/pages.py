"""One frozen dataclass for each page of a plan: everything the page shows, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lapwing.contexts.improvement.queries.evidence import EvidenceLine
from lapwing.contexts.improvement.queries.lines import (
    ActionLine,
    MilestoneDetail,
    MilestoneLine,
    OccurrenceLine,
    PlanHead,
)
from lapwing.contexts.improvement.queries.measure_lines import MeasureLine, OutcomeCounts, SeriesDetail
from lapwing.contexts.improvement.queries.requests import RequestLine
from lapwing.contexts.improvement.queries.tree_lines import AreaLine, CriterionLine, FindingLine, GroupLine
from lapwing.contexts.improvement.rules import Colour, Counts


@dataclass(frozen=True)
class PlanLine:
    """A plan in a list."""

    ref: str
    title: str
    kind: str
    local_area: str
    partnership_ref: str
    partnership: str
    parent_ref: str


@dataclass(frozen=True)
class OwedLine:
    """What an owner role owes: its open milestones, those overdue, and the next date."""

    role_ref: str
    name: str
    holders: tuple[str, ...]
    actions: int
    open: int
    overdue: int
    next_due: date | None


@dataclass(frozen=True)
class DueNext:
    """Open milestones whose last date falls in the next so many days (not overdue ones)."""

    in_30: int
    in_60: int
    in_90: int


@dataclass(frozen=True)
class Change:
    """One thing that was recorded between two days, in words. ``kind`` is a code for grouping.

    Kinds: those of ``presenters.change_table.KINDS``. The references lead to what it is about.
    """

    kind: str
    on: date
    by: str
    what: str
    words: str
    action_ref: str = ""
    milestone_ref: str = ""
    measure_ref: str = ""
    evidence_ref: str = ""
    update_ref: str = ""
    request_ref: str = ""


@dataclass(frozen=True)
class ChangeList:
    """What was recorded between two days, latest first."""

    plan: PlanHead
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Overview:
    """Are we on track, and where not? ``compared_with`` is the earlier day of "was" and of ``changes``."""

    plan: PlanHead
    colour: Colour
    actions: int
    counts: Counts
    stopped: int
    overdue: int
    overdue_before: int | None  # None when the plan was not in Lapwing on that day
    compared_with: date
    missed_starts: int
    missed_occurrences: int
    undated: int
    due_next: DueNext
    measures: OutcomeCounts
    owed: tuple[OwedLine, ...]
    open_questions: int
    changes: tuple[Change, ...]
    changes_left_out: int
    groups: tuple[GroupLine, ...]
    requests_to_decide: int  # by the actor
    evidence_to_accept: int  # by the actor
    mine_overdue: int  # of the milestones whose owner role the actor holds or stands in for


@dataclass(frozen=True)
class Tree:
    """The whole plan: areas for improvement, then groups → objectives → actions.

    ``findings`` are those that name no known area; ``loose`` are actions in no group.
    """

    plan: PlanHead
    areas: tuple[AreaLine, ...]
    findings: tuple[FindingLine, ...]
    groups: tuple[GroupLine, ...]
    loose: tuple[ActionLine, ...]


@dataclass(frozen=True)
class QuestionLine:
    """An open question, or an answered one with who answered. ``touches`` names what it is about."""

    ref: str
    code: str
    text: str
    raw: str
    where: tuple[str, ...]
    touches: tuple[Touched, ...]
    choices: tuple[str, ...]
    answer: str | None
    answered_by: str
    answered_on: date | None
    applies: bool
    version: int


@dataclass(frozen=True)
class Touched:
    """Something a question touches: its words and, when it has a page, the kind and reference of it."""

    key: str
    words: str
    kind: str
    ref: str


@dataclass(frozen=True)
class QuestionGroup:
    """Questions of one kind, with what the kind means in words."""

    code: str
    title: str
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True)
class QuestionPage:
    plan: PlanHead
    open: int
    answered: int
    groups: tuple[QuestionGroup, ...]


@dataclass(frozen=True)
class PrintedParts:
    """What the document prints of an action beside its promise, in the document's words."""

    rationale: str
    accountable: tuple[str, ...]
    governance: str
    progress: str


@dataclass(frozen=True)
class ActionPage:
    """What is promised, by whom, how is it going?"""

    plan: PlanHead
    line: ActionLine
    objectives: tuple[tuple[str, str, str], ...]  # ref, number, title of each objective it serves
    group_title: str
    milestones: tuple[MilestoneDetail, ...]
    criteria: tuple[CriterionLine, ...]
    measures: tuple[MeasureLine, ...]
    questions: tuple[QuestionLine, ...]
    evidence: tuple[EvidenceLine, ...]  # of the action, its milestones and criteria, for the actor to see
    printed: PrintedParts
    source: tuple[int, int, int] | None  # first and last line, and which of the documents
    version: int
    may_report: bool


@dataclass(frozen=True)
class MilestonePage:
    plan: PlanHead
    action: ActionLine
    milestone: MilestoneDetail
    questions: tuple[QuestionLine, ...]
    requests: tuple[RequestLine, ...]  # what waits to be decided
    evidence: tuple[EvidenceLine, ...]
    may_report: bool


@dataclass(frozen=True)
class LateList:
    """What is late on the page's day. An overdue milestone stands once; starts and occurrences are apart."""

    plan: PlanHead
    overdue: tuple[MilestoneLine, ...]
    missed_starts: tuple[MilestoneLine, ...]
    missed_occurrences: tuple[tuple[MilestoneLine, OccurrenceLine], ...]
    undated: tuple[MilestoneLine, ...]


@dataclass(frozen=True)
class ActionList:
    plan: PlanHead
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class MilestoneList:
    plan: PlanHead
    milestones: tuple[MilestoneLine, ...]


@dataclass(frozen=True)
class MeasureList:
    plan: PlanHead
    counts: OutcomeCounts
    measures: tuple[MeasureLine, ...]


@dataclass(frozen=True)
class MeasurePage:
    """Is it moving, will we get there?"""

    plan: PlanHead
    line: MeasureLine
    series: tuple[SeriesDetail, ...]
    actions: tuple[ActionLine, ...]
    copies: tuple[tuple[str, str], ...]  # ref and name of measures printed again elsewhere
    questions: tuple[QuestionLine, ...]
    requests: tuple[RequestLine, ...]  # what waits to be decided of its series
    source: tuple[int, int, int] | None  # first and last line, and which of the documents
    version: int
    may_record: bool
