"""An update in a real browser: of a late milestone, returned, written again, checked and signed off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.models import StepDeed
from lapwing.contexts.improvement.tests.reporting import MILESTONE, Reporting, reporting
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import PHONE, assert_accessible, press, screenshots, scrolls_sideways

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def here(partnership: Partnership, people: People) -> Reporting:
    return reporting(partnership, people, timezone.now())


def at(here: Reporting, page: Page, path: str) -> None:
    page.goto(f"/p/{here.partnership.ref}/{path}")


def writing(here: Reporting) -> str:
    return f"cycle/{here.cycle.ref}/update/milestone/{here.milestone.ref}/"


@pytest.mark.parametrize("javascript", [True, False])
def test_an_update_goes_from_its_owner_to_the_board(
    here: Reporting, page_as: Callable[..., Page], javascript: bool
) -> None:
    lead, signer = here.holder("Lena Lead"), here.holder("Sam Signer")
    here.led_by(here.group("Group 1", (lead, "lead")))
    here.step("Group lead", StepDeed.CHECK)
    here.step("Operational group", StepDeed.SIGN_OFF, group=here.group("Operational", (signer, "chair")))
    options: dict[str, Any] = {"javascript": javascript}

    owner = page_as(here.owner, **options)
    at(here, owner, writing(here))
    owner.get_by_role("radio", name="Off track").check()
    owner.get_by_label("What was done?").fill("Met one landlord; Jayden (9) came along.")
    press_and_stay(owner, "Submit the update", "There is a problem")
    expect(owner.get_by_role("link", name="Say by when it will be done now.")).to_be_visible()
    look_at(owner, "update-refused", javascript)
    owner.get_by_label("If it is at risk or off track").fill("A second officer joins in June.")
    year = str(timezone.localdate().year + 1)
    forecast = owner.get_by_role("group", name="By when will it be done?")
    for part, value in (("Day", "31"), ("Month", "8"), ("Year", year)):
        forecast.get_by_label(part, exact=True).fill(value)
    press_and_stay(owner, "Submit the update", "It looks as if a child is named here")
    look_at(owner, "update-names", javascript)
    owner.get_by_label("What was done?").fill("Met one landlord.")
    press(owner, "Submit the update")
    expect(owner.get_by_text("It waits for: Group lead.")).to_be_visible()

    checker = page_as(lead, **options)
    at(here, checker, "to-check/")
    look_at(checker, "updates-to-check", javascript)
    checker.get_by_role("link", name="Read it with what was said before").click()
    checker.get_by_label("Comment").fill("Which landlord, and what did they say?")
    look_at(checker, "update-to-check", javascript)
    press(checker, "Return it with the comment")
    expect(checker.get_by_text("Nothing waits for you")).to_be_visible()

    at(here, owner, writing(here))
    expect(owner.get_by_text("Which landlord, and what did they say?")).to_be_visible()
    look_at(owner, "update-returned", javascript)
    owner.get_by_label("What was done?").fill("Met the landlord of the Old Mill, who said no.")
    press(owner, "Submit the update")
    expect(owner.get_by_text("It waits for: Group lead.")).to_be_visible()

    at(here, checker, "to-check/")
    checker.get_by_label("Check: action 1.1.1").check()
    press(checker, "Check or sign off what I picked")
    expect(checker.get_by_text("1 update checked or signed off.")).to_be_visible()

    last = page_as(signer, **options)
    at(here, last, "to-check/")
    last.get_by_role("link", name="Read it with what was said before").click()
    press(last, "Sign off")
    expect(last.get_by_text("Signed off. Everybody who reads the plan sees it now.")).to_be_visible()

    at(here, last, f"milestone/{here.milestone.ref}/")
    expect(last.get_by_role("heading", level=1)).to_contain_text(MILESTONE)
    expect(last.get_by_text("Off track").first).to_be_visible()
    look_at(last, "milestone-signed-off", javascript)


def press_and_stay(page: Page, button: str, words: str) -> None:
    """Press a button whose form comes back with these words."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(words).first).to_be_visible()


def look_at(page: Page, name: str, javascript: bool) -> None:
    """Nothing stands in anybody's way, on a desk or on a phone."""
    if not javascript:
        return
    assert_accessible(page)
    screenshots(page, name)
    page.set_viewport_size(PHONE)
    assert not scrolls_sideways(page), name
    page.set_viewport_size({"width": 1280, "height": 900})
