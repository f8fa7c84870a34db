"""A plan that was brought in from Word is published anew: the new file is compared, taken in, and undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.contexts.improvement.edit_views.tests.sending import sent_and_read
from lapwing.contexts.improvement.models import Action, DuePoint, Milestone, Plan, PlanVersion, StatusReport
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import PHONE, assert_accessible, scrolls_sideways
from tests.journeys.test_bringing_a_plan_in import send
from tests.journeys.word_plans import larkshire_plan

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


@pytest.fixture
def plan(desk: Desk) -> Plan:
    """The first version, brought in from Word, with a report on its first milestone."""
    draft = sent_and_read(desk, larkshire_plan(), "larkshire.docx")
    desk.post("import-draft", {"save": "on"}, plan_draft=draft)
    row = desk.one(Plan, pk__gt=desk.plan.pk)
    first = desk.one(Milestone, action__plan=row)
    with acting_as(desk.manager) as actor:
        commands.report_status(
            actor=actor, now=row.created_at, milestone_ref=first.ref, status="on track", note="Begun"
        )
    return row


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """The same Word file with another date, another owner, and a new action in front of the others."""
    path = tmp_path / "larkshire-second.docx"
    path.write_bytes(larkshire_plan())
    document = Document(str(path))
    table = document.tables[0]
    table.rows[2].cells[4].text = "March 2028"
    table.rows[2].cells[3].text = "Head of Nursery Education"
    new = document.tables[1].add_row().cells  # type: ignore[no-untyped-call]
    wanted = ("Hear every young person before the meeting", "", "Youth Voice Lead", "May 2028", "They say so")
    for cell, text in zip(new, ("2.2", *wanted), strict=True):
        cell.text = text
    document.save(str(path))
    return path


def test_version_two_is_compared_taken_in_and_undone(
    desk: Desk, plan: Plan, second: Path, page_as: Open
) -> None:
    page = page_as(desk.manager)
    ref = send(desk, page, second)
    page.goto(desk.url("import-draft", plan_draft=ref))
    expect(page.get_by_text("It looks like a later version of")).to_be_visible()
    page.get_by_role("link", name="See what changed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What the new version changes")
    assert_accessible(page)
    expect(page.locator("ins").filter(has_text="March 2028").first).to_be_visible()
    page.get_by_role("button", name="Accept all that is changed, moved or added").click()
    page.get_by_role("button", name="See what will happen").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What will happen")
    assert_accessible(page)
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What was taken in")
    assert_accessible(page)

    point = desk.one(DuePoint, milestone__action__plan=plan, as_written__contains="March 2028")
    page.goto(desk.url("milestone", milestone=desk.one(Milestone, pk=point.milestone_id).ref))
    expect(page.get_by_text("Changed in larkshire-second.docx, received")).to_be_visible()
    expect(page.locator("del").filter(has_text="2027").first).to_be_visible()
    assert len(desk.all(Action, plan=plan, voided_at=None)) == 4
    assert desk.one(StatusReport, milestone__action__plan=plan).withdrawn_at is None

    version = desk.one(PlanVersion)
    page.goto(desk.url("plan-version", plan_version=version.ref))
    page.get_by_role("link", name="Undo this version").click()
    page.get_by_label("Reason").fill("The board has not agreed it yet")
    page.get_by_role("button", name="Undo this version").click()
    expect(page.get_by_role("status").first).to_contain_text("The version is undone")
    assert len(desk.all(Action, plan=plan, voided_at=None)) == 3


def test_without_javascript_and_on_a_phone(desk: Desk, plan: Plan, second: Path, page_as: Open) -> None:
    ref = sent_and_read(desk, second.read_bytes(), second.name)
    page = page_as(desk.manager, javascript=False, viewport=PHONE)
    page.goto(desk.url("import-compare", plan_draft=ref, plan=plan.ref))
    assert not scrolls_sideways(page)
    page.get_by_role("link", name="Added (1)").click()
    page.get_by_role("checkbox", name="Add this action").check()
    page.get_by_role("button", name="Keep these ticks").click()
    expect(page.get_by_role("status")).to_contain_text("1 of")
    page.get_by_role("button", name="See what will happen").first.click()
    page.get_by_role("button", name="Take in 1 change").click()
    expect(page.get_by_text("1 change taken in.")).to_be_visible()
    assert not scrolls_sideways(page)
    assert len(desk.all(Action, plan=plan, voided_at=None)) == 4
    assert not desk.all(DuePoint, milestone__action__plan=plan, as_written__contains="March 2028")
