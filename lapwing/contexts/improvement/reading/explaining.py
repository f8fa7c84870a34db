"""Says of every part of a plan what was read where: the fields of actions and measures, on their lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lapwing.contexts.improvement.interchange import Action, DuePoint, Measure, Milestone, Plan, Series
from lapwing.contexts.improvement.reading.trace import Trace


def explain_fields(plan: Plan, trace: Trace) -> None:
    """One step for each group, objective, action and measure, and for what the document says of statuses."""
    for group in plan.groups:
        trace.add("group", group.source, f"{group.ref}: {group.title}")
    for objective in plan.objectives:
        trace.add("objective", objective.source, f"{objective.ref}: {objective.title}")
    for action in plan.actions:
        trace.add("fields", action.source, f"{action.ref or action.key}: " + "; ".join(_of_action(action)))
    for measure in plan.measures:
        trace.add("measure", measure.source, f"{measure.key}: " + "; ".join(_of_measure(measure)))
    for entry in plan.legend:
        trace.add("legend", None, f"“{entry.word}” is {entry.status or 'not known'}")


def _of_action(action: Action) -> Iterator[str]:
    if action.group is not None:
        yield f"group {action.group}" + (f", objective {action.objective}" if action.objective else "")
    owners = "; ".join(f"“{owner}”" for owner in action.owners)
    yield f"owners {owners}" if owners else "no owner"
    for number, milestone in enumerate(action.milestones, start=1):
        yield f"part {milestone.label or number}: {_due(milestone)}"
        if milestone.reports:
            yield "standing " + ", ".join(
                f"“{said.as_written}” {said.status or 'not known'}" for said in milestone.reports
            )
    if action.success_criteria:
        yield f"success criteria: {len(action.success_criteria)}"


def _due(milestone: Milestone) -> str:
    points = ", ".join(map(_point, milestone.due.points)) or "no date"
    return points + (f", recurs “{milestone.due.recurrence}”" if milestone.due.recurrence else "")


def _point(point: DuePoint) -> str:
    return f"{point.role} “{point.as_written}” is {_day(point.earliest)} to {_day(point.latest)}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "not settled"


def _of_measure(measure: Measure) -> Iterator[str]:
    yield f"“{measure.name}”, {measure.direction}"
    for series in measure.series:
        yield f"series “{series.label}”: {_of_series(series)}"


def _of_series(series: Series) -> str:
    targets = ", ".join(f"{target.type} “{target.as_written}”" for target in series.targets) or "no target"
    return f"baseline “{series.baseline.as_written or 'none'}”, {targets}"
