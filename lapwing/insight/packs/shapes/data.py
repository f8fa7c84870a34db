"""All that a plan holds on the day of a pack: for the workbook, whatever sections were chosen for reading."""

from __future__ import annotations

from dataclasses import dataclass

from lapwing.insight.packs.shapes.basics import Day, Figure, Mark
from lapwing.insight.packs.shapes.lines import DateChangeLine, DecisionLine, RiskLine
from lapwing.insight.packs.shapes.series import Measure


@dataclass(frozen=True)
class ActionData:
    """An action. ``objective`` is the number of its objective, or empty; ``done`` counts its milestones."""

    key: str
    number: str
    group: str
    objective: str
    text: str
    mark: Mark
    owners: str
    milestones: Figure
    done: Figure
    overdue: Figure
    undated: Figure
    next_due: Day


@dataclass(frozen=True)
class MilestoneData:
    """A milestone, however it stands, with the words of its last signed-off update.

    ``original`` is the first date it ever had, ``due`` the one in force, ``moved`` how often it moved.
    ``forecast`` to ``said`` are empty where no update was signed off.
    """

    key: str
    action: str
    group: str
    milestone: str
    text: str
    owners: str
    mark: Mark
    original: Day
    due: Day
    moved: Figure
    days_late: Figure
    late: str
    note: str
    forecast: Day
    activity: str
    impact: str
    mitigation: str
    next_steps: str
    confidence: str
    said: str


@dataclass(frozen=True)
class CriterionData:
    """A success criterion with its last judgement. ``shown_by`` names its accepted evidence.

    ``judged`` to ``note`` are empty where nobody judged it, but ``judgement``, which says so.
    """

    key: str
    action: str
    text: str
    judgement: str
    judged: Day
    judged_by: str
    note: str
    shown_by: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceData:
    """Accepted evidence that everybody may read who reads the plan.

    ``milestone`` and ``criterion`` say of what it is, or are empty; of evidence of one turn of a recurring
    milestone ``milestone`` ends with the turn. ``supplied_by`` names no person.
    """

    key: str
    action: str
    milestone: str
    criterion: str
    kind_text: str
    form: str
    title: str
    words: str
    on: Day
    supplied_by: str
    accepted: Day
    accepted_by: str


@dataclass(frozen=True)
class ClosedRisk:
    """A risk or an issue that was closed, as it was judged last; ``outcome`` is what was said then."""

    line: RiskLine
    closed: Day
    outcome: str


@dataclass(frozen=True)
class Data:
    """What the chosen sections leave out is here: every line there is, also what is closed or long past.

    ``measures`` and ``risks`` are empty where a section of the pack holds them all. Nothing of this can be
    asked about, and no form prints it but the workbook. Packs of shapes before the sixth have nothing of
    ``criteria`` and what comes after it.
    """

    actions: tuple[ActionData, ...]
    milestones: tuple[MilestoneData, ...]
    measures: tuple[Measure, ...]
    date_changes: tuple[DateChangeLine, ...]
    risks: tuple[RiskLine, ...]
    decisions: tuple[DecisionLine, ...]
    criteria: tuple[CriterionData, ...] = ()
    evidence: tuple[EvidenceData, ...] = ()
    closed_risks: tuple[ClosedRisk, ...] = ()
