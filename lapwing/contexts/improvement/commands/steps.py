"""Setting the steps that a plan's updates go through, who holds them, and who leads each of its groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    created,
    fetch,
    required,
    save_changes,
    short,
    user_id_of,
)
from lapwing.contexts.improvement.models import (
    Group,
    Plan,
    StepDeed,
    StepHolder,
    Update,
    UpdateState,
    WorkflowStep,
)
from lapwing.contexts.improvement.step_holders import CHECKING
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.voiding import VOIDED_FIELDS, void_row
from lapwing.registry.models import DECIDING, Capacity, GovernanceGroup

# More than any partnership's governance has, and as many as a page shows well.
MOST_STEPS = 8
TAKEN_OUT = "No longer a step of the plan"


@dataclass(frozen=True)
class StepDetails:
    """One step: who holds it. ``capacities`` empty means everybody who decides in the group."""

    name: str
    holder: StepHolder
    group_ref: str = ""
    role: str = ""
    capacities: tuple[str, ...] = ()


@transaction.atomic
def set_steps(
    *,
    actor: Actor,
    now: datetime,
    plan_ref: str,
    version: int,
    steps: Sequence[StepDetails],
    reason: str = "",
) -> Plan:
    """Set the steps of a plan in order: the last signs off, those before it check. None means one sign-off
    by those who run the plan.

    What waits goes on from the same place in the new order. Raises NotVisible, EditedByAnotherError (the
    plan was changed meanwhile) and RefusedError.
    """
    plan = fetch(actor, access.RUN, Plan, plan_ref, version=version)
    if len(steps) > MOST_STEPS:
        raise RefusedError(f"Set {MOST_STEPS} steps at most.")
    wanted = [_columns(plan, details) for details in steps]
    standing = list(
        WorkflowStep.objects.in_force().filter(plan=plan).order_by("position", "id").select_for_update()
    )
    before = len(standing)
    if standing:
        reason = required(reason, field="reason", message="Say why the steps change.")
    with for_reason(reason):
        rows = [
            _put(actor, now, plan, standing, place, {**columns, "deed": _deed(place, len(wanted))})
            for place, columns in enumerate(wanted)
        ]
        for row in standing[len(wanted) :]:
            void_row(row, by=user_id_of(actor), now=now, reason=reason or TAKEN_OUT)
            row.version += 1
            row.save(update_fields=[*VOIDED_FIELDS, "version"])
        if len(rows) != before:
            _let_go_on(plan, rows)
        plan.version += 1
        plan.save(update_fields=["version"])
    return plan


@transaction.atomic
def set_leads(
    *, actor: Actor, now: datetime, plan_ref: str, version: int, led_by: Mapping[str, str], reason: str = ""
) -> Plan:
    """Say which governance group leads each group of a plan: references of both; empty for none.

    Raises NotVisible, EditedByAnotherError and RefusedError.
    """
    plan = fetch(actor, access.RUN, Plan, plan_ref, version=version)
    with for_reason(reason):
        for group in Group.objects.in_force().filter(plan=plan).select_for_update(of=("self",)):
            if group.ref in led_by:
                ref = led_by[group.ref]
                save_changes(group, {"governed_by_id": _group(plan, ref).pk if ref else None})
        plan.version += 1
        plan.save(update_fields=["version"])
    return plan


def _deed(place: int, of: int) -> str:
    return (StepDeed.SIGN_OFF if place == of - 1 else StepDeed.CHECK).value


def _put(
    actor: Actor,
    now: datetime,
    plan: Plan,
    standing: Sequence[WorkflowStep],
    place: int,
    columns: Mapping[str, object],
) -> WorkflowStep:
    """The step at a place, changed to what is wanted there, or made."""
    if place < len(standing):
        return save_changes(standing[place], {**columns, "position": place})
    return WorkflowStep.objects.create(
        **created(actor, now, plan.partnership_id), plan=plan, position=place, **columns
    )


def _let_go_on(plan: Plan, rows: Sequence[WorkflowStep]) -> None:
    """Let what waits at a step that is gone wait at the last one; what waited for none, at the first."""
    waiting = Update.objects.in_force().filter(action__plan=plan, state=UpdateState.SUBMITTED)
    for update in waiting.select_related("step").select_for_update(of=("self",)):
        if not rows:
            save_changes(update, {"step": None})
        elif update.step is None:
            save_changes(update, {"step": rows[0]})
        elif update.step not in rows:
            save_changes(update, {"step": rows[-1]})


def _columns(plan: Plan, details: StepDetails) -> dict[str, object]:
    name = short(required(details.name, field="name", message="Say what the step is called."), field="name")
    columns: dict[str, object] = {
        "name": name,
        "holder": details.holder.value,
        "role": "",
        "group_id": None,
        "capacities": [],
    }
    if details.holder is StepHolder.ROLE:
        if details.role not in CHECKING:
            raise RefusedError("Choose a role that may check updates.", field="holder")
        return {**columns, "role": details.role}
    if details.holder is StepHolder.GOVERNANCE_GROUP:
        if set(details.capacities) - {each.value for each in Capacity}:
            raise RefusedError("Choose who of the group takes it.", field="who")
        narrowed = [each.value for each in Capacity if each.value in details.capacities]
        everybody = set(narrowed) == {each.value for each in DECIDING}
        group = _group(plan, details.group_ref)
        return {**columns, "group_id": group.pk, "capacities": [] if everybody else narrowed}
    return columns


def _group(plan: Plan, ref: str) -> GovernanceGroup:
    found = GovernanceGroup.objects.in_force().filter(partnership_id=plan.partnership_id, ref=ref).first()
    if found is None:
        raise RefusedError("Choose a group of this partnership.", field="holder")
    return found
