"""What waits where nobody can decide: who runs the plan is told, once; who becomes able to is told too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lapwing.contexts.improvement import commands, stuck
from lapwing.contexts.improvement.commands import DueDetails
from lapwing.contexts.improvement.models import ChangeRequest, Milestone, StepDeed, Update
from lapwing.contexts.improvement.request_deciders import may_decide
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import Reporting, reporting
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests.factories import People

MORNING = LATER + timedelta(hours=20)


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    """One person alone runs the plan."""
    found = reporting(partnership, people, LATER)
    leaves(people.colleague)
    return found


def leaves(person: User) -> None:
    with as_maintenance():
        Membership.objects.filter(user=person).update(
            ended_at=LATER, ended_by=person, ended_reason="Left the partnership"
        )


def the_morning_after(days: int = 0) -> None:
    with acting(system_actor("Tests"), purpose="test"):
        stuck.tell_of_what_waits(MORNING + timedelta(days=days))


def told(template: str) -> list[tuple[str, bool]]:
    """Who was told of it, and whether it is still to be done."""
    with as_maintenance():
        rows = Notice.objects.filter(template=template).order_by("pk")
        return [(row.user.name, row.done_at is None) for row in rows.select_related("user")]


def asked(here: Reporting) -> ChangeRequest:
    with acting_as(here.manager) as actor:
        milestone = Milestone.objects.get(pk=here.milestone.pk)
        return commands.ask_for_dates(
            actor=actor,
            now=LATER,
            milestone_ref=milestone.ref,
            version=milestone.version,
            points=(DueDetails(as_written="by September 2026"),),
            reason="The room is being rebuilt",
        )


def test_who_runs_the_plan_is_told_once_of_an_update_that_nobody_can_sign_off(here: Reporting) -> None:
    update, manager = here.submits(here.manager), here.manager.name
    assert told("update-nobody-decides") == [(manager, True)]
    here.moves(here.manager, commands.take_back_update, update)
    assert told("update-nobody-decides") == [(manager, False)]
    with as_maintenance():
        version = Update.objects.get(pk=update.pk).version
    here.submits(here.manager, version=version)
    the_morning_after()
    assert told("update-nobody-decides") == [(manager, False)], "once for an update"


def test_an_update_that_somebody_can_sign_off_is_told_to_nobody_else(here: Reporting) -> None:
    here.submits(here.owner)
    the_morning_after()
    assert told("update-nobody-decides") == []
    assert told("updates-to-check") == [(here.manager.name, True)]


def test_an_update_whose_last_decider_leaves_is_told_the_next_morning_and_is_over_with_another(
    here: Reporting,
) -> None:
    board = here.holder("Bo Board")
    here.step("Board", StepDeed.SIGN_OFF, group=here.group("Board", (board, "member")))
    here.submits(here.manager)
    the_morning_after()
    assert told("update-nobody-decides") == []
    leaves(board)
    the_morning_after(1)
    assert told("update-nobody-decides") == [(here.manager.name, True)]
    here.holder("Mo Manager", "programme-manager")
    the_morning_after(2)
    assert told("update-nobody-decides") == [(here.manager.name, False)]


def test_a_request_that_nobody_can_decide_is_told_until_somebody_can_who_is_told_once(
    here: Reporting,
) -> None:
    row = asked(here)
    assert (told("change-asked"), told("change-nobody-decides")) == ([], [(here.manager.name, True)])
    the_morning_after()
    assert len(told("change-nobody-decides")) == 1
    other = here.holder("Mo Manager", "programme-manager")
    with acting_as(other) as actor:
        assert may_decide(actor, row, MORNING.date())
    for days in (1, 2):
        the_morning_after(days)
    assert told("change-asked") == [("Mo Manager", True)]
    assert told("change-nobody-decides") == [(here.manager.name, False)]
    with acting_as(other) as actor:
        commands.refuse_request(actor=actor, now=MORNING, request_ref=row.ref, reason="Too late")
    the_morning_after(3)
    assert told("change-asked") == [("Mo Manager", False)]
