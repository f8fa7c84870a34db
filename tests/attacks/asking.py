"""Requests as an attacker makes them, each undone when it has been answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import connection, transaction
from django.test import Client

from lapwing.platform.access.views import Door
from lapwing.platform.accounts.models import User
from tests.addresses import Address, every_address
from tests.world import World

API = "api/v1/"
# The one form that comes from elsewhere by design: the button "unsubscribe" of programs for mail (RFC 8058).
FROM_ELSEWHERE = {"stop-emails"}


def pages() -> list[Address]:
    """Every address that people, and not programs, ask for."""
    return [each for each in every_address() if each.declaration and each.declaration.door is not Door.TOKEN]


def operations() -> list[Address]:
    """Every address that programs ask for with a token."""
    return [each for each in every_address() if each.declaration and each.declaration.door is Door.TOKEN]


def strongest(world: World) -> User:
    """Programme manager and administrator of the partnership in one."""
    return world.by_role["programme-manager"]


def owner_of_work(world: World) -> User:
    """Whose the world's own exports and pieces of work are."""
    return world.by_role["action-owner"]


def knocking(client: Client, *, checks_forms: bool = False) -> Client:
    """The same browser, which answers a fault of ours instead of raising it."""
    made = Client(enforce_csrf_checks=checks_forms, raise_request_exception=False)
    made.cookies = deepcopy(client.cookies)
    return made


@contextmanager
def undone(client: Client | None = None) -> Iterator[None]:
    """Whatever is written within did not happen; a browser that is named is signed in as before."""
    before = deepcopy(client.cookies) if client else None
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    if client and before is not None:
        client.cookies = before


def body_of(answer: Any) -> bytes:
    """All of an answer, whether it comes at once or in pieces."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


@contextmanager
def questions() -> Iterator[list[str]]:
    """Every statement that the database is asked within.

    Not by ``CaptureQueriesContext``: the log that it reads holds 9,000 statements and no more, so that in a
    test of many requests it comes to count nothing at all.
    """
    asked: list[str] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield asked
