"""Saying what of a plan waits for what, and removing that again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access, events
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    clean,
    recorded,
    required,
    user_id_of,
)
from lapwing.contexts.improvement.models import Action, Dependency, Milestone, Plan
from lapwing.contexts.improvement.rules.dependencies import End, Wait, circle
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.names import refuse_names

KINDS = ("action", "milestone")


@dataclass(frozen=True)
class EndRef:
    """One end of a dependency: "action" or "milestone", and its reference."""

    kind: str
    ref: str


@transaction.atomic
def add_dependency(
    *,
    actor: Actor,
    now: datetime,
    plan_ref: str,
    waiting: EndRef,
    needed: EndRef,
    reason: str,
    named_nobody: Collection[str] = (),
) -> Dependency:
    """Something of a plan waits for something else of it. The plan is locked: two at once make no circle.

    Raises NotVisible, RefusedError, and ChildNamedError for what looks like a child's name in the reason,
    save the words of ``named_nobody``.
    """
    plan = _locked(actor, plan_ref)
    why = required(reason, field="reason", message="Say why it waits for that.")
    ends = {
        "waiting": _end(plan, waiting, "waiting"),
        "needed": _end(plan, needed, "needed"),
    }
    wait = Wait(ends["waiting"], ends["needed"])
    standing = _waits(plan)
    if wait in standing:
        raise RefusedError("The plan says so already.", field="needed")
    if way := circle(standing, wait):
        raise RefusedError(_in_words(way), field="needed")
    refuse_names(plan.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        made = Dependency.objects.create(
            **recorded(actor, now, plan.partnership_id, reason=why),
            plan=plan,
            waiting_id=wait.waiting.action,
            waiting_milestone_id=wait.waiting.milestone,
            needed_id=wait.needed.action,
            needed_milestone_id=wait.needed.milestone,
        )
    events.plan_changed(made, now)
    return made


@transaction.atomic
def take_back_dependency(
    *, actor: Actor, now: datetime, ref: str, reason: str = "", named_nobody: Collection[str] = ()
) -> Dependency:
    """Remove a dependency. Raises NotVisible, and ChildNamedError as ``add_dependency``."""
    found = Dependency.objects.standing().filter(
        actor.scope(access.EDIT).as_q(), ref=ref, plan__voided_at=None
    )
    row = found.select_related("plan").select_for_update(of=("self",)).first()
    if row is None:
        raise NotVisible("No such dependency")
    why = clean(reason)
    refuse_names(row.partnership_id, {"reason": why}, named_nobody)
    with for_reason(why):
        row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_reason = now, user_id_of(actor), why
        row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    events.plan_changed(row, now)
    return row


def _locked(actor: Actor, plan_ref: str) -> Plan:
    rows = Plan.objects.in_force().select_for_update(of=("self",))
    return access.plans.fetch(actor, access.EDIT, queryset=rows, ref=plan_ref)


def _end(plan: Plan, chosen: EndRef, field: str) -> End:
    """The action or milestone of the plan that was chosen."""
    if chosen.kind == "action":
        action = Action.objects.in_force().filter(plan=plan, ref=chosen.ref).first()
        if action is not None:
            return End(action.pk)
    elif chosen.kind == "milestone":
        rows = Milestone.objects.in_force().filter(action__plan=plan, action__voided_at=None)
        milestone = rows.filter(ref=chosen.ref).first()
        if milestone is not None:
            return End(milestone.action_id, milestone.pk)
    raise RefusedError("Choose an action or a milestone of this plan.", field=field)


def _waits(plan: Plan) -> list[Wait]:
    """Everything that is said to wait, also of what is taken out: it may come back."""
    rows = Dependency.objects.standing().filter(plan=plan)
    return [
        Wait(End(waiting, part), End(needed, needed_part))
        for waiting, part, needed, needed_part in rows.values_list(
            "waiting", "waiting_milestone", "needed", "needed_milestone"
        )
    ]


def _in_words(way: tuple[End, ...]) -> str:
    """Why it would be a circle: which things wait for each other already."""
    if len(way) == 1:
        return "Something cannot wait for itself."
    actions = Action.objects.in_bulk([end.action for end in way])
    parts = Milestone.objects.in_bulk([end.milestone for end in way if end.milestone])

    def name(end: End) -> str:
        number = actions[end.action].number or "an action"
        if end.milestone is None:
            return f"action {number}"
        label = parts[end.milestone].label
        return f"milestone {label} of {number}" if label else f"a milestone of {number}"

    return f"That would lead round in a circle: {' waits for '.join(name(end) for end in way)} already."
