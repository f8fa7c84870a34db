"""The people pages and the ways in, through a browser's eyes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.demonstration import EMAIL_ENDING
from lapwing.registry.models import Invitation, Membership, Organisation, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD, People

ClientAs = Callable[[User], Client]
TODAY = timezone.localdate()


@pytest.fixture
def council(partnership: Partnership) -> Organisation:
    return factories.organisation(partnership, name="Larkshire Council")


@pytest.fixture
def administrator(partnership: Partnership, council: Organisation) -> User:
    return factories.member(
        partnership, "partnership-administrator", name="Ada Administrator", organisation=council
    )


@pytest.fixture
def browser(administrator: User, client_as: ClientAs) -> Client:
    """The administrator's browser."""
    return client_as(administrator)


def words_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


class TestPeoplePage:
    def test_it_shows_who_holds_which_role(
        self, people: People, partnership: Partnership, client_as: ClientAs
    ) -> None:
        page = words_of(client_as(people.colleague), reverse("people", args=[partnership.ref]))
        assert "Olive Owner" in page
        assert "SEND programme manager" in page
        assert "Ossie Outsider" not in page

    def test_it_can_be_saved_as_a_file(
        self, people: People, partnership: Partnership, client_as: ClientAs
    ) -> None:
        response = client_as(people.colleague).get(reverse("people", args=[partnership.ref]) + "?format=csv")
        assert response.status_code == 200

    def test_only_who_manages_people_sees_invitations(
        self,
        people: People,
        partnership: Partnership,
        browser: Client,
        council: Organisation,
        client_as: ClientAs,
    ) -> None:
        invite(browser, partnership, council)
        address = reverse("people", args=[partnership.ref])
        assert "nina@example.org" in words_of(browser, address)
        assert "nina@example.org" not in words_of(client_as(people.colleague), address)

    def test_the_number_of_queries_does_not_grow_with_the_people(
        self,
        people: People,
        partnership: Partnership,
        browser: Client,
        django_assert_max_num_queries: Callable[[int], object],
    ) -> None:
        for _ in range(5):
            factories.member(partnership, "dco")
        with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
            browser.get(reverse("people", args=[partnership.ref]))


class TestPersonPage:
    def test_history_is_read_by_those_who_may(
        self, people: People, partnership: Partnership, browser: Client, client_as: ClientAs
    ) -> None:
        address = reverse("person", args=[partnership.ref, people.colleague.ref])
        assert 'id="history"' in words_of(browser, address)
        assert 'id="history"' not in words_of(client_as(people.colleague), address)

    def test_history_says_who_changed_what_and_why(
        self, people: People, partnership: Partnership, browser: Client
    ) -> None:
        person = people.colleague
        with as_maintenance():
            role = Membership.objects.get(user=person)
        browser.post(
            reverse("end-role", args=[partnership.ref, person.ref, role.ref]),
            {"when": "now", "reason": "Moved to another authority"},
        )
        page = words_of(browser, reverse("person", args=[partnership.ref, person.ref]))
        history = page.partition('id="history"')[2]
        assert "Ada Administrator" in history
        assert "Moved to another authority" in history
        assert "Ended by" in history
        assert "Board member" in history
        assert person.password not in history

    def test_a_person_of_another_partnership_is_not_found(
        self, people: People, partnership: Partnership, browser: Client
    ) -> None:
        address = reverse("person", args=[partnership.ref, people.outsider.ref])
        assert browser.get(address).status_code == 404


def invite(browser: Client, partnership: Partnership, council: Organisation, **more: str) -> str:
    """Invite Nina, and give the link."""
    data = {
        "name": "Nina New",
        "email": "nina@example.org",
        "organisation": council.ref,
        "role": "councillor",
        "reason": "Chairs the scrutiny committee",
    }
    page = browser.post(reverse("invite", args=[partnership.ref]), data | more).content.decode()
    found = re.search(r"http://testserver(/invitation/[^/]+/)", page)
    return found[1] if found else page


class TestInviting:
    def test_a_person_is_invited_and_comes_in_by_the_link(
        self, browser: Client, partnership: Partnership, council: Organisation, client: Client
    ) -> None:
        link = invite(browser, partnership, council)
        assert "Larkshire Council" in words_of(client, link)
        response = client.post(link, {"name": "Nina Neu", "password": PASSWORD})
        assert response["Location"] == reverse("home")
        assert "Nina Neu" in words_of(browser, reverse("people", args=[partnership.ref]))
        assert client.get(reverse("change-password")).status_code == 200
        assert Client().get(link).status_code == 404

    def test_a_poor_password_is_refused(
        self, browser: Client, partnership: Partnership, council: Organisation, client: Client
    ) -> None:
        link = invite(browser, partnership, council)
        page = client.post(link, {"name": "Nina", "password": "short"}).content.decode()
        assert "too short" in page
        with as_maintenance():
            assert not User.objects.filter(email="nina@example.org").exists()

    def test_a_person_with_an_account_gives_its_password(
        self, browser: Client, partnership: Partnership, council: Organisation, client: Client
    ) -> None:
        factories.user("Nina", email="nina@example.org", password=PASSWORD)
        link = invite(browser, partnership, council)
        assert "not the password" in client.post(link, {"password": "wrong"}).content.decode()
        assert client.post(link, {"password": PASSWORD}).status_code == 302

    def test_guessing_that_password_is_stopped(
        self, browser: Client, partnership: Partnership, council: Organisation, client: Client
    ) -> None:
        factories.user("Nina", email="nina@example.org", password=PASSWORD)
        link = invite(browser, partnership, council)
        for _ in range(10):
            client.post(link, {"password": "wrong"})
        assert "Too many attempts" in client.post(link, {"password": PASSWORD}).content.decode()

    def test_what_is_wrong_is_said_beside_the_field(
        self, browser: Client, partnership: Partnership, council: Organisation
    ) -> None:
        page = invite(browser, partnership, council, email="nina", name="")
        assert "govuk-error-summary" in page
        assert "Enter name" in page
        page = invite(browser, partnership, council, role="senco")
        assert "school or setting" in page

    def test_an_administrator_who_invites_themselves_is_told_why_not(
        self, browser: Client, administrator: User, partnership: Partnership, council: Organisation
    ) -> None:
        page = invite(browser, partnership, council, email=administrator.email)
        assert "Nobody invites themselves" in page
        assert "/invitation/" not in page

    def test_an_administrator_who_opens_an_invitation_of_their_own_is_told_why_not(
        self, browser: Client, administrator: User, partnership: Partnership, council: Organisation
    ) -> None:
        link = invite(browser, partnership, council)
        with as_maintenance():
            administrator.email = "nina@example.org"
            administrator.set_password(PASSWORD)
            administrator.save(update_fields=["email", "password"])
        page = Client().post(link, {"password": PASSWORD}).content.decode()
        assert "You made this invitation yourself" in page

    def test_an_invitation_is_withdrawn(
        self, browser: Client, partnership: Partnership, council: Organisation, client: Client
    ) -> None:
        link = invite(browser, partnership, council)
        with as_maintenance():
            ref = Invitation.objects.get().ref
        address = reverse("withdraw-invitation", args=[partnership.ref, ref])
        assert "Nina New" in words_of(browser, address)
        assert browser.post(address).status_code == 302
        assert client.get(link).status_code == 404
        assert browser.get(address).status_code == 404


class TestRoles:
    def test_a_role_is_given(
        self, browser: Client, people: People, partnership: Partnership, council: Organisation
    ) -> None:
        address = reverse("grant-role", args=[partnership.ref, people.colleague.ref])
        assert "Give another role" in words_of(browser, address)
        first = {"from_date-day": TODAY.day, "from_date-month": TODAY.month, "from_date-year": TODAY.year}
        data = {"organisation": council.ref, "role": "quality-lead", "reason": "Audits plans", **first}
        assert browser.post(address, data).status_code == 302
        assert "quality-lead" in actor_for(people.colleague, TODAY).roles_in(partnership.pk)
        assert "holds that role" in browser.post(address, data).content.decode()

    def test_a_role_is_ended_now_or_later(
        self, browser: Client, people: People, partnership: Partnership
    ) -> None:
        with as_maintenance():
            role = Membership.objects.get(user=people.colleague)
        address = reverse("end-role", args=[partnership.ref, people.colleague.ref, role.ref])
        page = browser.post(address, {"when": "later", "reason": "Retires"}).content.decode()
        assert "Enter the last day" in page
        last = TODAY + timedelta(days=40)
        day = {"last_day-day": last.day, "last_day-month": last.month, "last_day-year": last.year}
        assert browser.post(address, {"when": "later", "reason": "Retires", **day}).status_code == 302
        assert actor_for(people.colleague, last).grants
        assert browser.post(address, {"when": "now", "reason": "Retired"}).status_code == 302
        assert not actor_for(people.colleague, TODAY).grants
        assert browser.get(address).status_code == 404

    def test_an_account_is_closed_and_its_person_signed_out(
        self, browser: Client, people: People, partnership: Partnership, client_as: ClientAs
    ) -> None:
        theirs = client_as(people.colleague)
        address = reverse("close-account", args=[partnership.ref, people.colleague.ref])
        assert "can never sign in" in words_of(browser, address)
        assert "Enter reason" in browser.post(address).content.decode()
        assert browser.post(address, {"reason": "Left"}).status_code == 302
        assert theirs.get(reverse("change-password")).status_code == 302
        page = words_of(browser, reverse("person", args=[partnership.ref, people.colleague.ref]))
        assert "This account was closed" in page

    def test_the_last_administrator_cannot_be_ended(
        self, browser: Client, administrator: User, partnership: Partnership
    ) -> None:
        with as_maintenance():
            role = Membership.objects.get(user=administrator)
        address = reverse("end-role", args=[partnership.ref, administrator.ref, role.ref])
        page = browser.post(address, {"when": "now", "reason": "Tired"}).content.decode()
        assert "Nobody would be left" in page

    def test_an_organisation_is_added(self, browser: Client, partnership: Partnership) -> None:
        address = reverse("organisations", args=[partnership.ref])
        assert "Larkshire Council" in words_of(browser, address)
        assert browser.post(address, {"name": "Fen Academy", "kind": "school"}).status_code == 302
        assert "Fen Academy" in words_of(browser, address)
        assert (
            "takes part already"
            in browser.post(address, {"name": "Fen Academy", "kind": "school"}).content.decode()
        )


class TestDemonstration:
    @pytest.fixture
    def invented(self, partnership: Partnership) -> User:
        who = factories.user("Ivy Invented", email=f"ivy{EMAIL_ENDING}")
        factories.membership(who, partnership, "programme-manager")
        return who

    def test_the_people_are_one_click_away(self, client: Client, invented: User, settings: Settings) -> None:
        settings.DEMO = True
        page = words_of(client, reverse("demonstration-people"))
        assert "Ivy Invented" in page
        assert "SEND programme manager" in page
        response = client.post(reverse("demonstration-sign-in", args=[invented.ref]))
        assert response.status_code == 302
        assert client.get(reverse("change-password")).status_code == 200

    def test_real_people_are_never_offered(
        self, client: Client, invented: User, people: People, settings: Settings
    ) -> None:
        settings.DEMO = True
        assert "Olive Owner" not in words_of(client, reverse("demonstration-people"))
        assert client.post(reverse("demonstration-sign-in", args=[people.owner.ref])).status_code == 404

    def test_elsewhere_there_is_no_such_page(
        self, client: Client, invented: User, settings: Settings
    ) -> None:
        settings.DEMO = False
        assert client.get(reverse("demonstration-people")).status_code == 404
        assert client.post(reverse("demonstration-sign-in", args=[invented.ref])).status_code == 404
        assert "Choose a person" not in words_of(client, reverse("sign-in"))

    def test_a_get_signs_nobody_in(self, client: Client, invented: User, settings: Settings) -> None:
        settings.DEMO = True
        assert client.get(reverse("demonstration-sign-in", args=[invented.ref])).status_code == 405


def test_what_an_actor_may_do_follows_the_day(people: People, partnership: Partnership) -> None:
    with acting(actor_for(people.owner, TODAY), purpose="test") as actor:
        assert actor.may("improvement.plan.edit", partnership.pk)
        assert not actor_for(people.owner, factories.LONG_AGO - timedelta(days=1)).grants
