"""Putting a plan back as it was before a version was taken in.

It goes by recorded time: what the version recorded is withdrawn and what it withdrew is recorded anew, what
it made is voided, and fields get back what they held. It is refused while anything else depends on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from lapwing.contexts.improvement.commands.common import RefusedError
from lapwing.contexts.improvement.commands.effects import Effect
from lapwing.contexts.improvement.commands.effects import undo as undo_effects
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    CriterionJudgement,
    Group,
    Measure,
    Milestone,
    Objective,
    Occurrence,
    Question,
    Series,
    Service,
    StatusReport,
    SuccessCriterion,
)
from lapwing.contexts.improvement.taking.ledger import EDITABLE, LINKS, PLAIN, RECORDED, plain
from lapwing.platform.access.actor import Actor

CHANGED_SINCE = "has been changed again since"
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


def undo(effects: list[Effect], *, actor: Actor, now: datetime, reason: str) -> None:
    """Put a plan's rows back as they were. Raises RefusedError when something depends on the change."""
    by_model = {model._meta.model_name: model for model in (*EDITABLE, *LINKS, *PLAIN)}
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
    _take_awayplain(by_model, effects, actor, now, reason)
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
        if model in RECORDED:
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
                f"since: a {found._meta.verbose_name}. Take that out first."
            )


def _refuse_what_changed(
    by_model: Mapping[str, Any], fields: Iterable[Effect], links: Iterable[Effect]
) -> None:
    for effect in fields:
        model = by_model[effect["model"]]
        row = model._default_manager.select_for_update(of=("self",)).get(pk=effect["id"])
        for name, (_, after) in effect["names"].items():
            if name not in _BY_THE_WAY and plain(getattr(row, name)) != after:
                raise RefusedError(
                    f"A {model._meta.verbose_name} {CHANGED_SINCE}. Change it by hand instead."
                )
    for effect in links:
        model = by_model[effect["model"]]
        _, one, other = LINKS[model]
        rows = model._default_manager.filter(**{one: effect["id"]})
        if list(rows.values_list(other, flat=True)) != effect["after"]:
            raise RefusedError(f"What something serves {CHANGED_SINCE}. Change it by hand instead.")


def _take_awayplain(
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
        raise RefusedError("A question that came with this version was answered. Withdraw the answer first.")
    for question in rows:
        # what the plan's own rows held before is put back with them; roles are the partnership's
        joined = [each for each in question.effects.get("made", []) if each["model"] == "ownerrole"]
        undo_effects(joined, actor=actor, now=now, reason=reason)


def _link(model: Any, pk: int, wanted: list[int]) -> None:
    _, one, other = LINKS[model]
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
