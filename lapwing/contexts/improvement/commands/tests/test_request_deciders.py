"""Who decides a change that is asked for, where who may edit the plan owns what would change."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lapwing.contexts.improvement import commands, queries
from lapwing.contexts.improvement.commands import NotVisible, TargetDetails
from lapwing.contexts.improvement.commands.tests.test_requests import (
    a_board,
    ada,
    asked,
    milestone,
    series,
)
from lapwing.contexts.improvement.edit_views.tests.desk import words
from lapwing.contexts.improvement.models import (
    Action,
    ChangeRequest,
    Milestone,
    OwnerRole,
    Plan,
    RoleHolder,
    Series,
    StepHolder,
)
from lapwing.contexts.improvement.queries.requests import waiting_for
from lapwing.contexts.improvement.request_deciders import without_deciders
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.commands.groups import GroupDetails, Seat, add_member, create_group
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


def step(partnership: Partnership, manager: Actor, name: str, *people: User) -> commands.StepDetails:
    """A step that a group takes, in which these people decide."""
    group = create_group(
        partnership=partnership, details=GroupDetails(name=name, kind="board"), by=manager, now=NOW
    )
    body = registry.organisation(partnership)
    for person in people:
        seat = Seat(organisation=body, capacity="member", from_date=LONG_AGO, user=person)
        add_member(group, seat=seat, by=manager, now=NOW)
    return commands.StepDetails(name, StepHolder.GOVERNANCE_GROUP, group_ref=group.ref)


def set_steps(plan: Plan, manager: Actor, *steps: commands.StepDetails) -> None:
    version = Plan.objects.get(pk=plan.pk).version
    commands.set_steps(actor=manager, now=NOW, plan_ref=plan.ref, version=version, steps=steps)


def decides(person: User, row: ChangeRequest) -> bool:
    with acting_as(person) as actor:
        return queries.request_page(actor=actor, request_ref=row.ref, on=DAY).may_decide


def told() -> list[str]:
    with as_maintenance():
        rows = Notice.objects.filter(template="change-asked").order_by("user__name")
        return list(rows.values_list("user__name", flat=True))


def owns(partnership: Partnership, person: User) -> None:
    role = OwnerRole.objects.get(name="Head of Play")
    RoleHolder.objects.create(partnership=partnership, role=role, user=person, from_date=LONG_AGO)


def test_it_passes_on_to_the_step_before_where_all_who_take_the_last_own_it(
    partnership: Partnership, plan: Plan, manager: Actor, milestone: Milestone, ada: Actor
) -> None:
    owner, lena = User.objects.get(pk=ada.id), registry.member(partnership, "councillor", name="Lena Lead")
    first = step(partnership, manager, "Operational group", lena, owner)
    set_steps(plan, manager, first, step(partnership, manager, "Board", owner))
    row = asked(manager, milestone)
    assert told() == ["Lena Lead"]
    assert not decides(owner, row)
    with acting_as(lena) as actor:
        assert waiting_for(actor, plan.pk, DAY) == 1
        commands.approve_request(actor=actor, now=LATER, request_ref=row.ref, version=milestone.version)
    assert [point.as_written for point in milestone.due_points.standing()] == ["by September 2026"]


def test_who_takes_a_step_before_the_last_decides_nothing_while_the_last_can(
    partnership: Partnership, plan: Plan, manager: Actor, milestone: Milestone
) -> None:
    bob, lena = (registry.member(partnership, "councillor", name=name) for name in ("Bob", "Lena"))
    set_steps(
        plan,
        manager,
        step(partnership, manager, "Operational group", lena),
        step(partnership, manager, "Board", bob),
    )
    row = asked(manager, milestone)
    assert (decides(bob, row), decides(lena, row)) == (True, False)
    with acting_as(lena) as actor, pytest.raises(NotVisible):
        commands.approve_request(actor=actor, now=LATER, request_ref=row.ref, version=milestone.version)


def test_of_the_only_editors_request_an_owner_who_takes_the_last_step_is_left(
    partnership: Partnership, plan: Plan, manager: Actor, milestone: Milestone, ada: Actor
) -> None:
    owner = User.objects.get(pk=ada.id)
    set_steps(plan, manager, step(partnership, manager, "Board", owner))
    row = asked(manager, milestone)
    assert told() == ["Ada Action"]
    with acting_as(owner) as actor:
        commands.approve_request(actor=actor, now=LATER, request_ref=row.ref, version=milestone.version)


def page(who: User, where: str) -> str:
    return words(registry.signed_in_client(who).get(where))  # type: ignore[arg-type]


def test_two_owners_do_not_decide_it_between_them_and_the_page_says_that_nobody_can(
    partnership: Partnership, plan: Plan, manager: Actor, milestone: Milestone, ada: Actor
) -> None:
    owner, asker = User.objects.get(pk=ada.id), User.objects.get(pk=manager.id)
    set_steps(plan, manager, step(partnership, manager, "Board", owner))
    owns(partnership, asker)
    row = asked(manager, milestone)
    assert told() == []
    assert not decides(owner, row)
    with acting_as(owner) as actor:
        assert queries.request_page(actor=actor, request_ref=row.ref, on=DAY).nobody_decides
        assert [each.key for each in without_deciders(plan.pk, partnership.pk, DAY)] == ["1.1.1"]
    where = reverse("improvement:request", args=[partnership.ref, row.ref])
    assert "Nobody can decide this today." in page(asker, where)
    settings = reverse("improvement:settings", args=[partnership.ref, plan.ref])
    assert "Of 1 action nobody could decide" in page(asker, settings)
    registry.member(partnership, "programme-manager", name="Mo Manager")
    assert "Nobody can decide" not in page(asker, where)


def test_who_runs_the_plan_alone_without_steps_is_warned_of_every_action(
    partnership: Partnership, plan: Plan, manager: Actor
) -> None:
    actions = Action.objects.filter(plan=plan, voided_at=None).count()
    assert len(without_deciders(plan.pk, partnership.pk, DAY)) == actions
    registry.member(partnership, "programme-manager", name="Mo Manager")
    assert without_deciders(plan.pk, partnership.pk, DAY) == ()


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
