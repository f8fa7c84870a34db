"""Where an update goes: to the next step that somebody else can take, and for which role it speaks."""

from __future__ import annotations

from datetime import datetime

from lapwing.contexts.improvement import access, update_notices
from lapwing.contexts.improvement.commands.common import save_changes, today, user_id_of
from lapwing.contexts.improvement.commands.update_parts import note_move, rule_step
from lapwing.contexts.improvement.commands.update_round import Round
from lapwing.contexts.improvement.models import Move, OwnerRole, Ownership, RoleHolder, Update
from lapwing.contexts.improvement.queries.update_units import Unit
from lapwing.contexts.improvement.rules.workflow import Step, Way, next_step
from lapwing.contexts.improvement.step_holders import people_of
from lapwing.platform.access.actor import Actor


def go_on(
    actor: Actor, update: Update, shared: Round, *, behind: Step | None, changes: dict[str, object]
) -> Way:
    """Let an update wait at the next step that somebody else can take; who can is to be told."""
    now = shared.now
    holders, people = shared.holders(update.partnership_id), people_of([update], shared.day)[update.pk]
    rows = shared.steps(update.action.plan_id)

    def can_be_taken(step: Step) -> bool:
        return bool(holders.who_may_take(rows[step.id] if step.id else None, update.action, people))

    way = next_step([rule_step(row) for row in rows.values()], behind, can_be_taken)
    for step in way.passed_over:
        note_move(actor, now, update, Move.PASSED_OVER, step=step)
        shared.to_tell(update_notices.was_passed_over(update, step, holders.runners, now))
    there = rows[way.step.id] if way.step.id else None
    save_changes(update, {**changes, "step": there})
    takers = holders.who_may_take(there, update.action, people)
    if takers:
        shared.to_tell(update_notices.waits_at(update, way.step, takers, now))
        shared.can_be_decided(update)
    else:
        shared.to_tell(update_notices.nobody_decides(update, way.step, holders.runners))
    return way


def on_behalf_of(actor: Actor, unit: Unit, now: datetime) -> OwnerRole | None:
    """The role somebody speaks for who does not hold it: as its deputy, or as who runs the plan."""
    day = today(now)
    standing = Ownership.objects.standing().filter(action=unit.action).select_related("role")
    owning = [row.role for row in standing.order_by("position", "id")]
    links = dict(OwnerRole.objects.in_force().values_list("id", "joined_to_id"))
    mine = {
        access.root_of(row.role_id, links): row.deputy
        for row in RoleHolder.objects.filter(user_id=user_id_of(actor), from_date__lte=day).order_by(
            "-deputy"
        )
        if row.to_date is None or row.to_date >= day
    }
    held = [(role, mine.get(access.root_of(role.pk, links))) for role in owning]
    if any(deputy is False for _, deputy in held):
        return None
    stood_in_for = [role for role, deputy in held if deputy]
    return next(iter(stood_in_for or owning), None)
