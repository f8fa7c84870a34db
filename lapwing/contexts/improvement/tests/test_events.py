"""Commands tell of what they change, by reference, in their own transaction."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.models import Measure, Milestone, Plan, Series
from lapwing.contexts.improvement.tests.factories import LATER, acting_as, full_plan, imported
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.webhooks.models import Webhook, WebhookDelivery
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import MOMENT, People


@pytest.fixture
def plan(people: People, partnership: Partnership) -> Plan:
    with acting_as(people.owner) as owner:
        found = imported(partnership, owner, full_plan())
    with as_maintenance():
        Webhook.objects.create(
            partnership=partnership,
            name="Warehouse",
            url="https://example.org/",
            events=["plan.changed", "status.reported", "actual.entered"],
            salt="x",
            made_at=MOMENT,
            made_by=people.owner,
        )
    return found


def told() -> list[dict[str, Any]]:
    with as_maintenance():
        return [json.loads(each.body) for each in WebhookDelivery.objects.order_by("id")]


def enter(actor: Actor) -> object:
    series = Series.objects.order_by("pk")[0]
    details = commands.ActualDetails(to_date=date(2026, 1, 31), value=3)
    return commands.record_actual(actor=actor, now=LATER, series_ref=series.ref, details=details)


def report(actor: Actor) -> object:
    milestone = Milestone.objects.order_by("pk")[0]
    return commands.report_status(actor=actor, now=LATER, milestone_ref=milestone.ref, status="on track")


def void(actor: Actor) -> object:
    measure = Measure.objects.order_by("-pk")[0]
    return commands.void(
        actor=actor, now=LATER, model=Measure, ref=measure.ref, version=measure.version, reason="Twice."
    )


@pytest.mark.parametrize(
    ("deed", "event"), [(enter, "actual.entered"), (report, "status.reported"), (void, "plan.changed")]
)
def test_a_change_is_told_once_and_by_reference(
    plan: Plan, people: People, partnership: Partnership, deed: Callable[[Actor], object], event: str
) -> None:
    with acting_as(people.owner) as owner:
        deed(owner)
    (found,) = told()
    assert found["type"] == event
    assert found["data"]["plan"] == plan.ref
    assert found["data"]["partnership"] == partnership.ref
    for value in found["data"].values():
        assert len(str(value)) < 40, "no words of the plan leave"


def test_what_is_refused_is_not_told(plan: Plan, people: People) -> None:
    with acting_as(people.owner) as owner, pytest.raises(commands.RefusedError):
        commands.report_status(
            actor=owner,
            now=LATER,
            milestone_ref=Milestone.objects.order_by("pk")[0].ref,
            status="off track",
        )
    assert told() == []
