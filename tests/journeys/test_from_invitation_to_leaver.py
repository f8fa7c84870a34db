"""A person is invited, comes in, is reviewed, and leaves: in a real browser, small, and without scripts."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from tests.browser import DESKTOP, assert_accessible, screenshots, scrolls_sideways

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALL = {"width": 320, "height": 700}
PASSWORD = "otter under the old bridge"


@pytest.fixture
def administrator(partnership: Partnership) -> User:
    council = factories.organisation(partnership, name="Larkshire Council")
    return factories.member(
        partnership, "partnership-administrator", name="Ada Administrator", organisation=council
    )


def look(page: Page, name: str, javascript: bool) -> None:
    assert not scrolls_sideways(page) if javascript else True
    if javascript:
        assert_accessible(page)
    if folder := os.environ.get("LAPWING_SCREENSHOTS"):
        screenshots(page, name, Path(folder))


@pytest.mark.parametrize(
    ("viewport", "javascript"),
    [(DESKTOP, True), (SMALL, True), (DESKTOP, False)],
    ids=["desktop", "320 px", "without scripts"],
)
def test_from_an_invitation_to_the_closing_of_a_leaver(
    page_as: Callable[..., Page],
    administrator: User,
    partnership: Partnership,
    viewport: dict[str, int],
    javascript: bool,
) -> None:
    how: dict[str, Any] = {"viewport": viewport, "javascript": javascript}
    page = page_as(administrator, **how)
    page.goto(reverse("administration", args=[partnership.ref]))
    look(page, "administration", javascript)
    page.get_by_role("button", name="Invite a person").click()
    page.get_by_label("Name", exact=True).fill("Nina New")
    page.get_by_label("Email address").fill("nina@example.org")
    page.get_by_label("Organisation").select_option(label="Larkshire Council")
    page.get_by_label("Action owner").check()
    page.get_by_label("Why do they need it?").fill("Leads the early offer")
    page.get_by_role("button", name="Make the invitation").click()
    link = page.get_by_label("Link to send").input_value()

    theirs = page_as(None, **how)
    theirs.goto(link)
    theirs.get_by_label("Password", exact=True).fill(PASSWORD)
    theirs.get_by_role("button", name="Accept and sign in").click()
    expect(theirs).not_to_have_url(link)
    theirs.goto(reverse("account-sessions"))
    expect(theirs.get_by_text("This is the browser you are using.")).to_be_visible()

    page.goto(reverse("administered-people", args=[partnership.ref]))
    expect(page.locator("main")).to_contain_text("Nina New")
    look(page, "administered-people", javascript)
    page.goto(reverse("access-reviews", args=[partnership.ref]))
    page.get_by_role("button", name="Begin this quarter's review").click()
    expect(page.locator("main")).to_contain_text("Leads the early offer")
    look(page, "access-review", javascript)
    page.get_by_role("link", name="Nina New").click()
    page.get_by_label("Keep it").check()
    page.get_by_role("button", name="Save the decision").click()
    expect(page.locator("main")).to_contain_text("Action owner, Nina New: keep.")

    page.goto(reverse("administered-people", args=[partnership.ref]))
    page.get_by_role("link", name="Nina New").click()
    page.get_by_role("button", name="Close the account").click()
    expect(page.locator("main")).to_contain_text("Role: Action owner, Larkshire Council")
    expect(page.locator("main")).to_contain_text("Signed in now in 1 browser")
    look(page, "leaver", javascript)
    page.get_by_label("Reason").fill("Moves to another council")
    page.get_by_role("button", name="Close the account").click()
    expect(page.locator("main")).to_contain_text("The account of Nina New is closed.")

    theirs.goto(reverse("account-sessions"))
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Sign in")
    theirs.goto(link)
    expect(theirs.get_by_role("heading", level=1)).to_have_text("This invitation cannot be used")
