"""Who may do what with plans: one rule for each kind of record, for lists and single records alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lapwing.contexts.improvement.models import (
    Action,
    ChangeRequest,
    Cycle,
    Measure,
    MeasureAction,
    Milestone,
    OwnerRole,
    Ownership,
    Plan,
    Question,
    RoleHolder,
    Series,
)
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.registry.models import PartnershipRecord

READ = "improvement.plan.read"
EXPORT = "improvement.plan.export"
EDIT = "improvement.plan.edit"
IMPORT = "improvement.plan.import"
REPORT = "improvement.status.report"
ENTER = "improvement.actual.enter"
ANSWER = "improvement.question.answer"
RUN = "improvement.cycle.run"
CHECK = "improvement.update.check"

PERMISSIONS = {
    READ: "See the partnership's plans, their milestones, owners and measures.",
    EXPORT: "Take a plan out as a file.",
    EDIT: "Make and change plans, actions, milestones, measures and who owns what.",
    IMPORT: "Bring a plan in from a file.",
    REPORT: "Say how milestones stand: all of them with the right to edit, otherwise one's own actions'.",
    ENTER: "Enter actual figures: all with the right to edit, otherwise for measures of one's own actions.",
    ANSWER: "Answer the questions that a document left open.",
    RUN: "Say how often a plan is reported on, and open, close, sign off and report its cycles.",
    CHECK: "Check and sign off updates, at the steps that one holds; never one's own.",
}

# What a program may do by a person's token.
API = frozenset({READ, EXPORT, ENTER, REPORT})


def held_role_ids(actor: Actor, on: date) -> frozenset[int]:
    """The owner roles that the actor holds or stands in for on a day, with those joined to the same role."""
    if actor.user_id is None:
        return frozenset()
    held = set(
        RoleHolder.objects.filter(user_id=actor.user_id, from_date__lte=on)
        .filter(Q(to_date=None) | Q(to_date__gte=on))
        .values_list("role_id", flat=True)
    )
    if not held:
        return frozenset()
    roles = dict(OwnerRole.objects.in_force().values_list("id", "joined_to_id"))
    mine = {root_of(role, roles) for role in held}
    return frozenset(role for role in roles if root_of(role, roles) in mine)


def owned_actions(actor: Actor, on: date) -> frozenset[int]:
    """The numbers of the actions that a role owns which the actor holds or stands in for."""
    held = held_role_ids(actor, on)
    if not held:
        return frozenset()
    owned = Ownership.objects.standing().filter(role__in=held)
    return frozenset(owned.values_list("action_id", flat=True))


def root_of(role_id: int, joined_to: Mapping[int, int | None]) -> int:
    """The role that a role was joined to in the end; itself when it was not joined."""
    seen = {role_id}
    while (further := joined_to.get(role_id)) is not None and further not in seen:
        role_id = further
        seen.add(role_id)
    return role_id


class OwnActions:
    """A permission that counts for one's own actions only, unless one may also edit the plan.

    ``own`` gives the condition on the records that belong to the actions in a subquery: a subquery, so that
    an action with several owners does not stand twice in a list.
    """

    def __init__(self, own: Callable[[QuerySet[Any, Any]], Q]) -> None:
        self.own = own

    def as_q(self, actor: Actor) -> Q:
        roles = held_role_ids(actor, timezone.localdate())
        owned = Ownership.objects.standing().filter(role__in=roles).values("action")
        return actor.scope_of_person(EDIT).as_q() | self.own(owned)

    def covers(self, actor: Actor, obj: PartnershipRecord) -> bool:
        if actor.scope_of_person(EDIT).covers(obj.partnership_id):
            return True
        return type(obj)._default_manager.filter(self.as_q(actor), pk=obj.pk).exists()


def _measured(owned: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return MeasureAction.objects.filter(action__in=owned).values("measure")


plans = Rule(Plan)
questions = Rule(Question)
owner_roles = Rule(OwnerRole)
cycles = Rule(Cycle)
change_requests = Rule(ChangeRequest)
actions = Rule(Action, narrowings={REPORT: OwnActions(lambda owned: Q(pk__in=owned))})
milestones = Rule(Milestone, narrowings={REPORT: OwnActions(lambda owned: Q(action__in=owned))})
measures = Rule(Measure, narrowings={ENTER: OwnActions(lambda owned: Q(pk__in=_measured(owned)))})
series = Rule(Series, narrowings={ENTER: OwnActions(lambda owned: Q(measure__in=_measured(owned)))})


def fetch_plan(actor: Actor, permission: str, ref: str) -> Plan:
    """The plan of this reference, unless it is voided, unknown or not the actor's. Raises NotVisible."""
    found = Plan.objects.in_force().select_related("partnership")
    return plans.fetch(actor, permission, queryset=found, ref=ref)


__all__ = [
    "ANSWER",
    "CHECK",
    "EDIT",
    "ENTER",
    "EXPORT",
    "IMPORT",
    "PERMISSIONS",
    "READ",
    "REPORT",
    "RUN",
    "NotVisible",
    "actions",
    "change_requests",
    "cycles",
    "fetch_plan",
    "held_role_ids",
    "measures",
    "milestones",
    "owned_actions",
    "owner_roles",
    "plans",
    "questions",
    "series",
]
