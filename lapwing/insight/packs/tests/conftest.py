"""A plan to make packs of, after three months of its life."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from lapwing.contexts.improvement import commands as plan_commands
from lapwing.contexts.improvement.models import Measure, Milestone, Plan
from lapwing.contexts.improvement.tests.factories import LATER, NOW, full_plan, imported
from lapwing.contexts.improvement.tests.reporting import EXPLAINED
from lapwing.insight.packs import building
from lapwing.insight.packs.tests.nothing import nothing_in
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories

# Last time, now, and what was told in between.
SINCE = date(2026, 4, 25)
TODAY = date(2026, 6, 10)
AFTER = datetime(2026, 6, 2, 10, tzinfo=UTC)
ASKED = datetime(2026, 6, 10, 9, 30, tzinfo=UTC)


@pytest.fixture
def partnership(db: None) -> Partnership:
    return factories.partnership()


@pytest.fixture
def manager(partnership: Partnership) -> Iterator[Actor]:
    """Somebody who makes packs, acting."""
    person = factories.member(partnership, "programme-manager", name="Mona Manager")
    with acting(actor_for(person, TODAY), purpose="test") as actor:
        yield actor


@pytest.fixture
def plan(partnership: Partnership, manager: Actor) -> Plan:
    return lived(partnership, manager)


def lived(partnership: Partnership, manager: Actor) -> Plan:
    """One milestone off track whose date moved, one done since last time, and figures of one line."""
    row = imported(partnership, manager, full_plan())
    talks = Milestone.objects.get(text="Begin talks")
    published = Milestone.objects.get(text="Publish the list")
    for now, milestone, status in (
        (NOW, talks, "at risk"),
        (AFTER, talks, "off track"),
        (AFTER, published, "done"),
    ):
        plan_commands.report_status(
            actor=manager,
            now=now,
            milestone_ref=milestone.ref,
            status=status,
            note="The room is shut",
            **(EXPLAINED if status == "off track" else {}),
        )
    plan_commands.set_due_points(
        actor=manager,
        now=AFTER,
        milestone_ref=talks.ref,
        version=1,
        points=[plan_commands.DueDetails(as_written="by July 2026", latest=date(2026, 7, 31))],
        reason="No room",
    )
    series = Measure.objects.filter(plan=row)[0].series.get(label="Others")
    for now, month, value in ((LATER, 2, 48.0), (AFTER, 5, 21.0)):
        plan_commands.record_actual(
            actor=manager,
            now=now,
            series_ref=series.ref,
            details=plan_commands.ActualDetails(to_date=date(2026, month, 28), value=value),
        )
    return row


class NothingBuilt:
    """Files with nothing in them, in place of the process that builds them."""

    def build(self, form: str) -> bytes:
        return nothing_in(form)


@pytest.fixture
def empty_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packs whose files take no time to build."""
    monkeypatch.setattr(building, "builder", lambda *told: nullcontext(NothingBuilt()))


@pytest.fixture
def manager_client(plan: Plan, partnership: Partnership) -> Client:
    """Of somebody who makes packs."""
    return factories.signed_in_client(User.objects.get(name="Mona Manager"))


@pytest.fixture
def reader_client(plan: Plan, partnership: Partnership) -> Client:
    """Of somebody who reads them."""
    return factories.signed_in_client(factories.member(partnership, "board-member"))
