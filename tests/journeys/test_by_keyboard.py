"""Every stop of a page by keyboard alone: what has the focus can be seen, and every menu opens and closes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MOST_STOPS = 150

# How the element that has the focus looks: itself, and the label that is drawn for a hidden box.
_LOOK = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  window.stops ??= [];
  if (!window.stops.includes(at)) window.stops.push(at);
  const box = at.getBoundingClientRect();
  const shown = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const words = (at.textContent.trim() || at.name || at.id).slice(0, 50);
  return { stop: window.stops.indexOf(at), words, shown };
}
"""
_STYLE = """
(stop) => {
  const at = window.stops[stop];
  const seen = (style) => {
    const clear = /^rgba\\(.*, 0\\)$|^transparent$/.test(style.outlineColor) || style.outlineStyle === "none";
    return [clear ? "" : style.outline, style.boxShadow, style.backgroundColor, style.borderColor].join("|");
  };
  const label = at.id ? document.querySelector(`label[for="${CSS.escape(at.id)}"]`) : null;
  return seen(getComputedStyle(at)) + (label ? seen(getComputedStyle(label, "::before")) : "");
}
"""


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


@pytest.fixture
def open_as_manager(
    desk: Desk, other_partnership: Partnership, page_as: Callable[..., Page]
) -> Callable[[str], Page]:
    """A page of the plan, for its manager, who works in two partnerships and so has every menu."""
    factories.membership(desk.manager, other_partnership, "councillor")

    def open_one(name: str, **parts: str) -> Page:
        page = page_as(desk.manager)
        page.goto(desk.url(name, **parts))
        # the script that closes menus has run
        expect(page.locator("body.js-enabled")).to_be_attached()
        return page

    return open_one


def walk(page: Page) -> list[str]:
    """Tab through the whole page; stops at which nothing shows that one is there."""
    problems: list[str] = []
    seen: set[int] = set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        here: dict[str, Any] | None = page.evaluate(_LOOK)
        if here is None or here["stop"] in seen:
            break
        seen.add(here["stop"])
        focused = page.evaluate(_STYLE, here["stop"])
        if not here["shown"]:
            problems.append(f"“{here['words']}” has the focus out of sight")
        # the same element, once the focus is elsewhere
        page.evaluate("stop => window.stops[stop].blur()", here["stop"])
        if page.evaluate(_STYLE, here["stop"]) == focused:
            problems.append(f"nothing shows that “{here['words']}” has the focus")
        page.evaluate("stop => window.stops[stop].focus()", here["stop"])
    assert len(seen) > 10, f"the walk ended after {len(seen)} stops"
    return problems


@pytest.mark.parametrize("name", ["overview", "milestones", "action-new"])
def test_every_stop_shows_that_it_has_the_focus(
    open_as_manager: Callable[..., Page], desk: Desk, name: str
) -> None:
    page = open_as_manager(name, plan=desk.plan.ref)
    found = walk(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


def test_the_walk_finds_what_does_not_show_its_focus(
    open_as_manager: Callable[..., Page], desk: Desk
) -> None:
    page = open_as_manager("outline", plan=desk.plan.ref)
    page.evaluate(
        """() => {
          const rules = new CSSStyleSheet();
          rules.replaceSync(".lw-nav__link { all: unset !important; }");
          document.adoptedStyleSheets = [rules];
        }"""
    )
    assert "nothing shows that “Measures” has the focus" in walk(page)


def test_the_way_past_the_frame_is_the_first_stop(open_as_manager: Callable[..., Page], desk: Desk) -> None:
    page = open_as_manager("overview", plan=desk.plan.ref)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_every_menu_opens_is_walked_and_closes_by_keyboard(
    open_as_manager: Callable[..., Page], desk: Desk
) -> None:
    page = open_as_manager("milestones", plan=desk.plan.ref)
    menus = {
        ".lw-menu--place": "a",
        ".lw-menu--person": "a",
        ".lw-asat:not(.lw-views)": "input",
        ".lw-views": "input",
    }
    for menu, first in menus.items():
        opens_and_closes(page, page.locator(menu).first, first)


def opens_and_closes(page: Page, menu: Locator, first: str) -> None:
    summary = menu.locator("summary")
    for key in ("Enter", "Space"):
        summary.focus()
        page.keyboard.press(key)
        expect(menu).to_have_attribute("open", "")
        page.keyboard.press("Tab")
        expect(menu.locator(f"{first}:visible").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")
        expect(summary).to_be_focused()


def test_somebody_signs_out_by_keyboard_alone(open_as_manager: Callable[..., Page], desk: Desk) -> None:
    page = open_as_manager("overview", plan=desk.plan.ref)
    page.locator(".lw-menu--person summary").focus()
    page.keyboard.press("Enter")
    out = page.locator(".lw-menu--person").get_by_role("button", name="Sign out")
    for _ in range(10):
        page.keyboard.press("Tab")
        if out.evaluate("button => button === document.activeElement"):
            break
    expect(out).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
