"""Staying signed in, in a real browser: warned, covered, and nothing that was typed is lost."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.models import SignedInSession
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from tests.browser import PHONE, assert_accessible, screenshots, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person(partnership: Partnership) -> User:
    return factories.member(partnership, "partnership-administrator", name="Ada Administrator")


@pytest.fixture
def form(partnership: Partnership) -> str:
    return reverse("invite", args=[partnership.ref])


def open_at(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(address)


def time_goes_by(page: Page, minutes: float) -> None:
    """For the database and for the browser alike."""
    with as_maintenance():
        SignedInSession.objects.update(last_active_at=F("last_active_at") - timedelta(minutes=minutes))
    page.clock.run_for(int(minutes * 60_000))


def sign_in_again(page: Page, who: User, client_as: Callable[[User], Client]) -> None:
    """Follow the link, and come back signed in as this person."""
    page.get_by_role("link", name="Sign in again").click()
    expect(page).to_have_url(re.compile(r"/sign-in/\?next="))
    back = page.locator("input[name=next]").first.input_value()
    give_cookie(page, client_as(who))
    page.goto(back)


def give_cookie(page: Page, browser: Client) -> None:
    name = settings.SESSION_COOKIE_NAME
    home = page.url.partition("/sign-in")[0]
    page.context.add_cookies([{"name": name, "value": browser.cookies[name].value, "url": home}])


def warning(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Are you still there?")


def check(page: Page, name: str) -> None:
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    assert not scrolls_sideways(page)
    if folder := os.environ.get("LAPWING_SCREENSHOTS"):
        screenshots(page, name, Path(folder))


def test_one_is_warned_two_minutes_before_and_may_stay(
    page_as: Callable[..., Page], person: User, form: str
) -> None:
    page = page_as(person)
    open_at(page, form)
    # the page's clock runs on by itself meanwhile, so both are far from the moment of the warning
    time_goes_by(page, 12)
    expect(warning(page)).not_to_be_visible()
    time_goes_by(page, 1.2)
    expect(warning(page)).to_be_visible()
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    expect(page.locator("#lw-staying-said")).to_have_text("You will be signed out in 2 minutes.")
    check(page, "warning")
    page.get_by_role("button", name="Stay signed in").click()
    expect(warning(page)).not_to_be_visible()
    time_goes_by(page, 12)
    expect(warning(page)).not_to_be_visible()


def test_the_warning_is_answered_by_keyboard_and_gives_the_focus_back(
    page_as: Callable[..., Page], person: User, form: str
) -> None:
    page = page_as(person)
    open_at(page, form)
    page.get_by_label("Name", exact=True).focus()
    time_goes_by(page, 13.2)
    stay = page.get_by_role("button", name="Stay signed in")
    expect(stay).to_be_focused()
    page.keyboard.press("Tab")
    expect(warning(page).get_by_role("button", name="Sign out")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(stay).to_be_focused()
    page.keyboard.press("Escape")
    expect(warning(page)).not_to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()


def test_what_was_typed_comes_back_after_signing_in_again(
    page_as: Callable[..., Page], person: User, form: str, client_as: Callable[[User], Client]
) -> None:
    page = page_as(person)
    open_at(page, form)
    page.get_by_label("Name", exact=True).fill("Nina New")
    page.get_by_label("Councillor").check()
    time_goes_by(page, 13.1)
    time_goes_by(page, 2)
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_focused()
    assert "Ada" not in page.content()
    assert "Nina" not in page.content()
    check(page, "covered")
    sign_in_again(page, person, client_as)
    expect(page.get_by_role("status").first).to_contain_text("What you had typed is back")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Nina New")
    expect(page.get_by_label("Councillor")).to_be_checked()
    assert page.evaluate("sessionStorage.getItem('lapwing.kept')") is None
    check(page, "restored")


def test_what_was_typed_is_for_the_same_account_alone(
    page_as: Callable[..., Page],
    person: User,
    form: str,
    partnership: Partnership,
    client_as: Callable[[User], Client],
) -> None:
    page = page_as(person)
    open_at(page, form)
    page.get_by_label("Name", exact=True).fill("Nina New")
    time_goes_by(page, 13.1)
    time_goes_by(page, 2)
    other = factories.member(partnership, "partnership-administrator")
    sign_in_again(page, other, client_as)
    expect(page.get_by_label("Name", exact=True)).to_have_value("")
    assert page.evaluate("sessionStorage.getItem('lapwing.kept')") is None


def test_passwords_are_never_kept(page_as: Callable[..., Page], person: User) -> None:
    page = page_as(person)
    open_at(page, reverse("change-password"))
    page.get_by_label("New password").fill("otter under the old bridge")
    time_goes_by(page, 13.1)
    time_goes_by(page, 2)
    expect(page.get_by_role("heading", name="You have been signed out")).to_be_visible()
    assert page.evaluate("sessionStorage.getItem('lapwing.kept')") is None


def test_two_tabs_agree(page_as: Callable[..., Page], person: User, form: str) -> None:
    first = page_as(person)
    open_at(first, form)
    second = first.context.new_page()
    open_at(second, form)
    # both tabs are of one browser and have one clock
    time_goes_by(first, 13.2)
    for page in (first, second):
        expect(warning(page)).to_be_visible()
    second.get_by_role("button", name="Stay signed in").click()
    for page in (first, second):
        expect(warning(page)).not_to_be_visible()


def test_signing_out_in_one_tab_covers_the_others_and_keeps_nothing(
    page_as: Callable[..., Page], person: User, form: str
) -> None:
    first = page_as(person)
    first.goto(form)
    first.get_by_label("Name", exact=True).fill("Nina New")
    second = first.context.new_page()
    second.goto(form)
    second.locator(".lw-menu--person summary").click()
    second.get_by_role("button", name="Sign out").click()
    expect(first.get_by_role("heading", name="You have been signed out")).to_be_visible()
    assert first.evaluate("sessionStorage.getItem('lapwing.kept')") is None


def test_the_back_button_after_signing_out_shows_nothing_personal(
    page_as: Callable[..., Page], person: User, partnership: Partnership
) -> None:
    page = page_as(person)
    page.goto(reverse("people", args=[partnership.ref]))
    expect(page.locator("main")).to_contain_text("Ada Administrator")
    page.locator(".lw-menu--person summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert "Ada Administrator" not in page.content()


def test_without_scripts_a_form_that_came_too_late_is_shown_again(
    page_as: Callable[..., Page], person: User, form: str, client_as: Callable[[User], Client]
) -> None:
    page = page_as(person, javascript=False)
    page.goto(form)
    page.get_by_label("Name", exact=True).fill("Nina New")
    with as_maintenance():
        SignedInSession.objects.update(last_active_at=F("last_active_at") - timedelta(minutes=15))
    page.get_by_role("button", name="Make the invitation").click()
    expect(page.locator("main")).to_contain_text("nothing was done for 15 minutes")
    back = page.locator("input[name=next]").first.input_value()
    give_cookie(page, client_as(person))
    page.goto(back)
    expect(page.get_by_role("heading", level=1)).to_have_text("This was not saved")
    page.set_viewport_size(PHONE)
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="Send it now").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Nina New")


def test_where_one_is_signed_in_and_ending_it_elsewhere(
    page_as: Callable[..., Page], person: User, form: str
) -> None:
    page, elsewhere = page_as(person), page_as(person)
    elsewhere.goto(form)
    page.goto(reverse("account-sessions"))
    expect(page.get_by_text("This is the browser you are using.")).to_be_visible()
    check(page, "sessions")
    page.get_by_role("button", name="Sign out there").click()
    expect(page.locator("main")).to_contain_text("Signed out there")
    elsewhere.goto(form)
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.goto(reverse("account-sign-ins"))
    expect(page.locator("main")).to_contain_text("Signed out somewhere else")
    check(page, "sign-ins")
