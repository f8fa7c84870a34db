"""How far a file has been sent, in a real browser; the same form without scripts is in the other journeys."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
# bytes a second: the file would take two minutes, so that it is under way for as long as it is looked at
SLOW_LINE = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 2_000}
BUTTON = "Look through the file"
# so long a file is read in the background
ARRIVED = "Being read"


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "figures.csv"
    lines = "".join(f"M2,All,31/07/2025,{number},{'note ' * 20}\n" for number in range(2_000))
    path.write_text(f"KPI,Breakdown,Ending,How much,Note\n{lines}", encoding="utf-8")
    return path


@pytest.fixture
def page(desk: Desk, page_as: Callable[..., Page], file: Path) -> Page:
    page = page_as(desk.manager)
    page.goto(desk.url("figures-send"))
    page.set_input_files("input[type=file]", file)
    page.get_by_label("Where it comes from").fill("Casework system")
    return page


def test_a_bar_follows_the_file_and_leads_on(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_LINE)
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator(".lw-upload")).to_contain_text("Sending figures.csv")
    expect(page.get_by_role("button", name=BUTTON)).to_be_disabled()
    assert_accessible(page)
    devtools.send("Network.emulateNetworkConditions", SLOW_LINE | {"uploadThroughput": -1})
    expect(page.get_by_role("heading", level=1)).to_have_text(ARRIVED)


def test_a_refused_form_says_why_and_takes_the_focus(page: Page) -> None:
    page.get_by_label("Where it comes from").fill("")
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))


def test_where_nothing_can_be_reached_the_file_stays_chosen_and_can_be_sent_again(page: Page) -> None:
    page.context.set_offline(True)
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator(".lw-upload")).to_contain_text("The file was not sent")
    page.context.set_offline(False)
    # not by a click: a second one within a second is taken for a double click
    page.locator("form.lw-form").evaluate("form => form.requestSubmit()")
    expect(page.get_by_role("heading", level=1)).to_have_text(ARRIVED)
