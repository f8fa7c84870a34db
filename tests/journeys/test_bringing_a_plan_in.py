"""A Word plan from its upload to a living plan in a real browser: with JavaScript, without it, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.contexts.improvement.edit_views.tests.sending import read
from lapwing.contexts.improvement.models import Action, DraftEdit, Milestone, Ownership, Plan, PlanDraft
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import PHONE, assert_accessible, press, scrolls_sideways
from tests.journeys.word_plans import larkshire_plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    path = tmp_path / "larkshire.docx"
    path.write_bytes(larkshire_plan())
    return path


def send(desk: Desk, page: Page, path: Path) -> str:
    """Send the file and let the worker read it; the page says so by itself, or when it is asked again."""
    page.goto(desk.url("import"))
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reading the plan")
    ref = desk.one(PlanDraft).ref
    read(desk, ref)
    return ref


def test_upload_questions_a_divided_part_and_the_plan(desk: Desk, page_as: Open, word_file: Path) -> None:
    page = page_as(desk.manager)
    page.goto(desk.url("import"))
    page.set_input_files("input[type=file]", word_file)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("Waiting for its turn")).to_be_visible()
    assert_accessible(page)
    read(desk, desk.one(PlanDraft).ref)

    expect(page.get_by_role("heading", level=1)).to_have_text("What Lapwing understood")
    assert_accessible(page)
    question = page.locator(".rv-q").filter(has_text="What a quarter means")
    question.get_by_role("button", name="Financial").click()
    expect(page.get_by_role("status")).to_contain_text("1 of")
    expect(question).to_have_count(0)
    expect(page.locator(".rv-bar__words")).to_contain_text("What a quarter means")

    action = page.locator(".rv-action").filter(has_text="Review the early help offer")
    action.get_by_role("link", name="Divide or join the owners").click()
    page.get_by_label("begin with “Early”").check(force=True)
    assert_accessible(page)
    page.get_by_role("button", name="Save these owners").click()
    expect(action.locator(".rv-owner").first).to_have_text("Head of")
    page.get_by_role("button", name="Undo it").click()
    expect(action.locator(".rv-owner").first).to_have_text("Head of Early Help")

    action.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("status")).to_contain_text("1 of 3")
    page.get_by_role("button", name="Save this plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The plan is saved")
    assert_accessible(page)
    plan = desk.one(Plan, pk__gt=desk.plan.pk)
    assert plan.quarter_basis == "financial"
    assert len(desk.all(Action, plan=plan)) == 3
    assert desk.all(PlanDraft) == []


@pytest.mark.slow
def test_everything_without_javascript(desk: Desk, page_as: Open, word_file: Path) -> None:
    page = page_as(desk.manager, javascript=False)
    ref = send(desk, page, word_file)
    page.get_by_role("link", name="Look again").click()
    question = page.locator(".rv-q").filter(has_text="What a quarter means")
    question.get_by_role("button", name="Calendar").click()
    expect(page.get_by_role("status")).to_contain_text("1 of")

    page.get_by_role("link", name="Divide or join the success criteria of action 1.1").click()
    page.get_by_label("begin with “help”").check(force=True)
    page.get_by_role("button", name="Save these success criteria").click()
    expect(page.locator("#action-0 .rv-part").filter(has_text="help came in time")).to_have_count(1)

    page.get_by_role("link", name="Change milestone “Agree the course”").click()
    page.get_by_label("Due, as it is written").fill("by Autumn 2027")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#action-1")).to_contain_text("Autumn 2027")

    number = page.locator(".rv-l").filter(has_text="at any library").locator(".rv-n")
    number.click()
    expect(page.locator("#line")).to_contain_text("Not in the plan")
    page.locator("#new-text").fill("Ask at every library")
    press(page, "Make it an action")
    assert [row.kind for row in desk.all(DraftEdit, draft__ref=ref)] == [
        "answer",
        "divide",
        "correct",
        "add-action",
    ]
    press(page, "Save this plan")
    plan = desk.one(Plan, pk__gt=desk.plan.pk)
    assert len(desk.all(Action, plan=plan)) == 4
    assert len(desk.all(Milestone, action__plan=plan)) == 6
    assert len(desk.all(Ownership, action__plan=plan)) == 4


@pytest.mark.slow
def test_a_phone_shows_one_side_at_a_time(desk: Desk, page_as: Open, word_file: Path) -> None:
    page = page_as(desk.manager, viewport=PHONE)
    send(desk, page, word_file)
    expect(page.get_by_role("heading", level=1)).to_have_text("What Lapwing understood")
    assert not scrolls_sideways(page)
    assert_accessible(page)
    expect(page.locator("#document")).to_be_hidden()
    page.get_by_role("link", name="The document", exact=True).click()
    expect(page.locator("#document")).to_be_visible()
    expect(page.locator("#review")).to_be_hidden()
    assert not scrolls_sideways(page)
    assert_accessible(page)


@pytest.mark.slow
def test_a_field_shows_its_lines_and_a_line_its_field(desk: Desk, page_as: Open, word_file: Path) -> None:
    page = page_as(desk.manager)
    send(desk, page, word_file)
    criterion = page.locator(".rv-part").filter(has_text="Families say that help came in time")
    criterion.locator(".rv-part__words").click()
    expect(page.locator(".rv-l.is-shown")).to_contain_text("Families say that help came in time")

    page.locator(".rv-l").filter(has_text="Audit thirty plans").click()
    expect(page.locator(".rv-part.is-chosen")).to_contain_text("Audit thirty plans")
    page.locator(".rv-l").filter(has_text="at any library").click()
    expect(page.locator("#line")).to_contain_text("Not in the plan")
    assert_accessible(page)
    page.get_by_role("link", name="Change action 1.1", exact=True).click()
    expect(page.get_by_label("Owners")).to_have_value("Head of Early Help\nDesignated Clinical Officer")
    expect(page.locator(".rv-l.is-shown")).not_to_have_count(0)
    assert_accessible(page)

    number = page.locator(".rv-l").filter(has_text="Review the early help offer")
    expect(number).to_have_class(re.compile("is-read"))
    page.get_by_role("button", name="Take it out of the draft").click()
    expect(number).not_to_have_class(re.compile("is-read"))


@pytest.mark.slow
def test_the_keyboard_is_enough(desk: Desk, page_as: Open, word_file: Path) -> None:
    page = page_as(desk.manager)
    send(desk, page, word_file)
    page.get_by_role("button", name="Financial").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 of")
    page.get_by_role("link", name="Divide or join the milestones of action 1.2").focus()
    page.keyboard.press("Enter")
    page.get_by_label("begin with “course”").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#action-1 .rv-part").filter(has_text="the")).to_contain_text(["Agree the"])


def test_a_file_of_the_wrong_kind_is_refused_beside_its_field(desk: Desk, page_as: Open) -> None:
    page = page_as(desk.manager)
    page.goto(desk.url("import"))
    page.set_input_files(
        "input[type=file]", {"name": "plan.docx", "mimeType": "application/msword", "buffer": b"%PDF-1.7"}
    )
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_contain_text("The name ends in .docx")
    assert_accessible(page)
