"""Signing somebody else out everywhere: by whoever looks after people, and by whoever runs the service."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts import half_signed_in
from lapwing.platform.accounts.factors.tests.support import code_at, give_app
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.models import SignInEvent
from lapwing.platform.history.models import HistoryEntry
from lapwing.registry.commands.sessions import end_sessions_of_service
from lapwing.registry.errors import RegistryError
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import MOMENT, PASSWORD, signed_in_client


@pytest.fixture
def administrator(partnership: Partnership) -> User:
    return factories.member(partnership, "partnership-administrator", name="Ada Administrator")


@pytest.fixture
def person(partnership: Partnership) -> User:
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "councillor")
    return who


@pytest.fixture
def address(partnership: Partnership, person: User) -> str:
    return reverse("end-sessions", args=[partnership.ref, person.ref])


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_every_session_of_the_person_ends_and_they_may_sign_in_again(
    person: User, administrator: User, address: str, client_as: Callable[[User], Client]
) -> None:
    browsers = [client_as(person), client_as(person)]
    answer = client_as(administrator).post(address, {"reason": "Lost her laptop"}, follow=True)
    assert "Pat Person is signed out everywhere" in answer.content.decode()
    assert [is_signed_in(each) for each in browsers] == [False, False]
    again = Client()
    again.post("/sign-in/", {"email": person.email, "password": PASSWORD})
    assert is_signed_in(again)


def test_a_sign_in_that_is_half_done_ends_too(
    person: User, administrator: User, address: str, client_as: Callable[[User], Client]
) -> None:
    give_app(person)
    half = Client()
    half.post("/sign-in/", {"email": person.email, "password": PASSWORD})
    assert half_signed_in.KEY in half.session
    client_as(administrator).post(address, {"reason": "Lost her laptop"})
    answer = half.post(reverse("second-factor"), {"code": code_at(timezone.now())})
    assert "This took too long" in answer.content.decode()


def test_the_person_reads_it_and_the_history_says_who_and_why(
    person: User, administrator: User, address: str, client_as: Callable[[User], Client]
) -> None:
    client_as(administrator).post(address, {"reason": "Lost her laptop"})
    page = client_as(_as_now(person)).get(reverse("account-sign-ins")).content.decode()
    assert "Signed out everywhere by somebody else" in page
    assert "By whoever looks after people here" in page
    with as_maintenance():
        line = HistoryEntry.objects.filter(table_name="accounts_user", row_id=person.pk).latest("id")
    assert (line.actor_id, line.reason) == (administrator.pk, "Lost her laptop")


def test_it_asks_again_who_one_is_and_why(
    person: User, administrator: User, address: str, client_as: Callable[[User], Client]
) -> None:
    theirs = client_as(person)
    later = signed_in_client(administrator, recent=False).post(address, {"reason": "Lost her laptop"})
    assert later["Location"].startswith(reverse("confirm-sign-in"))
    assert "Enter reason" in client_as(administrator).post(address, {"reason": ""}).content.decode()
    assert is_signed_in(theirs)


def test_it_is_for_those_who_look_after_people_and_not_for_oneself_or_who_has_left(
    person: User,
    administrator: User,
    partnership: Partnership,
    address: str,
    client_as: Callable[[User], Client],
) -> None:
    assert client_as(factories.member(partnership, "programme-manager")).get(address).status_code == 404
    own = reverse("end-sessions", args=[partnership.ref, administrator.ref])
    page = client_as(administrator).post(own, {"reason": "x"}).content.decode()
    assert "on the page Where you are signed in" in page
    with as_maintenance():
        Membership.objects.filter(user=person).update(ended_at=MOMENT, ended_by=administrator)
    page = client_as(administrator).post(address, {"reason": "x"}).content.decode()
    assert "holds no role here any more" in page


def test_the_person_s_page_leads_there(
    person: User, administrator: User, partnership: Partnership, address: str
) -> None:
    page = signed_in_client(administrator).get(reverse("person", args=[partnership.ref, person.ref]))
    assert f'href="{address}"' in page.content.decode()


def test_whoever_runs_the_service_ends_those_of_one_or_of_everybody(
    person: User, administrator: User, client_as: Callable[[User], Client]
) -> None:
    one, other = client_as(person), client_as(administrator)
    with acting(system_actor("Command line"), purpose="end sessions"):
        assert end_sessions_of_service(email="PAT@example.org", reason="Lost", now=timezone.now()) == 1
        with pytest.raises(RegistryError, match="Nobody has an open account"):
            end_sessions_of_service(email="nobody@example.org", reason="Lost", now=timezone.now())
    assert (is_signed_in(one), is_signed_in(other)) == (False, True)
    one = client_as(_as_now(person))
    with acting(system_actor("Command line"), purpose="end sessions"):
        assert end_sessions_of_service(email="", reason="The key may be out", now=timezone.now()) == 2
    assert (is_signed_in(one), is_signed_in(other)) == (False, False)
    with as_maintenance():
        lines = SignInEvent.objects.filter(kind="ended-by-others", how="By whoever runs Lapwing")
        assert lines.count() == 3


def _as_now(person: User) -> User:
    """The account as the database has it: what sessions hang on has changed."""
    with as_maintenance():
        return User.objects.get(pk=person.pk)
