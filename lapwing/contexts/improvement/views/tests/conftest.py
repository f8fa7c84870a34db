"""A plan in place, what its pages are called, and a day that is always the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.models import Action, Measure, Milestone, Plan
from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

# The plan of the factories is brought in on 2 March 2026; its pages are read later that year.
TODAY = date(2026, 6, 15)
Get = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """Every page is read on one day, whatever day the tests run."""
    real = timezone.localdate

    def localdate(value: datetime | None = None, *more: Any) -> date:
        return TODAY if value is None else real(value, *more)

    monkeypatch.setattr(timezone, "localdate", localdate)
    return TODAY


@dataclass(frozen=True)
class Site:
    """The pages of one plan by name, and the references of its first records."""

    partnership: str
    plan: Plan
    action: str
    milestone: str
    measure: str

    def url(self, name: str, **query: str) -> str:
        of_record = {
            "action": "action",
            "action-history": "action",
            "milestone": "milestone",
            "milestone-history": "milestone",
            "measure": "measure",
            "measure-history": "measure",
        }
        kwargs = {"partnership": self.partnership}
        if name in of_record:
            kwargs[of_record[name]] = str(getattr(self, of_record[name]))
        elif name not in WITHOUT_PLAN:
            kwargs["plan"] = self.plan.ref
        return reverse(f"improvement:{name}", kwargs=kwargs, query=query or None)


WITHOUT_PLAN = ("plans", "my-actions", "feed", "all-measures", "all-calendar", "all-questions")
OF_A_PLAN = (
    "overview",
    "tree",
    "late",
    "actions",
    "milestones",
    "measures",
    "calendar",
    "timeline",
    "heat",
    "dependencies",
    "planned",
    "load",
    "questions",
    "changes",
    "search-plan",
    "key",
    "source",
    "save-as",
)
OF_A_RECORD = ("action", "milestone", "measure")


@pytest.fixture
def site(partnership: Partnership, people: People) -> Site:
    with acting_as(people.owner) as actor:
        plan = imported(partnership, actor, full_plan())
        page = queries.list_actions(actor=actor, plan_ref=plan.ref, on=TODAY)
        action = Action.objects.get(ref=page.actions[0].ref)
        milestone = Milestone.objects.filter(action=action).order_by("position")[0]
        measure = Measure.objects.filter(plan=plan).order_by("position")[0]
        return Site(partnership.ref, plan, action.ref, milestone.ref, measure.ref)


@pytest.fixture
def get(site: Site, client_as: Callable[[User], Client]) -> Get:
    """Open a page of the plan as a person: ``get(people.owner, "overview", as_at="2026-03-02")``."""

    def open_page(who: User, name: str, **query: str) -> HttpResponse:
        return client_as(who).get(site.url(name, **query))  # type: ignore[return-value]

    return open_page


def text_of(response: HttpResponse) -> str:
    """The page's words: markup left out, runs of blanks as one."""
    import re
    from html import unescape

    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
