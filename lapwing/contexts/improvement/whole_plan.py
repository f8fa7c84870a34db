"""The whole plan as tables: every milestone, report and figure, of which day it is and when it was recorded.

What was withdrawn or replaced is among them, marked by when: the tables tell what was known at any moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from lapwing.contexts.improvement.access import EXPORT, plans
from lapwing.contexts.improvement.models import Actual, DuePoint, Milestone, Plan, StatusReport, Target
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.exports.kinds import Content, ExportKind, Sheet
from lapwing.registry.models import Partnership

CODE = "improvement.whole-plan"
_BLOCK = 2_000
_NOTES = (
    "Reports and figures that were withdrawn or replaced are there too, with the moment when they were.",
    "Names of people are left out.",
)
_RECORDED = ("Recorded", "Withdrawn", "Why withdrawn")


def whole_plan(actor: Actor, partnership: Partnership, parameters: Mapping[str, str]) -> Content:
    """The tables of the plan named by ``plan``. Raises NotVisible."""
    ref = parameters.get("plan", "")
    if not ref:
        raise NotVisible("No such plan")
    plan = plans.fetch(actor, EXPORT, queryset=Plan.objects.in_force(), partnership=partnership, ref=ref)
    return Content(
        f"{plan.title}, with all reports and figures",
        (_milestones(plan), _due_dates(plan), _reports(plan), _figures(plan), _targets(plan)),
        _NOTES,
    )


def _milestones(plan: Plan) -> Sheet:
    rows = Milestone.objects.in_force().filter(action__plan=plan, action__voided_at=None)
    return _sheet(
        "Milestones",
        ("Milestone", "Action", "Action in words", "Part", "Milestone in words", "Recurs", "Made"),
        rows.order_by("action__position", "action_id", "position", "id"),
        (
            "ref",
            "action__number",
            "action__text",
            "label",
            "text",
            "recurrence",
            "created_at",
        ),
    )


def _due_dates(plan: Plan) -> Sheet:
    rows = DuePoint.objects.filter(milestone__action__plan=plan, milestone__voided_at=None)
    return _sheet(
        "Due dates",
        ("Milestone", "As written", "Earliest", "Latest", "Holds from", "Why", *_RECORDED),
        rows.order_by("milestone_id", "position", "id"),
        (
            "milestone__ref",
            "as_written",
            "earliest",
            "latest",
            "effective_on",
            "reason",
            "recorded_at",
            "withdrawn_at",
            "withdrawn_reason",
        ),
    )


def _reports(plan: Plan) -> Sheet:
    rows = StatusReport.objects.filter(milestone__action__plan=plan, milestone__voided_at=None)
    return _sheet(
        "Reports",
        ("Milestone", "Occurrence", "As of", "Status", "What was said", *_RECORDED),
        rows.order_by("milestone_id", "effective_on", "recorded_at", "id"),
        (
            "milestone__ref",
            "occurrence__label",
            "effective_on",
            "status",
            "note",
            "recorded_at",
            "withdrawn_at",
            "withdrawn_reason",
        ),
    )


def _figures(plan: Plan) -> Sheet:
    rows = Actual.objects.filter(series__measure__plan=plan, series__voided_at=None)
    return _sheet(
        "Figures",
        (
            "Measure",
            "Measure in words",
            "Series",
            "Unit",
            "From",
            "To",
            "Value",
            "Numerator",
            "Denominator",
            "Source",
            "Note",
            *_RECORDED,
        ),
        rows.order_by("series__measure__position", "series_id", "to_date", "recorded_at", "id"),
        (
            "series__measure__key",
            "series__measure__name",
            "series__label",
            "series__unit",
            "from_date",
            "to_date",
            "value",
            "numerator",
            "denominator",
            "source",
            "note",
            "recorded_at",
            "withdrawn_at",
            "withdrawn_reason",
        ),
    )


def _targets(plan: Plan) -> Sheet:
    rows = Target.objects.filter(series__measure__plan=plan, series__voided_at=None)
    return _sheet(
        "Targets",
        ("Measure", "Series", "By", "As written", "Value", "Resolved", "Holds from", *_RECORDED),
        rows.order_by("series__measure__position", "series_id", "position", "id"),
        (
            "series__measure__key",
            "series__label",
            "latest",
            "as_written",
            "value",
            "resolved",
            "effective_on",
            "recorded_at",
            "withdrawn_at",
            "withdrawn_reason",
        ),
    )


def _sheet(name: str, headings: Sequence[str], rows: QuerySet[Any], fields: Sequence[str]) -> Sheet:
    return Sheet(name, headings, rows.values_list(*fields).iterator(_BLOCK), rows.count())


WHOLE_PLAN = ExportKind(
    code=CODE,
    label="The whole plan with all reports and figures",
    permission=EXPORT,
    personal=False,
    content=whole_plan,
)
