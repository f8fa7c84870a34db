"""Setting the steps that a plan's updates go through, who holds them, and who leads each of its groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.commands.common import (
    RefusedError,
    created,
    fetch,
    refuse_named,
    required,
    save_changes,
    short,
    user_id_of,
)
from lapwing.contexts.improvement.commands.update_locks import share_cycles, share_group
from lapwing.contexts.improvement.commands.update_parts import rule_step
from lapwing.contexts.improvement.commands.update_round import Round
from lapwing.contexts.improvement.commands.update_ways import go_on
from lapwing.contexts.improvement.models import (
    Group,
    Plan,
    StepDeed,
    StepHolder,
    Update,
    UpdateState,
    WorkflowStep,
)
from lapwing.contexts.improvement.queries.update_units import RELATED
from lapwing.contexts.improvement.step_holders import CHECKING
from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.voiding import VOIDED_FIELDS, void_row
from lapwing.registry.models import DECIDING, Capacity

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
    named_nobody: Collection[str] = (),
) -> Plan:
    """Set the steps of a plan in order: the last signs off, those before it check. None means one sign-off
    by those who run the plan.

    What waits at a step moves with it. Where the step is gone, or becomes other people's, they are told of
    what waits for them. Raises NotVisible, EditedByAnotherError (the
    plan was changed meanwhile), RefusedError and ChildNamedError.
    """
    plan = fetch(actor, access.RUN, Plan, plan_ref, version=version)
    if len(steps) > MOST_STEPS:
        raise RefusedError(f"Set {MOST_STEPS} steps at most.")
    wanted = [_columns(plan, details) for details in steps]
    waiting = _waiting(plan)
    rows = WorkflowStep.objects.in_force().filter(plan=plan).order_by("position", "id")
    standing = list(rows.select_for_update(of=("self",)))
    if standing:
        reason = required(reason, field="reason", message="Say why the steps change.")
    refuse_named(plan.partnership_id, {"reason": reason}, named_nobody)
    with for_reason(reason):
        found = _alike(standing, wanted)
        changed = {
            row.pk for row, columns in zip(found, wanted, strict=True) if row and _who(row) != _who(columns)
        }
        made = [
            _put(actor, now, plan, row, {**columns, "position": place, "deed": _deed(place, len(wanted))})
            for place, (row, columns) in enumerate(zip(found, wanted, strict=True))
        ]
        for row in standing:
            if row not in made:
                void_row(row, by=user_id_of(actor), now=now, reason=reason or TAKEN_OUT)
                row.version += 1
                row.save(update_fields=[*VOIDED_FIELDS, "version"])
        places = {row.pk: place for place, row in enumerate(standing)}
        shared = Round(now)
        for update in waiting:
            if update.step not in made or update.step.pk in changed:
                _let_go_on(actor, shared, update, made, places)
        shared.tell()
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
                save_changes(group, {"governed_by_id": _group(plan, ref) if ref else None})
        plan.version += 1
        plan.save(update_fields=["version"])
    return plan


def _deed(place: int, of: int) -> str:
    return (StepDeed.SIGN_OFF if place == of - 1 else StepDeed.CHECK).value


def _waiting(plan: Plan) -> list[Update]:
    """What is submitted in the plan, locked as it is for a move: its cycle first, and then each of it."""
    rows = Update.objects.in_force().filter(action__plan=plan, state=UpdateState.SUBMITTED)
    share_cycles(rows.values_list("cycle_id", flat=True))
    rows = rows.filter(cycle__signed_off_at=None, cycle__voided_at=None).order_by("pk")
    return list(rows.select_related(*RELATED).select_for_update(of=("self",)))


def _alike(
    standing: Sequence[WorkflowStep], wanted: Sequence[Mapping[str, object]]
) -> list[WorkflowStep | None]:
    """For each wanted step the one that it is: of the same people, or else of the same name; None is new.

    So what waits at a step moves with it, wherever in the order it comes to stand.
    """
    left = list(standing)
    found: list[WorkflowStep | None] = [None] * len(wanted)
    for alike in (
        lambda row, columns: _who(row) == _who(columns) and row.name == columns["name"],
        lambda row, columns: _who(row) == _who(columns),
        lambda row, columns: row.name == columns["name"],
    ):
        for place, columns in enumerate(wanted):
            row = next((row for row in left if found[place] is None and alike(row, columns)), None)
            if row is not None:
                found[place] = row
                left.remove(row)
    return found


def _who(step: WorkflowStep | Mapping[str, object]) -> tuple[object, ...]:
    """Whose a step is."""
    if isinstance(step, WorkflowStep):
        return step.holder, step.role, step.group_id, tuple(step.capacities)
    capacities = step["capacities"]
    assert isinstance(capacities, list)
    return step["holder"], step["role"], step["group_id"], tuple(capacities)


def _put(
    actor: Actor, now: datetime, plan: Plan, row: WorkflowStep | None, columns: Mapping[str, object]
) -> WorkflowStep:
    """A step, changed to what is wanted of it, or made."""
    if row is not None:
        return save_changes(row, columns)
    return WorkflowStep.objects.create(**created(actor, now, plan.partnership_id), plan=plan, **columns)


def _let_go_on(
    actor: Actor, shared: Round, update: Update, made: Sequence[WorkflowStep], places: Mapping[int, int]
) -> None:
    """Let what waits at a step that is gone, or other people's now, wait where that stood. They are told.

    What waited for no step waits for the first.
    """
    place = 0
    if update.step in made:
        place = made.index(update.step)
    elif update.step is not None:
        place = min(places.get(update.step.pk, 0), max(len(made) - 1, 0))
    behind = rule_step(made[place - 1]) if place else None
    go_on(actor, update, shared, behind=behind, changes={})


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
        return {**columns, "group_id": group, "capacities": [] if everybody else narrowed}
    return columns


def _group(plan: Plan, ref: str) -> int:
    """The number of the group of this reference, which stays in force until the command ends."""
    found = share_group(ref, plan.partnership_id)
    if found is None:
        raise RefusedError("Choose a group of this partnership.", field="holder")
    return found
