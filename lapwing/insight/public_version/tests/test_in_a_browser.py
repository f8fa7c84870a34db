"""The pages of public versions in a real browser: for everybody, on a phone, and for those who make them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lapwing.insight.public_version.tests.conftest import Office, office_of
from lapwing.registry.tests import factories
from tests.browser import PHONE, assert_accessible, screenshots, scrolls_sideways

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(transactional_db: None) -> Office:
    return office_of(factories.partnership())


def test_it_is_worded_approved_and_read_by_everybody(office: Office, page_as: Callable[..., Page]) -> None:
    page = page_as(office.maker)
    page.goto(office.url("of-plan", plan=office.plan.ref))
    assert_accessible(page)
    screenshots(page, "public-list")
    page.get_by_role("link", name="Of board pack 1").click()
    assert_accessible(page)
    screenshots(page, "public-make")
    page.get_by_role("button", name="Propose a public version").click()
    expect(page.get_by_text("It is being worded.")).to_be_visible()
    assert_accessible(page)
    screenshots(page, "public-draft")
    for part in ("due", "easy"):
        page.goto(office.url("words", public_version=office.row().ref, public_part=part))
        assert_accessible(page)
        screenshots(page, f"public-words-{part}")
    page.goto(office.url("settings"))
    assert_accessible(page)
    office.publish()

    anybody = page_as(None)
    for name in ("page", "easy-read", "feedback", "thanks"):
        anybody.goto(reverse(f"published:{name}", args=[office.row().ref]))
        expect(anybody.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(anybody)
        assert not scrolls_sideways(anybody)
        screenshots(anybody, f"published-{name}")
    anybody.set_viewport_size(PHONE)
    for name in ("page", "easy-read"):
        anybody.goto(reverse(f"published:{name}", args=[office.row().ref]))
        assert not scrolls_sideways(anybody)


def test_somebody_without_an_account_says_what_they_think(
    office: Office, page_as: Callable[..., Page]
) -> None:
    office.make()
    row = office.publish()
    page = page_as(None)
    page.goto(reverse("published:page", args=[row.ref]))
    page.get_by_role("link", name="Tell us what you think").first.click()
    page.get_by_label("What do you think?").fill("It is easy to read.")
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    inside = page_as(office.maker)
    inside.goto(office.url("feedback", public_version=row.ref))
    expect(inside.get_by_text("It is easy to read.")).to_be_visible()
    assert_accessible(inside)
