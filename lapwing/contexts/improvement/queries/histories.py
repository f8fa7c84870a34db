"""Who changed what of a plan, an action, a milestone or a measure: the record and what is under it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, Q

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Area,
    Baseline,
    Comparator,
    CriterionJudgement,
    Dependency,
    DuePoint,
    Finding,
    Group,
    InspectionReport,
    Measure,
    MeasureAction,
    Milestone,
    Objective,
    Occurrence,
    Ownership,
    Plan,
    PlanPublication,
    PlanVersion,
    Question,
    Recalculation,
    Series,
    Service,
    StatusReport,
    SuccessCriterion,
    Target,
    WorkflowStep,
)
from lapwing.contexts.improvement.queries.lines import PlanHead
from lapwing.contexts.improvement.queries.standing import head_of
from lapwing.contexts.improvement.rules.off_track import WITHDRAWN
from lapwing.platform.access.actor import Actor
from lapwing.platform.history.models import HistoryEntry
from lapwing.platform.history.queries import HistoryPage, history_of

READ_HISTORY = "history.read"
# Kept for the database's sake; they say nothing to a reader.
_SOURCE = ("source_document", "source_first", "source_last")
# The frame of a plan, and what is said of it as a whole.
_OF_PLAN: tuple[type[Model], ...] = (
    Area,
    Finding,
    Group,
    Objective,
    Question,
    PlanVersion,
    WorkflowStep,
    InspectionReport,
    PlanPublication,
)
_LEFT_OUT = (
    "ref",
    "key",
    "position",
    "version",
    *_SOURCE,
    "partnership_id",
    "effects",
    "done",
    "words_held_by",
)


@dataclass(frozen=True)
class RecordHistory:
    """The history of one record: what to call it, and a page of what happened, newest first."""

    plan: PlanHead
    ref: str
    title: str
    history: HistoryPage


def plan_history(*, actor: Actor, plan_ref: str, before: str | None, on: date) -> RecordHistory:
    """A plan's, with its frame and the answers to its questions; actions and measures have their own.

    Raises NotVisible without the permission to read the history.
    """
    row = access.fetch_plan(actor, READ_HISTORY, plan_ref)
    rows: dict[type[Model], Iterable[int]] = {
        Plan: [row.pk],
        **{model: model._default_manager.filter(plan=row).values_list("pk", flat=True) for model in _OF_PLAN},
    }
    return _history(actor, row, row.ref, row.title, rows, before, on)


def action_history(*, actor: Actor, action_ref: str, before: str | None, on: date) -> RecordHistory:
    """An action's. Raises NotVisible without the permission to read the history."""
    row = access.actions.fetch(
        actor,
        READ_HISTORY,
        queryset=Action.objects.filter(plan__voided_at=None).select_related("plan__partnership"),
        ref=action_ref,
    )
    criteria = list(SuccessCriterion.objects.filter(action=row).values_list("pk", flat=True))
    rows: dict[type[Model], Iterable[int]] = {
        Action: [row.pk],
        **_under_milestones(list(Milestone.objects.filter(action=row).values_list("pk", flat=True))),
        SuccessCriterion: criteria,
        CriterionJudgement: CriterionJudgement.objects.filter(criterion__in=criteria).values_list(
            "pk", flat=True
        ),
        Ownership: Ownership.objects.filter(action=row).values_list("pk", flat=True),
        Service: Service.objects.filter(action=row).values_list("pk", flat=True),
        Dependency: Dependency.objects.filter(Q(waiting=row) | Q(needed=row)).values_list("pk", flat=True),
        MeasureAction: MeasureAction.objects.filter(action=row).values_list("pk", flat=True),
    }
    return _history(actor, row.plan, row.ref, f"Action {row.number}".strip(), rows, before, on)


def milestone_history(*, actor: Actor, milestone_ref: str, before: str | None, on: date) -> RecordHistory:
    """A milestone's. Raises NotVisible without the permission to read the history."""
    row = access.milestones.fetch(
        actor,
        READ_HISTORY,
        queryset=Milestone.objects.filter(action__plan__voided_at=None).select_related(
            "action__plan__partnership"
        ),
        ref=milestone_ref,
    )
    title = f"Milestone {row.label} of action {row.action.number}".replace("  ", " ").strip()
    return _history(actor, row.action.plan, row.ref, title, _under_milestones([row.pk]), before, on)


def measure_history(*, actor: Actor, measure_ref: str, before: str | None, on: date) -> RecordHistory:
    """A measure's. Raises NotVisible without the permission to read the history."""
    row = access.measures.fetch(
        actor,
        READ_HISTORY,
        queryset=Measure.objects.filter(plan__voided_at=None).select_related("plan__partnership"),
        ref=measure_ref,
    )
    series = list(Series.objects.filter(measure=row).values_list("pk", flat=True))
    rows: dict[type[Model], Iterable[int]] = {
        Measure: [row.pk],
        Series: series,
        **{
            model: model._default_manager.filter(series__in=series).values_list("pk", flat=True)
            for model in (Baseline, Target, Actual, Comparator, Recalculation)
        },
        MeasureAction: MeasureAction.objects.filter(measure=row).values_list("pk", flat=True),
    }
    return _history(actor, row.plan, row.ref, row.name, rows, before, on)


def _under_milestones(ids: list[int]) -> dict[type[Model], Iterable[int]]:
    return {
        Milestone: ids,
        **{
            model: model._default_manager.filter(milestone__in=ids).values_list("pk", flat=True)
            for model in (DuePoint, Occurrence, StatusReport)
        },
    }


def _unless_withdrawn(reports: Iterable[int]) -> Callable[[str], str]:
    """Says a note or a mitigation, unless its words were withdrawn: history does not tell them."""
    changed = HistoryEntry.objects.filter(
        Q(new__note=WITHDRAWN) | Q(new__mitigation=WITHDRAWN),
        table_name=StatusReport._meta.db_table,
        row_id__in=list(reports),
    )
    pairs = changed.values_list("old__note", "old__mitigation", "new__note", "new__mitigation")
    gone = {
        old
        for *olds, note, now in pairs
        for old, new in zip(olds, (note, now), strict=True)
        if new == WITHDRAWN
    }
    return lambda said: WITHDRAWN if said in gone else said


def _history(
    actor: Actor,
    plan: Plan,
    ref: str,
    title: str,
    rows: Mapping[type[Model], Iterable[int]],
    before: str | None,
    on: date,
) -> RecordHistory:
    words = dict.fromkeys(("note", "mitigation"), _unless_withdrawn(rows.get(StatusReport, ())))
    found = history_of(rows, before=before, leave_out=_LEFT_OUT, words=words)
    return RecordHistory(head_of(actor, plan, on, None), ref, title, found)
