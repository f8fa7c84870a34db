"""A session whose key the attacker knows beforehand never becomes a person's session."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings as conf
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lapwing.platform.accounts.factors.tests.support import code_at, give_app, give_codes
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.organisations.tests.provider import Provider
from lapwing.platform.accounts.organisations.tests.test_organisation_sign_in import link, provider, visit
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD

__all__ = ["provider"]
MADE_UP = "mallorymallorymallorymallorymall"


@pytest.fixture
def person(partnership: Partnership) -> User:
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "councillor")
    return who


def key_of(client: Client) -> str:
    return client.cookies[conf.SESSION_COOKIE_NAME].value


def set_by_the_attacker() -> str:
    """A key of a session that there is: the attacker's own, from a visit before."""
    session = SessionStore()
    session["left"] = "by Mallory"
    session.create()
    return session.session_key or ""


def browser_with(key: str) -> Client:
    client = Client()
    client.cookies[conf.SESSION_COOKIE_NAME] = key
    return client


def is_worthless(key: str) -> bool:
    """Whether nobody comes in with this key, and it is not even half way in."""
    held = SessionStore(session_key=key).load()
    thief = browser_with(key)
    return (
        SESSION_KEY not in held
        and "lapwing.half_signed_in" not in held
        and thief.get(reverse("account")).status_code == 302
    )


def by_password(client: Client, person: User, provider: Provider) -> None:
    client.post("/sign-in/", {"email": person.email, "password": PASSWORD})


def by_app(client: Client, person: User, provider: Provider) -> None:
    give_app(person)
    by_password(client, person, provider)
    between = key_of(client)
    client.post(reverse("second-factor"), {"code": code_at(timezone.now())})
    assert key_of(client) != between, "the key of half a sign-in opens nothing afterwards"
    assert is_worthless(between)


def by_recovery_code(client: Client, person: User, provider: Provider) -> None:
    give_app(person)
    (code, *_) = give_codes(person)
    by_password(client, person, provider)
    between = key_of(client)
    client.post(reverse("recovery-code"), {"code": code})
    assert key_of(client) != between
    assert is_worthless(between)


def by_organisation(client: Client, person: User, provider: Provider) -> None:
    link(person, provider)
    visit(client, provider)


@pytest.fixture(params=[MADE_UP, "kept by the server"])
def known(request: pytest.FixtureRequest, db: None) -> str:
    return MADE_UP if request.param == MADE_UP else set_by_the_attacker()


@pytest.mark.parametrize("way", [by_password, by_app, by_recovery_code, by_organisation])
def test_a_key_known_beforehand_never_opens_the_session(
    known: str, person: User, provider: Provider, way: Callable[[Client, User, Provider], None]
) -> None:
    client = browser_with(known)
    way(client, person, provider)
    assert client.get(reverse("account")).status_code == 200, "this way leads in"
    assert key_of(client) != known
    assert is_worthless(known)


def test_a_half_signed_in_key_is_new_too(known: str, person: User) -> None:
    give_app(person)
    client = browser_with(known)
    client.post("/sign-in/", {"email": person.email, "password": PASSWORD})
    assert key_of(client) != known
    assert is_worthless(known)


def test_a_key_in_an_address_or_a_form_is_not_taken(person: User) -> None:
    key = key_of(factories.signed_in_client(person))
    name = conf.SESSION_COOKIE_NAME
    thief = Client()
    for place in (f"/account/?{name}={key}", f"/account/;{name}={key}"):
        assert thief.get(place).status_code in {302, 404}
    assert thief.post("/account/", {name: key}).status_code == 302


def test_a_key_counts_no_longer_once_signed_out(person: User) -> None:
    client = factories.signed_in_client(person)
    key = key_of(client)
    assert browser_with(key).get(reverse("account")).status_code == 200
    client.post("/sign-out/")
    assert is_worthless(key)


def test_somebody_elses_sign_in_in_the_same_browser_takes_nothing_over(
    person: User, partnership: Partnership, settings: Settings
) -> None:
    """What the last person's session held is not in the next one's."""
    client = browser_with(set_by_the_attacker())
    client.post("/sign-in/", {"email": person.email, "password": PASSWORD})
    first = key_of(client)
    client.post("/sign-out/")
    factories.membership(
        factories.user("Sam Second", email="sam@example.org", password=PASSWORD), partnership, "councillor"
    )
    client.post("/sign-in/", {"email": "sam@example.org", "password": PASSWORD})
    assert key_of(client) != first
    assert "left" not in SessionStore(session_key=key_of(client)).load()
