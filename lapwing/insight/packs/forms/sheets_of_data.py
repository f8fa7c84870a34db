"""All that the plan holds as rows of sheets, beside those of the sections that were chosen for reading."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.insight.packs.forms import sheets_of_lines as lines
from lapwing.insight.packs.forms import sheets_of_measures as measures
from lapwing.insight.packs.forms.sheet_shapes import Rows, Sheet, Title
from lapwing.insight.packs.shapes import (
    ActionData,
    ClosedRisk,
    CriterionData,
    Data,
    EvidenceData,
    MilestoneData,
    Pack,
)

# Before the name of each.
DATA = "Data – "
_ABOUT = (
    "All that the plan holds on the day, also what is done, on track or closed, whatever sections were "
    "chosen for reading. What a section above holds whole is not repeated."
)
_ABOUT_EVIDENCE = " Of evidence, what was accepted and everybody may read who reads the plan."
# Packs of shapes before this one hold none.
_WITH_EVIDENCE = 6

ACTIONS: tuple[Title, ...] = (
    ("Group", 26), ("Objective", 12), ("Action", 10), ("Text", 60), ("Owners", 30), ("How it stands", 16),
    ("Milestones", 12), ("Done", 10), ("Overdue", 10), ("Without a date", 12), ("Next due", 18),
)  # fmt: skip
MILESTONES: tuple[Title, ...] = (
    ("Group", 24), ("Action", 10), ("Milestone", 12), ("Text", 50), ("Owners", 30), ("How it stands", 16),
    ("First date", 18), ("Due", 18), ("Moved", 12), ("Late", 12), ("In words", 22), ("Note", 40),
    ("Forecast", 18), ("What was done", 40), ("Impact", 40), ("What is done about it", 40), ("Next", 40),
    ("Confidence", 24), ("Said by", 30),
)  # fmt: skip
CRITERIA: tuple[Title, ...] = (
    ("Action", 10), ("Success criterion", 60), ("Judgement", 16), ("Judged", 18), ("Judged by", 30),
    ("Note", 50), ("Shown by", 50),
)  # fmt: skip
EVIDENCE: tuple[Title, ...] = (
    ("Action", 10), ("Milestone", 40), ("Success criterion", 40), ("Kind", 14), ("What it is", 26),
    ("Title", 40), ("Words", 60), ("Of", 18), ("Supplied by", 30), ("Accepted", 18), ("Accepted by", 30),
)  # fmt: skip
CLOSED_RISKS: tuple[Title, ...] = (*lines.RISKS, ("Closed", 18), ("How it ended", 40))


def about_data(pack: Pack) -> str:
    """What the first sheet says of them."""
    return _ABOUT + (_ABOUT_EVIDENCE if pack.shape >= _WITH_EVIDENCE else "")


def data_sheets(pack: Pack) -> Iterator[Sheet]:
    """The sheets of a pack's data; none where it has none of a kind, or was frozen before there was any."""
    if (data := pack.data) is not None:
        for name, titles, rows in _laid_out(data):
            if found := tuple(rows):
                yield Sheet(f"{DATA}{name}", titles, found, is_data=True)


def _laid_out(data: Data) -> Iterator[tuple[str, tuple[Title, ...], Rows]]:
    yield "actions", ACTIONS, _actions(data.actions)
    yield "milestones", MILESTONES, _milestones(data.milestones)
    yield "measures", measures.SERIES, measures.series(data.measures)
    yield "figures", measures.FIGURES, measures.figures(data.measures)
    yield "dates moved", lines.DATE_CHANGES, lines.date_changes(data.date_changes)
    yield "risks and issues", lines.RISKS, lines.risks(data.risks)
    yield "decisions", lines.DECISIONS, lines.decisions(data.decisions)
    yield "success criteria", CRITERIA, _criteria(data.criteria)
    yield "evidence", EVIDENCE, _evidence(data.evidence)
    yield "closed risks and issues", CLOSED_RISKS, _closed_risks(data.closed_risks)


def _actions(found: tuple[ActionData, ...]) -> Rows:
    for each in found:
        yield (
            each.group, each.objective, each.number, each.text, each.owners, each.mark, each.milestones,
            each.done, each.overdue, each.undated, each.next_due,
        )  # fmt: skip


def _milestones(found: tuple[MilestoneData, ...]) -> Rows:
    for each in found:
        yield (
            each.group, each.action, each.milestone, each.text, each.owners, each.mark, each.original,
            each.due, each.moved, each.days_late, each.late, each.note, each.forecast, each.activity,
            each.impact, each.mitigation, each.next_steps, each.confidence, each.said,
        )  # fmt: skip


def _criteria(found: tuple[CriterionData, ...]) -> Rows:
    for each in found:
        yield (
            each.action, each.text, each.judgement, each.judged, each.judged_by, each.note,
            "\n".join(each.shown_by),
        )  # fmt: skip


def _evidence(found: tuple[EvidenceData, ...]) -> Rows:
    for each in found:
        yield (
            each.action, each.milestone, each.criterion, each.kind_text, each.form, each.title, each.words,
            each.on, each.supplied_by, each.accepted, each.accepted_by,
        )  # fmt: skip


def _closed_risks(found: tuple[ClosedRisk, ...]) -> Rows:
    for each in found:
        yield (*lines.risk(each.line), each.closed, each.outcome)
