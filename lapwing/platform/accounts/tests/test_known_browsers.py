"""Nobody is kept out of their account on purpose: a browser of theirs goes on, and strangers are barred."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from lapwing.platform.accounts import throttle
from lapwing.platform.accounts.known_browsers import MOST, cookie_name
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.proving import BARRED
from lapwing.platform.accounts.sessions.browsers import cookie_name as mark_name
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD

ADDRESS = "127.0.0.1"


@pytest.fixture
def person(partnership: Partnership) -> User:
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "councillor")
    return who


@pytest.fixture
def browser(person: User) -> Client:
    """One in which the person signed in and out again."""
    used = Client()
    assert comes_in(used)
    used.post(reverse("sign-out"))
    return used


def comes_in(client: Client, password: str = PASSWORD, email: str = "pat@example.org") -> bool:
    return client.post("/sign-in/", {"email": email, "password": password}).status_code == 302


def strangers_fail(email: str = "pat@example.org", address: str = "192.0.2.1") -> None:
    for _ in range(throttle.MOST_ON_ACCOUNT):
        throttle.note_failure(email, address, timezone.now())


def test_strangers_are_barred_and_the_person_s_own_browser_is_not(browser: Client) -> None:
    strangers_fail()
    stranger = Client()
    assert not comes_in(stranger)
    assert (
        BARRED
        in stranger.post("/sign-in/", {"email": "pat@example.org", "password": PASSWORD}).content.decode()
    )
    assert comes_in(browser)
    assert not comes_in(Client()), "the person's coming in does not let strangers try again"


def test_a_known_browser_has_ten_tries_of_its_own(browser: Client) -> None:
    for _ in range(throttle.MOST_ON_ACCOUNT):
        comes_in(browser, "wrong")
    assert not comes_in(browser)
    assert comes_in(Client()), "nor does it keep the person out elsewhere"


def test_an_office_from_which_somebody_guessed_is_not_kept_out_where_it_is_known(browser: Client) -> None:
    for number in range(throttle.MOST_FROM_ADDRESS):
        throttle.note_failure(f"person{number}@example.org", ADDRESS, timezone.now())
    assert not comes_in(Client())
    assert comes_in(browser)


def test_a_passkey_is_looked_at_in_a_known_browser(browser: Client) -> None:
    for number in range(throttle.MOST_FROM_ADDRESS):
        throttle.note_failure(f"person{number}@example.org", ADDRESS, timezone.now())
    for client, barred in ((Client(), True), (browser, False)):
        page = client.post(reverse("sign-in-by-passkey"), {"credential": "{}"}).content.decode()
        assert (BARRED in page) == barred


def test_it_is_known_for_the_accounts_that_were_used_in_it_and_no_others(
    browser: Client, partnership: Partnership
) -> None:
    other = factories.user("Sam Second", email="sam@example.org", password=PASSWORD)
    factories.membership(other, partnership, "councillor")
    strangers_fail("sam@example.org")
    assert not comes_in(browser, email="sam@example.org")


def test_what_a_browser_carries_cannot_be_made_up_or_moved_to_another(browser: Client) -> None:
    strangers_fail()
    made_up = Client()
    made_up.cookies[cookie_name()] = ".".join(["0" * 64] * 3)
    made_up.cookies[mark_name()] = "m" * 32
    assert not comes_in(made_up)
    moved = Client()
    moved.cookies[cookie_name()] = browser.cookies[cookie_name()].value
    assert not comes_in(moved)


def test_what_it_carries_names_nobody_scripts_cannot_read_it_and_it_does_not_grow(
    browser: Client, partnership: Partnership
) -> None:
    for number in range(MOST + 2):
        email = f"shared{number}@example.org"
        who = factories.user(email=email, password=PASSWORD)
        factories.membership(who, partnership, "councillor")
        assert comes_in(browser, email=email)
        browser.post(reverse("sign-out"))
    cookie = browser.cookies[cookie_name()]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert len(cookie.value.split(".")) == MOST + 1
    assert "shared" not in cookie.value


def test_a_new_secret_key_forgets_no_browser_while_the_old_one_is_named(
    browser: Client, settings: Settings
) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10
    for _ in range(throttle.MOST_ON_ACCOUNT):
        throttle.note_failure("pat@example.org", "192.0.2.1", timezone.now())
    assert not comes_in(Client())
    assert comes_in(browser)


def test_who_is_signed_in_can_show_who_they_are_while_strangers_fail(browser: Client) -> None:
    assert comes_in(browser)
    strangers_fail()
    answer = browser.post(reverse("confirm-sign-in"), {"password": PASSWORD})
    assert answer.status_code == 302
