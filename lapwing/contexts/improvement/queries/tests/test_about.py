"""What a plan is, and the plans around it."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.tests.factories import NOW, acting_as
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


def test_a_plan_says_what_it_answers_and_who_governs_it(plan: Plan, manager: Actor) -> None:
    about = queries.about_plan(actor=manager, plan_ref=plan.ref)
    assert (about.kind, about.governance_group) == ("Improvement plan", "Play Board")
    assert (about.inspected_from, about.inspected_to) == (date(2025, 5, 12), date(2025, 5, 16))
    assert (about.inspection_outcome, about.above, about.below) == ("Inconsistent", None, ())


def test_plans_above_and_below_lead_to_each_other(
    plan: Plan, partnership: Partnership, manager: Actor
) -> None:
    details = commands.PlanDetails(title="Play group's own plan", parent_ref=plan.ref)
    under = commands.create_plan(actor=manager, now=NOW, partnership=partnership, details=details)
    (below,) = queries.about_plan(actor=manager, plan_ref=plan.ref).below
    above = queries.about_plan(actor=manager, plan_ref=under.ref).above
    assert below.ref == under.ref
    assert above is not None
    assert (above.ref, above.partnership_ref) == (plan.ref, partnership.ref)


def test_an_outsider_is_told_nothing_of_a_plan(plan: Plan, manager: Actor, people: People) -> None:
    with acting_as(people.outsider) as outsider, pytest.raises(queries.NotVisible):
        queries.about_plan(actor=outsider, plan_ref=plan.ref)
