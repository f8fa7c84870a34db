"""The browser fixtures themselves: they see what a person would trip over."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe, screenshots, scrolls_sideways, watch
from tests.chromium import find_chromium

pytestmark = pytest.mark.browser

GOOD = "<!doctype html><html lang=en-GB><title>Sheep</title><main><h1>Sheep</h1><p>Wool.</p></main></html>"


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page()


def test_a_sound_page_has_no_findings(page: Page) -> None:
    page.set_content(GOOD)

    assert axe(page) == []
    assert not scrolls_sideways(page)


def test_a_picture_without_words_is_found_and_pointed_at(page: Page) -> None:
    page.set_content(GOOD.replace("Wool.", "<img src='data:,' class=fleece>"))

    (finding,) = axe(page)
    assert finding.startswith("image-alt (critical)")
    assert ".fleece" in finding or "img" in finding


def test_a_page_wider_than_the_window_is_noticed(page: Page) -> None:
    page.set_content(GOOD.replace("<p>", "<p style='width:3000px'>"))

    assert scrolls_sideways(page)


def test_screenshots_are_taken_at_both_widths(page: Page, tmp_path: Path) -> None:
    page.set_content(GOOD)

    assert [path.name for path in screenshots(page, "sheep", tmp_path)] == ["sheep-1280.png", "sheep-390.png"]


def test_a_script_error_is_remembered(page: Page) -> None:
    watched = watch(page)

    with page.expect_event("pageerror"):
        page.set_content(GOOD + "<script>throw new Error('lost')</script>")

    assert watched.problems == ["script error on about:blank: lost"]


def test_a_named_browser_that_is_not_there_is_not_replaced_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    assert find_chromium() is None
