"""Escalation among the settings of a plan, and its rules in a plan that starts from an earlier one."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.commands import PlanDetails
from lapwing.contexts.improvement.starting.coming import Choices
from lapwing.contexts.improvement.starting.from_plan import start_from_plan
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.insight.escalation.models import EscalationRule
from lapwing.insight.escalation.settings_lines import rules_told
from lapwing.insight.escalation.tests.conftest import Escalating
from lapwing.platform.access.rules import NotVisible
from lapwing.registry.settings_area import Asked


def test_the_rules_stand_in_one_sentence(here: Escalating) -> None:
    assert _told(here) == "No rule: nothing is escalated by itself."
    here.rule()
    assert _told(here) == f"1 rule (off track), to {here.ops.name}."


def test_rules_come_over_into_the_next_plan_when_they_are_chosen(here: Escalating) -> None:
    rule = here.rule()
    with acting_as(here.plan.manager) as actor:
        new = start_from_plan(
            actor=actor,
            now=LATER,
            plan_ref=here.plan.plan.ref,
            details=PlanDetails(title="Next"),
            choices=Choices(further=("escalation",)),
        )
        copy = EscalationRule.objects.get(plan_ref=new.ref)
        assert (copy.kind, copy.times, copy.group) == (rule.kind, rule.times, rule.group)
        assert EscalationRule.objects.filter(plan_ref=here.plan.plan.ref).count() == 1


def test_whoever_may_not_set_rules_brings_none_over(here: Escalating) -> None:
    here.rule()
    with acting_as(here.member) as actor, pytest.raises(NotVisible):
        start_from_plan(
            actor=actor,
            now=LATER,
            plan_ref=here.plan.plan.ref,
            details=PlanDetails(title="Next"),
            choices=Choices(further=("escalation",)),
        )


def _told(here: Escalating) -> str:
    plan = here.plan.plan
    with acting_as(here.plan.manager) as actor:
        return rules_told(
            Asked(actor, plan.partnership_id, plan.partnership.ref, plan.pk, plan.ref, LATER.date())
        )
