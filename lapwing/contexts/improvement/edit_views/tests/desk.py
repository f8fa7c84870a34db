"""A plan in place, people who may change it or part of it, and pages opened and sent by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lapwing.contexts.improvement import models
from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import LONG_AGO, People

M = TypeVar("M", bound=Model)


@dataclass
class Desk:
    """The plan's records by kind, and its pages as people open and send them."""

    partnership: Partnership
    plan: models.Plan
    manager: User
    owner: User
    colleague: User
    outsider: User

    def one(self, model: type[M], **lookup: object) -> M:
        """The first record of a kind, as it stands now."""
        with as_maintenance():
            found = model._default_manager.filter(**lookup).order_by("pk").first()
        assert found is not None
        return found

    def all(self, model: type[M], **lookup: object) -> list[M]:
        with as_maintenance():
            return list(model._default_manager.filter(**lookup).order_by("pk"))

    def url(self, name: str, **parts: str) -> str:
        return reverse(f"improvement:{name}", kwargs={"partnership": self.partnership.ref, **parts})

    def get(self, name: str, who: User | None = None, **parts: str) -> HttpResponse:
        return self.browser(who).get(self.url(name, **parts))  # type: ignore[return-value]

    def post(self, name: str, data: Mapping[str, Any], who: User | None = None, **parts: str) -> HttpResponse:
        return self.browser(who).post(self.url(name, **parts), data)  # type: ignore[return-value]

    def browser(self, who: User | None = None) -> Client:
        """One in which a person, the programme manager unless said, is signed in."""
        return factories.signed_in_client(who or self.manager)


def desk_of(partnership: Partnership, people: People) -> Desk:
    """A plan with something of everything; its first action is owned by a role that an action owner holds."""
    owner = factories.member(partnership, "action-owner", name="Ada Owner")
    with acting_as(people.owner) as actor:
        plan = imported(partnership, actor, full_plan())
        role = models.OwnerRole.objects.get(name="Head of Play")
        models.RoleHolder.objects.create(partnership=partnership, role=role, user=owner, from_date=LONG_AGO)
    return Desk(partnership, plan, people.owner, owner, people.colleague, people.outsider)


def day(name: str, year: int, month: int, at: int) -> dict[str, str]:
    """A date as its three boxes are sent."""
    return {f"{name}-day": str(at), f"{name}-month": str(month), f"{name}-year": str(year)}


def words(response: HttpResponse) -> str:
    """The page's words: markup left out, runs of blanks as one."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
