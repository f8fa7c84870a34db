"""Who comes in where: every address of the site, asked for by a person of every kind.

What is expected follows from what the view declares and what the role may do, so that a new address is
covered as soon as it is routed. It needs an example of its parts, in ``tests/addresses.py``, when they are
not named after the record whose reference they are.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from lapwing.platform.access.permissions import declared_permissions
from lapwing.platform.access.views import Declaration, Door
from lapwing.platform.accounts.models import User
from lapwing.registry.roles import ROLES, permissions_of
from lapwing.registry.tests import factories
from tests.addresses import Address, a_few_quickly, every_address
from tests.world import World, distinct_roles

ADDRESSES = every_address()
METHODS = ("get", "post")
# Whose the records of the world are.
OWNER = "action-owner"
# Come in: the page, somewhere else to go, what was sent is not right, or not this method.
CAME_IN = {200, 302, 400, 405, 409, 422}

by_name = pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
GUARDED = [
    each
    for each in ADDRESSES
    # programs are asked about in tests/test_api_matrix.py
    if each.declaration and each.declaration.door not in {Door.PUBLIC, Door.TOKEN}
]
guarded = pytest.mark.parametrize("address", GUARDED, ids=lambda address: address.name)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for all: each request is undone, and the world itself at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World(factories.partnership(), factories.partnership())
        transaction.set_rollback(True)


@by_name
def test_every_view_declares_who_may_come_in(address: Address) -> None:
    assert address.declaration is not None, f"{address.route} has no @public, @signed_in or @requires"
    assert address.declaration.permissions <= set(declared_permissions())


@by_name
def test_every_address_has_a_name_of_its_own(address: Address) -> None:
    assert not address.name.endswith("(no name)")
    assert [each.name for each in ADDRESSES].count(address.name) == 1


def test_what_is_public_is_listed_here() -> None:
    """A page becomes public by a decision, not by a slip."""
    found = {each.name for each in ADDRESSES if each.declaration and each.declaration.door is Door.PUBLIC}
    assert found <= {
        "sign-in",
        "sign-out",
        "sign-in-by-passkey",
        "passkey-options",
        "second-factor",
        "recovery-code",
        "forgotten-password",
        "organisation-sign-in",
        "organisation-return",
        "accept-by-organisation",
        "accept-invitation",
        "new-password",
        "stop-emails",
        "demonstration-post",
        "demonstration-mail",
        "demonstration-people",
        "demonstration-sign-in",
        "improvement:feed-file",
        "improvement:screen",
        # what somebody approved to be read by everybody, and a form to say what one thinks of it
        "published:newest",
        "published:newest-easy-read",
        "published:page",
        "published:easy-read",
        "published:pdf",
        "published:easy-pdf",
        "published:feedback",
        "published:thanks",
        "help",
        "accessibility",
        "live",
        "ready",
        "metrics",
        "kit",
        "api:page",
        "api:description",
    }


def test_every_role_is_asked_by_one_that_may_do_the_same() -> None:
    asked = {permissions_of(role) for role in distinct_roles()}
    assert asked == {role.permissions for role in ROLES.values()}


@pytest.mark.parametrize("address", a_few_quickly(GUARDED))
def test_each_role_comes_in_where_it_may_and_nowhere_else(world: World, address: Address) -> None:
    assert address.declaration is not None
    place = address.example(world)
    may = {
        role: lets_in(address.declaration, role) and (role == OWNER or not address.is_of_one_person)
        for role in world.by_role
    }
    for method in METHODS:
        outcomes = {role: ask(world, who, method, place) for role, who in world.by_role.items()}
        if address.is_of_one_person and {405} <= set(outcomes.values()) <= {404, 405}:
            continue  # told before anybody's record is looked for
        came_in = {role for role, status in outcomes.items() if status in CAME_IN}
        assert came_in == {role for role in may if may[role]}, (method, outcomes)
        assert all(outcomes[role] == 404 for role in may if not may[role]), (method, outcomes)


@guarded
def test_nobody_comes_in_from_outside(world: World, address: Address) -> None:
    """Nobody in particular is sent to sign in; an outsider finds nothing, by whichever partnership."""
    place = address.example(world)
    for method in METHODS:
        response = world.client(None).generic(method.upper(), place)
        assert (response.status_code, response["Location"].partition("?")[0]) == (302, reverse("sign-in"))
    if "partnership" in address.parts:
        unknown = address.example(world, partnership="zzzzzzzzzzzz")
        for method in METHODS:
            assert ask(world, world.outsider, method, place) == 404
            assert ask(world, world.outsider, method, unknown) == 404
    if "partnership" in address.parts and address.names_a_record:
        theirs = address.example(world, partnership=world.other_partnership.ref)
        found = [ask(world, world.outsider, method, theirs) for method in METHODS]
        assert set(found) <= {404, 405}, "a record is reached by way of another partnership"
        assert 404 in found


@pytest.mark.parametrize(
    "address",
    [each for each in ADDRESSES if each.declaration and each.declaration.door is Door.PUBLIC],
    ids=lambda address: address.name,
)
def test_public_pages_ask_nobody_to_sign_in(world: World, address: Address) -> None:
    assert ask(world, None, "get", address.example(world)) in {200, 404, 405}


def lets_in(declaration: Declaration, role: str) -> bool:
    if declaration.door is Door.PERMISSION:
        return bool(permissions_of(role) & declaration.permissions)
    return True


def ask(world: World, who: User | None, method: str, place: str) -> int:
    """The status of the answer when nothing is sent along. Whatever came of it is undone."""
    client = world.client(who)
    with transaction.atomic():
        response: HttpResponse = getattr(client, method)(place)
        transaction.set_rollback(True)
    return response.status_code
