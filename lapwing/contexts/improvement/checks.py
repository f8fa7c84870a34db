"""What must hold of an interchange plan before it can be saved. Pure: no Django, no database."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from math import isfinite
from typing import Any

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.dependency_checks import dependency_problems
from lapwing.contexts.improvement.rules import Status

JUDGEMENTS = ("not yet", "partly", "met")
LONGEST_KEY = 100
LONGEST_OWNER = 600
LARGEST = 2_000_000_000
_A = {
    "progress report": "a progress report on one",
    "contents": "a list of contents",
    "notice": "a notice",
    "other": "something else",
}


class PlanRefusedError(ValueError):
    """The plan cannot be saved; the message says everything that is wrong, and where."""


def refuse_what_cannot_be_saved(plan: interchange.Plan) -> None:
    """Raise PlanRefusedError naming each problem, ten at most."""
    found = list(problems(plan))
    if found:
        more = f" (and {len(found) - 10} more)" if len(found) > 10 else ""
        raise PlanRefusedError("; ".join(found[:10]) + more + ".")


def problems(plan: interchange.Plan) -> Iterator[str]:
    """Each thing that is wrong, as the beginning of a sentence."""
    if not plan.title.strip():
        yield "the plan has no title"
    if plan.document != "plan":
        yield f"the document is no plan but {_A[plan.document]}"
    yield from _keys(plan)
    yield from _links(plan)
    yield from _statuses(plan)
    yield from _dates(plan)
    yield from _measures(plan)
    yield from _recalculations(plan)
    yield from dependency_problems(plan)
    yield from _sizes(plan)
    yield from dict.fromkeys(_unkeepable(plan))


def _keys(plan: interchange.Plan) -> Iterator[str]:
    for what, keys in (
        ("groups have the number", [group.ref for group in plan.groups]),
        ("objectives have the number", [objective.ref for objective in plan.objectives]),
        ("actions have the key", [action.key for action in plan.actions]),
        ("measures have the key", [measure.key for measure in plan.measures]),
    ):
        yield from (f"several {what} {key!r}" for key, times in Counter(keys).items() if times > 1)
        yield from (f"{key[:30]!r}… is longer than {LONGEST_KEY}" for key in keys if len(key) > LONGEST_KEY)
    for action in plan.actions:
        short = [action.ref or "", *(m.label or "" for m in action.milestones), *_roles(action)]
        if any(len(text) > LONGEST_KEY for text in short):
            yield f"action {action.key!r} has a number, label or role longer than {LONGEST_KEY}"


def _roles(action: interchange.Action) -> list[str]:
    return [point.role for milestone in action.milestones for point in milestone.due.points]


def _links(plan: interchange.Plan) -> Iterator[str]:
    groups = {group.ref for group in plan.groups}
    objectives = {objective.ref for objective in plan.objectives}
    actions = {action.key for action in plan.actions}
    for objective in plan.objectives:
        if objective.group not in groups:
            yield f"objective {objective.ref!r} names group {objective.group!r}, which the plan does not have"
    for action in plan.actions:
        if action.group is not None and action.group not in groups:
            yield f"action {action.key!r} names group {action.group!r}, which the plan does not have"
        if action.objective is not None and action.objective not in objectives:
            yield f"action {action.key!r} names objective {action.objective!r}, which the plan does not have"
    for measure in plan.measures:
        for key in dict.fromkeys(measure.actions):
            if key not in actions:
                yield f"measure {measure.key!r} names action {key!r}, which the plan does not have"
        if len(set(measure.actions)) < len(measure.actions):
            yield f"measure {measure.key!r} names an action twice"


def _statuses(plan: interchange.Plan) -> Iterator[str]:
    known = [status.value for status in Status]
    for action in plan.actions:
        for milestone in action.milestones:
            if milestone.status not in known:
                yield f"action {action.key!r}: status {milestone.status!r} is not one of {', '.join(known)}"
            for report in milestone.reports:
                if report.status is not None and report.status not in known:
                    yield f"action {action.key!r}: status {report.status!r} is not one of {', '.join(known)}"
        for criterion in action.success_criteria:
            if criterion.status not in JUDGEMENTS:
                yield f"action {action.key!r}: {criterion.status!r} is not one of {', '.join(JUDGEMENTS)}"


def _dates(plan: interchange.Plan) -> Iterator[str]:
    for action in plan.actions:
        for milestone in action.milestones:
            for point in milestone.due.points:
                if point.earliest and point.latest and point.earliest > point.latest:
                    yield f"action {action.key!r}: {point.as_written!r} ends before it begins"


def _measures(plan: interchange.Plan) -> Iterator[str]:
    for measure in plan.measures:
        for series in measure.series:
            where = f"measure {measure.key!r}, series {series.label!r}"
            periods = Counter((actual.from_, actual.to) for actual in series.actuals)
            yield from (f"{where}: two actuals for {to:%d %b %Y}" for (_, to), n in periods.items() if n > 1)
            for actual in series.actuals:
                if actual.value is None and (actual.numerator is None or not (actual.denominator or 0) > 0):
                    yield f"{where}: an actual to {actual.to:%d %b %Y} has no value"
                if actual.from_ and actual.from_ > actual.to:
                    yield f"{where}: an actual ends before it begins"
            for target in series.targets:
                if target.low is not None and target.high is not None and target.low > target.high:
                    yield f"{where}: target {target.as_written!r} has its low end above its high end"


def _recalculations(plan: interchange.Plan) -> Iterator[str]:
    for measure in plan.measures:
        for series in measure.series:
            where = f"measure {measure.key!r}, series {series.label!r}"
            days = Counter(each.from_ for each in series.recalculations)
            yield from (
                f"{where}: limits afresh from {day:%d %b %Y} twice"
                for day, times in days.items()
                if times > 1
            )
            if any(not each.reason.strip() for each in series.recalculations):
                yield f"{where}: limits afresh without a reason"


def _sizes(plan: interchange.Plan) -> Iterator[str]:
    """What the tables have no room for."""
    numbers = [area.ref for area in plan.areas_for_improvement]
    numbers += [number for finding in plan.findings for number in (finding.ref, finding.area)]
    yield from (f"{n[:30]!r}… is longer than {LONGEST_KEY}" for n in numbers if n and len(n) > LONGEST_KEY)
    for action in plan.actions:
        if any(len(owner) > LONGEST_OWNER for owner in action.owners):
            yield f"action {action.key!r} has an owner longer than {LONGEST_OWNER} letters"
        if not 1 <= action.occurrence <= LARGEST:
            yield f"action {action.key!r}: occurrence {action.occurrence} is not a count"
    yield from (f"question code {q.code[:30]!r}… is too long" for q in plan.questions if len(q.code) > 60)


def _unkeepable(value: Any, name: str = "") -> Iterator[str]:
    """Texts and numbers that no database keeps, wherever they stand."""
    if isinstance(value, str):
        if "\0" in value:
            yield "the text holds a null character"
        elif any("\ud800" <= letter <= "\udfff" for letter in value):
            yield "the text holds half a character"
    elif isinstance(value, float) and not isfinite(value):
        yield "a figure is not a number"
    elif name in ("source", "lines") and value is not None:
        if not 1 <= value[0] <= value[1] <= LARGEST:
            yield f"the lines {value[0]} to {value[1]} are not lines of a document"
    elif isinstance(value, tuple):
        for each in value:
            yield from _unkeepable(each)
    elif isinstance(value, dict):
        for pair in value.items():
            yield from _unkeepable(pair)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _unkeepable(getattr(value, field.name), field.name)
