"""What an update is about: an action as a whole, a milestone, or one turn of a recurring one, in a cycle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lapwing.contexts.improvement import access
from lapwing.contexts.improvement.models import (
    Action,
    Cycle,
    DuePoint,
    Milestone,
    Occurrence,
    Plan,
    Update,
)
from lapwing.contexts.improvement.rules import Point
from lapwing.contexts.improvement.rules.cycles import TAKES_UPDATES
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible

# The words by which an address and a command say what an update is about.
ACTION, MILESTONE, OCCURRENCE = "action", "milestone", "occurrence"


@dataclass(frozen=True)
class Unit:
    """What an update is about. An action as a whole has neither a milestone nor an occurrence."""

    cycle: Cycle
    action: Action
    milestone: Milestone | None = None
    occurrence: Occurrence | None = None

    @property
    def plan(self) -> Plan:
        return self.action.plan

    @property
    def kind(self) -> str:
        if self.occurrence is not None:
            return OCCURRENCE
        return MILESTONE if self.milestone is not None else ACTION

    @property
    def ref(self) -> str:
        return (self.occurrence or self.milestone or self.action).ref

    @property
    def updates(self) -> QuerySet[Update]:
        """The one update about it in its cycle, if there is one."""
        return Update.objects.in_force().filter(
            cycle=self.cycle, action=self.action, milestone=self.milestone, occurrence=self.occurrence
        )

    @property
    def earlier(self) -> QuerySet[Update]:
        """The updates about the same in cycles that closed before, the latest first."""
        rows = Update.objects.in_force().filter(action=self.action, milestone=self.milestone)
        return rows.filter(cycle__voided_at=None, cycle__closes_on__lt=self.cycle.closes_on).order_by(
            "-cycle__closes_on", "-id"
        )

    def points(self) -> tuple[Point, ...]:
        """Its dates as they stand: of the milestone, or the day of the turn."""
        return points_of(self.milestone, self.occurrence) if self.milestone is not None else ()


def points_of(milestone: Milestone, occurrence: Occurrence | None) -> tuple[Point, ...]:
    """The dates of a milestone as they stand, or the day of a turn of it."""
    if occurrence is not None:
        return (Point("complete", occurrence.due_on),)
    rows = DuePoint.objects.standing().filter(milestone=milestone)
    return tuple(Point(row.role, row.latest) for row in rows)


def takes_updates(cycle: Cycle) -> bool:
    """Whether a cycle takes updates: from its opening until it is signed off, late ones included."""
    return cycle.state in TAKES_UPDATES


def find_unit(actor: Actor, *, cycle_ref: str, kind: str, ref: str, permission: str = access.REPORT) -> Unit:
    """What an update may be written about by this actor. Raises NotVisible."""
    cycle = _one(Cycle.objects.in_force().select_related("plan__partnership"), cycle_ref)
    if kind == ACTION:
        action, milestone, occurrence = _one(_actions(), ref), None, None
    elif kind == MILESTONE:
        milestone, occurrence = _one(_milestones(), ref), None
        action = milestone.action
    elif kind == OCCURRENCE:
        occurrence = _one(Occurrence.objects.in_force().select_related("milestone"), ref)
        milestone = _one(_milestones(), occurrence.milestone.ref)
        action = milestone.action
    else:
        raise NotVisible("No such kind")
    if action.plan_id != cycle.plan_id or not access.actions.permits(actor, permission, action):
        raise NotVisible("Not in that cycle's plan")
    return Unit(cycle, action, milestone, occurrence)


def unit_of(update: Update) -> Unit:
    """What an update that was read with ``RELATED`` is about."""
    return Unit(update.cycle, update.action, update.milestone, update.occurrence)


# What is read with an update that is shown or moved.
RELATED = (
    "partnership",
    "cycle",
    "action__plan__partnership",
    "action__group",
    "milestone",
    "occurrence",
    "step",
    "on_behalf_of",
)


def _actions() -> QuerySet[Action]:
    rows = Action.objects.in_force().filter(plan__voided_at=None)
    return rows.select_related("plan__partnership", "group")


def _milestones() -> QuerySet[Milestone]:
    rows = Milestone.objects.in_force().filter(action__voided_at=None, action__plan__voided_at=None)
    return rows.select_related("action__plan__partnership", "action__group")


def _one(rows: QuerySet[Any], ref: str) -> Any:
    found = rows.filter(ref=ref).first()
    if found is None:
        raise NotVisible("No such record")
    return found
