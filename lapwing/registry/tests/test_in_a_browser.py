"""The people pages and the ways in, in a real browser: accessible, and not wider than their window."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.registry import commands
from lapwing.registry.actors import actor_for
from lapwing.registry.demonstration import EMAIL_ENDING
from lapwing.registry.models import Membership, Organisation, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import PASSWORD, People
from tests.browser import PHONE, assert_accessible, screenshots, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def council(partnership: Partnership) -> Organisation:
    return factories.organisation(partnership, name="Larkshire Council")


@pytest.fixture
def administrator(partnership: Partnership, council: Organisation) -> User:
    return factories.member(
        partnership, "partnership-administrator", name="Ada Administrator", organisation=council
    )


@pytest.fixture
def colleague(people: People, administrator: User, partnership: Partnership, council: Organisation) -> User:
    """A board member whose role was given a last day, and who was given another."""
    by = actor_for(administrator, timezone.localdate())
    with acting(by, purpose="test"):
        role = Membership.objects.get(user=people.colleague)
        commands.end_role(
            role, by=by, now=timezone.now(), reason="Retires from the board", last_day=date(2999, 3, 31)
        )
        commands.grant_role(
            user=people.colleague,
            partnership=partnership,
            organisation=council,
            role="councillor",
            from_date=timezone.localdate(),
            to_date=None,
            by=by,
            now=timezone.now(),
        )
    return people.colleague


def check(page: Page, name: str) -> None:
    """Accessible at both widths, nothing cut off, and a picture for those who ask for one."""
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    assert not scrolls_sideways(page)
    if folder := os.environ.get("LAPWING_SCREENSHOTS"):
        screenshots(page, name, Path(folder))


def test_signing_in(page_as: Callable[..., Page], people: People, settings: Settings) -> None:
    settings.DEMO = True
    page = page_as(None)
    page.goto(reverse("sign-in"))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    check(page, "sign-in")


def test_choosing_an_invented_person(
    page_as: Callable[..., Page], partnership: Partnership, other_partnership: Partnership, settings: Settings
) -> None:
    settings.DEMO = True
    for place, role in (
        (partnership, "programme-manager"),
        (partnership, "dco"),
        (other_partnership, "senco"),
    ):
        who = factories.user(f"Ivy {role.title()}", email=f"{role}{EMAIL_ENDING}")
        factories.membership(who, place, role)
    page = page_as(None)
    page.goto(reverse("demonstration-people"))
    expect(page.get_by_role("button", name="Sign in as Ivy Dco")).to_be_visible()
    check(page, "demonstration")


def test_people(
    page_as: Callable[..., Page], administrator: User, partnership: Partnership, colleague: User
) -> None:
    page = page_as(administrator)
    page.goto(reverse("people", args=[partnership.ref]))
    check(page, "people")
    page.goto(reverse("person", args=[partnership.ref, colleague.ref]))
    expect(page.locator("#history")).to_contain_text("Retires from the board")
    check(page, "person")
    page.get_by_role("button", name="Make a password link").click()
    expect(page.get_by_label("Link to send")).to_have_value(re.compile("/sign-in/new-password/"))
    check(page, "password-link")
    theirs = page_as(None)
    theirs.goto(page.get_by_label("Link to send").input_value())
    check(theirs, "new-password")


@pytest.mark.parametrize("name", ["invite", "organisations", "change-password"])
def test_forms(
    page_as: Callable[..., Page],
    administrator: User,
    partnership: Partnership,
    council: Organisation,
    name: str,
) -> None:
    page = page_as(administrator)
    page.goto(reverse(name, args=[] if name == "change-password" else [partnership.ref]))
    page.locator("main form button").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    check(page, name)


@pytest.mark.parametrize("name", ["grant-role", "end-role", "close-account"])
def test_forms_about_a_person(
    page_as: Callable[..., Page], administrator: User, partnership: Partnership, colleague: User, name: str
) -> None:
    parts = [partnership.ref, colleague.ref]
    if name == "end-role":
        with acting(actor_for(administrator, timezone.localdate()), purpose="test"):
            parts.append(Membership.objects.get(user=colleague, role="councillor").ref)
    page = page_as(administrator)
    page.goto(reverse(name, args=parts))
    check(page, name)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_an_invitation_from_link_to_home(
    page_as: Callable[..., Page],
    administrator: User,
    partnership: Partnership,
    council: Organisation,
    javascript: bool,
) -> None:
    page = page_as(administrator, javascript=javascript)
    page.goto(reverse("invite", args=[partnership.ref]))
    page.get_by_label("Name", exact=True).fill("Nina New")
    page.get_by_label("Email address").fill("nina@example.org")
    page.get_by_label("Organisation").select_option(council.ref)
    page.get_by_label("Councillor").check()
    page.get_by_label("Why do they need it?").fill("Chairs the scrutiny committee")
    page.get_by_role("button", name="Make the invitation").click()
    link = page.get_by_label("Link to send").input_value()
    if javascript:
        check(page, "invited")
    theirs = page_as(None, javascript=javascript)
    theirs.goto(link)
    if javascript:
        check(theirs, "accept")
    theirs.get_by_label("Password", exact=True).fill(PASSWORD)
    theirs.get_by_role("button", name="Accept and sign in").click()
    expect(theirs).not_to_have_url(link)
    theirs.goto(reverse("change-password"))
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Change your password")
