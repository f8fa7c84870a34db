"""The pages of public versions in a real browser: for everybody, on a phone, and for those who make them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lapwing.insight.packs.tests.examples import example_pack
from lapwing.insight.public_version.tests.conftest import Office, frozen_pack, office_of
from lapwing.insight.public_version.tests.scenes import MONTHS, long_pack
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


def test_a_measure_is_a_small_chart_with_its_table_put_away(
    office: Office, page_as: Callable[..., Page]
) -> None:
    office.make(long_pack(office))
    row = office.publish()
    page = page_as(None)
    page.goto(reverse("published:page", args=[row.ref]))
    assert_accessible(page)
    screenshots(page, "published-chart")
    charts = page.get_by_role("img", name="Chart. Final amended plans within 12 weeks of the review")
    expect(charts).to_have_count(1)
    expect(page.get_by_text("Where the line has a gap, no figure is shown.")).to_be_visible()
    table = page.get_by_role("table")
    expect(table).to_be_hidden()
    page.emulate_media(media="print")
    expect(table).to_be_visible()
    page.emulate_media(media="screen", forced_colors="active", color_scheme="dark")
    screenshots(page, "published-chart-forced-colours")
    page.emulate_media(forced_colors="none", color_scheme="light")
    page.get_by_text("All figures").click()
    expect(table).to_be_visible()
    expect(table.get_by_role("row")).to_have_count(1 + len(MONTHS))
    page.set_viewport_size(PHONE)
    expect(charts).to_have_count(1)
    assert not scrolls_sideways(page)


def test_what_is_published_is_found_copied_and_marked_when_it_is_replaced(
    office: Office, page_as: Callable[..., Page]
) -> None:
    office.make()
    first = office.publish()
    office.pack = frozen_pack(office.partnership, office.plan, office.maker, 2, example_pack())
    office.make()
    second = office.publish()

    page = page_as(office.approver)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(office.url("version", public_version=second.ref))
    assert_accessible(page)
    screenshots(page, "public-published")
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("status").filter(has_text="It is copied.")).to_be_visible()
    lasting = page.evaluate("navigator.clipboard.readText()")
    assert lasting.endswith(reverse("published:newest", args=[office.plan.ref]))

    reader = page_as(office.reader)
    reader.goto(office.url("of-plan", plan=office.plan.ref))
    assert_accessible(reader)
    assert not scrolls_sideways(reader)
    screenshots(reader, "public-list-reader")

    anybody = page_as(None)
    anybody.goto(reverse("published:page", args=[first.ref]))
    assert_accessible(anybody)
    screenshots(anybody, "published-older")
    anybody.get_by_role("link", name="Read the newer version").click()
    assert anybody.url.endswith(reverse("published:page", args=[second.ref]))

    maker = page_as(office.maker)
    for name in ("pack", "withdraw"):
        maker.goto(reverse(f"packs:{name}", args=[office.partnership.ref, office.pack.ref]))
        assert_accessible(maker)
        screenshots(maker, f"public-of-pack-{name}")


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
