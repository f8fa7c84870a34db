"""A page costs the same number of queries however large the plan is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.models import Action, Measure
from lapwing.contexts.improvement.tests import factories as make
from lapwing.contexts.improvement.tests.factories import acting_as, imported
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

MOST = {
    "overview": 50,
    "tree": 30,
    "actions": 30,
    "milestones": 30,
    "late": 30,
    "measures": 30,
    "calendar": 30,
    "timeline": 30,
    "heat": 30,
    "planned": 30,
    "changes": 60,
    "load": 30,
    "questions": 30,
}


def plan_of(size: int) -> form.Plan:
    actions = tuple(make.action(f"1.1.{n}") for n in range(1, size + 1))
    measures = tuple(make.measure(f"M{n}") for n in range(1, size + 1))
    questions = tuple(
        form.Question(code="due.none", where=(f"1.1.{n}",), text=f"When, {n}?") for n in range(1, size + 1)
    )
    return make.plan(*actions, measures=measures, questions=questions)


@pytest.mark.parametrize("name", MOST)
def test_the_number_of_queries_does_not_grow_with_the_plan(
    partnership: Partnership, people: People, client_as: Callable[[User], Client], name: str
) -> None:
    with acting_as(people.owner) as actor:
        small, large = (imported(partnership, actor, plan_of(size)) for size in (2, 12))
    client = client_as(people.colleague)
    costs = [
        cost(client, reverse(f"improvement:{name}", args=[partnership.ref, ref]))
        for ref in (small.ref, large.ref)
    ]
    assert costs[0] == costs[1]
    assert costs[1] <= MOST[name]


@pytest.mark.parametrize(("name", "model"), [("action", Action), ("measure", Measure)])
def test_the_page_of_a_record_costs_the_same_in_a_large_plan(
    partnership: Partnership,
    people: People,
    client_as: Callable[[User], Client],
    name: str,
    model: type[Action] | type[Measure],
) -> None:
    with acting_as(people.owner) as actor:
        plans = [imported(partnership, actor, plan_of(size)) for size in (2, 12)]
        refs = [model._default_manager.filter(plan=plan)[0].ref for plan in plans]
    client = client_as(people.colleague)
    costs = [cost(client, reverse(f"improvement:{name}", args=[partnership.ref, ref])) for ref in refs]
    # one each for evidence, whose updates it may be read with, what is followed, updates, other plans,
    # what waits, and what is said of the action as a whole
    assert costs[0] == costs[1] <= 45


def cost(client: Client, address: str) -> int:
    """How many queries a page takes; the first visit is not counted."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
