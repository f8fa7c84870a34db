"""What an owner is asked for is done when all of it is answered, and again to be done when an answer goes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import asking
from lapwing.contexts.improvement.models import Cycle, Expected, Update
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import ON_TRACK, Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories as registry
from lapwing.registry.tests.factories import People


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    """Ada and her deputy are asked about a milestone, and about its action as a whole."""
    found = reporting(partnership, people, LATER)
    asks(found, found.cycle)
    return found


def asks(here: Reporting, cycle: Cycle) -> None:
    about = {"partnership": here.partnership, "cycle": cycle, "action": here.milestone.action}
    with as_maintenance():
        Expected.objects.create(**about, milestone=here.milestone)
        Expected.objects.create(**about)
    with acting_as(here.manager):
        asking.ask(cycle, LATER)


def of_the_action(here: Reporting) -> dict[str, Any]:
    return {"kind": "action", "ref": here.milestone.action.ref}


def answers_both(here: Reporting) -> tuple[Update, Update]:
    return here.submits(here.owner), here.submits(here.deputy, **of_the_action(here))


def to_do(here: Reporting, template: str = "update-asked", cycle: Cycle | None = None) -> list[str]:
    """Who still has it among what is to be done."""
    beginning = f"cycle {(cycle or here.cycle).ref} "
    with as_maintenance():
        rows = Notice.objects.filter(template=template, key__startswith=beginning, done_at=None)
        return sorted(rows.values_list("user__name", flat=True))


BOTH = ["Ada Action", "Dee Deputy"]


def test_it_is_done_when_the_last_of_it_is_submitted_by_whomever(here: Reporting) -> None:
    here.submits(here.owner)
    assert to_do(here) == BOTH
    here.saves(here.owner, **of_the_action(here))
    assert to_do(here) == BOTH
    here.submits(here.deputy, version=1, **of_the_action(here))
    assert to_do(here) == []


def test_who_has_something_else_to_answer_is_still_asked(here: Reporting) -> None:
    other = other_owner(here)
    answers_both(here)
    assert to_do(here) == [other.name]


def other_owner(here: Reporting) -> User:
    """Somebody who is asked about another action in the same cycle."""
    who = registry.member(here.partnership, "action-owner", name="Nel New")
    with as_maintenance():
        own = here.milestone.action
        others = here.plan.actions.exclude(pk=own.pk).filter(ownerships__isnull=False)
        action = others.order_by("pk")[0]
        role = action.ownerships.exclude(role__name="Head of Play")[0].role
        Expected.objects.create(partnership=here.partnership, cycle=here.cycle, action=action)
    with acting_as(here.manager) as actor:
        commands.add_holder(
            actor=actor, now=LATER, role_ref=role.ref, user_id=who.pk, from_date=date(2026, 1, 1)
        )
        asking.ask(here.cycle, LATER)
    return who


def test_taken_back_or_returned_it_is_to_be_done_again(here: Reporting) -> None:
    one, _ = answers_both(here)
    assert to_do(here) == []
    here.moves(here.owner, commands.take_back_update, one)
    assert to_do(here) == BOTH
    here.submits(here.owner, version=here.fresh(one).version)
    assert to_do(here) == []
    here.moves(here.manager, commands.return_update, one, comment="Which ones?")
    assert to_do(here) == BOTH


def test_what_is_signed_off_stays_answered(here: Reporting) -> None:
    for update in answers_both(here):
        here.moves(here.manager, commands.sign_off_update, update)
    assert to_do(here) == []


def test_what_another_cycle_asks_for_is_neither_done_nor_asked_for_again(here: Reporting) -> None:
    with as_maintenance():
        later = here.next_cycle()
    asks(here, later)
    one, _ = answers_both(here)
    assert (to_do(here), to_do(here, cycle=later)) == ([], BOTH)
    with as_maintenance():
        Notice.objects.update(done_at=LATER)
    here.moves(here.owner, commands.take_back_update, one)
    assert (to_do(here), to_do(here, cycle=later)) == (BOTH, [])


def test_several_at_once_are_asked_about_once_and_so_are_several_that_come_back(here: Reporting) -> None:
    about = [("milestone", here.milestone.ref), ("action", here.milestone.action.ref)]
    given: dict[str, Any] = {"cycle_ref": here.cycle.ref, "about": about, "said": ON_TRACK}
    with acting_as(here.owner) as actor, CaptureQueriesContext(connection) as asked:
        made = commands.submit_together(actor=actor, now=LATER, **given)
    held = [each["sql"] for each in asked if "notices_notice" in each["sql"] and "FOR UPDATE" in each["sql"]]
    # once for both: what the checkers were told, that nobody decides, and what the owners were asked
    assert (len(made), len(held), to_do(here)) == (2, 3, [])
    with acting_as(here.owner) as actor:
        assert commands.take_back_updates_together(actor=actor, now=LATER, submitted_at=LATER).taken_back == 2
    assert to_do(here) == BOTH
    for kind, ref in about:
        here.submits(here.owner, kind=kind, ref=ref, version=2)
    assert to_do(here) == []
    with acting_as(here.manager) as actor:
        picked = list(Update.objects.values_list("ref", "version"))
        done: dict[str, Any] = {"picked": picked, "comment": "Say more.", "give_back": True}
        assert commands.decide_together(actor=actor, now=LATER, **done).moved == 2
    assert to_do(here) == BOTH


def test_after_the_close_only_what_was_asked_last_comes_back(here: Reporting) -> None:
    with acting_as(here.manager) as actor:
        commands.close_cycle(actor=actor, now=LATER, ref=here.cycle.ref)
    assert (to_do(here), to_do(here, "update-missed")) == ([], BOTH)
    one, _ = answers_both(here)
    assert to_do(here, "update-missed") == []
    here.moves(here.manager, commands.return_update, one, comment="Which ones?")
    assert (to_do(here), to_do(here, "update-missed")) == ([], BOTH)
