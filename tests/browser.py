"""A real browser for tests: fixtures, the accessibility rules and screenshots.

Tests that use these carry ``pytest.mark.browser``; ``make test`` sees to it that Chromium is there. It
reaches this machine only.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, Error, Page, Playwright, ViewportSize, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.chromium import ROOT, WHAT_TO_INSTALL, find_chromium

if TYPE_CHECKING:
    from lapwing.platform.accounts.models import User

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

# Milliseconds in which what is waited for must come about, on a machine with much else to do.
PATIENCE = 60_000

ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # a page that asks for anything from outside gets nothing, wherever the tests run
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@dataclass
class Watched:
    """A page, and what went wrong in it: script errors and breaches of the content security policy."""

    page: Page
    problems: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for the whole session."""
    if find_chromium() is None:
        pytest.fail(WHAT_TO_INSTALL, pytrace=False)
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


def launch(playwright: Playwright) -> Browser:
    """Start the machine's Chromium without a window; it must be there."""
    # as root the browser's own sandbox cannot be made
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    return playwright.chromium.launch(executable_path=find_chromium(), args=arguments)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own: ``open_page(base_url, cookies=…, viewport=…, javascript=…)``.

    The test fails at its end when a page ran into a script error or breached its content security policy.
    """
    watched: list[Watched] = []

    def open_one(
        base_url: str,
        *,
        cookies: dict[str, str] | None = None,
        viewport: ViewportSize = DESKTOP,
        javascript: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=base_url, viewport=viewport, java_script_enabled=javascript, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        if cookies:
            context.add_cookies([{"name": k, "value": v, "url": base_url} for k, v in cookies.items()])
        page = context.new_page()
        watched.append(watch(page))
        return page

    with answered_to_the_end():
        yield open_one
        problems = [problem for each in watched for problem in each.problems]
        for each in watched:
            each.page.context.close()
    assert not problems, "in the browser: " + "; ".join(problems)


@contextmanager
def answered_to_the_end() -> Iterator[None]:
    """End when the live server has answered all that it was asked: a page may ask when nobody looks any more.

    What it writes for that would come into the next test's database.
    """
    here, under_way, changed = threading.get_ident(), [0], threading.Condition()

    def count(by: int) -> Callable[..., None]:
        def note(**_: object) -> None:
            if threading.get_ident() != here:
                with changed:
                    under_way[0] += by
                    changed.notify_all()

        return note

    began, ended = count(1), count(-1)
    request_started.connect(began, weak=False)
    request_finished.connect(ended, weak=False)
    try:
        yield
        with changed:
            assert changed.wait_for(lambda: under_way[0] <= 0, PATIENCE / 1000), "it answers for ever"
    finally:
        request_started.disconnect(began)
        request_finished.disconnect(ended)


@pytest.fixture
def page_as(
    open_page: Callable[..., Page], live_server: LiveServer, client_as: Callable[[User], Client]
) -> Callable[..., Page]:
    """Open a page signed in as a person: ``page_as(user)``; with ``None`` nobody is signed in."""

    def sign_in(user: User | None, **options: Any) -> Page:
        cookies = {}
        if user is not None:
            name = settings.SESSION_COOKIE_NAME
            cookies[name] = client_as(user).cookies[name].value
        return open_page(live_server.url, cookies=cookies, **options)

    return sign_in


def watch(page: Page) -> Watched:
    """Remember from now on what goes wrong in the page."""
    watched = Watched(page)

    def note_error(error: Error) -> None:
        watched.problems.append(f"script error on {page.url}: {error}")

    def note_message(message: Any) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            watched.problems.append(f"policy breached on {page.url}: {message.text}")

    page.on("pageerror", note_error)
    page.on("console", note_message)
    return watched


def press(page: Page, button: str) -> None:
    """Press a button that leads to another page, and wait until that page is there in place of this one."""
    pressed = page.get_by_role("button", name=button, exact=True)
    pressed.click()
    expect(pressed).to_have_count(0)


def axe(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA on the page as it stands, one readable line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        WCAG_2_2_AA,
    )
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']} — at {_where(node)}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def _where(node: dict[str, Any]) -> str:
    return " ".join(str(part) for part in node["target"]) + f"  {node['html'][:120]}"


def assert_accessible(page: Page) -> None:
    """Fail with axe's findings, if there are any, and the page's address."""
    found = axe(page)
    assert not found, f"{page.url}\n  " + "\n  ".join(found)


def scrolls_sideways(page: Page) -> bool:
    """Whether the page as a whole is wider than its window (tables may scroll within their own box)."""
    # a page that was only just asked for may have no element yet
    page.wait_for_load_state()
    return bool(page.locator("html").evaluate("html => html.scrollWidth > window.innerWidth"))


def screenshots(page: Page, name: str, folder: Path = ROOT / "var" / "screenshots") -> list[Path]:
    """Save the whole page at desktop and phone width as ``name-1280.png`` and ``name-390.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        path = folder / f"{name}-{size['width']}.png"
        page.screenshot(path=path, full_page=True, animations="disabled")
        taken.append(path)
    page.set_viewport_size(DESKTOP)
    return taken
