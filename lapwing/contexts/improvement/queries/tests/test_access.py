"""Who may read, and what reading costs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.models import Action, Measure, Milestone, Plan
from lapwing.contexts.improvement.tests import factories as make
from lapwing.contexts.improvement.tests.factories import DAY, LATER, acting_as, imported
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

Read = Callable[[Actor, Plan], Any]

OF_A_PLAN = (
    "overview",
    "tree",
    "list_actions",
    "list_milestones",
    "late",
    "list_measures",
    "calendar",
    "feed",
    "questions",
)


def _of_plan(name: str) -> Read:
    return lambda actor, plan: getattr(queries, name)(actor=actor, plan_ref=plan.ref, on=DAY)


READS: dict[str, Read] = {
    **{name: _of_plan(name) for name in OF_A_PLAN},
    "search": lambda actor, plan: queries.search(actor=actor, plan_ref=plan.ref, words="x", on=DAY),
    "changes": lambda actor, plan: queries.changes(actor=actor, plan_ref=plan.ref, since=DAY, until=DAY),
    "source_text": lambda actor, plan: queries.source_text(actor=actor, plan_ref=plan.ref, first=1, last=1),
    "action_page": lambda actor, plan: queries.action_page(
        actor=actor, action_ref=refs(plan)["action"], on=DAY
    ),
    "milestone_page": lambda actor, plan: queries.milestone_page(
        actor=actor, milestone_ref=refs(plan)["milestone"], on=DAY
    ),
    "measure_page": lambda actor, plan: queries.measure_page(
        actor=actor, measure_ref=refs(plan)["measure"], on=DAY
    ),
}
_refs: dict[str, dict[str, str]] = {}


def refs(plan: Plan) -> dict[str, str]:
    """The references of the first action, milestone and measure: finding them is not counted."""
    return _refs[plan.ref]


def remember(plan: Plan) -> Plan:
    _refs[plan.ref] = {
        "action": Action.objects.filter(plan=plan).values_list("ref", flat=True)[0],
        "milestone": Milestone.objects.filter(action__plan=plan).values_list("ref", flat=True)[0],
        "measure": Measure.objects.filter(plan=plan).values_list("ref", flat=True)[0],
    }
    return plan


@pytest.mark.parametrize("name", READS)
def test_a_board_member_reads_every_page(name: str, plan: Plan, people: People) -> None:
    remember(plan)
    with acting_as(people.colleague) as actor:
        READS[name](actor, plan)


@pytest.mark.parametrize("name", READS)
def test_an_outsider_reads_none(name: str, plan: Plan, people: People) -> None:
    remember(plan)
    with acting_as(people.outsider) as actor, pytest.raises(queries.NotVisible):
        READS[name](actor, plan)


@pytest.mark.parametrize("name", READS)
def test_the_number_of_statements_does_not_grow_with_the_plan(
    name: str, partnership: Partnership, manager: Actor
) -> None:
    def statements(size: int) -> int:
        plan = remember(_busy_plan(partnership, manager, size))
        with CaptureQueriesContext(connection) as captured:
            READS[name](manager, plan)
        return len(captured)

    assert statements(6) == statements(2)


def test_my_actions_take_no_more_statements_for_more_plans(partnership: Partnership, manager: Actor) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.my_actions(actor=manager, on=DAY)
        return len(captured)

    _busy_plan(partnership, manager, 2)
    role = queries.owner_roles(actor=manager, partnership_ref=partnership.ref, on=DAY)[0]
    assert manager.user_id is not None
    commands.add_holder(actor=manager, now=LATER, role_ref=role.ref, user_id=manager.user_id, from_date=DAY)
    before = statements()
    _busy_plan(partnership, manager, 6)
    assert statements() == before


def _busy_plan(partnership: Partnership, manager: Actor, size: int) -> Plan:
    """A plan of so many actions and measures, with something said of each."""
    full = make.full_plan()
    actions = tuple(
        make.action(
            f"1.1.{n}",
            milestones=full.actions[0].milestones,
            success_criteria=full.actions[0].success_criteria,
        )
        for n in range(1, size + 1)
    )
    measures = tuple(make.measure(f"M{n}", series=full.measures[1].series) for n in range(1, size + 1))
    plan = imported(
        partnership, manager, make.plan(*actions, measures=measures, questions=full.questions[1:] * size)
    )
    for milestone in Milestone.objects.filter(action__plan=plan, text="Begin talks")[:size]:
        commands.add_occurrence(
            actor=manager, now=LATER, milestone_ref=milestone.ref, label="Spring", due_on=DAY
        )
    return plan
