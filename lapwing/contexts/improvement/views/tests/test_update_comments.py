"""Who reads what was said of an update before it was submitted as it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_views.tests.desk import words
from lapwing.contexts.improvement.models import StepDeed, Update
from lapwing.contexts.improvement.tests.reporting import ON_TRACK, Reporting, reporting
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

RETURNED, PASSED, SIGNED = "The first draft names a school.", "Better now.", "Agreed by the group."


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, timezone.now())


def read(who: User, here: Reporting, update: Update) -> str:
    address = reverse("improvement:update", args=[here.partnership.ref, update.ref])
    return words(factories.signed_in_client(who).get(address))  # type: ignore[arg-type]


def returned_and_sent_again(here: Reporting, lead: User) -> Update:
    update = here.submits(here.owner)
    here.moves(lead, commands.return_update, update, comment=RETURNED)
    said = replace(ON_TRACK, done="Met four landlords.")
    return here.submits(here.deputy, said, version=here.fresh(update).version)


def test_what_was_said_of_earlier_words_stays_with_those_who_had_a_part(
    here: Reporting, people: People
) -> None:
    lead, signer = here.holder("Lena Lead"), here.holder("Sam Signer")
    here.led_by(here.group("Group 1", (lead, "lead")))
    board = here.group("Operational group", (signer, "chair"), (here.holder("Mo Member"), "member"))
    here.step("Group lead", StepDeed.CHECK)
    here.step("Operational group", StepDeed.SIGN_OFF, group=board, capacities=["chair"])
    update = returned_and_sent_again(here, lead)
    here.moves(lead, commands.pass_update, update, comment=PASSED)
    assert RETURNED in read(signer, here, update)  # who is to decide it knows what was asked for
    here.moves(signer, commands.sign_off_update, update, comment=SIGNED)
    for who in (here.owner, here.deputy, lead, signer, here.manager):
        assert RETURNED in read(who, here, update), who.name
    for who in (people.colleague, here.holder("Bob Board")):
        page = read(who, here, update)
        assert RETURNED not in page
        assert "Returned: Group lead" in page
        assert PASSED in page
        assert SIGNED in page


def test_a_return_is_read_by_its_author_while_it_stands(here: Reporting) -> None:
    update = here.submits(here.owner)
    here.moves(here.manager, commands.return_update, update, comment=RETURNED)
    assert RETURNED in read(here.owner, here, update)
