"""Saying the dates on which a plan is reported, in a real browser: what is wrong, and what changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.contexts.improvement.models import Rhythm
from lapwing.platform.ui.filters import day
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import PHONE, assert_accessible, press, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


@pytest.mark.slow
def test_dates_of_ones_own_are_said_changed_and_asked_for_again(desk: Desk, page_as: Open) -> None:
    near, then, later = (timezone.localdate() + timedelta(days=number) for number in (12, 26, 90))
    page = page_as(desk.manager)
    page.goto(desk.url("rhythm", plan=desk.plan.ref))
    box = page.get_by_label("Last days for updates", exact=True)
    save = page.get_by_role("button", name="Save the rhythm")
    expect(box).to_be_hidden()
    first = page.get_by_role("group", name="Last day for updates of the first cycle")
    expect(first).to_be_visible()
    page.get_by_label("On dates of our own").check()
    expect(first).to_be_hidden()
    box.fill(f"{day(near)}\nsoon")
    assert_accessible(page)
    save.click()
    page.get_by_role("link", name="Line 2: “soon” is not a date").click()
    expect(box).to_be_focused()
    expect(box).to_have_value(f"{day(near)}\nsoon")
    assert_accessible(page)
    box.fill(f"{then:%d/%m/%Y}\n{day(near)}")
    press(page, "Save the rhythm")
    expect(page.get_by_text(f"No day after {day(then)}")).to_be_visible()
    page.set_viewport_size(PHONE)
    assert not scrolls_sideways(page)
    assert_accessible(page)
    page.get_by_role("link", name="add the next days").click()
    box.fill(f"{day(near)}\n{day(later)}")
    save.click()
    expect(page.get_by_text("Nothing is saved yet")).to_be_visible()
    press(page, "Save the rhythm")
    expect(page.get_by_text(f"{day(later)}").first).to_be_visible()
    assert desk.one(Rhythm).own_days == (near, later)
