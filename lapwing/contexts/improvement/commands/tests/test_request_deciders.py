"""Who decides a change that is asked for, where who may edit the plan owns what would change."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import NotVisible, TargetDetails
from lapwing.contexts.improvement.commands.tests.test_requests import (
    a_board,
    ada,
    asked,
    milestone,
    series,
)
from lapwing.contexts.improvement.models import Milestone, OwnerRole, Plan, RoleHolder, Series
from lapwing.contexts.improvement.queries.requests import waiting_for
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import LONG_AGO

__all__ = ["ada", "milestone", "series"]


def owning_manager(partnership: Partnership) -> User:
    """May edit the plan, and holds the role that owns the first action."""
    who = registry.member(partnership, "programme-manager", name="Olu Owner-Manager")
    role = OwnerRole.objects.get(name="Head of Play")
    RoleHolder.objects.create(partnership=partnership, role=role, user=who, from_date=LONG_AGO)
    return who


def test_whoever_edits_decides_nothing_of_their_own_action_while_somebody_else_can(
    partnership: Partnership, manager: Actor, milestone: Milestone, ada: Actor, plan: Plan
) -> None:
    olu = owning_manager(partnership)
    row = asked(ada, milestone)
    with as_maintenance():
        told = Notice.objects.filter(template="change-asked").values_list("user_id", flat=True)
        assert list(told) == [manager.user_id]
    with acting_as(olu) as actor:
        assert not queries.request_page(actor=actor, request_ref=row.ref, on=DAY).may_decide
        assert waiting_for(actor, plan.pk, DAY) == 0
        with pytest.raises(NotVisible):
            commands.approve_request(actor=actor, now=LATER, request_ref=row.ref, version=milestone.version)
    with acting_as(User.objects.get(pk=manager.id)) as actor:
        assert waiting_for(actor, plan.pk, DAY) == 1
        commands.approve_request(actor=actor, now=LATER, request_ref=row.ref, version=milestone.version)


def test_where_nobody_else_is_left_whoever_edits_decides_of_their_own_action(
    partnership: Partnership, manager: Actor, milestone: Milestone, plan: Plan
) -> None:
    olu = owning_manager(partnership)
    row = asked(manager, milestone)
    with acting_as(olu) as actor:
        assert waiting_for(actor, plan.pk, DAY) == 1
        commands.approve_request(actor=actor, now=LATER, request_ref=row.ref, version=milestone.version)


def test_how_many_wait_costs_the_same_however_many_they_are(
    partnership: Partnership, plan: Plan, manager: Actor, milestone: Milestone, ada: Actor, series: Series
) -> None:
    bob = registry.member(partnership, "board-member", name="Bob Board")
    a_board(partnership, plan, manager, bob)
    asked(manager, milestone)

    def cost() -> tuple[int, int]:
        with acting_as(bob) as actor, CaptureQueriesContext(connection) as made:
            found = waiting_for(actor, plan.pk, DAY)
        return found, len(made)

    one, queries_for_one = cost()
    for other in Milestone.objects.filter(action__plan=plan, voided_at=None).exclude(pk=milestone.pk):
        asked(manager, other)
    commands.ask_for_targets(
        actor=manager,
        now=NOW,
        series_ref=series.ref,
        version=series.version,
        targets=[TargetDetails(value=45.0, latest=DAY)],
        reason="Fewer visitors",
    )
    several, queries_for_several = cost()
    assert one == 1
    assert several > 2
    assert queries_for_several <= queries_for_one + 1  # the actions of measures are read where one is asked
