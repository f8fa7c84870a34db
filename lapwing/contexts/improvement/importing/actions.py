"""Actions with their milestones, due points, statuses, criteria and owners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.importing.rows import Import
from lapwing.contexts.improvement.models import (
    Action,
    CriterionJudgement,
    DuePoint,
    Group,
    Milestone,
    Objective,
    OwnerAlias,
    OwnerRole,
    Ownership,
    Plan,
    PrintedStatus,
    Service,
    StatusReport,
    SuccessCriterion,
)
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.status_words import printed_note


def save_actions(plan: interchange.Plan, row: Plan, importing: Import) -> dict[str, Action]:
    """Save the actions and everything under them; the result finds each by its key."""
    groups = {group.number: group for group in Group.objects.in_force().filter(plan=row)}
    actions = {
        action.key: action
        for action in Action.objects.bulk_create(
            Action(
                **importing.editable(action.source),
                position=position,
                plan=row,
                group=groups[action.group] if action.group is not None else None,
                key=action.key,
                number=action.ref or "",
                occurrence=action.occurrence,
                text=action.text,
                key_area=action.key_area or "",
                accountable=list(action.accountable),
                governance=action.governance or "",
                rationale=action.rationale or "",
                progress_as_printed=action.progress or "",
            )
            for position, action in enumerate(plan.actions)
        )
    }
    _save_services(plan, row, actions, importing)
    save_milestones(plan, actions, importing)
    save_criteria(plan, actions, importing)
    _save_owners(plan, actions, importing)
    return actions


def _save_services(plan: interchange.Plan, row: Plan, actions: dict[str, Action], importing: Import) -> None:
    objectives = {objective.number: objective for objective in Objective.objects.in_force().filter(plan=row)}
    Service.objects.bulk_create(
        Service(
            partnership_id=importing.partnership_id,
            action=actions[action.key],
            objective=objectives[action.objective],
        )
        for action in plan.actions
        if action.objective is not None
    )


def save_milestones(plan: interchange.Plan, actions: dict[str, Action], importing: Import) -> None:
    """Save the milestones of actions that are saved, with their dates and what is said of them."""
    read = [
        (actions[action.key], position, milestone)
        for action in plan.actions
        for position, milestone in enumerate(action.milestones)
    ]
    rows = Milestone.objects.bulk_create(
        Milestone(
            **importing.editable(milestone.source),
            position=position,
            action=action,
            label=milestone.label or "",
            text=milestone.text,
            recurrence=milestone.due.recurrence or "",
        )
        for action, position, milestone in read
    )
    pairs = [(row, milestone) for row, (_, _, milestone) in zip(rows, read, strict=True)]
    DuePoint.objects.bulk_create(
        DuePoint(
            **importing.recorded(),
            milestone=row,
            position=position,
            role=point.role,
            as_written=point.as_written,
            earliest=point.earliest,
            latest=point.latest,
        )
        for row, milestone in pairs
        for position, point in enumerate(milestone.due.points)
    )
    _save_statuses(pairs, importing)


def _save_statuses(pairs: Sequence[tuple[Milestone, interchange.Milestone]], importing: Import) -> None:
    """The document's own words are kept beside the reports made of them, so that both can be seen."""
    PrintedStatus.objects.bulk_create(
        PrintedStatus(
            partnership_id=importing.partnership_id,
            milestone=row,
            position=position,
            as_written=report.as_written,
            status=report.status or "",
            period=report.period or "",
            on=report.on,
            note=report.note or "",
        )
        for row, milestone in pairs
        for position, report in enumerate(milestone.reports)
    )
    StatusReport.objects.bulk_create(
        StatusReport(**{**importing.recorded(), **said}, milestone=row)
        for row, milestone in pairs
        for said in _said(milestone, importing)
    )


def _said(milestone: interchange.Milestone, importing: Import) -> list[dict[str, Any]]:
    """What is reported of a milestone: its printed history, and its status where that says otherwise.

    A report without a date, or of a period still to come, holds from the day it is brought in.
    """
    today = importing.recorded()["effective_on"]
    said = [
        {
            "status": report.status,
            "effective_on": min(report.on or today, today),
            "note": printed_note(report.as_written, report.period, report.note),
        }
        for report in milestone.reports
        if report.status
    ]
    # of reports of one day the later printed stands
    last = max(enumerate(said), key=lambda each: (each[1]["effective_on"], each[0]), default=None)
    stands = last[1]["status"] if last else Status.NOT_STARTED
    return said if milestone.status == stands else [*said, {"status": milestone.status}]


def save_criteria(plan: interchange.Plan, actions: dict[str, Action], importing: Import) -> None:
    """Save the success criteria of actions that are saved."""
    read = [
        (actions[action.key], position, criterion)
        for action in plan.actions
        for position, criterion in enumerate(action.success_criteria)
    ]
    rows = SuccessCriterion.objects.bulk_create(
        SuccessCriterion(
            **importing.editable(criterion.source), position=position, action=action, text=criterion.text
        )
        for action, position, criterion in read
    )
    CriterionJudgement.objects.bulk_create(
        CriterionJudgement(**importing.recorded(), criterion=row, judgement=criterion.status)
        for row, (_, _, criterion) in zip(rows, read, strict=True)
        if criterion.status != "not yet"
    )


def _save_owners(plan: interchange.Plan, actions: dict[str, Action], importing: Import) -> None:
    roles = roles_spelled([owner for action in plan.actions for owner in action.owners], importing)
    Ownership.objects.bulk_create(
        Ownership(
            **importing.recorded(),
            action=actions[action.key],
            role=roles[owner],
            as_written=owner,
            position=position,
        )
        for action in plan.actions
        for position, owner in enumerate(action.owners)
    )


def roles_spelled(spellings: list[str], importing: Import) -> dict[str, OwnerRole]:
    """The role of each spelling: the partnership's own where it knows the spelling, else a new one.

    Two spellings are never taken for one role here; a person says so, by answering a question.
    """
    partnership = importing.partnership_id
    wanted = list(dict.fromkeys(spellings))
    known = {
        alias.as_written: alias.role
        for alias in OwnerAlias.objects.filter(
            partnership_id=partnership, as_written__in=wanted, role__voided_at=None
        ).select_related("role")
    }
    named = {
        role.name: role
        for role in OwnerRole.objects.in_force().filter(partnership_id=partnership, name__in=wanted)
        if role.name not in known
    }
    new = OwnerRole.objects.bulk_create(
        OwnerRole(**importing.editable(), name=name)
        for name in wanted
        if name not in known and name not in named
    )
    named |= {role.name: role for role in new}
    OwnerAlias.objects.bulk_create(
        [OwnerAlias(partnership_id=partnership, role=role, as_written=name) for name, role in named.items()],
        update_conflicts=True,
        unique_fields=["partnership", "as_written"],
        update_fields=["role"],
    )
    return known | named
