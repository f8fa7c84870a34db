"""Setting the steps of a plan: both published ways of governing, without a line of code."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import (
    EditedByAnotherError,
    NotVisible,
    RefusedError,
    StepDetails,
)
from lapwing.contexts.improvement.models import Group, Plan, StepDeed, StepHolder, WorkflowStep
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.commands import void_group
from lapwing.registry.errors import GroupError
from lapwing.registry.models import GovernanceGroup, Partnership
from lapwing.registry.tests.factories import People

LEAD = StepDetails("Group lead", StepHolder.GROUP_LEAD)


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, LATER)


def by(group: GovernanceGroup, *capacities: str) -> StepDetails:
    return StepDetails(group.name, StepHolder.GOVERNANCE_GROUP, group_ref=group.ref, capacities=capacities)


def set_steps(
    here: Reporting,
    *steps: StepDetails,
    who: User | None = None,
    reason: str = "",
    version: int | None = None,
) -> Plan:
    with acting_as(who or here.manager) as actor:
        there = Plan.objects.get(pk=here.plan.pk).version if version is None else version
        return commands.set_steps(
            actor=actor, now=LATER, plan_ref=here.plan.ref, version=there, steps=steps, reason=reason
        )


def standing(here: Reporting) -> Sequence[tuple[str, str]]:
    with as_maintenance():
        rows = WorkflowStep.objects.in_force().filter(plan=here.plan).order_by("position")
        return [(row.name, row.deed) for row in rows]


def test_two_steps_every_two_months(here: Reporting) -> None:
    """Owner, the lead of the group checks, the operational group signs off."""
    lead, signer = here.holder("Lena Lead"), here.holder("Sam Signer")
    led, operational = here.group("Group 1", (lead, "lead")), here.group("Operational", (signer, "member"))
    plan = set_steps(here, LEAD, by(operational))
    with acting_as(here.manager) as actor:
        group = Group.objects.get(plan=here.plan)
        commands.set_leads(
            actor=actor, now=LATER, plan_ref=plan.ref, version=plan.version, led_by={group.ref: led.ref}
        )
        page = queries.steps_page(actor=actor, plan_ref=plan.ref, on=LATER.date())
    assert [(step.name, step.deed) for step in page.steps] == [
        ("Group lead", "Checks"),
        ("Operational", "Signs off"),
    ]
    assert page.groups[0].people == ("Lena Lead",)
    update = here.submits(here.owner)
    here.moves(lead, commands.pass_update, update)
    here.moves(signer, commands.sign_off_update, update)
    assert here.fresh(update).state == "signed off"


def test_one_board_each_quarter(here: Reporting) -> None:
    chair = here.holder("Cora Chair")
    set_steps(here, by(here.group("Board", (chair, "chair")), "chair", "deputy-chair", "lead"))
    assert standing(here) == [("Board", "sign off")]
    update = here.submits(here.owner)
    here.moves(chair, commands.sign_off_update, update)
    assert here.fresh(update).state == "signed off"


def test_a_group_that_holds_a_step_is_held_against_its_withdrawal_and_one_withdrawn_takes_none(
    here: Reporting,
) -> None:
    one, two = here.group("One"), here.group("Two")
    with CaptureQueriesContext(connection) as caught:
        set_steps(here, by(one))
    locked = [each["sql"] for each in caught if "registry_governancegroup" in each["sql"]]
    assert any("voided_at IS NULL FOR SHARE" in sql for sql in locked)
    with acting_as(here.manager) as actor:
        with pytest.raises(GroupError, match="holds the step"):
            void_group(one, version=1, reason="Ended", by=actor, now=LATER)
        void_group(two, version=1, reason="Ended", by=actor, now=LATER)
    with pytest.raises(RefusedError, match="Choose a group of this partnership"):
        set_steps(here, by(two), reason="The other one")
    assert standing(here) == [("One", "sign off")]


def test_steps_change_for_a_reason_and_the_last_signs_off(here: Reporting) -> None:
    one, two = here.group("One"), here.group("Two")
    set_steps(here, by(one), by(two))
    with pytest.raises(RefusedError) as refused:
        set_steps(here, by(two))
    assert refused.value.field == "reason"
    set_steps(here, by(two), reason="The first group was dissolved")
    assert standing(here) == [("Two", "sign off")]
    set_steps(here, reason="Signed off by the programme manager again")
    assert standing(here) == []


def test_what_waits_goes_on_in_the_new_order(here: Reporting) -> None:
    lead, signer = here.holder("Lena Lead"), here.holder("Sam Signer")
    update = here.submits(here.owner)
    set_steps(here, by(here.group("One", (lead, "chair"))), by(here.group("Two", (signer, "chair"))))
    assert here.fresh(update).step == here.step_named("One")
    here.moves(lead, commands.pass_update, update)
    set_steps(here, by(here.group("Three", (signer, "chair"))), reason="One is enough")
    assert here.fresh(update).step == here.step_named("Three")
    here.moves(signer, commands.sign_off_update, update)
    assert here.fresh(update).state == "signed off"


def test_a_step_is_held_by_somebody_of_the_partnership(here: Reporting) -> None:
    nowhere = StepDetails("Nobody", StepHolder.GOVERNANCE_GROUP, group_ref="zzzzzzzzzzzz")
    for steps in (
        [nowhere],
        [StepDetails("Parents", StepHolder.ROLE, role="parent-carer")],
        [StepDetails("", StepHolder.GROUP_LEAD)],
        [LEAD] * 9,
    ):
        with pytest.raises(RefusedError):
            set_steps(here, *steps)
    assert standing(here) == []


def test_the_second_of_two_who_set_steps_is_told(here: Reporting) -> None:
    version = set_steps(here, LEAD).version
    with pytest.raises(EditedByAnotherError):
        set_steps(here, LEAD, reason="x", version=version - 1)


@pytest.mark.parametrize("who", ["owner", "colleague", "outsider"])
def test_only_those_who_run_the_plan_set_its_steps(here: Reporting, people: People, who: str) -> None:
    person = here.owner if who == "owner" else getattr(people, who)
    version = here.plan.version
    with pytest.raises(NotVisible):
        set_steps(here, LEAD, who=person, version=version)


def test_a_group_that_holds_a_step_is_not_taken_out(here: Reporting) -> None:
    chair = here.holder("Carys Chair")
    ops = here.group("Operational Group", (chair, "chair"))
    here.step("Signed off by Ops", StepDeed.SIGN_OFF, group=ops)
    with acting_as(here.manager) as actor, pytest.raises(GroupError, match="Larkshire plan for play"):
        void_group(ops, version=1, reason="It ended", by=actor, now=LATER)


def test_a_group_that_leads_a_part_of_a_plan_is_not_taken_out_while_leads_check(here: Reporting) -> None:
    lead = here.group("Delivery Group 1")
    here.led_by(lead)
    here.step("Checked by the lead", StepDeed.CHECK)
    with acting_as(here.manager) as actor, pytest.raises(GroupError, match="leads a part of the plan"):
        void_group(lead, version=1, reason="It ended", by=actor, now=LATER)
