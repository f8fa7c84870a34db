"""Actions and milestones: lists, what is late on a day, and the page of one of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import (
    Action,
    CriterionJudgement,
    Judgement,
    Milestone,
    SuccessCriterion,
)
from lapwing.contexts.improvement.queries.evidence import evidence_of_action, evidence_of_milestone
from lapwing.contexts.improvement.queries.judged import without_evidence
from lapwing.contexts.improvement.queries.lines import MilestoneLine
from lapwing.contexts.improvement.queries.loading import Loaded, load_actions, missed_turns
from lapwing.contexts.improvement.queries.measures import measures_of_actions
from lapwing.contexts.improvement.queries.milestones import milestone_details
from lapwing.contexts.improvement.queries.pages import (
    ActionList,
    ActionPage,
    LateList,
    MilestoneList,
    MilestonePage,
    PrintedParts,
)
from lapwing.contexts.improvement.queries.questions import questions_about
from lapwing.contexts.improvement.queries.requests import requests_of_milestones
from lapwing.contexts.improvement.queries.standing import When, head_of, names_of, plan_and_head, when
from lapwing.contexts.improvement.queries.tree import plan_actions
from lapwing.contexts.improvement.queries.tree_lines import CriterionLine
from lapwing.contexts.improvement.rules import CLOSED
from lapwing.platform.access.actor import Actor


def list_actions(*, actor: Actor, plan_ref: str, on: date, as_at: date | None = None) -> ActionList:
    """The plan's actions in its order. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    return ActionList(head, load_actions(plan_actions(plan), when(on, as_at)).actions)


def list_milestones(*, actor: Actor, plan_ref: str, on: date, as_at: date | None = None) -> MilestoneList:
    """The plan's milestones in its order. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    return MilestoneList(head, load_actions(plan_actions(plan), when(on, as_at)).milestones)


def late(*, actor: Actor, plan_ref: str, on: date, as_at: date | None = None) -> LateList:
    """What is late on a day, longest first; missed starts and occurrences apart. Raises NotVisible."""
    plan, head = plan_and_head(actor, plan_ref, on, as_at)
    loaded = load_actions(plan_actions(plan), when(on, as_at))
    lines = loaded.milestones
    return LateList(
        plan=head,
        overdue=tuple(sorted((line for line in lines if line.is_overdue), key=_longest_overdue)),
        missed_starts=tuple(line for line in lines if line.missed_start is not None),
        missed_occurrences=missed_turns(loaded),
        undated=undated(lines),
    )


def undated(lines: tuple[MilestoneLine, ...]) -> tuple[MilestoneLine, ...]:
    """Open milestones without a date, or whose date is not settled: they can never be overdue."""
    return tuple(line for line in lines if line.last_due is None and line.status not in CLOSED)


def action_page(*, actor: Actor, action_ref: str, on: date, as_at: date | None = None) -> ActionPage:
    """What is promised, by whom, how is it going? Raises NotVisible."""
    action = access.actions.fetch(
        actor,
        access.READ,
        queryset=Action.objects.in_force().filter(plan__voided_at=None).select_related("plan__partnership"),
        ref=action_ref,
    )
    asked = when(on, as_at)
    loaded = _loaded(Action.objects.filter(pk=action.pk), asked)
    return ActionPage(
        plan=head_of(actor, action.plan, on, as_at),
        line=loaded.actions[0],
        objectives=tuple(
            (service.ref, service.number, service.title) for service in loaded.serves[action.ref]
        ),
        group_title=loaded.actions[0].group_title,
        milestones=milestone_details(loaded, asked),
        criteria=_criteria(action, asked),
        measures=measures_of_actions(action.plan, [action.pk], asked),
        questions=questions_about(action.plan, {action.key}),
        evidence=() if as_at else evidence_of_action(actor, action.pk),
        printed=PrintedParts(
            rationale=action.rationale,
            accountable=tuple(action.accountable),
            governance=action.governance,
            progress=action.progress_as_printed,
        ),
        source=_source(action),
        version=action.version,
        may_report=access.actions.permits(actor, access.REPORT, action),
    )


def milestone_page(*, actor: Actor, milestone_ref: str, on: date, as_at: date | None = None) -> MilestonePage:
    """One milestone with all that was said of it. Raises NotVisible."""
    milestone = access.milestones.fetch(
        actor,
        access.READ,
        queryset=Milestone.objects.in_force()
        .filter(action__voided_at=None, action__plan__voided_at=None)
        .select_related("action__plan__partnership"),
        ref=milestone_ref,
    )
    asked = when(on, as_at)
    loaded = _loaded(Action.objects.filter(pk=milestone.action_id), asked)
    details = milestone_details(loaded, asked)
    found = next((each for each in details if each.line.ref == milestone_ref), None)
    if found is None:
        raise access.NotVisible("No such milestone on that day")
    plan = milestone.action.plan
    return MilestonePage(
        plan=head_of(actor, plan, on, as_at),
        action=loaded.actions[0],
        milestone=found,
        questions=questions_about(plan, {milestone.action.key}),
        requests=requests_of_milestones([milestone.pk], asked),
        evidence=() if as_at else evidence_of_milestone(actor, milestone),
        may_report=access.milestones.permits(actor, access.REPORT, milestone),
    )


def _loaded(actions: QuerySet[Action], asked: When) -> Loaded:
    loaded = load_actions(actions, asked)
    if not loaded.actions:
        raise access.NotVisible("No such action on that day")
    return loaded


def _criteria(action: Action, asked: When) -> tuple[CriterionLine, ...]:
    rows = list(asked.editable(SuccessCriterion.objects.filter(action=action)).select_related("measure"))
    judgements = {
        row.criterion_id: row
        for row in asked.recorded(
            CriterionJudgement.objects.filter(criterion__in=rows, effective_on__lte=asked.on)
        )
        .order_by("criterion_id", "-effective_on", "-recorded_at", "-id")
        .distinct("criterion_id")
    }
    names = names_of(row.recorded_by_id for row in judgements.values())
    lost = without_evidence(judgements.values(), asked)
    return tuple(_criterion_line(row, judgements.get(row.pk), names, lost) for row in rows)


def _criterion_line(
    row: SuccessCriterion,
    judged: CriterionJudgement | None,
    names: dict[int | None, str],
    lost: Collection[int],
) -> CriterionLine:
    judgement = Judgement(judged.judgement) if judged else Judgement.NOT_YET
    return CriterionLine(
        ref=row.ref,
        text=row.text,
        judgement=judgement.value,
        judgement_words=str(judgement.label),
        judged_on=judged.effective_on if judged else None,
        judged_by=names.get(judged.recorded_by_id, "") if judged else "",
        note=judged.note if judged else "",
        measure_ref=row.measure.ref if row.measure else "",
        measure_name=row.measure.name if row.measure else "",
        version=row.version,
        lost_evidence=judged is not None and judged.pk in lost,
    )


def _longest_overdue(line: MilestoneLine) -> int:
    return -(line.days_overdue or 0)


def _source(row: Action) -> tuple[int, int, int] | None:
    if row.source_first is None or row.source_last is None:
        return None
    return row.source_first, row.source_last, row.source_document
