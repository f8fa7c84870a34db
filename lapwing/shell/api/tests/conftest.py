"""Programs of the people whom the tests are about."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from lapwing.contexts.improvement import interchange
from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.platform.access.permissions import api_permissions
from lapwing.platform.accounts.models import User
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


@dataclass(frozen=True)
class Program:
    """Asks the interface with a token."""

    token: str

    def get(self, place: str, **headers: str) -> HttpResponse:
        return self.ask("GET", place, None, **headers)

    def post(self, place: str, body: object, **headers: str) -> HttpResponse:
        return self.ask("POST", place, body, **headers)

    def ask(self, method: str, place: str, body: object, **headers: str) -> HttpResponse:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        answer: Any = Client().generic(
            method,
            place if place.startswith("http") else f"/api/v1{place}",
            b"" if body is None else body if isinstance(body, bytes) else json.dumps(body),
            content_type=given.pop("content-type", "application/json"),
            headers={"authorization": f"Bearer {self.token}", **given},
        )
        assert isinstance(answer, HttpResponse)
        return answer

    def read(self, place: str) -> Any:
        answer = self.get(place)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)


def said(answer: Any) -> Any:
    return json.loads(answer.content)


def brought_in(form: interchange.Plan, by: User, partnership: Partnership) -> Plan:
    """A plan in place, brought in by this person."""
    with acting_as(by) as actor:
        return imported(partnership, actor, form)


@pytest.fixture
def plan(people: People, partnership: Partnership) -> Plan:
    return brought_in(full_plan(), people.owner, partnership)


@pytest.fixture
def program(people: People, partnership: Partnership) -> Program:
    return Program(token_for(people.owner, partnership, *api_permissions()))


@pytest.fixture
def program_of(partnership: Partnership) -> Callable[[User], Program]:
    return lambda who: Program(token_for(who, partnership, *api_permissions()))
