"""What every answer tells the browser: run nothing from elsewhere, stand in no frame, keep nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.browsers import cookie_name
from lapwing.registry.tests.factories import People


@pytest.fixture
def headers(client: Client, db: None) -> dict[str, str]:
    return dict(client.get(reverse("sign-in")).headers)


def test_the_content_policy_lets_only_this_site_in(headers: dict[str, str]) -> None:
    policy = dict(each.strip().split(" ", 1) for each in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert policy["form-action"] == "'self'"
    # a word without quotes is the name of a host
    named = {source for sources in policy.values() for source in sources.split() if source[0] != "'"}
    assert named == {"data:"}


def test_pages_stand_in_no_frame_and_are_what_they_say(headers: dict[str, str]) -> None:
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_scripts_cannot_read_the_cookies_and_other_sites_cannot_send_them(
    people: People, client_as: Callable[[User], Client]
) -> None:
    client = client_as(people.owner)
    client.get(reverse("change-password"))
    cookie = client.cookies[settings.CSRF_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_what_a_page_says_is_in_no_cookie_and_keys_of_sessions_are_long(
    people: People, client_as: Callable[[User], Client]
) -> None:
    client = client_as(people.owner)
    assert len(str(client.session.session_key)) >= 32
    answer = client.post(reverse("account-sessions-end-others"), follow=True)
    assert "You are signed out everywhere else." in answer.content.decode()
    ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, cookie_name()}
    assert set(client.cookies) <= ours
    assert settings.MFA_RECOVERY_CODE_DIGITS >= 10


def test_a_form_from_elsewhere_is_refused(people: People, client_as: Callable[[User], Client]) -> None:
    signed_in = client_as(people.owner)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    for name in ("change-password", "sign-out"):
        assert strict.post(reverse(name), {"current": "x", "new": "y"}).status_code == 403


def test_a_host_that_is_not_ours_is_refused(client: Client, db: None) -> None:
    assert client.get(reverse("sign-in"), headers={"host": "elsewhere.example"}).status_code == 400
    address = client.get("/", headers={"x-forwarded-host": "elsewhere.example"})["Location"]
    assert "elsewhere" not in address


# as the web server sends them, from where developers keep them
@override_settings(WHITENOISE_AUTOREFRESH=True, WHITENOISE_USE_FINDERS=True)
def test_the_files_that_pages_are_made_of_carry_the_policy_too(db: None) -> None:
    answer = Client().get("/static/lapwing/base.css")
    assert answer.status_code == 200
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "LOOK"])
@pytest.mark.parametrize("address", ["/help/", "/api/v1/plans"])
def test_methods_that_no_page_answers_are_refused(
    client: Client, db: None, method: str, address: str
) -> None:
    assert client.generic(method, address).status_code == 405


def test_no_other_site_may_read_an_answer(client: Client, db: None) -> None:
    for address in (reverse("sign-in"), "/api/v1/plans"):
        answer = client.get(address, headers={"origin": "https://elsewhere.example"})
        assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


@override_settings(WHITENOISE_AUTOREFRESH=True, WHITENOISE_USE_FINDERS=True)
@pytest.mark.parametrize("address", ["/static/", "/static/lapwing/", "/static/lapwing", "/static/../"])
def test_no_folder_is_listed(db: None, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_pages_travel_compressed_to_who_can_read_that(
    people: People, client_as: Callable[[User], Client]
) -> None:
    client = client_as(people.owner)
    plain = client.get(reverse("help"))
    small = client.get(reverse("help"), headers={"accept-encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert len(small.content) < len(plain.content) / 2
    assert "Accept-Encoding" in small["Vary"]
