"""The steps that updates of the invented plans go through, and who took them.

Alderbrook: the lead of the delivery group checks, the operational group signs off. Kingsmere: its one board.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import StepDetails
from lapwing.contexts.improvement.models import (
    Group,
    Move,
    Plan,
    StepDeed,
    StepHolder,
    Update,
    UpdateMove,
    UpdateState,
    WorkflowStep,
)
from lapwing.contexts.improvement.step_holders import StepHolders, people_of, steps_of
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Capacity, GovernanceGroup, GroupKind
from lapwing.shell.demonstration import people as who
from lapwing.shell.demonstration.settling import morning

A_DAY = timedelta(days=1)
_CHAIRS = (Capacity.CHAIR.value, Capacity.DEPUTY_CHAIR.value)


def set_steps(area: str, plan: Plan, groups: Mapping[str, GovernanceGroup], actor: Actor) -> None:
    """Say who checks and who signs off, and which delivery group leads each group of the plan."""
    now = morning(who.BEGIN[area])
    kind = GroupKind.OPERATIONAL if area == who.ALDERBROOK else GroupKind.BOARD
    signing = next(group for group in groups.values() if group.kind == kind)
    delivering = [group for group in groups.values() if group.kind == GroupKind.DELIVERY]
    last = StepDetails(
        signing.name if delivering else "Board",
        StepHolder.GOVERNANCE_GROUP,
        group_ref=signing.ref,
        capacities=_CHAIRS,
    )
    steps = (StepDetails("Group lead", StepHolder.GROUP_LEAD), last) if delivering else (last,)
    plan.refresh_from_db()
    plan = commands.set_steps(actor=actor, now=now, plan_ref=plan.ref, version=plan.version, steps=steps)
    if delivering:
        led = list(Group.objects.in_force().filter(plan=plan).order_by("position", "id"))
        led_by = {each.ref: group.ref for each, group in zip(led, delivering, strict=True)}
        commands.set_leads(actor=actor, now=now, plan_ref=plan.ref, version=plan.version, led_by=led_by)


def take_steps(updates: Sequence[Update], on: date, *, signed_on: date | None = None) -> None:
    """The moves of updates that are submitted or signed off: whoever may takes each step, a day apart.

    What is submitted waits at its first step. The group that signs off does so on one day (``signed_on``),
    not before which nothing is given.
    """
    if not updates:
        return
    holders = StepHolders(updates[0].partnership_id, on)
    plan = updates[0].action.plan_id
    # a plan that has set none has one: those who run it sign off
    steps: list[WorkflowStep | None] = [*steps_of([plan]).get(plan, ())] or [None]
    people = people_of(updates, on)
    moves: list[UpdateMove] = []
    for update in updates:
        takers = [
            (step, min(may))
            for step in steps
            if (may := holders.who_may_take(step, update.action, people[update.pk]))
        ]
        moves += _moves(update, takers, signed_on)
        if update.state == UpdateState.SUBMITTED and takers:
            update.step = takers[0][0]
    Update.objects.bulk_update(updates, ["step"])
    UpdateMove.objects.bulk_create(moves)


def _moves(
    update: Update, takers: Sequence[tuple[WorkflowStep | None, int]], signed_on: date | None
) -> list[UpdateMove]:
    at, by = update.submitted_at, update.submitted_by_id
    assert at is not None
    assert by is not None
    of = {"partnership_id": update.partnership_id, "update_moved": update}
    moves = [UpdateMove(**of, move=Move.SUBMITTED, made_at=at, made_by_id=by)]
    if update.state == UpdateState.SUBMITTED:
        return moves
    for step, taker in takers:
        at += A_DAY
        signs = step is None or step.deed == StepDeed.SIGN_OFF
        if signed_on is not None:
            at = morning(signed_on) if signs else min(at, morning(signed_on))
        move = Move.SIGNED_OFF if signs else Move.PASSED
        name = step.name if step else ""
        moves.append(UpdateMove(**of, move=move, step_name=name, made_at=at, made_by_id=taker))
    return moves
