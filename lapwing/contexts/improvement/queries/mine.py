"""What do I do next? The milestones whose owner role I hold or stand in for, over all my plans."""

from __future__ import annotations

from datetime import date

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import Action, OwnerRole, Ownership, Plan, RoleHolder
from lapwing.contexts.improvement.queries.lines import MilestoneLine
from lapwing.contexts.improvement.queries.loading import load_actions
from lapwing.contexts.improvement.queries.standing import When
from lapwing.contexts.improvement.queries.wayfinding import MyActions, MyLine
from lapwing.contexts.improvement.rules import CLOSED, Status
from lapwing.platform.access.actor import Actor


def my_actions(*, actor: Actor, on: date) -> MyActions:
    """My milestones: late ones first, then by date, then without a date; and what awaits its evidence."""
    roles = access.held_role_ids(actor, on)
    owned = Ownership.objects.standing().filter(role__in=roles).values("action")
    actions = access.actions.visible_to(
        actor, Action.objects.filter(pk__in=owned, plan__voided_at=None), permission=access.READ
    )
    loaded = load_actions(actions, When(on))
    plan_ids = {row.plan_id for row in loaded.rows.values()}
    plans = Plan.objects.select_related("partnership").in_bulk(plan_ids)
    held = names_held(actor, roles, on)
    lines = [_line(line, plans[loaded.rows[line.action_ref].plan_id], held) for line in loaded.milestones]
    open_ = [line for line in lines if line.milestone.status not in CLOSED]
    return MyActions(
        overdue=tuple(sorted((each for each in open_ if each.milestone.is_overdue), key=_by_date)),
        due=tuple(
            sorted(
                (each for each in open_ if each.milestone.last_due and not each.milestone.is_overdue),
                key=_by_date,
            )
        ),
        undated=tuple(each for each in open_ if each.milestone.last_due is None),
        awaiting=tuple(each for each in lines if each.milestone.status is Status.DONE),
        roles=tuple(sorted(held, key=str.casefold)),
    )


def names_held(actor: Actor, roles: frozenset[int], on: date) -> dict[str, bool]:
    """The names of my roles, with whether I only stand in; a joined role under the name that was kept."""
    if actor.user_id is None:
        return {}
    rows = OwnerRole.objects.filter(pk__in=roles, joined_to=None)
    mine = RoleHolder.objects.filter(user_id=actor.user_id, from_date__lte=on, deputy=False)
    holding = {row.role_id for row in mine if row.to_date is None or row.to_date >= on}
    joined = dict(OwnerRole.objects.filter(pk__in=roles).values_list("id", "joined_to_id"))
    held = {access.root_of(role, joined) for role in holding}
    return {row.name: row.pk not in held for row in rows}


def _line(line: MilestoneLine, plan: Plan, held: dict[str, bool]) -> MyLine:
    role = next((owner.name for owner in line.owners if owner.name in held), "")
    return MyLine(
        milestone=line,
        partnership_ref=plan.partnership.ref,
        plan_ref=plan.ref,
        plan_title=plan.title,
        role=role,
        as_deputy=held.get(role, False),
    )


def _by_date(line: MyLine) -> date:
    return line.milestone.last_due or date.max
