"""Actions with their milestones, due points, statuses, criteria and owners."""

from __future__ import annotations

from collections.abc import Sequence

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.exporting.rows import grouped, source_of
from lapwing.contexts.improvement.models import (
    Action,
    CriterionJudgement,
    DuePoint,
    Milestone,
    Ownership,
    Plan,
    PrintedStatus,
    Service,
    StatusReport,
    SuccessCriterion,
)
from lapwing.contexts.improvement.queries.standing import When


def exported_actions(plan: Plan, asked: When) -> tuple[interchange.Action, ...]:
    """The plan's own actions in its order."""
    actions = list(asked.editable(Action.objects.filter(plan=plan)).select_related("group"))
    ids = [row.pk for row in actions]
    objectives: dict[int, str] = {}
    services = Service.objects.filter(asked.editable_q("objective"), action__in=ids, objective__plan=plan)
    for service in services.select_related("objective"):
        objectives.setdefault(service.action_id, service.objective.number)
    milestones = grouped(_milestones(ids, asked), "action_id")
    due, said = _due_and_said(ids, asked)
    printed = grouped(PrintedStatus.objects.filter(milestone__action__in=ids), "milestone_id")
    criteria = grouped(asked.editable(SuccessCriterion.objects.filter(action__in=ids)), "action_id")
    judged = _judged(ids, asked)
    owners = grouped(asked.recorded(Ownership.objects.filter(action__in=ids)), "action_id")
    return tuple(
        interchange.Action(
            key=row.key,
            ref=row.number or None,
            occurrence=row.occurrence,
            group=row.group.number if row.group else None,
            objective=objectives.get(row.pk),
            text=row.text,
            key_area=row.key_area or None,
            owners=tuple(owner.as_written for owner in owners.get(row.pk, [])),
            source=source_of(row),
            milestones=tuple(
                _milestone(
                    each, due.get(each.pk, []), said.get(each.pk, "not started"), printed.get(each.pk, [])
                )
                for each in milestones.get(row.pk, [])
            ),
            success_criteria=tuple(
                interchange.SuccessCriterion(
                    text=each.text, status=judged.get(each.pk, "not yet"), source=source_of(each)
                )
                for each in criteria.get(row.pk, [])
            ),
            accountable=tuple(row.accountable),
            governance=row.governance or None,
            rationale=row.rationale or None,
            progress=row.progress_as_printed or None,
        )
        for row in actions
    )


def _milestones(action_ids: Sequence[int], asked: When) -> list[Milestone]:
    return list(asked.editable(Milestone.objects.filter(action__in=action_ids)))


def _due_and_said(action_ids: Sequence[int], asked: When) -> tuple[dict[int, list[DuePoint]], dict[int, str]]:
    points = asked.recorded(DuePoint.objects.filter(milestone__action__in=action_ids))
    reports = (
        asked.recorded(StatusReport.objects.filter(milestone__action__in=action_ids, occurrence=None))
        .order_by("milestone_id", "-effective_on", "-recorded_at", "-id")
        .distinct("milestone_id")
    )
    return grouped(points, "milestone_id"), {row.milestone_id: row.status for row in reports}


def _judged(action_ids: Sequence[int], asked: When) -> dict[int, str]:
    rows = (
        asked.recorded(CriterionJudgement.objects.filter(criterion__action__in=action_ids))
        .order_by("criterion_id", "-effective_on", "-recorded_at", "-id")
        .distinct("criterion_id")
    )
    return {row.criterion_id: row.judgement for row in rows}


def _milestone(
    row: Milestone, points: Sequence[DuePoint], status: str, printed: Sequence[PrintedStatus]
) -> interchange.Milestone:
    return interchange.Milestone(
        label=row.label or None,
        text=row.text,
        status=status,
        source=source_of(row),
        due=interchange.Due(
            points=tuple(
                interchange.DuePoint(
                    role=point.role,
                    as_written=point.as_written,
                    earliest=point.earliest,
                    latest=point.latest,
                )
                for point in points
            ),
            recurrence=row.recurrence or None,
        ),
        reports=tuple(
            interchange.StatusReport(
                as_written=each.as_written,
                status=each.status or None,
                period=each.period or None,
                on=each.on,
                note=each.note or None,
            )
            for each in printed
        ),
    )
