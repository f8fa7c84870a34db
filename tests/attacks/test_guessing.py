"""Guessing addresses: what is somebody else's is answered to the letter as what does not exist.

The same status, the same words and the same number of questions to the database, so that neither what is read
nor the time it takes tells which of the two it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from lapwing.platform.access.permissions import api_permissions
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access.views import Door
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.tests import factories
from tests.addresses import NO_RECORDS, Address, every_address, example_of
from tests.attacks.asking import body_of, knocking, operations, owner_of_work, strongest, undone
from tests.refusals import every_guarded_table
from tests.world import World

# As long as a reference, and nobody's.
UNKNOWN = "zzzzzzzzzzzz"
EVERYTHING = tuple(sorted(api_permissions() | {"registry.partnership.enter"}))
# Parts that hold numbers, or secrets of those who are not signed in.
NOT_REFS = NO_RECORDS | {"number", "page", "said_at", "organisation", "token", "session", "kept"}


def guessable(address: Address) -> list[str]:
    """The parts of an address that hold the reference of a record."""
    return [part for part in address.parts if part not in NOT_REFS]


BEHIND_A_DOOR = [
    each
    for each in every_address()
    if each.declaration and each.declaration.door not in {Door.PUBLIC, Door.TOKEN}
]
GUESSED = [each for each in BEHIND_A_DOOR if guessable(each)]
by_name = pytest.mark.parametrize("address", GUESSED, ids=lambda each: each.name)


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, World]]:
    """Mine, in which I may do the most, and theirs, in which I am nobody; each with a row of everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        here, there = factories.partnership(), factories.partnership()
        mine, theirs = World(here, there), World(there, here)
        for role in ("programme-manager", "partnership-administrator"):
            factories.membership(strongest(mine), here, role)
        yield mine, theirs
        transaction.set_rollback(True)


Told = tuple[int, bytes, int]


def told(client: Client, method: str, place: str, guess: str, **more: Any) -> Told:
    """Status, words without what differs by chance, and how often the database was asked."""
    with undone(), CaptureQueriesContext(connection) as asked:
        answer = client.generic(method, place, **more)
        words = body_of(answer)
    words = words.replace(guess.encode(), b"REF")
    words = re.sub(rb'(name="csrfmiddlewaretoken" value=|"request": )"\w*"', rb"", words)
    words = re.sub(rb"X-CSRFToken[^\w]+\w+", b"", words)
    return answer.status_code, words, len(asked)


def asks_as(address: Address, world: World) -> User:
    return owner_of_work(world) if address.is_of_one_person else strongest(world)


def place_of(address: Address, world: World, **instead: str) -> str:
    return address.example(world, **instead)


@by_name
def test_what_is_theirs_is_told_as_what_is_not_there(worlds: tuple[World, World], address: Address) -> None:
    """One part is guessed at a time, below my own partnership, and then all of them below theirs."""
    mine, theirs = worlds
    client = knocking(mine.client(asks_as(address, mine)))
    for part in guessable(address):
        their_own = example_of(address.name, part, theirs)
        assert their_own != example_of(address.name, part, mine)
        for method in ("GET", "POST"):
            found = told(client, method, place_of(address, mine, **{part: their_own}), their_own)
            nothing = told(client, method, place_of(address, mine, **{part: UNKNOWN}), UNKNOWN)
            assert found == nothing, (method, part)
            assert found[0] in {404, 405}, (method, part)


@pytest.mark.parametrize(
    "address", [each for each in BEHIND_A_DOOR if "partnership" in each.parts], ids=lambda each: each.name
)
def test_their_partnership_is_told_as_none(worlds: tuple[World, World], address: Address) -> None:
    mine, theirs = worlds
    client = knocking(mine.client(asks_as(address, mine)))
    ref = theirs.partnership.ref
    for method in ("GET", "POST"):
        found = told(client, method, place_of(address, theirs), ref)
        nothing = told(client, method, place_of(address, theirs, partnership=UNKNOWN), UNKNOWN)
        assert found == nothing, method
        assert found[0] == 404


def test_what_a_role_may_not_see_is_told_as_what_is_not_there(worlds: tuple[World, World]) -> None:
    """Of one's own partnership: the colleague with the least, at every record."""
    mine, _ = worlds
    least = min(mine.by_role.values(), key=lambda who: len(held_by(mine, who)))
    client, held, tried = knocking(mine.client(least)), held_by(mine, least), 0
    for address in GUESSED:
        declared = address.declaration
        if declared is None or declared.door is not Door.PERMISSION or declared.permissions & held:
            continue
        for part in guessable(address):
            own = example_of(address.name, part, mine)
            found = told(client, "GET", place_of(address, mine), own)
            assert found == told(client, "GET", place_of(address, mine, **{part: UNKNOWN}), UNKNOWN)
            assert found[0] == 404, address.name
            tried += 1
    assert tried > 20


def held_by(world: World, who: User) -> frozenset[str]:
    from lapwing.registry.roles import permissions_of

    return permissions_of(next(role for role, each in world.by_role.items() if each == who))


@pytest.mark.slow
@by_name
def test_no_reference_of_theirs_opens_anything(worlds: tuple[World, World], address: Address) -> None:
    """The reference of a row of every guarded table, in every part of every address."""
    mine, theirs = worlds
    client = knocking(mine.client(asks_as(address, mine)))
    for part in guessable(address):
        nothing = told(client, "GET", place_of(address, mine, **{part: UNKNOWN}), UNKNOWN)
        for table, ref in refs_of(theirs).items():
            found = told(client, "GET", place_of(address, mine, **{part: ref}), ref)
            assert found == nothing, (part, table)


def refs_of(world: World) -> dict[str, str]:
    """A reference from every guarded table that has them."""
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    guarded = [by_table[table] for table in every_guarded_table() if table in by_table]
    with as_maintenance():
        found = {
            model._meta.db_table: str(getattr(world._filler.one(model), "ref", ""))
            for model in guarded
            if hasattr(model, "ref") and model._meta.db_table not in {"history_entry", "retention_purge"}
        }
    refs = {table: ref for table, ref in found.items() if len(ref) == len(UNKNOWN)}
    assert len(refs) > 30
    return refs


ACTUAL = {"period": "2026-01", "value": 1, "reason": "x", "revision": 1}


@pytest.mark.parametrize(
    "address", [each for each in operations() if guessable(each)], ids=lambda each: each.name
)
def test_programs_are_told_as_little(worlds: tuple[World, World], address: Address) -> None:
    mine, theirs = worlds
    token = token_for(strongest(mine), mine.partnership, *EVERYTHING)
    client = Client(headers={"authorization": f"Bearer {token}"})
    sent = {"data": json.dumps(ACTUAL), "content_type": "application/json"}
    for part in guessable(address):
        their_own = example_of(address.name, part, theirs)
        for method in ("GET", "POST"):
            found = told(client, method, place_of(address, mine, **{part: their_own}), their_own, **sent)
            nothing = told(client, method, place_of(address, mine, **{part: UNKNOWN}), UNKNOWN, **sent)
            assert found == nothing, (method, part)
            assert found[0] in {404, 405, 422}, (method, part)
