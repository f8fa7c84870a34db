"""From rows back to the interchange form: what is exported can be imported and is equal."""

from __future__ import annotations

from datetime import date
from typing import cast

from lapwing.contexts.improvement import access, interchange
from lapwing.contexts.improvement.exporting.actions import exported_actions
from lapwing.contexts.improvement.exporting.dependencies import exported_dependencies
from lapwing.contexts.improvement.exporting.measures import exported_measures
from lapwing.contexts.improvement.exporting.rows import source_of
from lapwing.contexts.improvement.models import Area, Finding, Group, Objective, Plan, Question, Remainder
from lapwing.contexts.improvement.queries.chart_rules import rule_of_plan
from lapwing.contexts.improvement.queries.standing import When, when
from lapwing.platform.access.actor import Actor

__all__ = ["export_plan", "exported"]


def export_plan(*, actor: Actor, plan_ref: str, as_at: date | None = None) -> interchange.Plan:
    """The plan in its interchange form, as now known or as recorded at the end of a day.

    Raises NotVisible without the permission to export.
    """
    return exported(access.fetch_plan(actor, access.EXPORT, plan_ref), as_at=as_at)


def exported(plan: Plan, *, as_at: date | None = None) -> interchange.Plan:
    """The same for a plan at hand, in a fixed number of queries."""
    asked = when(date.max, as_at)  # nothing here depends on the day that lateness is asked about
    return interchange.Plan(
        title=plan.title,
        local_area=plan.local_area or None,
        quarter_basis=cast("interchange.QuarterBasis | None", plan.quarter_basis or None),
        inspection=interchange.Inspection(
            from_=plan.inspected_from,
            to=plan.inspected_to,
            as_written=plan.inspection_as_written or None,
            outcome=plan.inspection_outcome or None,
        ),
        governance_group=plan.governance_group or None,
        areas_for_improvement=_areas(plan, asked),
        findings=_findings(plan, asked),
        groups=tuple(
            interchange.Group(ref=row.number, title=row.title, source=source_of(row))
            for row in asked.editable(Group.objects.filter(plan=plan))
        ),
        objectives=_objectives(plan, asked),
        actions=exported_actions(plan, asked),
        measures=exported_measures(plan, asked),
        questions=_questions(plan, asked),
        remainder=tuple(
            interchange.Remainder(lines=(row.first_line, row.last_line), text=row.text)
            for row in Remainder.objects.filter(plan=plan, document_number=asked.latest_document(plan))
        ),
        legend=tuple(interchange.LegendEntry(**entry) for entry in plan.legend),
        dependencies=exported_dependencies(plan, asked),
        two_in_three=cast("interchange.TwoInThree", rule_of_plan(plan, asked)),
    )


def _areas(plan: Plan, asked: When) -> tuple[interchange.Area, ...]:
    return tuple(
        interchange.Area(
            ref=row.number or None,
            title=row.title,
            recommendations=tuple(row.recommendations),
            narrative=tuple(row.narrative),
            governance_group=row.governance_group or None,
            source=source_of(row),
        )
        for row in asked.editable(Area.objects.filter(plan=plan))
    )


def _findings(plan: Plan, asked: When) -> tuple[interchange.Finding, ...]:
    return tuple(
        interchange.Finding(
            ref=row.number or None,
            text=row.text,
            area=row.area_as_written or None,
            objectives=tuple(row.objectives_as_written),
            source=source_of(row),
        )
        for row in asked.editable(Finding.objects.filter(plan=plan))
    )


def _objectives(plan: Plan, asked: When) -> tuple[interchange.Objective, ...]:
    return tuple(
        interchange.Objective(
            ref=row.number,
            group=row.group.number,
            title=row.title,
            subtitle=row.subtitle or None,
            findings=tuple(row.findings_quoted),
            source=source_of(row),
        )
        for row in asked.editable(Objective.objects.filter(plan=plan)).select_related("group")
    )


def _questions(plan: Plan, asked: When) -> tuple[interchange.Question, ...]:
    rows = Question.objects.filter(plan=plan)
    if asked.moment is not None:
        rows = rows.filter(asked_at__lte=asked.moment)
    return tuple(
        interchange.Question(
            code=row.code,
            where=tuple(row.where),
            text=row.text,
            choices=tuple(row.choices),
            answer=row.answer if _answered_by_then(row, asked) else None,
            raw=row.raw or None,
        )
        for row in rows
    )


def _answered_by_then(row: Question, asked: When) -> bool:
    return asked.moment is None or (row.answered_at is not None and row.answered_at <= asked.moment)
