"""From an invitation to a passkey and back in, and by an authenticator app, in a real browser."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.factors.tests.support import code_at
from lapwing.platform.accounts.models import User
from lapwing.registry import commands
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD
from tests.browser import DESKTOP, PHONE, assert_accessible, screenshots, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(open_page: Callable[..., Page], live_server: LiveServer) -> Page:
    """Passkeys are bound to a name: browsers make none for a bare address such as 127.0.0.1."""
    return open_page(live_server.url.replace("127.0.0.1", "localhost"))


@pytest.fixture
def key(page: Page) -> None:
    """A device in the browser that makes passkeys and opens them by a finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def check(page: Page, name: str) -> None:
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    assert not scrolls_sideways(page)
    page.set_viewport_size(DESKTOP)
    if folder := os.environ.get("LAPWING_SCREENSHOTS"):
        screenshots(page, name, Path(folder))


@pytest.fixture
def invitation(partnership: Partnership) -> str:
    """The address of an invitation to look after people, whose names are personal data."""
    body = factories.organisation(partnership, name="Larkshire Council")
    with acting(system_actor("Tests"), purpose="test"):
        made = commands.invite(
            partnership=partnership,
            organisation=body,
            email="nina@example.org",
            name="Nina New",
            role="partnership-administrator",
            to_date=None,
            by=system_actor("Tests"),
            now=timezone.now(),
        )
    return reverse("accept-invitation", args=[made.token])


def sign_out(page: Page) -> None:
    page.locator(".lw-menu--person summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_from_an_invitation_to_signing_in_by_a_passkey(
    page: Page, key: None, invitation: str, partnership: Partnership
) -> None:
    page.goto(invitation)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Accept and sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    expect(page.locator("main")).to_contain_text("You need a second factor before you go on")
    check(page, "set-up-second-factor")
    page.get_by_role("button", name="Set up a passkey").click()
    expect(page.get_by_label("A name for it")).to_be_visible()
    check(page, "add-passkey")
    page.get_by_label("A name for it").fill("Work laptop")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("button", name="Make recovery codes").click()
    expect(page.locator(".lw-codes li")).to_have_count(10)
    check(page, "recovery-codes")
    page.get_by_role("button", name="I have kept them").click()
    expect(page.locator(".lw-codes")).to_have_count(0)
    page.goto(reverse("people", args=[partnership.ref]))
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    page.goto(reverse("account"))
    expect(page.locator("#second-factor")).to_contain_text("Work laptop")
    check(page, "account")
    sign_out(page)
    check(page, "sign-in-with-passkey")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator(".lw-menu--person")).to_be_visible()
    page.goto(reverse("people", args=[partnership.ref]))
    expect(page.get_by_role("heading", level=1)).to_have_text("People")
    sign_out(page)
    page.get_by_label("Email address").fill("nina@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Show that it is you")
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.locator(".lw-menu--person")).to_be_visible()


def test_by_an_authenticator_app_and_a_recovery_code_that_works_once(
    page: Page, partnership: Partnership
) -> None:
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "partnership-administrator")
    give_password(page, who)
    page.get_by_role("button", name="Set up an authenticator app").click()
    expect(page.get_by_label("Code from your authenticator app")).to_be_visible()
    check(page, "set-up-app")
    shown = page.locator(".lw-facts").inner_text()
    found = re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", shown)
    assert found
    page.get_by_label("Code from your authenticator app").fill(code_at(timezone.now(), found[0]))
    page.get_by_role("button", name="Set up the app").click()
    page.get_by_role("button", name="Make recovery codes").click()
    code = page.locator(".lw-codes li").first.inner_text()
    page.get_by_role("button", name="I have kept them").click()
    expect(page.locator(".lw-codes")).to_have_count(0)
    sign_out(page)
    give_password(page, who)
    expect(page.get_by_label("Code from your authenticator app")).to_be_visible()
    check(page, "second-factor")
    # one counts once, so this is the next one, of an app whose clock is a little ahead
    following = code_at(timezone.now() + timedelta(seconds=30), found[0])
    page.get_by_label("Code from your authenticator app").fill(following)
    page.get_by_role("button", name="Continue").click()
    expect(page.locator(".lw-menu--person")).to_be_visible()
    sign_out(page)
    give_password(page, who)
    use_recovery_code(page, code)
    expect(page.locator("main")).to_contain_text("You have 9 recovery codes left")
    sign_out(page)
    give_password(page, who)
    use_recovery_code(page, code)
    expect(page.locator(".govuk-error-summary")).to_contain_text("or it has been used")
    check(page, "recovery-code")


def give_password(page: Page, who: User) -> None:
    page.goto(reverse("sign-in"))
    page.get_by_label("Email address").fill(who.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def use_recovery_code(page: Page, code: str) -> None:
    page.get_by_role("link", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(code)
    page.get_by_role("button", name="Continue").click()


@pytest.mark.parametrize("name", ["forgotten-password", "confirm-sign-in", "change-password"])
def test_the_other_pages(page_as: Callable[..., Page], partnership: Partnership, name: str) -> None:
    who = factories.user("Pat Person", email="pat@example.org", password=PASSWORD)
    factories.membership(who, partnership, "councillor")
    page = page_as(None if name == "forgotten-password" else who)
    page.goto(reverse(name))
    check(page, name)
