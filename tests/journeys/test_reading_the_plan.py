"""Reading a plan in a real browser: accessible, no wider than its window, with and without JavaScript."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.models import Plan
from lapwing.contexts.improvement.tests.factories import acting_as, full_plan, imported
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from lapwing.shell.demonstration.loader import load_if_empty
from tests.browser import DESKTOP, PHONE, axe, screenshots, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PageAs = Callable[..., Page]

OF_A_PLAN = (
    "",
    "tree/",
    "late/",
    "actions/",
    "milestones/",
    "measures/",
    "calendar/",
    "questions/",
    "questions/?show=answered",
    "changes/",
    "search/?q=review",
    "key/",
    "source/",
    "?as_at=2026-06-30",
    "?as_at=never",
)


@pytest.fixture
def manager() -> User:
    """The programme manager of the demonstration, with everything that has happened there."""
    load_if_empty(timezone.now())
    with as_maintenance():
        return User.objects.get(email__startswith="priya.sandhu")


@pytest.fixture
def plan(partnership: Partnership, people: People) -> Plan:
    with acting_as(people.owner) as actor:
        return imported(partnership, actor, full_plan())


def address(name: str, partnership: Partnership, **parts: str) -> str:
    return reverse(f"improvement:{name}", kwargs={"partnership": partnership.ref, **parts})


def first_link(page: Page, list_address: str) -> str:
    page.goto(list_address)
    return page.locator("a.lw-table__link").first.get_attribute("href") or ""


@pytest.mark.slow
def test_every_page_is_accessible_and_no_wider_than_a_phone(manager: User, page_as: PageAs) -> None:
    page = page_as(manager)
    page.goto("/")
    overview = page.url
    front = re.sub(r"plan/[^/]+/$", "", overview)
    action = first_link(page, overview + "actions/")
    measure = first_link(page, overview + "measures/")
    records = (action, action + "history/", measure, first_link(page, overview + "late/"))
    pages = [
        *(overview + part for part in OF_A_PLAN),
        *records,
        front + "my-actions/",
        front + "calendar/subscription/",
    ]
    findings = [finding for each in pages for finding in problems(page, each)]
    assert not findings, "\n".join(findings)


def problems(page: Page, where: str) -> list[str]:
    """What is wrong with a page, each with its address; a picture of it for those who ask for one."""
    page.set_viewport_size(DESKTOP)
    answer = page.goto(where)
    found = [] if answer and answer.ok else ["does not open"]
    found += axe(page)
    page.set_viewport_size(PHONE)
    if scrolls_sideways(page):
        found.append("wider than a phone")
    if folder := os.environ.get("LAPWING_SCREENSHOTS"):
        name = re.sub(r"\W+", "-", re.sub(r"^.*?/p/[^/]+/", "", where)).strip("-")
        screenshots(page, f"plan-{name}", Path(folder))
    return [f"{where}: {each}" for each in found]


def test_from_the_number_of_overdue_milestones_to_who_owns_one(
    page_as: PageAs, people: People, partnership: Partnership, plan: Plan
) -> None:
    page = page_as(people.colleague)
    page.goto("/")
    page.get_by_role("link", name=re.compile("overdue")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Late")
    page.get_by_role("link", name=re.compile("Begin talks")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Begin talks")
    expect(page.get_by_text("Head of Play")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_list_is_filtered_with_and_without_javascript(
    page_as: PageAs, people: People, partnership: Partnership, plan: Plan, javascript: bool
) -> None:
    page = page_as(people.colleague, javascript=javascript)
    page.goto(address("milestones", partnership, plan=plan.ref))
    page.get_by_label("Dates").select_option("No date")
    if not javascript:
        page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(re.compile("due=none"))
    expect(page.get_by_text("2 of 4 milestones")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_another_day_is_chosen_by_keyboard(
    page_as: PageAs, people: People, partnership: Partnership, plan: Plan, javascript: bool
) -> None:
    page = page_as(people.colleague, javascript=javascript)
    page.goto(address("overview", partnership, plan=plan.ref))
    page.get_by_text("As at").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Show it as it was recorded on").fill("2026-03-10")
    page.keyboard.press("Enter")
    expect(page.get_by_text("as it was recorded at the end of 10 March 2026")).to_be_visible()
    page.get_by_role("link", name="All milestones").click()
    expect(page).to_have_url(re.compile("as_at=2026-03-10"))
    page.get_by_role("link", name="Back to today").first.click()
    expect(page).not_to_have_url(re.compile("as_at"))


def test_the_series_of_a_measure_are_plain_links(
    page_as: PageAs, people: People, partnership: Partnership, plan: Plan
) -> None:
    page = page_as(people.colleague, javascript=False)
    page.goto(address("measures", partnership, plan=plan.ref))
    page.get_by_role("link", name=re.compile(r"\(M1\).*Under fives")).click()
    page.get_by_role("link", name="Others", exact=True).click()
    expect(page).to_have_url(re.compile("series="))
    expect(page.get_by_role("link", name="Others", exact=True)).to_have_attribute("aria-current", "true")
    page.get_by_text("The figures as a table").click()
    expect(page.get_by_role("cell", name="Baseline").first).to_be_visible()


def test_a_plan_prints_without_its_controls(
    page_as: PageAs, people: People, partnership: Partnership, plan: Plan
) -> None:
    page = page_as(people.colleague)
    page.goto(address("overview", partnership, plan=plan.ref))
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
