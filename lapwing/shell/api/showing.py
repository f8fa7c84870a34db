"""From what the queries give to what programs are given."""

from __future__ import annotations

from typing import Any

from lapwing.contexts.improvement.models import Actual, Target
from lapwing.contexts.improvement.queries.lines import (
    ActionLine,
    MilestoneDetail,
    MilestoneLine,
    WholeSaid,
)
from lapwing.contexts.improvement.queries.measure_lines import MeasureLine, SeriesLine
from lapwing.contexts.improvement.queries.pages import PlanLine, Tree
from lapwing.contexts.improvement.queries.tree_lines import GroupLine, ObjectiveLine
from lapwing.contexts.improvement.rules import Counts
from lapwing.domain import progress

COLOURS = ("blue", "red", "amber", "green", "grey")


def plan(line: PlanLine) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "title": line.title,
        "kind": line.kind,
        "local_area": line.local_area,
        "partnership": line.partnership_ref,
        "parent": line.parent_ref or None,
    }


def tree(found: Tree) -> dict[str, Any]:
    head = found.plan
    return {
        "ref": head.ref,
        "title": head.title,
        "local_area": head.local_area,
        "partnership": head.partnership_ref,
        "on": head.on,
        "as_at": head.as_at,
        "recorded_on": head.recorded_on,
        "version": head.version,
        "groups": [group(line) for line in found.groups],
        "actions": [line.ref for line in found.loose],
    }


def group(line: GroupLine) -> dict[str, Any]:
    return {**_standing(line), "objectives": [_standing(each, subtitle=True) for each in line.objectives]}


def _standing(line: GroupLine | ObjectiveLine, *, subtitle: bool = False) -> dict[str, Any]:
    found = {
        "ref": line.ref,
        "number": line.number,
        "title": line.title,
        "colour": line.colour.value,
        "counts": _counts(line.counts),
        "overdue": line.overdue,
        "actions": [each.ref for each in line.actions],
    }
    return {**found, "subtitle": getattr(line, "subtitle", "")} if subtitle else found


def _counts(counts: Counts) -> dict[str, int]:
    return {colour: getattr(counts, colour) for colour in COLOURS}


def action(line: ActionLine) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "key": line.key,
        "number": line.number,
        "text": line.text,
        "key_area": line.key_area,
        "group": line.group_ref or None,
        "objective": line.objective_ref or None,
        "owners": [
            {
                "role": owner.role_ref,
                "name": owner.name,
                "as_written": owner.as_written,
                "organisation": owner.organisation,
            }
            for owner in line.owners
        ],
        "colour": line.colour.value,
        "whole": whole(line.whole) if line.whole else None,
        "counts": _counts(line.counts),
        "milestones": line.milestones,
        "done": line.done,
        "overdue": line.overdue,
        "undated": line.undated,
        "next_due": line.next_due,
    }


def whole(said: WholeSaid) -> dict[str, Any]:
    """Without who said it: nobody is named."""
    return {
        "status": said.status.value,
        "colour": said.colour.value,
        "said_on": said.on,
        "update": said.update_ref,
    }


def milestone(line: MilestoneLine) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "action": line.action_ref,
        "label": line.label,
        "text": line.text,
        "status": line.status.value,
        "colour": line.colour.value,
        "note": line.note,
        "mitigation": line.mitigation,
        "forecast_on": line.forecast_on,
        "said_on": line.said_on,
        "due": [
            {
                "role": point.role,
                "as_written": point.as_written,
                "earliest": point.earliest,
                "latest": point.latest,
            }
            for point in line.due
        ],
        "last_due": line.last_due,
        "lateness": line.lateness.value,
        "days_overdue": line.days_overdue,
        "missed_start": line.missed_start,
        "recurrence": line.recurrence,
    }


def milestone_detail(detail: MilestoneDetail) -> dict[str, Any]:
    return {
        **milestone(detail.line),
        "reports": [
            {
                "ref": report.ref,
                "status": report.status.value,
                "effective_on": report.effective_on,
                "recorded_at": report.recorded_at,
                "note": report.note,
                "mitigation": report.mitigation,
                "forecast_on": report.forecast_on,
                "occurrence": report.occurrence,
                "withdrawn_on": report.withdrawn_on,
            }
            for report in detail.reports
        ],
        "occurrences": [
            {
                "ref": turn.ref,
                "label": turn.label,
                "due_on": turn.due_on,
                "status": turn.status.value,
                "is_missed": turn.is_missed,
            }
            for turn in detail.occurrences
        ],
        "earlier_dates": [
            {
                "as_written": each.as_written,
                "latest": each.latest,
                "withdrawn_on": each.withdrawn_on,
                "reason": each.reason,
            }
            for each in detail.earlier_dates
        ],
        "version": detail.version,
    }


def measure(line: MeasureLine) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "key": line.key,
        "name": line.name,
        "direction": line.direction,
        "source_as_written": line.source_as_written,
        "same_as": line.same_as_ref or None,
        "colour": line.colour.value,
        "actions": list(line.action_refs),
        "series": [series(each) for each in line.series],
    }


def series(line: SeriesLine) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "measure": line.measure_ref,
        "label": line.label,
        "unit": line.unit,
        "direction": line.direction,
        "outcome": line.outcome.value,
        "colour": line.colour.value,
        "reason": line.reason,
        "baseline": line.baseline,
        "latest": line.latest,
        "latest_on": line.latest_on,
        "expected_low": line.expected_low,
        "expected_high": line.expected_high,
    }


def target(row: Target) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "series": row.series.ref,
        "measure": row.series.measure.ref,
        "by_as_written": row.by_as_written,
        "latest": row.latest,
        "as_written": row.as_written,
        "type": row.type,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "resolved": row.resolved,
        "effective_on": row.effective_on,
        "recorded_at": row.recorded_at,
    }


def actual(row: Actual) -> dict[str, Any]:
    value = progress.ratio(row.value, row.numerator, row.denominator, percent="%" in row.series.unit)
    return {
        "ref": row.ref,
        "series": row.series.ref,
        "measure": row.series.measure.ref,
        "from": row.from_date,
        "to": row.to_date,
        "value": value,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "source": row.source,
        "note": row.note,
        "recorded_at": row.recorded_at,
    }
