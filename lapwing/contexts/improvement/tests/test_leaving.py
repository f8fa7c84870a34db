from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.leaving import drafts_that_stay
from lapwing.contexts.improvement.models import CalendarFeed, Cycle, OwnerRole, Plan, RoleHolder, Update
from lapwing.contexts.improvement.rules import Status
from lapwing.contexts.improvement.rules.off_track import Said
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.reporting import reporting
from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.commands import close_account
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import LONG_AGO, MOMENT, People


def test_owner_roles_end_with_the_account(people: People, partnership: Partnership) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    with as_maintenance():
        role = OwnerRole.objects.create(
            partnership=partnership, name="Head of SEND", created_at=MOMENT, created_by=people.owner
        )
        of_leaver = {"partnership": partnership, "role": role, "user": people.colleague}
        RoleHolder.objects.create(**of_leaver, from_date=LONG_AGO)
        RoleHolder.objects.create(**of_leaver, from_date=today + timedelta(days=9))
        stays = RoleHolder.objects.create(
            partnership=partnership, role=role, user=people.owner, from_date=LONG_AGO
        )
    by = actor_for(factories.member(partnership, "partnership-administrator"), today)
    with acting(by, purpose="test"):
        close_account(people.colleague, by=by, now=now, reason="Left")
        (ended,) = RoleHolder.objects.filter(user=people.colleague)
        stays.refresh_from_db()
    assert ended.to_date == today
    assert stays.to_date is None


def test_calendar_feeds_end_with_the_account(people: People, partnership: Partnership) -> None:
    now = timezone.now()
    with as_maintenance():
        CalendarFeed.objects.create(
            partnership=partnership, user=people.colleague, token_hash="x", created_at=MOMENT
        )
    by = actor_for(factories.member(partnership, "partnership-administrator"), timezone.localdate(now))
    with acting(by, purpose="test"):
        close_account(people.colleague, by=by, now=now, reason="Left")
        assert CalendarFeed.objects.get().revoked_at == now


def test_what_a_leaver_began_to_report_is_told_and_the_other_holder_finishes_it(
    people: People, partnership: Partnership
) -> None:
    running = reporting(partnership, people, timezone.now())
    begun = running.saves(running.owner)
    with acting_as(running.manager):
        (ending,) = drafts_that_stay(running.owner.pk, timezone.localdate())
        assert drafts_that_stay(running.deputy.pk, timezone.localdate()) == []
    assert ending.what.startswith("Not ended: 1 update that they began")
    said = Said(Status.ON_TRACK, done="Met four landlords.", impact="Families know where to ask.")
    running.submits(running.deputy, said, version=begun.version)
    with acting_as(running.manager):
        assert drafts_that_stay(running.owner.pk, timezone.localdate()) == []


@pytest.mark.parametrize("ended", ["withdrawn", "cycle withdrawn", "cycle signed off", "plan withdrawn"])
def test_what_waits_for_nobody_is_not_told(people: People, partnership: Partnership, ended: str) -> None:
    running = reporting(partnership, people, timezone.now())
    begun = running.saves(running.owner)
    out = {"voided_at": running.now, "voided_by": people.owner, "voided_reason": "Twice"}
    with as_maintenance():
        if ended == "withdrawn":
            Update.objects.filter(pk=begun.pk).update(**out)
        elif ended == "cycle withdrawn":
            Cycle.objects.filter(pk=running.cycle.pk).update(**out)
        elif ended == "plan withdrawn":
            Plan.objects.filter(pk=running.plan.pk).update(**out)
        else:
            done = {"closed_at": running.now, "signed_off_at": running.now, "signed_off_by": people.owner}
            Cycle.objects.filter(pk=running.cycle.pk).update(**done)
    with acting_as(running.manager):
        assert drafts_that_stay(running.owner.pk, timezone.localdate()) == []


def test_the_page_that_closes_an_account_tells_of_what_was_begun(
    people: People, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    running = reporting(partnership, people, timezone.now())
    running.saves(running.owner)
    administrator = factories.member(partnership, "partnership-administrator")
    page = client_as(administrator).get(reverse("close-account", args=[partnership.ref, running.owner.ref]))
    assert "1 update that they began and did not submit" in page.content.decode()
