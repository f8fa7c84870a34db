"""Guessing addresses: what is somebody else's is answered to the letter as what does not exist.

The same status, the same words and the same number of questions to the database, so that neither what is read
nor the time it takes tells which of the two it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from lapwing.platform.access.permissions import api_permissions
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.access.views import Door
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.roles import permissions_of
from lapwing.registry.tests import factories
from tests.addresses import NO_RECORDS, Address, every_address, example_of
from tests.attacks.asking import body_of, knocking, operations, owner_of_work, questions, strongest, undone
from tests.refusals import every_guarded_table
from tests.world import World

# As long as a reference, and nobody's.
UNKNOWN = "zzzzzzzzzzzz"
EVERYTHING = tuple(sorted(api_permissions() | {"registry.partnership.enter"}))
# Parts that hold numbers, or secrets of those who are not signed in.
NOT_REFS = NO_RECORDS | {"number", "page", "said_at", "organisation", "token", "session", "kept"}
# What differs from one answer to the next: tokens of forms, the seconds left of a session, the request.
CHANCE = re.compile(
    rb'(?<=name="csrfmiddlewaretoken" value=)"\w*"|(?<=name="sent_once" value=)"\w*"'
    rb'|data-(?:idle|whole)="\d+"|(?<="request": )"\w*"|X-CSRFToken[^\w]+\w+'
)


def guessable(address: Address) -> list[str]:
    """The parts of an address that hold the reference of a record."""
    return [part for part in address.parts if part not in NOT_REFS]


BEHIND_A_DOOR = [
    each
    for each in every_address()
    if each.declaration and each.declaration.door not in {Door.PUBLIC, Door.TOKEN}
]
GUESSED = [each for each in BEHIND_A_DOOR if guessable(each)]


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
    with undone(), questions() as asked:
        answer = client.generic(method, place, **more)
        words = body_of(answer)
    assert asked
    return answer.status_code, CHANCE.sub(b"", words.replace(guess.encode(), b"REF")), len(asked)


def browser(address: Address, world: World) -> Client:
    who = owner_of_work(world) if address.is_of_one_person else strongest(world)
    return knocking(world.client(who))


def differing(
    found: Told, nothing: Told, expected: Iterable[int], where: tuple[str, ...]
) -> list[tuple[object, ...]]:
    """What tells a guess from one that hit nothing, if anything does."""
    if found == nothing and found[0] in expected:
        return []
    return [(*where, found[0], nothing[0], "words" * (found[1] != nothing[1]), found[2], nothing[2])]


@pytest.mark.slow
def test_what_is_theirs_is_told_as_what_is_not_there(worlds: tuple[World, World]) -> None:
    """At every address: one part is guessed at a time, below my own partnership."""
    mine, theirs = worlds
    telling: list[tuple[object, ...]] = []
    for address in GUESSED:
        client = browser(address, mine)
        for part in guessable(address):
            their_own = example_of(address.name, part, theirs)
            assert their_own != example_of(address.name, part, mine)
            for method in ("GET", "POST"):
                found = told(client, method, address.example(mine, **{part: their_own}), their_own)
                nothing = told(client, method, address.example(mine, **{part: UNKNOWN}), UNKNOWN)
                # 302: asked to confirm who one is first, whatever was guessed
                telling += differing(found, nothing, {302, 404, 405}, (address.name, part, method))
    assert telling == []


@pytest.mark.slow
def test_their_partnership_is_told_as_none(worlds: tuple[World, World]) -> None:
    """At every address: all the parts are theirs, the partnership among them."""
    mine, theirs = worlds
    ref = theirs.partnership.ref
    telling: list[tuple[object, ...]] = []
    for address in (each for each in BEHIND_A_DOOR if "partnership" in each.parts):
        client = browser(address, mine)
        for method in ("GET", "POST"):
            found = told(client, method, address.example(theirs), ref)
            nothing = told(client, method, address.example(theirs, partnership=UNKNOWN), UNKNOWN)
            telling += differing(found, nothing, {404}, (address.name, method))
    assert telling == []


@pytest.mark.slow
def test_what_a_role_may_not_see_is_told_as_what_is_not_there(worlds: tuple[World, World]) -> None:
    """Of one's own partnership: the colleague with the least, at every record."""
    mine, _ = worlds
    least = min(mine.by_role, key=lambda role: len(permissions_of(role)))
    client, held, tried = knocking(mine.client(mine.by_role[least])), permissions_of(least), 0
    telling: list[tuple[object, ...]] = []
    for address in GUESSED:
        declared = address.declaration
        if declared is None or declared.door is not Door.PERMISSION or declared.permissions & held:
            continue
        for part in guessable(address):
            own = example_of(address.name, part, mine)
            found = told(client, "GET", address.example(mine), own)
            nothing = told(client, "GET", address.example(mine, **{part: UNKNOWN}), UNKNOWN)
            telling += differing(found, nothing, {404}, (address.name, part))
            tried += 1
    assert telling == []
    assert tried > 20


@pytest.mark.slow
def test_no_reference_of_theirs_opens_anything(worlds: tuple[World, World]) -> None:
    """References of rows of other kinds, in every part of every address: of every guarded table in turn."""
    mine, theirs = worlds
    refs = cycle(refs_of(theirs).items())
    telling: list[tuple[object, ...]] = []
    for address in GUESSED:
        client = browser(address, mine)
        for part in guessable(address):
            nothing = told(client, "GET", address.example(mine, **{part: UNKNOWN}), UNKNOWN)
            for table, ref in islice(refs, 4):
                found = told(client, "GET", address.example(mine, **{part: ref}), ref)
                telling += differing(found, nothing, {nothing[0]}, (address.name, part, table))
    assert telling == []


@pytest.mark.slow
def test_no_number_opens_anything(worlds: tuple[World, World]) -> None:
    """The numbers by which the database counts, which are easily guessed, are no way to a record: one's own
    record by its number is what is not there."""
    mine, _ = worlds
    numbers = {**numbers_of(mine), "one": "1"}
    telling: list[tuple[object, ...]] = []
    for address in GUESSED:
        client = browser(address, mine)
        for part in guessable(address):
            nothing = told(client, "GET", address.example(mine, **{part: UNKNOWN}), UNKNOWN)
            for number in {numbers.get(part, "1"), "1"}:
                with undone():
                    answer = client.get(address.example(mine, **{part: number}))
                if answer.status_code != nothing[0] or answer.status_code not in {302, 404, 405}:
                    telling.append((address.name, part, number, answer.status_code))
    assert telling == []


def numbers_of(world: World) -> dict[str, str]:
    """The primary key of the world's row of each kind, by the name that addresses have for it."""
    named = {part for address in GUESSED for part in guessable(address)}
    return {part: str(row.pk) for part in named if (row := row_of(world, part)) is not None}


def row_of(world: World, part: str) -> Any:
    own = {"partnership": world.partnership, "person": world.colleague, "role": world.membership}
    if part in own:
        return own[part]
    kinds = {model.__name__.lower(): model for model in apps.get_models()}
    model = kinds.get(part.replace("_", ""))
    return world.row(model) if model is not None else None


def refs_of(world: World) -> dict[str, str]:
    """A reference from every guarded table that has them."""
    by_table = {model._meta.db_table: model for model in apps.get_models()}
    guarded = [by_table[table] for table in every_guarded_table() if table in by_table]
    with as_maintenance():
        found = {
            model._meta.db_table: str(getattr(world.row(model), "ref", ""))
            for model in guarded
            if hasattr(model, "ref") and model._meta.db_table not in {"history_entry", "retention_purge"}
        }
    refs = {table: ref for table, ref in found.items() if len(ref) == len(UNKNOWN)}
    assert len(refs) > 30
    return refs


ACTUAL = {"period": "2026-01", "value": 1, "reason": "x", "revision": 1}


def test_programs_are_told_as_little(worlds: tuple[World, World]) -> None:
    mine, theirs = worlds
    token = token_for(strongest(mine), mine.partnership, *EVERYTHING)
    client = Client(headers={"authorization": f"Bearer {token}"})
    sent = {"data": json.dumps(ACTUAL), "content_type": "application/json"}
    telling: list[tuple[object, ...]] = []
    for address in (each for each in operations() if guessable(each)):
        for part in guessable(address):
            their_own = example_of(address.name, part, theirs)
            for method in ("GET", "POST"):
                found = told(client, method, address.example(mine, **{part: their_own}), their_own, **sent)
                nothing = told(client, method, address.example(mine, **{part: UNKNOWN}), UNKNOWN, **sent)
                telling += differing(found, nothing, {404, 405, 422}, (address.name, part, method))
    assert telling == []
