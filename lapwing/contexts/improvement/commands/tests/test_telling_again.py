"""Who holds a step is told of what comes later the same day, and of what they returned and got back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.models import StepDeed
from lapwing.contexts.improvement.notices import CHECKS as KIND
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.reporting import ON_TRACK, Reporting, reporting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.catalogue import Delivery
from lapwing.platform.notices.commands import mark_page_read
from lapwing.platform.notices.models import Mail, Notice, Preference
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

CHECKS = "updates-to-check"


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, LATER)


@pytest.fixture
def lead(here: Reporting) -> User:
    """Checks for the group, before the programme manager signs off; wants an email at once."""
    lead = here.holder("Lena Lead")
    with as_maintenance():
        Preference.objects.create(user=lead, choices={KIND.code: Delivery.ONCE})
    here.led_by(here.group("Group 1", (lead, "lead")))
    here.step("Group lead", StepDeed.CHECK)
    here.step("Programme manager", StepDeed.SIGN_OFF, holder="role", role="programme-manager")
    return lead


def told(who: User) -> list[bool]:
    """What somebody was told of updates that wait, in turn: whether each is still new."""
    with as_maintenance():
        return [row.is_new for row in Notice.objects.filter(user=who, template=CHECKS).order_by("pk")]


def mails(who: User) -> int:
    with as_maintenance():
        return Mail.objects.filter(user=who, template=CHECKS).count()


def test_what_was_returned_and_comes_back_is_told_of_again(here: Reporting, lead: User) -> None:
    update = here.submits(here.owner)
    assert told(lead) == [True]
    here.now += timedelta(hours=1)
    here.moves(lead, commands.return_update, update, comment="Which landlords?")
    assert told(lead) == [False]
    here.now += timedelta(hours=1)
    said = replace(ON_TRACK, done="Met Mr Brick and Ms Stone.")
    here.submits(here.owner, said, version=here.fresh(update).version)
    assert told(lead) == [False, True]
    assert mails(lead) == 2


def test_several_that_come_before_it_is_seen_are_told_of_once(here: Reporting, lead: User) -> None:
    here.submits(here.owner)
    here.submits(here.owner, kind="action", ref=here.milestone.action.ref)
    assert told(lead) == [True]
    assert mails(lead) == 1


def test_what_comes_after_it_was_seen_is_told_of_and_only_to_who_has_seen_it(
    here: Reporting, lead: User
) -> None:
    second = here.holder("Sid Second")
    here.led_by(here.group("Group 2", (lead, "lead"), (second, "chair")))
    here.submits(here.owner)
    with as_maintenance():
        path = Notice.objects.get(user=lead, template=CHECKS).url
    with acting_as(lead) as actor:
        assert mark_page_read(by=actor, path=path, now=LATER) == 1
    here.submits(here.owner, kind="action", ref=here.milestone.action.ref)
    assert (told(lead), told(second)) == ([False, True], [True])


def test_the_day_is_that_of_england(here: Reporting, lead: User) -> None:
    late = datetime(2026, 4, 19, 23, 30, tzinfo=UTC)  # half past midnight on the 20th
    here.now = late
    here.submits(here.owner)
    with as_maintenance():
        assert Notice.objects.get(user=lead, template=CHECKS).key.endswith(" 2026-04-20")
