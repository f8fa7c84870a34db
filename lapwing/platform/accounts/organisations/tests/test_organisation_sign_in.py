"""Signing in by one's organisation, against a real provider that may lie."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.commands import as_oneself
from lapwing.platform.accounts.factors.tests.support import give_app
from lapwing.platform.accounts.marks import SECOND_FACTOR
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.configuration import (
    ConfigurationError,
    Organisation,
    read_organisations,
)
from lapwing.platform.accounts.organisations.tests.provider import CLIENT, SECRET, Provider, running
from lapwing.platform.accounts.proving import BARRED
from lapwing.platform.accounts.sessions.models import SignInEvent
from lapwing.platform.notices.models import Notice
from lapwing.registry import commands
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD, signed_in_client

LEAVE = "/sign-in/organisation/larkshire/"
BACK = "/sign-in/organisation/larkshire/return/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    with running() as provider:
        settings.ORGANISATIONS_THAT_SIGN_IN = (
            Organisation(
                code="larkshire",
                name="Larkshire Council",
                discovery_url=f"{provider.issuer}/.well-known/openid-configuration",
                issuer=provider.issuer,
                client_id=CLIENT,
                client_secret=SECRET,
                strong_amr=frozenset({"mfa"}),
            ),
        )
        yield provider


@pytest.fixture
def person(partnership: Partnership) -> User:
    who = factories.user("Pat Person", email="pat@example.org")
    factories.membership(who, partnership, "councillor")
    return who


def link(who: User, provider: Provider, subject: str = "subject-1") -> None:
    with as_maintenance():
        SocialAccount.objects.create(user=who, provider=provider.issuer, uid=subject)


def go(client: Client, provider: Provider, where: str = LEAVE, **sent: str) -> dict[str, str]:
    """Leave for the organisation, sign in there; what the browser brings back."""
    page = client.post(where, {"purpose": "sign-in"} | sent).content.decode()
    found = re.search(r'content="0; url=([^"]+)"', page)
    assert found, page
    return provider.authorise(html.unescape(found[1]))


def visit(client: Client, provider: Provider, where: str = LEAVE, **sent: str) -> Any:
    return client.get(BACK, go(client, provider, where, **sent))


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def words(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def test_a_linked_sign_in_opens_the_door(client: Client, provider: Provider, person: User) -> None:
    link(person, provider)
    assert visit(client, provider, next=reverse("account"))["Location"] == reverse("account")
    assert is_signed_in(client)
    assert SECOND_FACTOR not in client.session


def test_the_organisations_second_factor_counts_where_it_is_said_to(
    client: Client, provider: Provider, person: User
) -> None:
    link(person, provider)
    provider.claims = {"amr": ["pwd", "mfa"]}
    visit(client, provider)
    assert client.session[SECOND_FACTOR] == "organisation"


def test_without_it_the_persons_own_is_asked_for(client: Client, provider: Provider, person: User) -> None:
    link(person, provider)
    give_app(person)
    provider.claims = {"amr": ["pwd"]}
    assert visit(client, provider)["Location"].startswith(reverse("second-factor"))
    assert not is_signed_in(client)


def test_an_unknown_subject_is_refused_with_words_that_help(
    client: Client, provider: Provider, person: User
) -> None:
    """Whatever address the organisation says that the person has: it links nothing."""
    provider.claims = {"email": person.email, "email_verified": True}
    answer = visit(client, provider)
    assert answer.status_code == 403
    assert "open the link of your invitation" in words(answer)
    assert not is_signed_in(client)
    with as_maintenance():
        assert not SocialAccount.objects.exists()


def test_the_same_subject_of_another_issuer_is_somebody_else(
    client: Client, provider: Provider, person: User
) -> None:
    with as_maintenance():
        SocialAccount.objects.create(user=person, provider="https://other.example", uid="subject-1")
    assert visit(client, provider).status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"exp": -3600, "iat": -7200},
        {"exp": None},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"sub": ""},
        {"sub": None},
        {"iat": 3600},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    client: Client, provider: Provider, person: User, claims: dict[str, Any]
) -> None:
    """Times are seconds from now."""
    link(person, provider)
    now = int(time.time())
    provider.claims = {
        name: now + value if isinstance(value, int) else value for name, value in claims.items()
    }
    assert visit(client, provider).status_code == 403
    assert not is_signed_in(client)


@pytest.mark.parametrize("how", ["none", "HS256", "another key"])
def test_a_token_that_the_provider_did_not_sign_is_refused(
    client: Client, provider: Provider, person: User, how: str
) -> None:
    link(person, provider)
    if how == "another key":
        provider.other_key = rsa.generate_private_key(65537, 2048)
    else:
        provider.algorithm = how
    assert visit(client, provider).status_code == 403
    assert not is_signed_in(client)


def test_a_key_that_is_too_short_is_not_believed(client: Client, provider: Provider, person: User) -> None:
    link(person, provider)
    provider.key = rsa.generate_private_key(65537, 1024)
    assert "could not be checked" in words(visit(client, provider))
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
def test_an_organisation_that_leads_elsewhere_is_not_followed(
    client: Client, provider: Provider, person: User, path: str
) -> None:
    link(person, provider)
    brought = go(client, provider)
    provider.leads_elsewhere = path
    assert client.get(BACK, brought).status_code == 403
    assert not is_signed_in(client)
    assert path in provider.paths
    assert not [each for each in provider.paths if each.startswith("/moved")]


def test_where_somebody_is_asked_again_the_organisation_must_ask_again_too(
    provider: Provider, person: User
) -> None:
    link(person, provider)
    client = signed_in_client(person, recent=False)
    brought = go(client, provider, purpose="confirm", next=reverse("change-password"))
    asked = provider.asked[brought["code"]]
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    provider.claims = {"auth_time": int(time.time())}
    assert client.get(BACK, brought)["Location"] == reverse("change-password")
    assert client.get(reverse("change-password")).status_code == 200


@pytest.mark.parametrize(
    ("seconds_ago", "subject", "said"),
    [
        (3600, "subject-1", "did not ask you again"),
        (None, "subject-1", "did not ask you again"),
        (0, "subject-2", "not linked with your account"),
    ],
)
def test_an_older_sign_in_there_or_somebody_else_s_confirms_nothing(
    provider: Provider, person: User, seconds_ago: int | None, subject: str, said: str
) -> None:
    link(person, provider)
    client = signed_in_client(person, recent=False)
    provider.subject = subject
    provider.claims = {} if seconds_ago is None else {"auth_time": int(time.time()) - seconds_ago}
    answer = visit(client, provider, purpose="confirm", next=reverse("change-password"))
    assert (answer.status_code, said in words(answer)) == (403, True)
    assert client.get(reverse("change-password"))["Location"].startswith(reverse("confirm-sign-in"))


def test_made_up_returns_are_stopped_after_ten(client: Client, provider: Provider, person: User) -> None:
    link(person, provider)
    brought = go(client, provider)
    for number in range(throttle.MOST_ON_ACCOUNT):
        assert "started in another window" in words(client.get(BACK, {"state": f"s{number}", "code": "c"}))
    assert BARRED in words(client.get(BACK, brought))
    assert not is_signed_in(client)


def test_a_state_counts_once_and_in_one_session(client: Client, provider: Provider, person: User) -> None:
    link(person, provider)
    brought = go(client, provider)
    assert "started in another window" in words(Client().get(BACK, brought))
    assert client.get(BACK, brought).status_code == 302
    again = Client()
    go(again, provider)
    assert again.get(BACK, brought).status_code == 403
    assert not is_signed_in(again)


def test_an_answer_that_names_another_issuer_is_refused(
    client: Client, provider: Provider, person: User
) -> None:
    link(person, provider)
    brought = go(client, provider) | {"iss": "https://other.example"}
    assert client.get(BACK, brought).status_code == 403


def test_a_provider_that_says_it_is_another_is_not_gone_to(client: Client, provider: Provider) -> None:
    provider.says_issuer = "https://other.example"
    assert "says that it is another one" in words(client.post(LEAVE, {"purpose": "sign-in"}))


def test_a_provider_out_of_reach_is_said_plainly(client: Client, settings: Settings, db: None) -> None:
    settings.ORGANISATIONS_THAT_SIGN_IN = (
        Organisation("larkshire", "Larkshire Council", "http://127.0.0.1:9/", "x", CLIENT, SECRET),
    )
    assert "does not answer" in words(client.post(LEAVE, {"purpose": "sign-in"}))


@pytest.mark.django_db
def test_somebody_who_gave_up_there_is_told_so(client: Client, provider: Provider) -> None:
    brought = go(client, provider)
    answer = client.get(BACK, {"state": brought["state"], "error": "access_denied"})
    assert "did not sign you in" in words(answer)


def test_a_closed_account_does_not_open(client: Client, provider: Provider, person: User) -> None:
    link(person, provider)
    with as_maintenance():
        User.objects.filter(pk=person.pk).update(is_active=False, closed_at=timezone.now())
    assert visit(client, provider).status_code == 403


def test_a_signed_in_person_links_their_own(provider: Provider, person: User) -> None:
    client = signed_in_client(person)
    assert visit(client, provider, purpose="link")["Location"] == reverse("account")
    assert "Larkshire Council" in words(client.get(reverse("account")))
    with as_maintenance():
        kept = SocialAccount.objects.select_related("user").get()
    assert (kept.user, kept.provider, kept.uid, kept.extra_data) == (
        person,
        provider.issuer,
        "subject-1",
        {},
    )


def door_events(who: User) -> list[tuple[str, str]]:
    with as_maintenance():
        found = SignInEvent.objects.filter(user=who).exclude(kind="signed-in").order_by("pk")
        return list(found.values_list("kind", "how"))


def test_a_link_that_is_made_or_taken_away_is_told_and_stands_in_the_sign_in_history(
    provider: Provider, person: User
) -> None:
    """It is a way in, as a second factor is."""
    with as_maintenance():
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    client = signed_in_client(person)
    for _ in range(2):
        visit(client, provider, purpose="link")
    assert door_events(person) == [("organisation-linked", "Larkshire Council")]
    with as_maintenance():
        number = SocialAccount.objects.get().pk
    client.post(reverse("unlink-organisation", args=[number]))
    assert door_events(person)[1:] == [("organisation-unlinked", "Larkshire Council")]
    with as_maintenance():
        told = list(Notice.objects.filter(user=person).values_list("template", flat=True))
    assert told == ["second-factor-changed"] * 2


def test_the_only_way_in_is_not_taken_away(provider: Provider, person: User) -> None:
    with as_maintenance():
        person.set_unusable_password()
        person.save(update_fields=["password"])
        link = SocialAccount.objects.create(user=person, provider=provider.issuer, uid="subject-1")
    client = signed_in_client(person)
    place = reverse("unlink-organisation", args=[link.pk])
    assert "Larkshire Council" in words(client.get(place))
    assert "This is your only way in" in words(client.post(place))
    assert door_events(person) == []


def test_a_link_of_somebody_else_is_not_taken_away(
    provider: Provider, person: User, partnership: Partnership
) -> None:
    link(factories.member(partnership, "councillor"), provider)
    with as_maintenance():
        number = SocialAccount.objects.get().pk
    answer = signed_in_client(person).post(reverse("unlink-organisation", args=[number]))
    assert answer["Location"] == reverse("account")
    with as_maintenance():
        assert SocialAccount.objects.filter(pk=number).exists()


@pytest.mark.parametrize("elsewhere", [True, False])
def test_whoever_changes_their_way_in_is_told_whether_they_are_signed_in_elsewhere(
    provider: Provider, person: User, elsewhere: bool
) -> None:
    client = signed_in_client(person)
    if elsewhere:
        assert signed_in_client(person).get(reverse("account")).status_code == 200
    page = words(client.get(visit(client, provider, purpose="link")["Location"]))
    assert "You can now sign in with Larkshire Council." in page
    assert ("You are signed in by another browser too" in page) == elsewhere


def test_linking_asks_again_who_one_is(provider: Provider, person: User) -> None:
    answer = signed_in_client(person, recent=False).post(LEAVE, {"purpose": "link"})
    assert answer["Location"].startswith(reverse("confirm-sign-in"))


def test_what_is_linked_with_another_account_stays_there(
    provider: Provider, person: User, partnership: Partnership
) -> None:
    other = factories.member(partnership, "councillor")
    link(other, provider)
    assert "linked with another account" in words(visit(signed_in_client(person), provider, purpose="link"))


def test_a_link_is_not_made_for_who_signed_in_between(
    provider: Provider, person: User, partnership: Partnership
) -> None:
    client = signed_in_client(person)
    brought = go(client, provider, purpose="link")
    session = client.session
    session["_auth_user_id"] = str(factories.member(partnership, "councillor").pk)
    session.save()
    assert client.get(BACK, brought).status_code == 403
    with as_maintenance():
        assert not SocialAccount.objects.exists()


def test_nobody_else_reads_or_makes_a_link(
    provider: Provider, person: User, partnership: Partnership
) -> None:
    link(person, provider)
    other = factories.member(partnership, "councillor")
    with acting(as_oneself(other), purpose="test"):
        assert not SocialAccount.objects.exists()
        assert not SocialAccount.objects.update(user=other)


@pytest.fixture
def token(partnership: Partnership) -> str:
    body = factories.organisation(partnership)
    with acting(system_actor("Tests"), purpose="test"):
        return commands.invite(
            partnership=partnership,
            organisation=body,
            email="nina@example.org",
            name="Nina New",
            role="councillor",
            to_date=None,
            by=system_actor("Tests"),
            now=timezone.now(),
        ).token


def accept_address(token: str) -> str:
    return reverse("accept-by-organisation", args=[token, "larkshire"])


def test_an_invitation_is_taken_up_by_ones_organisation(
    client: Client, provider: Provider, token: str
) -> None:
    assert "Accept with Larkshire Council" in words(client.get(reverse("accept-invitation", args=[token])))
    assert visit(client, provider, accept_address(token)).status_code == 302
    assert is_signed_in(client)
    with as_maintenance():
        kept = SocialAccount.objects.select_related("user").get()
    assert kept.user.email == "nina@example.org"
    assert not kept.user.has_usable_password()
    again = Client()
    assert visit(again, provider).status_code == 302
    assert is_signed_in(again)


def test_an_invitation_to_an_account_that_is_there_links_nothing(
    client: Client, provider: Provider, token: str, partnership: Partnership
) -> None:
    """Whoever got hold of the invitation could otherwise take the account."""
    factories.user("Nina Old", email="nina@example.org")
    answer = visit(client, provider, accept_address(token))
    assert "There is an account with the address of this invitation already" in words(answer)
    assert not is_signed_in(client)
    with as_maintenance():
        assert not SocialAccount.objects.exists()


def test_an_invitation_is_not_taken_up_by_the_sign_in_of_another_account(
    client: Client, provider: Provider, token: str, person: User
) -> None:
    link(person, provider)
    assert "linked with another account" in words(visit(client, provider, accept_address(token)))


GOOD = (
    '[{"code": "larkshire", "name": "Larkshire Council", "client_id": "x", '
    '"discovery_url": "https://sign-in.example/", "client_secret_variable": "LARKSHIRE_SECRET"}]'
)


def read(tmp_path: Any, text: str, **environment: str) -> tuple[Organisation, ...]:
    path = tmp_path / "organisations.json"
    path.write_text(text)
    return read_organisations({"ORGANISATION_SIGN_IN": str(path), "LARKSHIRE_SECRET": "s"} | environment)


def test_organisations_are_read_from_a_file(tmp_path: Any) -> None:
    (found,) = read(tmp_path, GOOD)
    assert (found.issuer, found.client_secret) == ("https://sign-in.example", "s")
    assert read_organisations({}) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "cannot be read as JSON"),
        ("{}", "must hold a list"),
        ("[1]", "must be an object"),
        (GOOD.replace('"name": "Larkshire Council", ', ""), "organisation 1: name is missing"),
        (GOOD.replace("https:", "http:"), "must begin with https"),
        (GOOD.replace("LARKSHIRE_SECRET", "NO_SUCH"), "the variable NO_SUCH is missing"),
        (GOOD.replace('"larkshire"', '"Larkshire!"'), "small letters"),
        (f"[{GOOD[1:-1]}, {GOOD[1:-1]}]", "the same code"),
    ],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Any, text: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        read(tmp_path, text)
