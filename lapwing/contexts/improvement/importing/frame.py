"""The plan and its frame: areas for improvement, findings, groups and objectives."""

from __future__ import annotations

import dataclasses

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.importing.rows import Import
from lapwing.contexts.improvement.models import Area, Finding, FindingObjective, Group, Objective, Plan


def save_frame(plan: interchange.Plan, importing: Import) -> Plan:
    """Save everything of the plan but its actions and measures."""
    inspection = plan.inspection
    row = Plan.objects.create(
        **importing.editable(),
        title=plan.title,
        local_area=plan.local_area or "",
        inspected_from=inspection.from_,
        inspected_to=inspection.to,
        inspection_as_written=inspection.as_written or "",
        inspection_outcome=inspection.outcome or "",
        governance_group=plan.governance_group or "",
        quarter_basis=plan.quarter_basis or "",
        legend=[dataclasses.asdict(entry) for entry in plan.legend],
        two_in_three=plan.two_in_three,
    )
    areas = _save_areas(plan, row, importing)
    objectives = _save_groups(plan, row, importing)
    _save_findings(plan, row, areas, objectives, importing)
    return row


def _save_areas(plan: interchange.Plan, row: Plan, importing: Import) -> dict[str, Area]:
    rows = Area.objects.bulk_create(
        Area(
            **importing.editable(area.source),
            position=position,
            plan=row,
            number=area.ref or "",
            title=area.title,
            recommendations=list(area.recommendations),
            narrative=list(area.narrative),
            governance_group=area.governance_group or "",
        )
        for position, area in enumerate(plan.areas_for_improvement)
    )
    # Of areas with the same number the first is meant.
    return {area.number: area for area in reversed(rows) if area.number}


def _save_groups(plan: interchange.Plan, row: Plan, importing: Import) -> dict[str, Objective]:
    groups = {
        group.number: group
        for group in Group.objects.bulk_create(
            Group(
                **importing.editable(group.source),
                position=position,
                plan=row,
                number=group.ref,
                title=group.title,
            )
            for position, group in enumerate(plan.groups)
        )
    }
    rows = Objective.objects.bulk_create(
        Objective(
            **importing.editable(objective.source),
            position=position,
            plan=row,
            group=groups[objective.group],
            number=objective.ref,
            title=objective.title,
            subtitle=objective.subtitle or "",
            findings_quoted=list(objective.findings),
        )
        for position, objective in enumerate(plan.objectives)
    )
    return {objective.number: objective for objective in rows}


def _save_findings(
    plan: interchange.Plan,
    row: Plan,
    areas: dict[str, Area],
    objectives: dict[str, Objective],
    importing: Import,
) -> None:
    rows = Finding.objects.bulk_create(
        Finding(
            **importing.editable(finding.source),
            position=position,
            plan=row,
            number=finding.ref or "",
            area=areas.get(finding.area or ""),
            area_as_written=finding.area or "",
            text=finding.text,
            objectives_as_written=list(finding.objectives),
        )
        for position, finding in enumerate(plan.findings)
    )
    # Printed numbers may dangle: those are kept as printed and lead nowhere.
    FindingObjective.objects.bulk_create(
        FindingObjective(
            partnership_id=importing.partnership_id, finding=finding, objective=objectives[number]
        )
        for finding in rows
        for number in dict.fromkeys(finding.objectives_as_written)
        if number in objectives
    )
