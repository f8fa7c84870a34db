"""Who decides a change that is asked for: who may change the plan, or takes its last step; never who asked.

The last step is who answers for the plan's updates, so that the request of its only programme manager has
somebody to decide it. Who decides by that step alone does not own what would change.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from lapwing.contexts.improvement.access import EDIT, READ, change_requests
from lapwing.contexts.improvement.models import Action, ChangeRequest, MeasureAction
from lapwing.contexts.improvement.own_work import Owning
from lapwing.contexts.improvement.step_holders import StepHolders, steps_of
from lapwing.platform.access.actor import Actor
from lapwing.registry.actors import holders_of


def deciders_of(row: ChangeRequest, on: date) -> frozenset[int]:
    """The accounts of those who may decide a request on a day."""
    editing = frozenset(holders_of(EDIT, row.partnership_id, on))
    return (editing | _by_the_last_step(row, on)) - {row.asked_by_id}


def may_decide(actor: Actor, row: ChangeRequest, on: date) -> bool:
    """Whether a request is the actor's to decide; whether it still waits is not asked."""
    if row.asked_by_id == actor.user_id:
        return False
    if change_requests.permits(actor, EDIT, row):
        return True
    return change_requests.permits(actor, READ, row) and actor.user_id in _by_the_last_step(row, on)


def waiting_for(actor: Actor, rows: QuerySet[ChangeRequest], on: date) -> int:
    """How many of some requests of one plan wait for the actor to decide."""
    if actor.user_id is None:
        return 0
    waiting = change_requests.visible_to(actor, rows.filter(decided_at=None), permission=READ)
    found = list(waiting.exclude(asked_by=actor.user_id).select_related("plan", "milestone", "series"))
    if not found:
        return 0
    if actor.may(EDIT, found[0].partnership_id):
        return len(found)
    return sum(actor.user_id in _by_the_last_step(row, on) for row in found)


def _by_the_last_step(row: ChangeRequest, on: date) -> frozenset[int]:
    """Those who take the plan's last step and owned nothing of what would change since it was asked."""
    steps = steps_of([row.plan_id]).get(row.plan_id)
    if not steps:
        return frozenset()
    holders = StepHolders(row.partnership_id, on)
    actions = list(_actions_of(row).select_related("group"))
    taking = [holders.of(steps[-1], action) for action in actions]
    since = timezone.localdate(row.asked_at)
    owning = Owning((action.pk for action in actions), since, on)
    owners = (owning.ever_since(action.pk, since) for action in actions)
    return frozenset().union(*taking) - frozenset().union(*owners)


def _actions_of(row: ChangeRequest) -> QuerySet[Action]:
    """The actions that a request touches: the milestone's, or those that the measure is of."""
    if row.milestone is not None:
        return Action.objects.filter(pk=row.milestone.action_id)
    assert row.series is not None, "the table refuses a request about nothing"
    measured = MeasureAction.objects.filter(measure=row.series.measure_id).values("action")
    return Action.objects.in_force().filter(pk__in=measured)
