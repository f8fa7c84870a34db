"""What can only be said in an update is not offered at once: pages say why, and when the next cycle opens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.tests.desk import day as boxes
from lapwing.contexts.improvement.edit_views.tests.desk import words
from lapwing.contexts.improvement.models import (
    Action,
    Cycle,
    Expected,
    Milestone,
    Occurrence,
    RoleHolder,
    StatusReport,
    StepDeed,
)
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.ui.filters import day
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

NEXT_TIME = "What is said of this plan is checked and signed off."


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    """A plan with a step, whose open cycle asks for nothing; the next one is planned."""
    found = reporting(partnership, people, timezone.now())
    chair = found.holder("Cora Chair")
    found.step("Board", StepDeed.SIGN_OFF, group=found.group("Board", (chair, "chair")))
    with as_maintenance():
        upcoming = found.next_cycle()
        Cycle.objects.filter(pk=upcoming.pk).update(opened_at=None)
    return found


def place(here: Reporting, name: str, **parts: str) -> str:
    return reverse(f"improvement:{name}", kwargs={"partnership": here.partnership.ref, **parts})


def get(who: User, address: str) -> Any:
    return factories.signed_in_client(who).get(address, follow=True)


def milestone_page(here: Reporting, who: User) -> str:
    return str(get(who, place(here, "milestone", milestone=here.milestone.ref)).content.decode())


def offered(here: Reporting) -> str:
    return f'href="{place(here, "report", milestone=here.milestone.ref)}"'


def asks(here: Reporting) -> None:
    with as_maintenance():
        Expected.objects.create(
            partnership=here.partnership,
            cycle=here.cycle,
            action=here.milestone.action,
            milestone=here.milestone,
        )


def opens(here: Reporting) -> str:
    with as_maintenance():
        return day(Cycle.objects.get(plan=here.plan, opened_at=None).opens_on)


def test_between_cycles_the_milestone_says_when_the_next_opens_and_offers_nothing(here: Reporting) -> None:
    shown = get(here.owner, place(here, "milestone", milestone=here.milestone.ref))
    assert offered(here) not in shown.content.decode()
    assert f"{NEXT_TIME} Say how it stands in the update of the next reporting cycle" in words(shown)
    assert f"it opens on {opens(here)}." in words(shown)


def test_where_none_is_planned_that_is_said(here: Reporting) -> None:
    with as_maintenance():
        Cycle.objects.filter(opened_at=None).delete()
    shown = get(here.owner, place(here, "milestone", milestone=here.milestone.ref))
    assert "of the next reporting cycle: none is planned yet." in words(shown)


def test_one_that_opens_today_is_about_to(here: Reporting) -> None:
    with as_maintenance():
        Cycle.objects.filter(opened_at=None).update(opens_on=timezone.localdate())
    assert "it is about to open." in milestone_page(here, here.owner)


def test_while_a_cycle_asks_the_page_leads_to_the_update(here: Reporting) -> None:
    asks(here)
    assert offered(here) in milestone_page(here, here.owner)
    assert NEXT_TIME not in milestone_page(here, here.owner)
    report = get(here.owner, place(here, "report", milestone=here.milestone.ref)).content.decode()
    assert "Write the update" in report


def test_who_edits_the_plan_and_does_not_own_it_is_offered_it(here: Reporting) -> None:
    assert offered(here) in milestone_page(here, here.manager)
    assert NEXT_TIME not in milestone_page(here, here.manager)


def test_the_action_says_it_once_and_offers_it_of_none(here: Reporting) -> None:
    shown = get(here.owner, place(here, "action", action=here.milestone.action.ref))
    assert offered(here) not in shown.content.decode()
    assert words(shown).count(f"{NEXT_TIME} Say how they stand in the updates") == 1


def test_nor_is_a_turn_of_what_comes_round_offered(here: Reporting) -> None:
    with as_maintenance():
        turn = Occurrence.objects.create(
            partnership=here.partnership,
            milestone=here.milestone,
            label="Spring",
            due_on=timezone.localdate() + timedelta(days=9),
            created_at=here.now,
            created_by=here.manager,
        )
    where = place(here, "report-occurrence", occurrence=turn.ref)
    assert where in milestone_page(here, here.manager)
    assert where not in milestone_page(here, here.owner)


def together(here: Reporting, *rows: Milestone) -> str:
    return f"{place(here, 'report-together', plan=here.plan.ref)}?" + "&".join(
        f"rows={row.ref}" for row in rows
    )


def test_several_are_not_asked_about_that_could_not_be_saved(here: Reporting) -> None:
    shown = words(get(here.owner, together(here, here.milestone)))
    assert "Report on several milestones" not in shown
    assert f"Nothing of that is reported here. {NEXT_TIME}" in shown
    assert f"it opens on {opens(here)}." in shown


def test_nor_while_a_cycle_asks(here: Reporting) -> None:
    asks(here)
    shown = words(get(here.owner, together(here, here.milestone)))
    assert "An open reporting cycle asks about them." in shown


def test_what_is_said_in_an_update_is_left_out_and_the_others_are_reported(here: Reporting) -> None:
    with as_maintenance():
        other = Milestone.objects.exclude(action=here.milestone.action).get(action__plan=here.plan)
        RoleHolder.objects.filter(user=here.owner).update(user=here.manager)
        own = Action.objects.get(pk=here.milestone.action_id).number
    factories.member(here.partnership, "programme-manager", name="Ed Editor")
    where = together(here, here.milestone, other)
    shown = words(get(here.manager, where))
    assert "Save for 1 milestone" in shown
    assert f"Left out: {own}" in shown
    assert f"{NEXT_TIME} Say how they stand in the updates" in shown
    now = timezone.localdate()
    typed = {"status": "on track", "note": "", **boxes("effective_on", now.year, now.month, now.day)}
    factories.signed_in_client(here.manager).post(where, typed)
    with as_maintenance():
        said = StatusReport.objects.filter(milestone__in=[here.milestone, other])
        assert [row.milestone_id for row in said] == [other.pk]
