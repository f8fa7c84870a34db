"""A plan that is reported on, for tests: an open cycle, groups that govern, and the people of each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.models import (
    Action,
    Cycle,
    DuePoint,
    Group,
    Milestone,
    OwnerRole,
    Plan,
    StepDeed,
    StepHolder,
    Update,
    WorkflowStep,
)
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.commands.groups import GroupDetails, Seat, add_member, create_group
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People

# The milestone that updates of tests are about; it is due on 31 May 2026 and owned by the Head of Play.
MILESTONE = "Begin talks"
ON_TRACK = Said(Status.ON_TRACK, done="Met three landlords.", impact="Families know where to ask.")
OFF_TRACK = Said(
    Status.OFF_TRACK,
    done="Met one landlord.",
    mitigation="A second officer joins.",
    forecast_on=date(2026, 8, 31),
)

# What off track wants besides when it is reported at once.
EXPLAINED: dict[str, Any] = {"mitigation": "A second officer joins.", "forecast_on": date(2026, 8, 31)}

DAYS = ("from_date", "to_date", "opens_on", "closes_on")


@dataclass
class Reporting:
    """A plan in an open cycle, with its owner, the owner's deputy, and whoever is added."""

    partnership: Partnership
    plan: Plan
    cycle: Cycle
    milestone: Milestone
    manager: User
    owner: User
    deputy: User
    now: datetime

    def holder(self, name: str, role: str = "board-member") -> User:
        """A further person of the partnership, who owns nothing."""
        return registry.member(self.partnership, role, name=name)

    def group(self, name: str, *seats: tuple[User, str]) -> GovernanceGroup:
        """A group that governs, with those who sit on it and as what."""
        body = registry.organisation(self.partnership)
        with acting_as(self.manager) as actor:
            made = create_group(
                partnership=self.partnership,
                details=GroupDetails(name=name, kind="operational"),
                by=actor,
                now=self.now,
            )
            for person, capacity in seats:
                seat = Seat(organisation=body, capacity=capacity, from_date=date(2026, 1, 1), user=person)
                add_member(made, seat=seat, by=actor, now=self.now)
            return made

    def step(self, name: str, deed: StepDeed, **more: Any) -> WorkflowStep:
        """A further step of the plan: by a group, a role, or the lead of the action's group."""
        with acting_as(self.manager) as actor:
            return WorkflowStep.objects.create(
                partnership=self.partnership,
                plan=self.plan,
                name=name,
                deed=deed,
                position=WorkflowStep.objects.filter(plan=self.plan).count(),
                created_at=self.now,
                created_by_id=actor.id,
                **{
                    "holder": StepHolder.GOVERNANCE_GROUP if "group" in more else StepHolder.GROUP_LEAD,
                    **more,
                },
            )

    def next_cycle(self) -> Cycle:
        """The cycle after, open already. As maintenance."""
        fields = {name: getattr(self.cycle, name) + timedelta(days=60) for name in DAYS}
        return Cycle.objects.create(
            partnership=self.partnership,
            plan=self.plan,
            label="The next two months",
            opened_at=self.now,
            created_at=self.now,
            created_by=self.manager,
            **fields,
        )

    def step_named(self, name: str) -> WorkflowStep:
        with as_maintenance():
            return WorkflowStep.objects.get(plan=self.plan, name=name)

    def led_by(self, group: GovernanceGroup) -> None:
        """Let the plan's group, to which the action belongs, be led by a governance group."""
        with acting_as(self.manager):
            Group.objects.filter(plan=self.plan).update(governed_by=group)

    def about(self, who: User, command: Callable[..., Update], **given: Any) -> Update:
        """What a command about the milestone's update gives, when somebody does it."""
        place = {"cycle_ref": self.cycle.ref, "kind": "milestone", "ref": self.milestone.ref}
        with acting_as(who) as actor:
            return command(**{"actor": actor, "now": self.now, "version": 0, **place, **given})

    def saves(self, who: User, said: Said = ON_TRACK, **given: Any) -> Update:
        return self.about(who, commands.save_update, said=said, **given)

    def submits(self, who: User, said: Said = ON_TRACK, **given: Any) -> Update:
        return self.about(who, commands.submit_update, said=said, **given)

    def moves(self, who: User, command: Callable[..., Update], update: Update, **given: Any) -> Update:
        """What a command about an update that is there gives, on the version that stands unless told."""
        with acting_as(who) as actor:
            version = Update.objects.get(pk=update.pk).version
            return command(
                **{"actor": actor, "now": self.now, "ref": update.ref, "version": version, **given}
            )

    def fresh(self, update: Update) -> Update:
        with as_maintenance():
            return Update.objects.select_related("step", "report").get(pk=update.pk)


def reporting(partnership: Partnership, people: People, now: datetime) -> Reporting:
    """A plan whose cycle is open at ``now``, with an owner and a deputy. Nothing of it is late."""
    owner = registry.member(partnership, "action-owner", name="Ada Action")
    deputy = registry.member(partnership, "action-owner", name="Dee Deputy")
    today = now.date()
    with acting_as(people.owner) as manager:
        plan = imported(partnership, manager, full_plan(), now=now)
        role = OwnerRole.objects.get(name="Head of Play")
        for person, stands_in in ((owner, False), (deputy, True)):
            commands.add_holder(
                actor=manager,
                now=now,
                role_ref=role.ref,
                user_id=person.pk,
                from_date=date(2026, 1, 1),
                deputy=stands_in,
            )
        cycle = Cycle.objects.create(
            partnership=partnership,
            plan=plan,
            label="March and April 2026",
            from_date=today - timedelta(days=50),
            to_date=today + timedelta(days=10),
            opens_on=today - timedelta(days=4),
            closes_on=today + timedelta(days=10),
            opened_at=now,
            created_at=now,
            created_by_id=manager.id,
        )
        late = DuePoint.objects.filter(milestone__action__plan=plan, latest__lt=today)
        late.update(earliest=today, latest=today + timedelta(days=40))
        milestone = Milestone.objects.select_related("action").get(action__plan=plan, text=MILESTONE)
        assert Action.objects.get(pk=milestone.action_id).group is not None
    return Reporting(partnership, plan, cycle, milestone, people.owner, owner, deputy, now)
