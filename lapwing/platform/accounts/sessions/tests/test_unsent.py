"""A form sent after the time ran out is kept for its person alone, and sent again only by them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.jobs import forget_unsent_forms
from lapwing.platform.accounts.sessions.models import SignedInSession, UnsentForm
from lapwing.platform.accounts.sessions.unsent import MOST_KEPT
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories

FORM = {"name": "Nina New", "email": "nina@example.org", "role": "councillor", "password": "in the clear"}


@pytest.fixture
def person(partnership: Partnership) -> User:
    return factories.member(partnership, "partnership-administrator", name="Ada Administrator")


@pytest.fixture
def place(partnership: Partnership) -> str:
    return reverse("invite", args=[partnership.ref])


def time_runs_out() -> None:
    with as_maintenance():
        SignedInSession.objects.update(last_active_at=F("last_active_at") - timedelta(minutes=15))


def send_late(browser: Client, place: str, form: dict[str, str] = FORM, **headers: str) -> str:
    time_runs_out()
    return str(browser.post(place, form, headers=headers).get("Location", ""))


def kept_address() -> str:
    with as_maintenance():
        return reverse("account-unsent", args=[UnsentForm.objects.latest("pk").ref])


def how_many() -> int:
    with as_maintenance():
        return UnsentForm.objects.count()


def test_it_is_shown_to_its_person_who_may_send_it_again(
    person: User, place: str, client_as: Callable[[User], Client]
) -> None:
    led_to = send_late(client_as(person), place)
    assert led_to == f"{reverse('sign-in')}?next={kept_address()}"
    page = client_as(person).get(kept_address()).content.decode()
    assert "This was not saved" in page
    assert f'action="{place}"' in page
    assert 'name="email" value="nina@example.org"' in page
    assert "in the clear" not in page


def test_nothing_is_done_by_itself(
    person: User, place: str, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    send_late(client_as(person), place)
    browser = client_as(person)
    browser.get(kept_address())
    assert "Nina New" not in browser.get(reverse("people", args=[partnership.ref])).content.decode()


def test_nobody_else_sees_it(
    person: User, place: str, partnership: Partnership, client_as: Callable[[User], Client]
) -> None:
    send_late(client_as(person), place)
    other = client_as(factories.member(partnership, "partnership-administrator"))
    assert "Nothing is kept here" in other.get(kept_address()).content.decode()
    other.post(kept_address())
    assert how_many() == 1


def test_what_is_kept_cannot_be_read_in_the_table(
    person: User, place: str, client_as: Callable[[User], Client]
) -> None:
    send_late(client_as(person), place)
    with as_maintenance():
        assert b"nina" not in bytes(UnsentForm.objects.get().sealed).lower()


def test_it_is_kept_for_an_hour(person: User, place: str, client_as: Callable[[User], Client]) -> None:
    send_late(client_as(person), place)
    with as_maintenance():
        UnsentForm.objects.update(kept_at=F("kept_at") - timedelta(minutes=61))
    assert "Nothing is kept here" in client_as(person).get(kept_address()).content.decode()
    forget_unsent_forms(0)
    assert how_many() == 0


def test_it_goes_when_its_person_throws_it_away_or_signs_out(
    person: User, place: str, client_as: Callable[[User], Client]
) -> None:
    send_late(client_as(person), place)
    client_as(person).post(kept_address())
    assert how_many() == 0
    send_late(client_as(person), place)
    client_as(person).post(reverse("sign-out"))
    assert how_many() == 0


def test_only_a_few_are_kept(person: User, place: str, client_as: Callable[[User], Client]) -> None:
    for _ in range(MOST_KEPT + 2):
        send_late(client_as(person), place)
    assert how_many() == MOST_KEPT


def test_passwords_are_not_kept_and_one_is_led_back_to_the_page(
    person: User, client_as: Callable[[User], Client]
) -> None:
    led_to = send_late(
        client_as(person),
        reverse("change-password"),
        {"current": "one", "new": "two"},
        referer="http://testserver/help/?a=1",
    )
    assert led_to == f"{reverse('sign-in')}?next=/help/%3Fa%3D1"
    assert how_many() == 0


def test_one_is_led_to_no_other_site(person: User, client_as: Callable[[User], Client]) -> None:
    led_to = send_late(
        client_as(person), reverse("change-password"), {"new": "x"}, referer="http://elsewhere.example/a/"
    )
    assert led_to == f"{reverse('sign-in')}?next={reverse('change-password')}"


def test_other_sites_cannot_have_something_kept(
    person: User, place: str, client_as: Callable[[User], Client]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client_as(person).cookies
    send_late(strict, place)
    assert how_many() == 0


def test_files_are_named_and_not_kept(
    person: User, place: str, client_as: Callable[[User], Client], tmp_path: object
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = client_as(person)
    time_runs_out()
    browser.post(place, {**FORM, "file": SimpleUploadedFile("minutes.pdf", b"%PDF-1.7 words")})
    page = client_as(person).get(kept_address()).content.decode()
    assert "minutes.pdf" in page
    assert "Send it now" not in page


def test_it_is_opened_after_the_secret_key_has_changed_while_the_old_one_is_named(
    person: User, place: str, client_as: Callable[[User], Client], settings: Any
) -> None:
    send_late(client_as(person), place)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another " * 10
    assert "This was not saved" in client_as(person).get(kept_address()).content.decode()
    settings.SECRET_KEY_FALLBACKS = []
    assert "This was not saved" not in client_as(person).get(kept_address()).content.decode()
