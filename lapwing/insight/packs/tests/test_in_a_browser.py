"""The pages of packs in a real browser: for everybody, on a phone, and with what the buttons do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.models import Plan
from lapwing.insight.packs.tests.conftest import TODAY, lived
from lapwing.insight.packs.tests.opened import at, made
from lapwing.platform.access.acting import acting
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership
from lapwing.registry.tests import factories
from tests.browser import PHONE, assert_accessible, screenshots, scrolls_sideways

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("empty_forms"),
]


@pytest.fixture
def someone(partnership: Partnership) -> User:
    return factories.member(partnership, "programme-manager")


@pytest.fixture
def plan(partnership: Partnership, someone: User) -> Plan:
    """A plan that is there for good: the browser asks from outside."""
    with acting(actor_for(someone, TODAY), purpose="test") as actor:
        return lived(partnership, actor)


def test_a_pack_is_ordered_made_and_read(
    plan: Plan, someone: User, partnership: Partnership, page_as: Callable[..., Page]
) -> None:
    pack = made(factories.signed_in_client(someone), partnership, plan)
    page = page_as(someone)
    page.goto(at("make", partnership, plan=plan.ref))
    page.get_by_label("Title of the pack").fill("The autumn report")
    page.get_by_role("button", name="Move “Words and signs” up").click()
    expect(page.get_by_label("Title of the pack")).to_have_value("The autumn report")
    assert_accessible(page)
    screenshots(page, "pack-make")
    page.goto(at("pack", partnership, pack=pack.ref))
    expect(page.get_by_role("heading", name="Off track, at risk and late")).to_be_visible()
    assert_accessible(page)
    screenshots(page, "pack")
    page.goto(at("packs-of-plan", partnership, plan=plan.ref))
    assert_accessible(page)
    screenshots(page, "packs")
    page.goto(at("new-template", partnership))
    assert_accessible(page)
    screenshots(page, "pack-template")


def test_packs_fit_a_phone(
    plan: Plan, someone: User, partnership: Partnership, page_as: Callable[..., Page]
) -> None:
    pack = made(factories.signed_in_client(someone), partnership, plan)
    page = page_as(someone, viewport=PHONE)
    for address in (
        at("make", partnership, plan=plan.ref),
        at("pack", partnership, pack=pack.ref),
        at("packs-of-plan", partnership, plan=plan.ref),
        at("templates", partnership),
    ):
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert not scrolls_sideways(page), address
