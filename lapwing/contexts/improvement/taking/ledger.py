"""What taking a version in changed, row by row: how the plan's rows stood before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from lapwing.contexts.improvement.commands.effects import Effect
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Area,
    Baseline,
    Comparator,
    CriterionJudgement,
    DuePoint,
    Finding,
    FindingObjective,
    Group,
    Measure,
    MeasureAction,
    Milestone,
    Objective,
    Ownership,
    Plan,
    PrintedStatus,
    Question,
    Series,
    Service,
    StatusReport,
    SuccessCriterion,
    Target,
)

# How each table reaches its plan.
EDITABLE: dict[Any, str] = {
    Plan: "pk",
    Area: "plan",
    Finding: "plan",
    Group: "plan",
    Objective: "plan",
    Action: "plan",
    Milestone: "action__plan",
    SuccessCriterion: "action__plan",
    Measure: "plan",
    Series: "measure__plan",
}
RECORDED: dict[Any, str] = {
    DuePoint: "milestone__action__plan",
    StatusReport: "milestone__action__plan",
    CriterionJudgement: "criterion__action__plan",
    Ownership: "action__plan",
    Baseline: "series__measure__plan",
    Target: "series__measure__plan",
    Comparator: "series__measure__plan",
    Actual: "series__measure__plan",
}
# From what to what, in order.
LINKS: dict[Any, tuple[str, str, str]] = {
    Service: ("action__plan", "action_id", "objective_id"),
    MeasureAction: ("measure__plan", "measure_id", "action_id"),
    FindingObjective: ("finding__plan", "finding_id", "objective_id"),
}
# Rows that only say what the document prints or leaves open: they go with it.
PLAIN: dict[Any, str] = {PrintedStatus: "milestone__action__plan", Question: "plan"}
_KEPT = frozenset(
    {
        "id",
        "ref",
        "version",
        "partnership_id",
        "created_at",
        "created_by_id",
        "plan_id",
        "action_id",
        "measure_id",
    }
)


@dataclass(frozen=True)
class State:
    """The rows of a plan at one moment."""

    editable: Mapping[Any, Mapping[int, Mapping[str, Any]]]
    standing: Mapping[Any, Mapping[int, bool]]
    links: Mapping[Any, Mapping[int, list[int]]]
    plain: Mapping[Any, frozenset[int]] = field(default_factory=dict)


def state_of(plan: Plan) -> State:
    """How the rows of a plan stand, in one query for each table."""
    return State(
        {model: _values(model.objects.filter(**{path: plan.pk})) for model, path in EDITABLE.items()},
        {
            model: {
                pk: withdrawn is None
                for pk, withdrawn in model.objects.filter(**{path: plan}).values_list("pk", "withdrawn_at")
            }
            for model, path in RECORDED.items()
        },
        {model: _linked(model, plan) for model in LINKS},
        {
            model: frozenset(model.objects.filter(**{path: plan}).values_list("pk", flat=True))
            for model, path in PLAIN.items()
        },
    )


def _values(rows: QuerySet[Any, Any]) -> dict[int, dict[str, Any]]:
    return {
        row["id"]: {name: value for name, value in row.items() if name not in _KEPT} for row in rows.values()
    }


def _linked(model: Any, plan: Plan) -> dict[int, list[int]]:
    path, one, other = LINKS[model]
    found: dict[int, list[int]] = {}
    for first, second in model.objects.filter(**{path: plan}).values_list(one, other):
        found.setdefault(first, []).append(second)
    return found


def effects_between(before: State, after: State) -> list[Effect]:
    """What differs, as JSON can hold it."""
    found: list[Effect] = []
    for model, rows in after.editable.items():
        name = model._meta.model_name
        made = [pk for pk in rows if pk not in before.editable[model]]
        if made:
            found.append({"kind": "created", "model": name, "ids": made})
        for pk, values in rows.items():
            changed = _changed(before.editable[model].get(pk), values)
            if changed:
                found.append({"kind": "fields", "model": name, "id": pk, "names": changed})
    for model, standing in after.standing.items():
        old = before.standing[model]
        withdrawn = sorted(pk for pk, stands in standing.items() if old.get(pk) and not stands)
        new = sorted(pk for pk, stands in standing.items() if pk not in old and stands)
        if withdrawn or new:
            found.append(
                {"kind": "rows", "model": model._meta.model_name, "withdrawn": withdrawn, "made": new}
            )
    for model, links in after.links.items():
        found += _link_effects(model, before.links[model], links)
    for model, ids in after.plain.items():
        if new := sorted(ids - before.plain[model]):
            found.append({"kind": "plain", "model": model._meta.model_name, "ids": new})
    return found


def _changed(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> dict[str, list[Any]]:
    if old is None:
        return {}
    return {name: [plain(old[name]), plain(value)] for name, value in new.items() if old[name] != value}


def plain(value: Any) -> Any:
    return (
        value
        if isinstance(value, str | int | float | list | dict | None)
        else DjangoJSONEncoder().default(value)
    )


def _link_effects(model: Any, old: Mapping[int, list[int]], new: Mapping[int, list[int]]) -> Iterable[Effect]:
    for pk in dict.fromkeys([*old, *new]):
        if old.get(pk, []) != new.get(pk, []):
            yield {
                "kind": "links",
                "model": model._meta.model_name,
                "id": pk,
                "before": old.get(pk, []),
                "after": new.get(pk, []),
            }
