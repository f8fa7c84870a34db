"""The pages on which one thing of a plan is made to wait for another, and where that is seen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import Action, Dependency, Milestone
from lapwing.contexts.improvement.tests.factories import LATER, acting_as

WHY = "The list wants the talks to be over."


def end(desk: Desk, text: str) -> str:
    return f"milestone:{desk.one(Milestone, text=text).ref}"


def waits(desk: Desk, waiting: str = "Publish the list", needed: str = "Begin talks") -> Dependency:
    sent = {"waiting": end(desk, waiting), "needed": end(desk, needed), "reason": WHY}
    assert desk.post("dependency-new", sent, plan=desk.plan.ref).status_code == 302
    return desk.all(Dependency)[-1]


def test_it_is_said_on_a_page_and_shown_on_those_of_both(desk: Desk) -> None:
    waits(desk)
    page = words(desk.get("dependencies", desk.colleague, plan=desk.plan.ref))
    assert WHY in page
    assert "Remove the dependency" not in page
    of_action = words(desk.get("action", action=desk.one(Action, key="1.1.1").ref))
    assert "Dependencies" in of_action
    assert "It waits for" in of_action
    talks = desk.one(Milestone, text="Begin talks").ref
    assert "These wait for it" in words(desk.get("milestone", desk.colleague, milestone=talks))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"reason": ""}, "Say why it waits for that"),
        ({"reason": "a" * 301}, "at most 300"),
        ({"waiting": ""}, "Choose an action or a milestone"),
        ({"needed": "milestone:nothing"}, "Choose an action or a milestone of this plan"),
        ({"needed": "same"}, "Something cannot wait for itself"),
    ],
)
def test_what_cannot_be_is_refused_in_words(desk: Desk, changed: dict[str, str], told: str) -> None:
    first = end(desk, "Publish the list")
    sent = {"waiting": first, "needed": end(desk, "Begin talks"), "reason": WHY, **changed}
    if sent["needed"] == "same":
        sent["needed"] = first
    assert told in words(desk.post("dependency-new", sent, plan=desk.plan.ref))
    assert not desk.all(Dependency)


def test_a_circle_is_refused_beside_the_field_and_what_was_typed_stays(desk: Desk) -> None:
    waits(desk)
    sent = {"waiting": end(desk, "Begin talks"), "needed": end(desk, "Publish the list"), "reason": "Round"}
    page = words(desk.post("dependency-new", sent, plan=desk.plan.ref))
    assert "That would lead round in a circle" in page
    assert "Round" in page


def test_it_waits_no_more_for_a_reason(desk: Desk) -> None:
    made = waits(desk)
    asked = words(desk.get("dependency-take-back", dependency=made.ref))
    assert WHY in asked
    desk.post("dependency-take-back", {"reason": "They are over"}, dependency=made.ref)
    assert "No dependencies yet" in words(desk.get("dependencies", plan=desk.plan.ref))
    assert desk.get("dependency-take-back", dependency=made.ref).status_code == 404


def test_a_child_who_may_be_named_in_a_reason_is_asked_about(desk: Desk) -> None:
    """When something is said to wait, and when that is removed."""
    named, confirmed = "Jamie Smith (8) needs the talks.", {"no_child_named": "on", "asked_about": "Smith"}
    sent = {"waiting": end(desk, "Publish the list"), "needed": end(desk, "Begin talks"), "reason": named}
    page = words(desk.post("dependency-new", sent, plan=desk.plan.ref))
    assert "It looks as if a child is named here" in page
    assert named in page
    assert not desk.all(Dependency)
    assert desk.post("dependency-new", {**sent, **confirmed}, plan=desk.plan.ref).status_code == 302
    made = desk.one(Dependency)
    gone = {"reason": named}
    page = words(desk.post("dependency-take-back", gone, dependency=made.ref))
    assert "It looks as if a child is named here" in page
    assert desk.one(Dependency).withdrawn_at is None
    desk.post("dependency-take-back", {**gone, **confirmed}, dependency=made.ref)
    assert desk.one(Dependency).withdrawn_reason == named


def test_only_who_changes_the_plan_says_so(desk: Desk) -> None:
    made = waits(desk)
    for who in (desk.owner, desk.colleague, desk.outsider):
        assert desk.get("dependency-new", who, plan=desk.plan.ref).status_code in (403, 404)
        assert desk.get("dependency-take-back", who, dependency=made.ref).status_code in (403, 404)
    assert desk.get("dependencies", desk.outsider, plan=desk.plan.ref).status_code == 404


def test_more_dependencies_take_no_more_queries(desk: Desk) -> None:
    browser, address = desk.browser(desk.colleague), desk.url("dependencies", plan=desk.plan.ref)

    def cost() -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    waits(desk)
    before = cost()
    waits(desk, "Meet every term", "Begin talks")
    waits(desk, "Publish the list", "Meet every term")
    assert cost() == before


def test_an_earlier_day_shows_what_was_said_by_then(desk: Desk) -> None:
    with acting_as(desk.manager) as actor:
        ends = {
            name: commands.EndRef("milestone", desk.one(Milestone, text=text).ref)
            for name, text in (("waiting", "Publish the list"), ("needed", "Begin talks"))
        }
        waits_for: dict[str, Any] = {"actor": actor, "now": LATER, "plan_ref": desk.plan.ref, **ends}
        commands.add_dependency(reason=WHY, **waits_for)
    place = desk.url("dependencies", plan=desk.plan.ref)
    assert WHY not in desk.browser().get(place, {"as_at": "2026-04-19"}).content.decode()
    then = desk.browser().get(place, {"as_at": LATER.date().isoformat()})
    assert WHY in then.content.decode()
    late = desk.browser().get(place, {"as_at": date(2026, 6, 15).isoformat()})
    assert "Overdue by 15 days" in words(late)  # type: ignore[arg-type]
    assert "lw-waits__arrow--late" in late.content.decode()
    assert "In 1 dependency, 1 thing holds others up" in words(late)  # type: ignore[arg-type]
