"""Looking after people without sight of what they work on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.models import SignedInSession
from lapwing.platform.notices.models import Mail
from lapwing.registry.models import Invitation, Membership, Organisation, Participation, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import MOMENT
from lapwing.shell.cli.operators import operator

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def council(partnership: Partnership) -> Organisation:
    return factories.organisation(partnership, name="Larkshire Council")


@pytest.fixture
def administrator(partnership: Partnership, council: Organisation) -> User:
    return factories.member(
        partnership, "partnership-administrator", name="Ada Administrator", organisation=council
    )


@pytest.fixture
def browser(administrator: User, client_as: Callable[[User], Client]) -> Client:
    return client_as(administrator)


def page(browser: Client, place: str, /, *parts: str, **asked: str) -> str:
    return browser.get(reverse(place, args=parts), asked).content.decode()


class TestPeople:
    @pytest.fixture(autouse=True)
    def colleague(self, partnership: Partnership, council: Organisation) -> User:
        who = factories.user("Colin Colleague", last_login=NOW)
        factories.membership(
            who, partnership, "board-member", organisation=council, to_date=TODAY + timedelta(days=9)
        )
        return who

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ({"name": "colin"}, True),
            ({"name": "person"}, True),
            ({"name": "ada"}, False),
            ({"roles": "Board member"}, True),
            ({"roles": "SENCO"}, False),
            ({"organisations": "larkshire"}, True),
            ({"look": "Role ends soon"}, True),
            ({"look": "Unused for 90 days"}, False),
            ({"second_factor": "No"}, True),
        ],
    )
    def test_they_are_found_by_what_asks_to_be_looked_at(
        self, browser: Client, partnership: Partnership, asked: dict[str, str], found: bool
    ) -> None:
        shown = page(browser, "administered-people", partnership.ref, **asked)
        assert ("Colin Colleague" in shown) == found

    def test_accounts_that_nobody_uses_are_among_them(
        self, browser: Client, partnership: Partnership, colleague: User
    ) -> None:
        with as_maintenance():
            User.objects.filter(pk=colleague.pk).update(last_login=NOW - timedelta(days=91))
        asked = {"look": "Unused for 90 days"}
        assert "Colin Colleague" in page(browser, "administered-people", partnership.ref, **asked)


class TestOrganisations:
    def test_one_is_renamed_for_a_reason(
        self, browser: Client, partnership: Partnership, council: Organisation
    ) -> None:
        place = reverse("rename-organisation", args=[partnership.ref, council.ref])
        assert "Enter reason" in browser.post(place, {"name": "Larkshire Unitary"}).content.decode()
        browser.post(place, {"name": "Larkshire Unitary", "reason": "Reorganised in April"})
        assert "Larkshire Unitary" in page(browser, "organisations", partnership.ref)

    def test_one_of_two_partnerships_keeps_its_name(
        self,
        browser: Client,
        partnership: Partnership,
        other_partnership: Partnership,
    ) -> None:
        shared = factories.organisation(partnership, other_partnership, name="Shared Trust")
        place = reverse("rename-organisation", args=[partnership.ref, shared.ref])
        answer = browser.post(place, {"name": "Another", "reason": "Merged"})
        assert "takes part in another partnership too" in answer.content.decode()

    def test_its_part_ends_only_when_nobody_holds_a_role_there(
        self, browser: Client, partnership: Partnership, council: Organisation
    ) -> None:
        idle = factories.organisation(partnership, name="Idle School")
        for body, ends in ((council, False), (idle, True)):
            browser.post(
                reverse("end-participation", args=[partnership.ref, body.ref]), {"reason": "Closed in July"}
            )
            with as_maintenance():
                part = Participation.objects.get(organisation=body)
            assert (part.ended_at is not None) == ends
        assert "Idle School no longer takes part" in page(browser, "organisations", partnership.ref)
        assert "Idle School" not in page(browser, "organisations", partnership.ref)
        assert "Idle School" not in page(browser, "invite", partnership.ref)

    def test_it_may_take_part_again(self, browser: Client, partnership: Partnership) -> None:
        idle = factories.organisation(partnership, name="Idle School")
        browser.post(reverse("end-participation", args=[partnership.ref, idle.ref]), {"reason": "Closed"})
        browser.post(
            reverse("organisations", args=[partnership.ref]), {"name": "Idle School", "kind": "council"}
        )
        with as_maintenance():
            assert Participation.objects.get(organisation=idle).ended_at is None


class TestInvitations:
    @pytest.fixture
    def invitation(self, browser: Client, partnership: Partnership, council: Organisation) -> Invitation:
        form = {"name": "Nina New", "email": "nina@example.org", "organisation": council.ref}
        more = {"role": "councillor", "reason": "Chairs the scrutiny committee"}
        browser.post(reverse("invite", args=[partnership.ref]), form | more)
        with as_maintenance():
            return Invitation.objects.get()

    def test_its_link_is_mailed(self, invitation: Invitation) -> None:
        with as_maintenance():
            mail = Mail.objects.get(template="invitation")
        assert (mail.to, mail.url.startswith("/invitation/")) == ("nina@example.org", True)

    def test_a_new_link_replaces_the_one_before(
        self, browser: Client, partnership: Partnership, invitation: Invitation
    ) -> None:
        with as_maintenance():
            first = Mail.objects.get(template="invitation").url
            Invitation.objects.update(expires_at=MOMENT)
        assert "Ran out on" in page(browser, "invitations", partnership.ref)
        answer = browser.post(reverse("renew-invitation", args=[partnership.ref, invitation.ref]))
        assert "An email with this link is on its way" in answer.content.decode()
        with as_maintenance():
            second = Mail.objects.filter(template="invitation").latest("pk").url
        assert [Client().get(link).status_code for link in (first, second)] == [404, 200]

    def test_its_reason_goes_to_the_role(self, browser: Client, invitation: Invitation) -> None:
        with as_maintenance():
            link = Mail.objects.get(template="invitation").url
        Client().post(link, {"name": "Nina New", "password": "otter under the old bridge"})
        with as_maintenance():
            role = Membership.objects.get(user__email="nina@example.org")
        assert role.granted_reason == "Chairs the scrutiny committee"


@pytest.mark.parametrize("place", ["invite", "grant-role", "password-link", "renew-invitation"])
def test_whoever_lets_people_in_has_just_shown_who_they_are(
    place: str, administrator: User, partnership: Partnership, council: Organisation
) -> None:
    """A desk that was left open makes nobody an account."""
    somebody = factories.member(partnership, "board-member", organisation=council)
    invited = factories.invitation(partnership, council, by=administrator)
    about = {"invite": [], "renew-invitation": [invited.ref]}.get(place, [somebody.ref])
    desk = factories.signed_in_client(administrator, recent=False)
    answer = desk.post(reverse(place, args=[partnership.ref, *about]))
    assert answer["Location"].startswith(reverse("confirm-sign-in"))


class TestLeaving:
    def test_what_will_end_is_said_before(
        self,
        browser: Client,
        partnership: Partnership,
        council: Organisation,
        client_as: Callable[[User], Client],
    ) -> None:
        leaver = factories.member(partnership, "board-member", name="Colin", organisation=council)
        theirs = client_as(leaver)
        factories.invitation(partnership, council, by=leaver)
        place = reverse("close-account", args=[partnership.ref, leaver.ref])
        shown = browser.get(place).content.decode()
        assert "Role: Board member, Larkshire Council" in shown
        assert "Signed in now in 1 browser" in shown
        assert "1 invitation that they sent and nobody took up" in shown
        browser.post(place, {"reason": "Retires"})
        with as_maintenance():
            assert not SignedInSession.objects.filter(user=leaver, ended_at=None).exists()
        assert theirs.get(reverse("home")).status_code == 302

    def test_the_end_of_the_last_role_ends_the_sessions(
        self,
        browser: Client,
        partnership: Partnership,
        council: Organisation,
        client_as: Callable[[User], Client],
    ) -> None:
        leaver = factories.member(partnership, "board-member", organisation=council)
        client_as(leaver)
        with as_maintenance():
            role = Membership.objects.get(user=leaver)
        place = reverse("end-role", args=[partnership.ref, leaver.ref, role.ref])
        browser.post(place, {"when": "now", "reason": "Retires"})
        with as_maintenance():
            assert not SignedInSession.objects.filter(user=leaver, ended_at=None).exists()


class TestOperators:
    def run(self, *words: str) -> str:
        return CliRunner().invoke(operator, words).output

    def give(self, email: str, organisation: str = "Larkshire Council") -> str:
        options = ("--email", email, "--partnership", "Larkshire", "--organisation", organisation)
        return self.run("give", *options, "--reason", "Runs the servers")

    def test_the_role_is_given_listed_and_ended(
        self, partnership: Partnership, council: Organisation
    ) -> None:
        factories.user("Olga Operator", email="olga@example.org")
        assert "Nobody keeps the service running yet" in self.run("list")
        assert self.give("olga@example.org") == "Olga Operator keeps the service running.\n"
        assert "Olga Operator (olga@example.org), Larkshire Council" in self.run("list")
        assert self.run("end", "--email", "olga@example.org", "--reason", "Left") == "One role is ended.\n"
        assert "keeps the service running." in self.run("end", "--email", "olga@example.org", "--reason", "x")

    def test_what_is_unknown_is_said(self, partnership: Partnership, council: Organisation) -> None:
        assert "Nobody has an open account" in self.give("who@example.org")
        assert "takes no part in" in self.give("who@example.org", "Elsewhere Ltd")

    def test_no_page_gives_it(self, browser: Client, partnership: Partnership) -> None:
        assert "Service operator" not in page(browser, "invite", partnership.ref)
        assert "on the command line only" in page(browser, "roles-explained", partnership.ref)
