"""Codes, links and factors that count once, used or made twice at one moment."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.edit_views.tests.desk import words
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.factors.tests.support import code_at, give_app, give_codes
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.password_links import make_link
from lapwing.platform.ui.sending_twice import SENT_TWICE
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD
from tests.attacks.at_once.meeting import at_once, hidden_fields, posted_at_once, strangers, windows

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NEW_PASSWORD = "otter under the old bridge"


def led_and_kept(answers: Any) -> tuple[Any, Any]:
    """Of two answers the one that leads on, and the one that shows the page again."""
    led, kept = sorted(answers, key=lambda answer: answer.status_code != 302)
    assert (led.status_code, kept.status_code) == (302, 200), words(kept)
    return led, kept


def half_signed_in(who: User) -> Client:
    browser = Client(raise_request_exception=False)
    browser.post(reverse("sign-in"), {"email": who.email, "password": PASSWORD})
    return browser


def test_a_code_of_an_app_lets_one_of_two_in(person: User) -> None:
    give_app(person)
    browsers = half_signed_in(person), half_signed_in(person)
    sent = {"code": code_at(timezone.now())}
    answers = posted_at_once(browsers, reverse("second-factor"), sent, at="(?s)mfa_authenticator.*FOR UPDATE")
    _, kept = led_and_kept(answers)
    assert "That code is not right" in words(kept)
    assert sorted(is_signed_in(each) for each in browsers) == [False, True]


def test_a_recovery_code_lets_one_of_two_in(person: User) -> None:
    give_app(person)
    codes = give_codes(person)
    browsers = half_signed_in(person), half_signed_in(person)
    sent = {"code": codes[0]}
    answers = posted_at_once(browsers, reverse("recovery-code"), sent, at="(?s)mfa_authenticator.*FOR UPDATE")
    _, kept = led_and_kept(answers)
    assert "or it has been used" in words(kept)
    assert sorted(is_signed_in(each) for each in browsers) == [False, True]


def is_signed_in(browser: Client) -> bool:
    return bool(browser.get(reverse("account")).status_code == 200)


def test_a_link_to_a_new_password_sets_one_of_two(person: User) -> None:
    with acting(system_actor("Tests"), purpose="test"):
        token = make_link(person, now=timezone.now())
    place = reverse("new-password", args=[person.ref, token])
    browsers = strangers()
    typed = [f"{NEW_PASSWORD} {number}" for number in (1, 2)]
    answers: Any = at_once(
        *(partial(each.post, place, {"new": new}) for each, new in zip(browsers, typed, strict=True)),
        at="(?s)accounts_user.*FOR UPDATE",
    )
    led, kept = sorted(answers, key=lambda answer: int(answer.status_code))
    assert (led.status_code, kept.status_code) == (302, 404)
    assert "This link cannot be used" in words(kept)
    with as_maintenance():
        now = User.objects.get(pk=person.pk)
    first = answers.index(led)
    assert now.check_password(typed[first])
    assert [is_signed_in(each) for each in browsers] == [first == 0, first == 1]


def test_recovery_codes_made_twice_at_once_are_made_once(person: User) -> None:
    give_app(person)
    browser = factories.signed_in_client(person)
    place = reverse("recovery-codes")
    form = hidden_fields(browser.get(place).content.decode())
    answers = posted_at_once(windows(browser), place, form, at="INSERT INTO jobs_effect")
    led, shown = led_and_kept(answers)
    assert len(re.findall(r"<li>\d{5} \d{5}</li>", shown.content.decode())) == 10
    assert SENT_TWICE in browser.get(led["Location"]).content.decode()


def test_an_app_set_up_twice_at_once_is_set_up_once(person: User) -> None:
    browser = factories.signed_in_client(person)
    place = reverse("set-up-app")
    page = browser.get(place).content.decode()
    key = re.sub(r"\s", "", re.search(r">Key</dt>\s*<dd[^>]*>([A-Z2-7 ]+)", page)[1])  # type: ignore[index]
    sent = hidden_fields(page) | {"code": code_at(timezone.now(), key)}
    answers = posted_at_once(windows(browser), place, sent, at="INSERT INTO jobs_effect")
    assert [each.status_code for each in answers] == [302, 302]
