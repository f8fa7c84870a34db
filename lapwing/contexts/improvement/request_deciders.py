"""Who decides a change that is asked for: who may change the plan, or takes its last step; never who asked.

The last step is who answers for the plan's updates, so that the request of its only programme manager has
somebody to decide it. Nobody decides what would change of an action that they owned since it was asked, or
the day it is decided, while somebody else can: it passes on to who takes the step before, and so on. Where
nobody is left who neither asked nor owns it, whoever else may change the plan decides. What was asked by who
may change the plan and does not own it, is decided then by who takes the last step: one of the two owns none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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
    return _Deciders([row], on).of(row)


def deciders_of_each(rows: Sequence[ChangeRequest], on: date) -> dict[int, frozenset[int]]:
    """The same of several requests of one plan, by their numbers."""
    deciders = _Deciders(rows, on)
    return {row.pk: deciders.of(row) for row in rows}


def may_decide(actor: Actor, row: ChangeRequest, on: date) -> bool:
    """Whether a request is the actor's to decide; whether it still waits is not asked."""
    return change_requests.permits(actor, READ, row) and _Deciders([row], on).may(actor, row)


def waiting_for(actor: Actor, rows: QuerySet[ChangeRequest], on: date) -> int:
    """How many of some requests of one plan wait for the actor to decide."""
    if actor.user_id is None:
        return 0
    waiting = change_requests.visible_to(actor, rows.filter(decided_at=None), permission=READ)
    found = list(waiting.exclude(asked_by=actor.user_id).select_related("plan", "milestone", "series"))
    if not found:
        return 0
    deciders = _Deciders(found, on)
    return sum(deciders.may(actor, row) for row in found)


def without_deciders(plan_id: int, partnership_id: int, on: date) -> tuple[Action, ...]:
    """The actions of a plan of which nobody could decide what the only one asks for who may change the plan.

    None where several may, or nobody: then who owns an action asks, and who may change the plan decides.
    """
    panel = _Panel(plan_id, partnership_id, on)
    if len(panel.editing) != 1:
        return ()
    (alone,) = panel.editing
    actions = list(Action.objects.in_force().filter(plan=plan_id).select_related("group"))
    owning = Owning((action.pk for action in actions), on, on)
    return tuple(
        action for action in actions if not panel.deciding([action], owning.today(action.pk), asker=alone)
    )


class _Panel:
    """Who may decide of a plan by what they may do there, whatever is asked for."""

    def __init__(self, plan_id: int, partnership_id: int, on: date) -> None:
        self.editing = frozenset(holders_of(EDIT, partnership_id, on))
        self._steps = steps_of([plan_id]).get(plan_id, [])
        self._holders = StepHolders(partnership_id, on)

    def deciding(self, actions: Sequence[Action], owners: frozenset[int], *, asker: int) -> frozenset[int]:
        """Who decides what the asker wants changed of some actions; empty when nobody is left."""
        taking = self._taking(actions)
        last = taking[0] if taking else frozenset()
        for others in (self.editing | last, *taking[1:]):
            if found := others - owners - {asker}:
                return found
        if found := self.editing - {asker}:
            return found
        return last - {asker} if asker in self.editing - owners else frozenset()

    def takes_a_step(self, person: int, actions: Sequence[Action]) -> bool:
        """Whether somebody takes one of the steps that updates of these actions go through."""
        return any(person in people for people in self._taking(actions))

    def _taking(self, actions: Sequence[Action]) -> list[frozenset[int]]:
        """Who takes each step, the last one first."""
        return [
            frozenset().union(*(self._holders.of(step, action) for action in actions))
            for step in reversed(self._steps)
        ]


class _Deciders:
    """Who decides some requests of one plan. The number of queries does not grow with that of requests."""

    def __init__(self, rows: Sequence[ChangeRequest], on: date) -> None:
        self._panel = _Panel(rows[0].plan_id, rows[0].partnership_id, on)
        self._actions = _actions_of(rows)
        touched = (action.pk for actions in self._actions.values() for action in actions)
        self._owning = Owning(touched, min(_asked_on(row) for row in rows), on)

    def of(self, row: ChangeRequest) -> frozenset[int]:
        actions = self._actions[row.pk]
        owners = frozenset[int]().union(
            *(self._owning.ever_since(action.pk, _asked_on(row)) for action in actions)
        )
        return self._panel.deciding(actions, owners, asker=row.asked_by_id)

    def may(self, actor: Actor, row: ChangeRequest) -> bool:
        """Whether it is the actor's, by what they may do now: a program of theirs may do less than they."""
        if actor.user_id is None or actor.user_id not in self.of(row):
            return False
        takes = self._panel.takes_a_step(actor.user_id, self._actions[row.pk])
        return actor.may(EDIT, row.partnership_id) or takes


def _asked_on(row: ChangeRequest) -> date:
    return timezone.localdate(row.asked_at)


def _actions_of(rows: Sequence[ChangeRequest]) -> dict[int, list[Action]]:
    """By the number of each request the actions that it touches: the milestone's, or those of the measure."""
    measures = {row.series.measure_id for row in rows if row.series is not None}
    found = MeasureAction.objects.filter(measure__in=measures, action__voided_at=None)
    measured: dict[int, set[int]] = defaultdict(set)
    for measure_id, action_id in found.values_list("measure", "action"):
        measured[measure_id].add(action_id)
    touched = {
        row.pk: {row.milestone.action_id} if row.milestone else measured[_measure_of(row)] for row in rows
    }
    every = Action.objects.filter(pk__in=set().union(*touched.values())).select_related("group")
    actions = {action.pk: action for action in every}
    return {pk: [actions[each] for each in sorted(ids)] for pk, ids in touched.items()}


def _measure_of(row: ChangeRequest) -> int:
    assert row.series is not None, "the table refuses a request about nothing"
    return row.series.measure_id
