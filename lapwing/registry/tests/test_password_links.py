"""Helping a person who cannot sign in, without becoming them in somebody else's partnership."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.password_links import VALID_FOR, holder_of_link
from lapwing.platform.history.models import HistoryEntry
from lapwing.registry.actors import actor_for
from lapwing.registry.commands import make_password_link
from lapwing.registry.errors import ElsewhereError, OwnRoleError
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

NOW = timezone.now()
NEW = "otter under the old bridge"
ClientAs = Callable[[User], Client]


@pytest.fixture
def administrator(partnership: Partnership) -> User:
    return factories.member(partnership, "partnership-administrator", name="Ada")


def make(by: User, whom: User) -> str:
    actor = actor_for(by, timezone.localdate(NOW))
    with acting(actor, purpose="test"):
        whom.refresh_from_db()
        return make_password_link(whom, by=actor, now=NOW)


def test_the_link_leads_to_a_new_password_once(
    administrator: User, people: People, partnership: Partnership, client_as: ClientAs, client: Client
) -> None:
    theirs = client_as(people.colleague)
    page = client_as(administrator).post(
        reverse("password-link", args=[partnership.ref, people.colleague.ref])
    )
    found = re.search(r"http://testserver(/sign-in/new-password/[^\"&]+)", page.content.decode())
    assert found
    assert client.get(found[1]).status_code == 200
    assert "too short" in client.post(found[1], {"new": "short"}).content.decode()
    assert client.post(found[1], {"new": NEW})["Location"] == reverse("home")
    assert client.get(reverse("change-password")).status_code == 200
    assert theirs.get(reverse("change-password")).status_code == 302
    assert Client().get(found[1]).status_code == 404


def test_history_says_who_made_the_link(administrator: User, people: People) -> None:
    make(administrator, people.colleague)
    with as_maintenance():
        entry = HistoryEntry.objects.filter(table_name="accounts_user", row_id=people.colleague.pk).latest(
            "id"
        )
    assert entry.actor_id == administrator.pk


def test_a_newer_link_ends_the_one_before(administrator: User, people: People) -> None:
    first = make(administrator, people.colleague)
    with as_maintenance():
        User.objects.filter(pk=people.colleague.pk).update(password_link_at=NOW + timedelta(seconds=1))
    assert holder_of_link(people.colleague.ref, first, now=NOW) is None


def test_a_link_runs_out_in_a_day(administrator: User, people: People) -> None:
    link = make(administrator, people.colleague)
    ref = people.colleague.ref
    assert holder_of_link(ref, link, now=NOW + VALID_FOR - timedelta(seconds=1)) == people.colleague
    assert holder_of_link(ref, link, now=NOW + VALID_FOR) is None


@pytest.mark.parametrize("token", ["x", "abc-def"])
def test_a_made_up_link_is_refused(people: People, token: str) -> None:
    assert holder_of_link(people.colleague.ref, token, now=NOW) is None


def test_a_link_belongs_to_one_person(administrator: User, people: People) -> None:
    link = make(administrator, people.colleague)
    assert holder_of_link(people.owner.ref, link, now=NOW) is None


def test_a_closed_account_has_no_link(administrator: User, people: People) -> None:
    link = make(administrator, people.colleague)
    with as_maintenance():
        User.objects.filter(pk=people.colleague.pk).update(is_active=False, closed_at=NOW)
    assert holder_of_link(people.colleague.ref, link, now=NOW) is None


def test_nobody_gets_into_a_partnership_that_they_do_not_look_after(
    administrator: User, people: People, other_partnership: Partnership
) -> None:
    factories.membership(people.colleague, other_partnership, "programme-manager")
    with pytest.raises(ElsewhereError):
        make(administrator, people.colleague)


def test_nobody_makes_a_link_for_themselves(administrator: User) -> None:
    with pytest.raises(OwnRoleError):
        make(administrator, administrator)


def test_no_link_for_somebody_who_is_to_work_elsewhere_tomorrow(
    administrator: User, people: People, other_partnership: Partnership
) -> None:
    tomorrow = timezone.localdate(NOW) + timedelta(days=1)
    factories.membership(people.colleague, other_partnership, "dco", from_date=tomorrow)
    with pytest.raises(ElsewhereError):
        make(administrator, people.colleague)
