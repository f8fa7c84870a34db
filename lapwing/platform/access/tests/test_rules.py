"""A rule's list and its single check never disagree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Model, Q
from hypothesis import given
from hypothesis import strategies as st

from lapwing.platform.access.actor import NOBODY, Actor, Grant
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.platform.access.scope import Scope
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.kinds import UserKind
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests import factories

READ, WRITE = "test.read", "test.write"


class OwnRoles:
    """One's own roles alone."""

    def as_q(self, actor: Actor) -> Q:
        return Q(user_id=actor.user_id)

    def covers(self, actor: Actor, obj: Model) -> bool:
        assert isinstance(obj, Membership)
        return obj.user_id == actor.user_id


MEMBERSHIPS = Rule(Membership, narrowings={WRITE: OwnRoles()})
PARTNERSHIPS: Rule[Any] = Rule(Partnership, path="")


def grant(partnership_id: int, *permissions: str) -> Grant:
    return Grant("role", frozenset(permissions), partnership_id, 1, date(2026, 1, 1), None)


@pytest.fixture
def world(db: None) -> list[Membership]:
    """Four partnerships with two people in each, one of whom is in all."""
    everywhere = factories.user()
    places = [factories.partnership() for _ in range(4)]
    for place in places:
        factories.membership(everywhere, place, "board-member")
        factories.member(place, "dco")
    with as_maintenance():
        return list(Membership.objects.select_related("partnership", "user").order_by("id"))


@given(ids=st.frozensets(st.integers(1, 6)), everywhere=st.booleans(), number=st.integers(1, 8))
def test_a_scopes_condition_and_its_check_agree(ids: frozenset[int], everywhere: bool, number: int) -> None:
    """Without a database: the condition of the list is read back."""
    scope = Scope(ids, everywhere=everywhere)
    condition = scope.as_q("plan__partnership")
    listed = condition == Q() or number in condition.deconstruct()[1][0][1]
    assert listed == scope.covers(number)


@pytest.mark.parametrize("permission", [READ, WRITE])
@pytest.mark.parametrize("which", range(16))
def test_lists_and_single_records_agree(world: list[Membership], permission: str, which: int) -> None:
    places = sorted({row.partnership_id for row in world})
    grants = tuple(
        grant(place, *([READ, WRITE] if number % 2 else [READ]))
        for number, place in enumerate(places)
        if which & 1 << number
    )
    actor = Actor(world[0].user_id, "Tester", UserKind.PERSON, grants)
    with as_maintenance():
        listed = set(MEMBERSHIPS.visible_to(actor, Membership.objects.all(), permission=permission))
        partnerships = set(PARTNERSHIPS.visible_to(actor, Partnership.objects.all(), permission=permission))
    assert listed == {row for row in world if MEMBERSHIPS.permits(actor, permission, row)}
    assert partnerships == {
        row.partnership for row in world if PARTNERSHIPS.permits(actor, permission, row.partnership)
    }


def test_unknown_and_forbidden_look_alike(world: list[Membership]) -> None:
    actor = Actor(1, "Tester", UserKind.PERSON, (grant(world[0].partnership_id, READ),))
    words = []
    with as_maintenance():
        for ref in ("zzzzzzzzzzzz", world[-1].ref):
            with pytest.raises(NotVisible) as refused:
                MEMBERSHIPS.fetch(actor, READ, ref=ref)
            words.append(str(refused.value))
        assert MEMBERSHIPS.fetch(actor, READ, ref=world[0].ref) == world[0]
    assert words[0] == words[1]


def test_a_system_user_is_never_narrowed(world: list[Membership]) -> None:
    system = Actor(1, "Reminders", UserKind.SYSTEM)
    assert all(MEMBERSHIPS.permits(system, WRITE, row) for row in world)
    with as_maintenance():
        assert MEMBERSHIPS.visible_to(system, Membership.objects.all(), permission=WRITE).count() == len(
            world
        )


def test_nobody_may_do_nothing(world: list[Membership]) -> None:
    assert not any(MEMBERSHIPS.permits(NOBODY, READ, row) for row in world)
    assert not NOBODY.is_system
    with pytest.raises(LookupError):
        _ = NOBODY.id
