"""Every page there is, found from the URLconf, meets WCAG 2.2 AA in a real browser and fits a phone.

A new page is covered as soon as it is routed, as in the access matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from playwright.sync_api import Page

from lapwing.registry.models import Partnership
from tests.addresses import every_address
from tests.browser import PHONE, axe, scrolls_sideways
from tests.world import World, who_may_open_everything

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Most of the site answers with a page; a test that finds few has lost its way in.
AT_LEAST = 130


@pytest.fixture
def world(partnership: Partnership, other_partnership: Partnership) -> World:
    return World(partnership, other_partnership)


def test_every_page_is_accessible_and_fits_a_phone(world: World, page_as: Callable[..., Page]) -> None:
    someone = who_may_open_everything(world)
    addresses = _pages(world.client(someone), world)
    assert len(addresses) >= AT_LEAST
    page = page_as(someone, viewport=PHONE)
    found = [problem for address in addresses for problem in _problems(page, address)]
    assert not found, "\n" + "\n".join(found)


def test_the_pages_for_strangers_are_accessible(world: World, page_as: Callable[..., Page]) -> None:
    addresses = _pages(Client(), world)
    page = page_as(None, viewport=PHONE)
    found = [problem for address in addresses for problem in _problems(page, address)]
    assert not found, "\n" + "\n".join(found)


def _pages(client: Client, world: World) -> list[str]:
    """The addresses that answer with a page, and not with a file, a redirect or a refusal of GET."""
    found = []
    for address in every_address():
        path = address.example(world)
        response = client.get(path)
        if response.status_code == 200 and _is_page(response.headers):
            found.append(path)
    return found


def _is_page(headers: Mapping[str, str]) -> bool:
    return "html" in headers.get("Content-Type", "") and not headers.get("Content-Disposition")


def _problems(page: Page, address: str) -> list[str]:
    page.goto(address)
    wide = [f"{address}: scrolls sideways"] if scrolls_sideways(page) else []
    return [*(f"{address}: {each}" for each in axe(page)), *wide]
