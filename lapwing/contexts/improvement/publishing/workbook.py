"""A plan as a workbook: a sheet for each kind of thing, joined by the keys that are printed in them."""

from __future__ import annotations

from collections.abc import Iterator

from lapwing.contexts.improvement.interchange import Action, Plan
from lapwing.contexts.improvement.interchange.plain import block, one_line
from lapwing.contexts.improvement.interchange.visible import tidied
from lapwing.contexts.improvement.publishing import forms, shared, words
from lapwing.contexts.improvement.publishing.action_parts import own_milestone, report_period
from lapwing.contexts.improvement.publishing.forms import PART, Parts
from lapwing.contexts.improvement.publishing.layout import Look, Row, Table, Workbook
from lapwing.contexts.improvement.publishing.notation import due_text
from lapwing.contexts.improvement.publishing.shared import filled
from lapwing.contexts.improvement.publishing.sheets_of_measures import measure_tables


def workbook_of(plan: Plan) -> Workbook:
    """The plan as sheets; one of which nothing would stand in is left out, but for those one may fill."""
    plan = tidied(plan)
    tables = (
        shared.about(plan),
        shared.areas(plan),
        shared.findings(plan),
        Table(forms.GROUPS, tuple(_outline(plan))),
        Table(forms.SHEET_ACTIONS, tuple(_action(each) for each in plan.actions)),
        Table(forms.SHEET_MILESTONES, tuple(_milestones(plan))),
        Table(forms.SHEET_REPORTS, tuple(_reports(plan))),
        Table(forms.SHEET_CRITERIA, tuple(_criteria(plan))),
        *measure_tables(plan),
        shared.questions(plan.questions),
        shared.legend(plan),
    )
    kept = tuple(table for table in tables if table.rows or table.form in _FILLABLE)
    return Workbook(title=one_line(plan.title), tables=kept)


_FILLABLE = (forms.GROUPS, forms.SHEET_ACTIONS, forms.SHEET_MILESTONES, forms.SHEET_CRITERIA)


def _outline(plan: Plan) -> Iterator[Row]:
    number, _, title = forms.GROUPS.titles
    for group in plan.groups:
        yield Row({number: one_line(group.ref), PART: Parts.GROUP, title: one_line(group.title)}, Look.BAND)
        for each in plan.objectives:
            if each.group == group.ref:
                yield Row({number: one_line(each.ref), PART: Parts.OBJECTIVE, title: one_line(each.title)})
                if each.subtitle:
                    yield Row({PART: Parts.SUBTITLE, title: block(each.subtitle)}, Look.ASIDE)
                for quoted in each.findings:
                    yield Row({PART: Parts.QUOTED, title: block(quoted)}, Look.ASIDE)


def _action(action: Action) -> Row:
    return filled(
        forms.SHEET_ACTIONS,
        one_line(action.key),
        one_line(action.ref),
        one_line(action.group),
        one_line(action.objective),
        block(action.text),
        block(action.key_area),
        words.items_text(action.owners),
        words.items_text(action.accountable),
        block(action.governance),
        block(action.rationale),
        block(action.progress),
    )


def _milestones(plan: Plan) -> Iterator[Row]:
    for action in plan.actions:
        own = own_milestone(action)
        for milestone in action.milestones:
            yield filled(
                forms.SHEET_MILESTONES,
                one_line(action.key),
                one_line(milestone.label),
                ITSELF if milestone is own else block(milestone.text),
                due_text(milestone.due, plan.quarter_basis),
                words.status_text(milestone.status),
            )


def _reports(plan: Plan) -> Iterator[Row]:
    for action in plan.actions:
        for at, milestone in enumerate(action.milestones, start=1):
            for report in milestone.reports:
                yield filled(
                    forms.SHEET_REPORTS,
                    one_line(action.key),
                    str(at),
                    one_line(report.as_written),
                    words.status_text(report.status or ""),
                    report_period(report),
                    block(report.note),
                )


def _criteria(plan: Plan) -> Iterator[Row]:
    for action in plan.actions:
        for each in action.success_criteria:
            yield filled(
                forms.SHEET_CRITERIA,
                one_line(action.key),
                block(each.text),
                words.judgement_text(each.status),
            )


# Stands for the text of a milestone that is its action itself.
ITSELF = "(the action itself)"
