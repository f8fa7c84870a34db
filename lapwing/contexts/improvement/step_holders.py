"""Who holds the steps that updates wait at: from a person to the updates, and from these to the people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from lapwing.contexts.improvement.access import CHECK, RUN
from lapwing.contexts.improvement.models import (
    Action,
    Group,
    Move,
    StepDeed,
    StepHolder,
    Update,
    UpdateMove,
    UpdateState,
    WorkflowStep,
)
from lapwing.contexts.improvement.own_work import Owning, opened_on
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import DECIDING, Capacity, GroupMember, Membership
from lapwing.registry.roles import ROLES

# Who speaks for a group that leads a part of the plan.
LEADING = frozenset({Capacity.CHAIR, Capacity.DEPUTY_CHAIR, Capacity.LEAD})
_WROTE = (Move.WRITTEN, Move.SUBMITTED)
CHECKING = [role.code for role in ROLES.values() if CHECK in role.permissions]
_RUNNING = [role.code for role in ROLES.values() if RUN in role.permissions]


# A group, and in which capacity somebody sits there.
Seats = Sequence[tuple[int, str]]


def held_by(actor: Actor, on: date, seats: Seats | None = None) -> Q:
    """The condition on updates that the step at which one waits is the actor's, by role or by seat.

    Nothing is said of whose update it is; a sign-off that nobody else could make is not in it. ``seats`` are
    the actor's, for who has asked already.
    """
    if actor.user_id is None:
        return Q(pk__in=())
    condition = Q(step=None) & actor.scope_of_person(RUN).as_q()
    held = seats_of(actor, on) if seats is None else seats
    condition |= Q(step__in=WorkflowStep.objects.in_force().filter(_steps_held_by(actor, held)))
    condition |= Q(step__holder=StepHolder.GROUP_LEAD) & _leads(held)
    return Q(state=UpdateState.SUBMITTED) & actor.scope(CHECK).as_q() & condition


def passed_by(actor: Actor, seats: Seats) -> Q:
    """The condition on updates that wait at a step which the actor holds, or have passed one."""
    if actor.user_id is None:
        return Q(pk__in=())
    steps = WorkflowStep.objects.in_force().filter(
        plan=OuterRef("action__plan"), position__lte=OuterRef("step__position")
    )
    held = Exists(steps.filter(_steps_held_by(actor, seats)))
    led = Q(Exists(steps.filter(holder=StepHolder.GROUP_LEAD))) & _leads(seats)
    return Q(state=UpdateState.SUBMITTED) & actor.scope(CHECK).as_q() & (Q(held) | led)


def _leads(seats: Seats) -> Q:
    """The condition on updates whose action is of a group that is led from one of these seats."""
    led = [group for group, capacity in seats if capacity in LEADING]
    return Q(action__group__governed_by__in=led) if led else Q(pk__in=())


def _steps_held_by(actor: Actor, seats: Seats) -> Q:
    """The steps that the actor holds by a role or as a member of a group."""
    condition = Q(pk__in=())
    for grant in actor.grants:
        condition |= Q(partnership_id=grant.partnership_id, holder=StepHolder.ROLE, role=grant.role)
    for group, capacity in seats:
        named = Q(capacities__contains=[capacity])
        if capacity in DECIDING:
            named |= Q(capacities=[])
        condition |= Q(holder=StepHolder.GOVERNANCE_GROUP, group_id=group) & named
    return condition


def seats_of(actor: Actor, on: date) -> Seats:
    """The actor's seats on governance groups on a day."""
    if actor.user_id is None:
        return []
    seats = GroupMember.objects.filter(user_id=actor.user_id, group__voided_at=None).sitting_on(on)
    return list(seats.values_list("group_id", "capacity"))


@dataclass(frozen=True)
class People:
    """Whose an update is, by the numbers of accounts: nobody of these passes it or signs it off.

    ``own``: who owns its action today. ``owned``: who did on any day since its cycle opened.
    """

    wrote: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    owned: frozenset[int] = frozenset()

    @property
    def all(self) -> frozenset[int]:
        return self.wrote | self.own | self.owned


def people_of(updates: Sequence[Update], on: date) -> dict[int, People]:
    """Who wrote each update, and who owns its action or did since its cycle opened. Four queries.

    The updates are read with their cycle.
    """
    wrote: dict[int, set[int]] = defaultdict(set)
    moves = UpdateMove.objects.filter(update_moved__in=[row.pk for row in updates], move__in=_WROTE)
    for update, person in moves.values_list("update_moved_id", "made_by_id"):
        wrote[update].add(person)
    since = {row.pk: opened_on(row.cycle) for row in updates}
    owning = Owning((row.action_id for row in updates), min(since.values(), default=on), on)
    return {
        row.pk: People(
            frozenset({row.created_by_id, row.submitted_by_id or row.created_by_id, *wrote[row.pk]}),
            owning.today(row.action_id),
            owning.ever_since(row.action_id, since[row.pk]),
        )
        for row in updates
    }


class StepHolders:
    """Who holds the steps of some plans of one partnership on a day, read once and then only asked."""

    def __init__(self, partnership_id: int, on: date) -> None:
        held = Membership.objects.held_on(on).filter(partnership_id=partnership_id)
        self._by_role: dict[str, set[int]] = defaultdict(set)
        for role, person in held.values_list("role", "user_id"):
            self._by_role[role].add(person)
        self._checking = self._with(CHECKING)
        self._seats: dict[int, list[tuple[str, int]]] = defaultdict(list)
        seats = GroupMember.objects.filter(
            partnership_id=partnership_id, group__voided_at=None, user__isnull=False
        ).sitting_on(on)
        for group, capacity, person in seats.values_list("group_id", "capacity", "user_id"):
            if person is not None:
                self._seats[group].append((capacity, person))

    @property
    def runners(self) -> frozenset[int]:
        """Those who run the plan."""
        return self._with(_RUNNING)

    def of(self, step: WorkflowStep | None, action: Action) -> frozenset[int]:
        """The accounts that hold a step for an action; None is the step of a plan that has set none."""
        if step is None:
            return self.runners
        if step.holder == StepHolder.GROUP_LEAD:
            return self.leads_of(action.group.governed_by_id if action.group else None)
        return self.of_group_or_role(step)

    def of_group_or_role(self, step: WorkflowStep) -> frozenset[int]:
        """The accounts that hold a step whatever the action is."""
        if step.holder == StepHolder.ROLE:
            return self._with([step.role]) & self._checking
        return self._sitting(step.group_id, frozenset(step.capacities) or DECIDING)

    def of_whichever_action(self, step: WorkflowStep) -> frozenset[int]:
        """The accounts that hold a step of a plan for one of its actions at least."""
        if step.holder != StepHolder.GROUP_LEAD:
            return self.of_group_or_role(step)
        leading = Group.objects.in_force().filter(plan=step.plan_id).values_list("governed_by", flat=True)
        return frozenset().union(*(self.leads_of(group) for group in leading.distinct()))

    def leads_of(self, group_id: int | None) -> frozenset[int]:
        """The accounts that lead a governance group."""
        return self._sitting(group_id, LEADING)

    def who_may_take(self, step: WorkflowStep | None, action: Action, people: People) -> frozenset[int]:
        """Those of them whose update it is not; a sign-off that is nobody's is for those who run the plan."""
        others = self.of(step, action) - people.all
        if not others and step is not None and step.deed == StepDeed.SIGN_OFF:
            return self.runners - people.all
        return others

    def _sitting(self, group_id: int | None, capacities: Collection[str]) -> frozenset[int]:
        if group_id is None:
            return frozenset()
        seats = self._seats.get(group_id, [])
        return frozenset(person for capacity, person in seats if capacity in capacities) & self._checking

    def _with(self, roles: Iterable[str]) -> frozenset[int]:
        return frozenset().union(*(self._by_role.get(role, set()) for role in roles))


def steps_of(plan_ids: Iterable[int]) -> Mapping[int, list[WorkflowStep]]:
    """The steps of each plan in their order; none for a plan that has set none. One query."""
    found: dict[int, list[WorkflowStep]] = defaultdict(list)
    rows = WorkflowStep.objects.in_force().filter(plan__in=list(plan_ids)).select_related("group")
    for row in rows.order_by("position", "id"):
        found[row.plan_id].append(row)
    return found
