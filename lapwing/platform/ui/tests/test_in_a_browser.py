"""The gallery in a real browser: accessible, at every width, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.browser import DESKTOP, PHONE, assert_accessible, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# 1280 px at 400% zoom.
ZOOMED = {"width": 320, "height": 256}


@pytest.fixture
def gallery(settings: Settings, page_as: Callable[..., Page]) -> Callable[..., Page]:
    settings.DEMO = True
    settings.ROOT_URLCONF = "lapwing.platform.ui.tests.urls"

    def open_gallery(query: str = "", **options: object) -> Page:
        page = page_as(None, **options)
        answer = page.goto(f"/kit/{query}")
        assert answer is not None
        assert answer.ok
        return page

    return open_gallery


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("query", ["", "?errors=1"], ids=["as it is", "refused"])
def test_every_component_is_accessible(gallery: Callable[..., Page], viewport: object, query: str) -> None:
    page = gallery(query, viewport=viewport)
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true })")
    assert_accessible(page)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, ZOOMED], ids=["desktop", "phone", "400%"])
def test_no_page_scrolls_sideways(gallery: Callable[..., Page], viewport: object) -> None:
    assert not scrolls_sideways(gallery("?errors=1", viewport=viewport))


def test_everything_is_set_in_inter(gallery: Callable[..., Page]) -> None:
    faces = gallery("?errors=1").evaluate(
        "[...new Set([...document.querySelectorAll('body *')].map(e => getComputedStyle(e).fontFamily))]"
    )
    assert all("Inter" in face for face in faces), faces


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(gallery: Callable[..., Page]) -> None:
    page = gallery("?errors=1")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Due by must include a year").click()
    expect(page.locator("#id_due-year")).to_be_focused()


def test_sorting_swaps_the_table_keeps_the_focus_and_changes_the_address(
    gallery: Callable[..., Page],
) -> None:
    page = gallery()
    page.locator("#table-tasks-by-owner").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("Owner▲")
    expect(page.locator("#table-tasks-by-owner")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?sort=owner$"))


def test_choosing_a_filter_filters_at_once(gallery: Callable[..., Page]) -> None:
    page = gallery()
    page.locator("#table-tasks-owner").select_option("Clerk of tides")
    expect(page.locator(".lw-listing__count")).to_contain_text("36 of 108 tasks, filtered by owner")
    expect(page).to_have_url(re.compile(r"\?owner=Clerk%20of%20tides$"))


def test_the_table_works_without_javascript(gallery: Callable[..., Page]) -> None:
    page = gallery(javascript=False)
    page.locator("#table-tasks-owner").select_option("Clerk of tides")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".lw-listing__count")).to_contain_text("36 of 108 tasks")
    page.locator("#table-tasks-by-due").click()
    expect(page.locator("th[aria-sort=descending]")).to_contain_text("Due")


def test_menus_are_accessible_and_close_with_escape(gallery: Callable[..., Page]) -> None:
    page = gallery()
    page.get_by_text("Ada Finch", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
