"""The sign-in history, and the browsers a person has signed in by."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.db import ProgrammingError, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions import events
from lapwing.platform.accounts.sessions.browsers import UNKNOWN, browser_words, cookie_name
from lapwing.platform.accounts.sessions.events import note_sign_in_event
from lapwing.platform.accounts.sessions.jobs import forget_old_sessions
from lapwing.platform.accounts.sessions.kinds import SignInEventKind
from lapwing.platform.accounts.sessions.models import SignInEvent
from lapwing.platform.accounts.sessions.starting import how_signed_in
from lapwing.platform.notices.models import Notice
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import MOMENT, PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def person(partnership: Partnership) -> User:
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "board-member")
    return who


def sign_in(browser: Client, agent: str = FIREFOX) -> None:
    given = {"email": "pat@example.org", "password": PASSWORD, "login": "pat@example.org"}
    browser.post(reverse("sign-in"), given, headers={"User-Agent": agent})


def lines() -> list[SignInEvent]:
    with as_maintenance():
        return list(SignInEvent.objects.order_by("pk"))


def asking(agent: str = FIREFOX) -> HttpRequest:
    request = RequestFactory().get("/", headers={"User-Agent": agent})
    request.session = SessionBase()
    return request


@pytest.mark.parametrize(
    ("agent", "words"),
    [(FIREFOX, "Firefox on Windows"), (PHONE, "Mobile Safari on iOS"), ("", UNKNOWN), ("x" * 9999, UNKNOWN)],
)
def test_a_browser_is_named_in_words(agent: str, words: str) -> None:
    assert browser_words(asking(agent)) == words


def test_signing_in_is_a_line_whichever_way_it_was_done(client: Client, person: User) -> None:
    sign_in(client)
    assert [(line.kind, line.browser) for line in lines()] == [("signed-in", "Firefox on Windows")]


def test_the_first_browser_is_news_to_nobody_and_the_second_is_told_once(
    client: Client, person: User
) -> None:
    sign_in(client)
    other = Client()
    for _ in range(2):
        sign_in(other, PHONE)
        other.post(reverse("sign-out"))
    sign_in(client)
    assert [line.new_browser for line in lines()] == [False, True, False]
    with as_maintenance():
        assert list(Notice.objects.values_list("user_id", "template")) == [(person.pk, "new-browser")]


def test_the_mark_of_a_browser_is_out_of_scripts_reach_and_not_what_is_kept(
    client: Client, person: User
) -> None:
    sign_in(client)
    cookie = client.cookies[cookie_name()]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie.value not in lines()[0].browser_key


def test_the_steps_of_a_sign_in_are_said_in_words() -> None:
    request = asking()
    request.session["account_authentication_methods"] = [
        {"method": "password", "at": 1.0},
        {"method": "mfa", "type": "totp", "at": 2.0},
    ]
    assert how_signed_in(request) == "Password and authenticator app"


def test_failures_are_noted_though_nobody_acts_and_never_without_end(person: User) -> None:
    for _ in range(events.MOST_FAILURES + 5):
        note_sign_in_event(asking(), user_id=person.pk, kind=SignInEventKind.FAILED)
    assert len(lines()) == events.MOST_FAILURES


def test_a_new_password_ends_the_other_sessions(person: User, client_as: Callable[[User], Client]) -> None:
    browser = client_as(person)
    note_sign_in_event(asking(), user_id=person.pk, kind=SignInEventKind.PASSWORD_RESET)
    assert browser.get(reverse("account-sessions")).status_code == 302


def test_a_line_is_written_once_and_read_by_its_person_alone(person: User, partnership: Partnership) -> None:
    note_sign_in_event(asking(), user_id=person.pk, kind=SignInEventKind.FAILED)
    administrator = factories.member(partnership, "partnership-administrator")
    with acting(actor_for(administrator, MOMENT.date()), purpose="test"):
        assert not SignInEvent.objects.exists()
    with acting(actor_for(person, MOMENT.date()), purpose="test"):
        assert SignInEvent.objects.count() == 1
        for change in (
            lambda: SignInEvent.objects.update(kind="signed-in"),
            SignInEvent.objects.all().delete,
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()


def test_lines_are_kept_for_a_year(person: User) -> None:
    note_sign_in_event(asking(), user_id=person.pk, kind=SignInEventKind.FAILED)
    note_sign_in_event(asking(), user_id=person.pk, kind=SignInEventKind.PASSWORD_CHANGED)
    with as_maintenance():
        SignInEvent.objects.filter(kind="failed").update(at=MOMENT)
    forget_old_sessions(0)
    assert [line.kind for line in lines()] == ["password-changed"]
