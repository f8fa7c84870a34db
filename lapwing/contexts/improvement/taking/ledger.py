"""What taking a version in changed, row by row, and putting it back.

The state of the plan's rows is noted before and after; what differs is kept with the version. Undoing goes by
recorded time: what the version recorded is withdrawn and what it withdrew is recorded anew, what it made is
voided, and fields get back what they held. It is refused while anything else depends on the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, QuerySet

from lapwing.contexts.improvement.commands.common import RefusedError
from lapwing.contexts.improvement.commands.effects import Effect
from lapwing.contexts.improvement.commands.effects import undo as undo_effects
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
    Occurrence,
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
from lapwing.platform.access.actor import Actor

CHANGED_SINCE = "has been changed again since"
# How each table reaches its plan.
_EDITABLE: dict[Any, str] = {
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
_RECORDED: dict[Any, str] = {
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
_LINKS: dict[Any, tuple[str, str, str]] = {
    Service: ("action__plan", "action_id", "objective_id"),
    MeasureAction: ("measure__plan", "measure_id", "action_id"),
    FindingObjective: ("finding__plan", "finding_id", "objective_id"),
}
# Rows that only say what the document prints or leaves open: they go with it.
_PLAIN: dict[Any, str] = {PrintedStatus: "milestone__action__plan", Question: "plan"}
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
# Where a row stands, in the list and in a document, is put back only where nobody moved it since.
_BY_THE_WAY = frozenset({"position", "source_document", "source_first", "source_last"})
# What people add under a new part: while it stands, the part is needed.
_DEPENDENTS: tuple[tuple[Any, str, Any], ...] = (
    (StatusReport, "milestone", Milestone),
    (Occurrence, "milestone", Milestone),
    (CriterionJudgement, "criterion", SuccessCriterion),
    (Actual, "series", Series),
    (Milestone, "action", Action),
    (SuccessCriterion, "action", Action),
    (Series, "measure", Measure),
    (Action, "group", Group),
    (Objective, "group", Group),
    (Service, "objective", Objective),
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
        {model: _values(model.objects.filter(**{path: plan.pk})) for model, path in _EDITABLE.items()},
        {
            model: {
                pk: withdrawn is None
                for pk, withdrawn in model.objects.filter(**{path: plan}).values_list("pk", "withdrawn_at")
            }
            for model, path in _RECORDED.items()
        },
        {model: _linked(model, plan) for model in _LINKS},
        {
            model: frozenset(model.objects.filter(**{path: plan}).values_list("pk", flat=True))
            for model, path in _PLAIN.items()
        },
    )


def _values(rows: QuerySet[Any, Any]) -> dict[int, dict[str, Any]]:
    return {
        row["id"]: {name: value for name, value in row.items() if name not in _KEPT} for row in rows.values()
    }


def _linked(model: Any, plan: Plan) -> dict[int, list[int]]:
    path, one, other = _LINKS[model]
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
    return {name: [_plain(old[name]), _plain(value)] for name, value in new.items() if old[name] != value}


def _plain(value: Any) -> Any:
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


def undo(effects: list[Effect], *, actor: Actor, now: datetime, reason: str) -> None:
    """Put a plan's rows back as they were. Raises RefusedError when something depends on the change."""
    by_model = {model._meta.model_name: model for model in (*_EDITABLE, *_LINKS, *_PLAIN)}
    of = {kind: [each for each in effects if each["kind"] == kind] for kind in ("created", "fields", "links")}
    made = {by_model[each["model"]]: set(each["ids"]) for each in of["created"]}
    recorded = {each["model"]: set(each["made"]) for each in effects if each["kind"] == "rows"}
    moved = {
        name: {each["id"] for each in of["fields"] if each["model"] == name and "group_id" in each["names"]}
        for name in ("action", "objective")
    }
    moved["service"] = {each["id"] for each in of["links"] if each["model"] == "service"}
    _refuse_while_needed(made, recorded, moved)
    _refuse_what_changed(by_model, of["fields"], of["links"])
    _take_away_plain(by_model, effects, actor, now, reason)
    for each in of["links"]:
        _link(by_model[each["model"]], each["id"], each["before"])
    standard = [each for each in effects if each["kind"] in ("created", "rows")]
    undo_effects(standard, actor=actor, now=now, reason=reason)
    _put_back(by_model, of["fields"])


def _refuse_while_needed(
    made: Mapping[Any, set[int]], recorded: Mapping[str, set[int]], moved: Mapping[str, set[int]]
) -> None:
    """Refuse while something that is not the version's own stands under a part that the version made."""
    for model, name, upper in _DEPENDENTS:
        rows = model._default_manager.filter(**{f"{name}__in": made.get(upper, set())})
        if model in _RECORDED:
            further = rows.filter(withdrawn_at=None)
        elif model is Service:
            further = rows.exclude(action__in=made.get(Action, set()) | moved["service"])
        else:
            further = rows.filter(voided_at=None)
        own = made.get(model, set()) | recorded.get(model._meta.model_name, set())
        own |= moved.get(model._meta.model_name, set()) if model is not Service else set()
        found = further.exclude(pk__in=own).first()
        if found is not None:
            raise RefusedError(
                f"Under a {upper._meta.verbose_name} that came with this version there is something new "
                f"since: a {found._meta.verbose_name}. Take that back first."
            )


def _refuse_what_changed(
    by_model: Mapping[str, Any], fields: Iterable[Effect], links: Iterable[Effect]
) -> None:
    for effect in fields:
        model = by_model[effect["model"]]
        row = model._default_manager.select_for_update(of=("self",)).get(pk=effect["id"])
        for name, (_, after) in effect["names"].items():
            if name not in _BY_THE_WAY and _plain(getattr(row, name)) != after:
                raise RefusedError(
                    f"A {model._meta.verbose_name} {CHANGED_SINCE}. Change it by hand instead."
                )
    for effect in links:
        model = by_model[effect["model"]]
        _, one, other = _LINKS[model]
        rows = model._default_manager.filter(**{one: effect["id"]})
        if list(rows.values_list(other, flat=True)) != effect["after"]:
            raise RefusedError(f"What something serves {CHANGED_SINCE}. Change it by hand instead.")


def _take_away_plain(
    by_model: Mapping[str, Any], effects: Iterable[Effect], actor: Actor, now: datetime, reason: str
) -> None:
    for effect in effects:
        if effect["kind"] != "plain":
            continue
        rows = by_model[effect["model"]]._default_manager.filter(pk__in=effect["ids"])
        if effect["model"] == "question":
            _take_away_answers(rows, actor, now, reason)
        rows.delete()


def _take_away_answers(rows: QuerySet[Question], actor: Actor, now: datetime, reason: str) -> None:
    """Answers that came with the version go with it; those that people gave since stand in the way."""
    if rows.exclude(answer=None).exclude(answered_at=F("asked_at")).exists():
        raise RefusedError("A question that came with this version was answered. Take that back first.")
    for question in rows:
        # what the plan's own rows held before is put back with them; roles are the partnership's
        joined = [each for each in question.effects.get("made", []) if each["model"] == "ownerrole"]
        undo_effects(joined, actor=actor, now=now, reason=reason)


def _link(model: Any, pk: int, wanted: list[int]) -> None:
    _, one, other = _LINKS[model]
    old = model._default_manager.filter(**{one: pk})
    above = model._meta.get_field(one.removesuffix("_id")).related_model
    partnership = above._default_manager.values_list("partnership_id", flat=True).get(pk=pk)
    old.delete()
    ordered = any(each.name == "position" for each in model._meta.fields)
    model._default_manager.bulk_create(
        model(
            partnership_id=partnership,
            **{one: pk, other: each},
            **({"position": position} if ordered else {}),
        )
        for position, each in enumerate(wanted)
    )


def _put_back(by_model: Mapping[str, Any], fields: list[Effect]) -> None:
    """What goes back to a number that another still has waits until that one has given it up."""
    for effect in fields:
        if "number" in effect["names"] and effect["model"] in ("group", "objective"):
            model = by_model[effect["model"]]
            model._default_manager.filter(pk=effect["id"]).update(number=f"({effect['id']})")
    for effect in fields:
        model = by_model[effect["model"]]
        row = model._default_manager.get(pk=effect["id"])
        back = {}
        for name, (before, after) in effect["names"].items():
            if name not in _BY_THE_WAY or getattr(row, name) == after:
                back[name] = model._meta.get_field(name).to_python(before)
        for name, value in back.items():
            setattr(row, name, value)
        if set(back) - _BY_THE_WAY:
            row.version += 1
            back["version"] = row.version
        row.save(update_fields=list(back))
