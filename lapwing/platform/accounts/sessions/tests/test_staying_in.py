"""A session ends by itself, by the database's clock, and only a person's doing keeps it open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import F
from django.test import Client
from django.urls import reverse

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.activity import HEADER
from lapwing.platform.accounts.sessions.endings import SESSION_KEY, end_sessions_of
from lapwing.platform.accounts.sessions.kinds import EndedHow
from lapwing.platform.accounts.sessions.models import SignedInSession
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def person(partnership: Partnership) -> User:
    return factories.member(partnership, "board-member", name="Pat Person")


@pytest.fixture
def browser(person: User, client_as: Callable[[User], Client]) -> Client:
    return client_as(person)


def moved(*, last_active: timedelta = timedelta(0), started: timedelta = timedelta(0)) -> None:
    """As if so much time had gone by."""
    with as_maintenance():
        SignedInSession.objects.update(
            last_active_at=F("last_active_at") - last_active, started_at=F("started_at") - started
        )


def is_in(browser: Client, **headers: str) -> bool:
    return browser.get(reverse("account-sessions"), headers=headers).status_code == 200


def the_row() -> SignedInSession:
    with as_maintenance():
        return SignedInSession.objects.get()


def test_who_does_something_stays_signed_in(browser: Client) -> None:
    for _ in range(5):
        moved(last_active=14 * MINUTE)
        assert is_in(browser)


def test_who_does_nothing_for_a_quarter_of_an_hour_is_signed_out_and_told(browser: Client) -> None:
    moved(last_active=15 * MINUTE)
    response = browser.get(reverse("account-sessions"))
    assert response["Location"] == f"{reverse('sign-in')}?next={reverse('account-sessions')}"
    assert "nothing was done for 15 minutes" in browser.get(response["Location"]).content.decode()
    assert the_row().ended_how == EndedHow.IDLE


def test_nobody_stays_longer_than_twelve_hours_however_busy(browser: Client) -> None:
    moved(started=12 * HOUR)
    response = browser.get(reverse("home"), follow=True)
    assert "signed out after 12 hours" in response.content.decode()
    assert the_row().ended_how == EndedHow.LONGEST


def test_what_a_page_asks_by_itself_is_no_use(browser: Client) -> None:
    moved(last_active=10 * MINUTE)
    assert is_in(browser, **{HEADER: "1"})
    assert browser.get(reverse("account-session-state")).status_code == 200
    moved(last_active=6 * MINUTE)
    assert not is_in(browser)


def test_the_warnings_own_check_says_how_long_is_left(browser: Client) -> None:
    moved(last_active=13 * MINUTE, started=11 * HOUR)
    left = browser.get(reverse("account-session-state")).json()
    # a minute at most has gone by meanwhile, on a machine with much else to do
    assert 60 <= left["idle"] <= 120
    assert 3540 <= left["whole"] <= 3600


def test_saying_so_keeps_one_signed_in(browser: Client) -> None:
    moved(last_active=14 * MINUTE)
    assert browser.post(reverse("account-session-stay")).json()["idle"] == 15 * 60
    assert browser.get(reverse("account-session-stay")).status_code == 405


def test_a_clock_that_went_back_extends_no_session(browser: Client) -> None:
    moved(last_active=-2 * HOUR)
    assert not is_in(browser)
    assert the_row().ended_how == EndedHow.CLOCK


def test_a_session_found_over_stays_over(browser: Client) -> None:
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
    kept = Session.objects.get(session_key=cookie)
    moved(last_active=15 * MINUTE)
    assert not is_in(browser)
    moved(last_active=-15 * MINUTE)
    kept.save(force_insert=True)
    browser.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert not is_in(browser)


def test_a_session_that_names_somebody_elses_row_is_refused(
    browser: Client, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    theirs = client_as(factories.member(partnership, "board-member"))
    session = browser.session
    session[SESSION_KEY] = theirs.session[SESSION_KEY]
    session.save()
    assert not is_in(browser)
    assert is_in(theirs)


def test_sessions_ended_for_a_person_are_refused_everywhere(
    browser: Client, person: User, client_as: Callable[[User], Client]
) -> None:
    other = client_as(person)
    assert end_sessions_of(person.pk, but=browser.session[SESSION_KEY]) == 1
    assert is_in(browser)
    assert not is_in(other)
    assert end_sessions_of(person.pk) == 1
    assert not is_in(browser)


def test_signing_out_ends_the_row(browser: Client) -> None:
    browser.post(reverse("sign-out"))
    assert the_row().ended_how == EndedHow.SIGNED_OUT


def test_part_of_a_page_leads_the_whole_page_to_sign_in(browser: Client) -> None:
    moved(last_active=15 * MINUTE)
    response = browser.get(reverse("account-sessions"), headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"].partition("?")[0]) == (401, reverse("sign-in"))


def test_public_pages_are_shown_to_whose_time_ran_out(browser: Client) -> None:
    moved(last_active=15 * MINUTE)
    assert browser.get(reverse("help")).status_code == 200


def test_whoever_ends_other_sessions_shows_again_who_they_are(
    browser: Client, person: User, client_as: Callable[[User], Client]
) -> None:
    """A thief at an open desk cannot put the person out."""
    later = factories.signed_in_client(person, recent=False)
    one = reverse("account-session-end", args=[browser.session[SESSION_KEY]])
    for place in (reverse("account-sessions-end-others"), one):
        assert later.post(place)["Location"].startswith(reverse("confirm-sign-in"))
        assert is_in(browser)
    client_as(person).post(reverse("account-sessions-end-others"))
    assert not is_in(browser)
    assert not is_in(later)
