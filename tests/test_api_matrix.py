"""Which programs come in where: every operation of the interface, asked for by a token of every kind.

As for pages, what is expected follows from what the operation declares and what the role may do, so that a
new operation is covered as soon as it is declared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from lapwing.platform.access.permissions import api_permissions, declared_permissions
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access.views import Door
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens.models import ApiToken
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.models import Partnership
from lapwing.registry.roles import permissions_of
from lapwing.registry.tests import factories
from lapwing.shell.api.declaring import ANY_TOKEN, OPERATIONS, Operation
from lapwing.shell.api.description import described
from tests.addresses import every_address
from tests.world import World

CAME_IN = {200, 201, 422}
EVERYTHING = tuple(sorted(api_permissions() | {"registry.partnership.enter"}))
BASE = "/api/v1"

each_operation = pytest.mark.parametrize(
    "operation", OPERATIONS.values(), ids=lambda operation: f"{operation.method} {operation.path}"
)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(factories.partnership(), factories.partnership())
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def tokens(world: World) -> dict[str, str]:
    """A token with everything that programs may be given, of a person of every role."""
    return {role: token_for(who, world.partnership, *EVERYTHING) for role, who in world.by_role.items()}


def place_of(operation: Operation, world: World) -> str:
    path = BASE + operation.path
    path = path.replace("{form}", "word")
    for part in (
        *("plan", "action", "milestone", "series", "actual", "governance_group"),
        *("partnership", "cycle", "update", "decision", "pack"),
    ):
        path = path.replace(f"{{{part}}}", world.ref_of(part) or "")
    assert "{" not in path, "say what this part of an address is"
    return path


def ask(operation: Operation, place: str, token: str | None) -> HttpResponse:
    """The answer when nothing is sent along. Whatever came of it is undone."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    with transaction.atomic():
        answer: Any = Client().generic(
            operation.method, place, "{}", content_type="application/json", headers=headers
        )
        transaction.set_rollback(True)
    assert isinstance(answer, HttpResponse)
    return answer


def test_the_access_of_every_operation_is_declared() -> None:
    declared = {(each.method, BASE + each.path): each.permission for each in OPERATIONS.values()}
    found = {
        (method.upper(), path): operation["x-permission"]
        for path, methods in described()["paths"].items()
        for method, operation in methods.items()
    }
    assert found == {place: permission or "any token" for place, permission in declared.items()}
    assert set(declared.values()) <= api_permissions() | {ANY_TOKEN}
    assert api_permissions() <= set(declared_permissions())


def test_every_address_below_the_interface_is_behind_the_door() -> None:
    below = [each for each in every_address() if each.route.startswith("api/v1/")]
    doors = {each.name: each.declaration and each.declaration.door for each in below}
    assert {name for name, door in doors.items() if door is not Door.TOKEN} == {"api:page", "api:description"}
    assert len(below) - 2 == len(OPERATIONS)


@each_operation
def test_each_role_comes_in_where_it_may_and_nowhere_else(
    world: World, tokens: dict[str, str], operation: Operation
) -> None:
    place = place_of(operation, world)
    outcomes = {role: ask(operation, place, token).status_code for role, token in tokens.items()}
    may = {
        role for role in tokens if not operation.permission or operation.permission in permissions_of(role)
    }
    assert {role for role, status in outcomes.items() if status in CAME_IN} == may, outcomes
    assert all(status == 404 for role, status in outcomes.items() if role not in may), outcomes


@each_operation
def test_nobody_comes_in_without_a_token_that_counts(world: World, operation: Operation) -> None:
    place = place_of(operation, world)
    who = world.by_role["programme-manager"]
    over = token_for(who, world.partnership, *EVERYTHING, last_day=timezone.localdate() - timedelta(days=1))
    ended = token_for(who, world.partnership, *EVERYTHING, name="ended")
    with as_maintenance():
        ApiToken.objects.filter(name="ended").update(ended_at=timezone.now(), ended_by=who)
    answers = [ask(operation, place, token) for token in (None, "lw_nothing", over, ended)]
    assert {answer.status_code for answer in answers} == {401}
    assert len({_without_request(answer) for answer in answers}) == 1, "which it was is told to nobody"


@each_operation
def test_being_signed_in_lets_no_program_in(world: World, operation: Operation) -> None:
    client = world.client(world.by_role["programme-manager"])
    answer = client.generic(operation.method, place_of(operation, world), "{}", "application/json")
    assert answer.status_code == 401
    assert not answer.cookies


@each_operation
def test_a_token_without_the_permission_finds_nothing(world: World, operation: Operation) -> None:
    if not operation.permission:
        pytest.skip("any token may")
    others = [each for each in EVERYTHING if each != operation.permission]
    token = token_for(world.by_role["programme-manager"], world.partnership, *others)
    assert ask(operation, place_of(operation, world), token).status_code == 404


@each_operation
def test_an_outsider_finds_what_is_there_as_little_as_what_is_not(world: World, operation: Operation) -> None:
    if "{" not in operation.path:
        pytest.skip("names no record")
    token = token_for(world.outsider, world.other_partnership, *EVERYTHING)
    theirs = place_of(operation, world)
    nothing = f"{BASE}{operation.path}".replace("{", "").replace("}", "")
    found, unknown = (ask(operation, place, token) for place in (theirs, nothing))
    if operation.method == "POST":
        assert (found.status_code, unknown.status_code) in {(404, 404), (422, 422)}
    else:
        assert (found.status_code, unknown.status_code) == (404, 404)
    assert _without_request(found) == _without_request(unknown)


@each_operation
def test_a_token_for_another_partnership_finds_nothing(world: World, operation: Operation) -> None:
    """Whoever works in two partnerships and made the token for one of them."""
    if "{" not in operation.path or operation.method == "POST":
        pytest.skip("names no record, or is judged by what is sent first")
    both = _in_both(world, world.other_partnership)
    token = token_for(both, world.other_partnership, *EVERYTHING)
    assert ask(operation, place_of(operation, world), token).status_code == 404


def _in_both(world: World, other: Partnership) -> User:
    who = factories.member(world.partnership, "programme-manager")
    factories.membership(who, other, "programme-manager")
    return who


def _without_request(answer: HttpResponse) -> str:
    said = json.loads(answer.content)
    said.pop("request")
    return json.dumps(said)
