"""A plan that is reported on, with groups to which its rules escalate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest
from django.db.models import Value
from django.db.models.functions import Coalesce

from lapwing.contexts.governance.commands.raised import answer_item
from lapwing.contexts.governance.models import EscalatedItem
from lapwing.contexts.governance.tests.factories import group, seat
from lapwing.contexts.improvement import commands as plan_commands
from lapwing.contexts.improvement.models import Cycle, Expected, Occurrence, Update
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import OFF_TRACK, Reporting, reporting
from lapwing.insight.escalation.commands import RuleDetails, add_rule
from lapwing.insight.escalation.evaluating import evaluate_plan
from lapwing.insight.escalation.models import Escalation, EscalationRule
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Capacity, GovernanceGroup, GroupKind, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

OFF_TRACK_AFTER_AUTUMN = replace(OFF_TRACK, forecast_on=date(2027, 1, 31))


@dataclass
class Escalating:
    """The plan, its board, the operational group below it, and who chairs and sits on that."""

    plan: Reporting
    board: GovernanceGroup
    ops: GovernanceGroup
    chair: User
    member: User

    @property
    def partnership(self) -> Partnership:
        return self.plan.partnership

    def rule(self, kind: str = "red", times: int = 2, **more: object) -> EscalationRule:
        given = {"group": self.ops, "answer_days": 14, **more}
        with acting_as(self.plan.manager) as actor:
            return add_rule(
                actor=actor,
                now=LATER,
                partnership=self.partnership,
                plan_ref=self.plan.plan.ref,
                details=RuleDetails(kind=kind, times=times, **given),  # type: ignore[arg-type]
            )

    def evaluate(self, now: datetime = LATER) -> int:
        """What the job does, at a moment."""
        with acting(system_actor("Escalation"), purpose="test") as actor:
            return evaluate_plan(actor=actor, now=now, plan_ref=self.plan.plan.ref)

    def signed_off(self, said: Said = OFF_TRACK) -> Update:
        """An update on the milestone in the cycle at hand, signed off by the manager."""
        update = self.plan.submits(self.plan.owner, said)
        return self.plan.moves(self.plan.manager, plan_commands.sign_off_update, update)

    def signed_off_of(self, turn: Occurrence, said: Said = OFF_TRACK_AFTER_AUTUMN) -> Update:
        """The same on a turn of a recurring milestone."""
        update = self.plan.submits(
            self.plan.owner, said, kind="occurrence", ref=turn.ref, cycle_ref=self.plan.cycle.ref
        )
        return self.plan.moves(self.plan.manager, plan_commands.sign_off_update, update)

    def goes_on(self) -> Cycle:
        """The cycle at hand is closed and signed off with a reason for all, and the next one is open."""
        with as_maintenance():
            Expected.objects.filter(cycle=self.plan.cycle).update(missing_reason="On leave")
            Cycle.objects.filter(pk=self.plan.cycle.pk).update(
                closed_at=Coalesce("closed_at", Value(self.plan.now)),
                signed_off_at=self.plan.now,
                signed_off_by=self.plan.manager,
            )
            self.plan.cycle = self.plan.next_cycle()
        return self.plan.cycle

    def answers(self, item: EscalatedItem, words: str = "Two more posts.", version: int = 1) -> None:
        """A member of the group answers, at the moment at hand."""
        with acting_as(self.member) as actor:
            answer_item(actor=actor, now=self.plan.now, ref=item.ref, version=version, answer=words)

    def items(self) -> list[EscalatedItem]:
        with as_maintenance():
            return list(EscalatedItem.objects.select_related("group").order_by("pk"))

    def escalations(self) -> list[Escalation]:
        with as_maintenance():
            return list(Escalation.objects.order_by("pk"))


@pytest.fixture
def here(partnership: Partnership, people: People) -> Escalating:
    return escalating(partnership, people)


def escalating(partnership: Partnership, people: People) -> Escalating:
    plan = reporting(partnership, people, LATER)
    board = group(partnership)
    ops = group(partnership, "Operational Group", kind=GroupKind.OPERATIONAL, reports_to=board)
    chair = factories.member(partnership, "board-member", name="Carys Chair")
    member = factories.member(partnership, "board-member", name="Milo Member")
    seat(chair, ops, Capacity.CHAIR)
    seat(member, ops, Capacity.MEMBER)
    return Escalating(plan, board, ops, chair, member)
