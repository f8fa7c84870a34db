"""Each template of a page, once, in a real browser: on the narrowest phone, in large type, without scripts.

Templates are found by the loader and pages by the URLconf, so that a new one is looked at as soon as it is
there. Where no plain address leads to one, tests/page_ways.py says how it comes about.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, ViewportSize

from lapwing.platform.access.views import Door
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from tests.addresses import Address, every_address
from tests.browser import DESKTOP
from tests.page_templates import noting_templates, page_templates, with_parents
from tests.page_ways import WAYS, Asking
from tests.seeing import MAY_SCROLL_WHEN_LARGE, cut_or_covered, grown, idle
from tests.world import World, who_may_open_everything

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW: ViewportSize = {"width": 320, "height": 640}
HALF: ViewportSize = {"width": 640, "height": 900}
# Templates that are not looked at here, and why.
NOT_DRAWN = {
    "accounts/leaving.html": "goes on by itself to an organisation's sign-in, where its own tests follow it",
    "improvement/not_written.html": "shown when the writer of files fails, which nothing here can make it do",
}


# Where links lead nowhere on purpose: what they would lead to is not there.
SAMPLES = {"ui/pages/gallery.html"}


@dataclass(frozen=True)
class Shown:
    """A page by which a template is looked at: what was answered, at which address, to whom."""

    template: str
    path: str
    who: User | None
    # None for what the browser asks for itself
    answer: bytes | None = None


@pytest.fixture
def world(partnership: Partnership, other_partnership: Partnership) -> World:
    return World(partnership, other_partnership)


def test_every_template_fits_in_large_type_on_a_phone_and_without_scripts(
    world: World, page_as: Callable[..., Page]
) -> None:
    everything = who_may_open_everything(world)
    found = _by_address(world, everything)
    problems = _look_at([each for each in found.values() if each.answer is None], page_as)
    special = _by_ways(world, everything, set(found))
    missing = page_templates() - set(found) - set(special) - set(NOT_DRAWN)
    assert not missing, f"Say in tests/page_ways.py how to come to {', '.join(sorted(missing))}"
    problems += _look_at(list(special.values()), page_as)
    assert not problems, "\n" + "\n".join(problems)


def _by_address(world: World, everything: User) -> dict[str, Shown]:
    """A page of each template that is drawn at a plain address."""
    found: dict[str, Shown] = {}
    owner = world.by_role["action-owner"]
    whose: list[tuple[User | None, Callable[[Address], bool]]] = [
        (everything, lambda address: True),
        (owner, lambda address: address.is_of_one_person),
        (None, _is_public),
    ]
    for who, is_theirs in whose:
        client = world.client(who)
        for address in filter(is_theirs, every_address()):
            path = address.example(world)
            with noting_templates() as drawn:
                response = client.get(path)
            if response.status_code < 500 and drawn:
                for name in with_parents(drawn[-1]):
                    found.setdefault(name, Shown(name, path, who))
    return found


def _is_public(address: Address) -> bool:
    return address.declaration is not None and address.declaration.door is Door.PUBLIC


def _by_ways(world: World, everything: User, there: set[str]) -> dict[str, Shown]:
    found: dict[str, Shown] = {}
    for name, way in WAYS.items():
        if name in there:
            continue
        with noting_templates() as drawn, ExitStack() as stack:
            answer = way(Asking(world, world.client(everything), stack))
        assert drawn[-1:] == [name], f"{name} was not drawn: {answer.status_code} {drawn[-1:]}"
        path = answer.request["PATH_INFO"]
        for each in with_parents(name):
            found.setdefault(each, Shown(name, path, None, answer.content))
    return found


def _look_at(pages: list[Shown], page_as: Callable[..., Page]) -> list[str]:
    problems = []
    for who in dict.fromkeys(each.who for each in pages):
        scripted, still = page_as(who), page_as(who, javascript=False)
        once = {each.path: each for each in pages if each.who == who}
        for shown in once.values():
            for problem in [*_in_large_type(scripted, shown), *_without_scripts(still, shown)]:
                problems.append(f"{shown.template} at {shown.path} {problem}")
        # a page that follows its work must not go on asking while others are looked at
        scripted.goto("about:blank")
    return problems


def _in_large_type(page: Page, shown: Shown) -> list[str]:
    page.set_viewport_size(NARROW)
    _open(page, shown)
    problems = [f"at 320 pixels: {each}" for each in cut_or_covered(page)]
    page.set_viewport_size(DESKTOP)
    problems += [f"in letters twice as large: {each}" for each in grown(page)]
    for size in (DESKTOP, HALF):
        page.set_viewport_size(size)
        found = cut_or_covered(page, MAY_SCROLL_WHEN_LARGE)
        problems += [f"in letters twice as large at {size['width']} pixels: {each}" for each in found]
    return problems


def _without_scripts(page: Page, shown: Shown) -> list[str]:
    if shown.template in SAMPLES:
        return []
    _open(page, shown)
    return [f"without scripts: {each}" for each in idle(page)]


def _open(page: Page, shown: Shown) -> None:
    if shown.answer is None:
        page.goto(shown.path)
        return
    body = shown.answer

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page.route(f"**{shown.path}", answer)
    page.goto(shown.path)
    page.unroute(f"**{shown.path}")
