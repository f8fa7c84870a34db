"""Parts of a plan while they are read: actions and measures with what their rows have said so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from lapwing.contexts.improvement.interchange import (
    Action,
    Area,
    Finding,
    Group,
    Inspection,
    LegendEntry,
    Measure,
    Milestone,
    Objective,
    QuarterBasis,
    Question,
    Series,
    Span,
    SuccessCriterion,
)


@dataclass(frozen=True)
class Pending:
    """A doubt about something whose key is not known yet: ``part`` is what comes behind the key."""

    code: str
    text: str
    raw: str
    part: str = ""


@dataclass
class ActionDraft:
    action: Action
    milestones: list[Milestone] = field(default_factory=list)
    criteria: list[SuccessCriterion] = field(default_factory=list)
    doubts: list[Pending] = field(default_factory=list)
    key: str = ""
    lines: list[Span] = field(default_factory=list)
    # in a workbook, the row that stands for the action itself
    itself: list[int] = field(default_factory=list)


@dataclass
class MeasureDraft:
    """``serves`` is None where only the numbers printed with the measure say which actions it serves."""

    measure: Measure
    series: list[Series] = field(default_factory=list)
    serves: tuple[str, ...] | None = None
    doubts: list[Pending] = field(default_factory=list)
    lines: list[Span] = field(default_factory=list)


@dataclass
class PlanDraft:
    """All that has been read of a document so far."""

    title: str = ""
    local_area: str | None = None
    governance_group: str | None = None
    basis: QuarterBasis | None = None
    kind: str = ""
    inspection: Inspection = field(default_factory=Inspection)
    areas: list[Area] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    actions: list[ActionDraft] = field(default_factory=list)
    measures: list[MeasureDraft] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    legend: list[LegendEntry] = field(default_factory=list)
    # doubts that are about no action and no measure, by the place they are about
    doubts: list[tuple[str, Pending]] = field(default_factory=list)

    def ask_of_row(self, place: str, raw: str) -> None:
        """Nothing says what a row is: it is asked about, and its words stay in the remainder."""
        text = "This row says nothing of what it is in its column “Part”. What is it?"
        self.doubts.append((place, Pending("row.unknown", text, raw)))


def spanned(lines: list[Span]) -> Span | None:
    """From the first line to the last."""
    if not lines:
        return None
    return min(first for first, _ in lines), max(last for _, last in lines)
