"""Making and changing a plan in a real browser: accessible on every page, and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.contexts.improvement.edit_views.tests.pages import every_page
from lapwing.contexts.improvement.models import (
    Area,
    Group,
    Milestone,
    Question,
    Series,
    Target,
)
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import PHONE, assert_accessible, press, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


@pytest.mark.slow
def test_every_page_is_accessible_and_fits_a_phone(desk: Desk, page_as: Open) -> None:
    page = page_as(desk.manager, viewport=PHONE)
    for address in every_page(desk):
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        assert_accessible(page)
        assert not scrolls_sideways(page), address


def test_a_refused_form_leads_to_what_is_wrong(desk: Desk, page_as: Open) -> None:
    page = page_as(desk.owner)
    page.goto(desk.url("report", milestone=desk.one(Milestone, text="Begin talks").ref))
    page.get_by_label("Note").fill("Nothing is lost")
    page.get_by_role("button", name="Save the report").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    assert page.title().startswith("Error: ")
    page.get_by_role("link", name="Choose how it stands").click()
    expect(page.locator("#id_status")).to_be_focused()
    expect(page.get_by_label("Note")).to_have_value("Nothing is lost")
    assert_accessible(page)


def test_two_people_at_one_form_without_javascript(desk: Desk, page_as: Open) -> None:
    group = desk.one(Group)
    first, second = page_as(desk.manager, javascript=False), page_as(desk.manager, javascript=False)
    for page in (first, second):
        page.goto(desk.url("group-edit", group=group.ref))
    first.get_by_label("Title").fill("What the first wrote")
    press(first, "Save")
    second.get_by_label("Title").fill("What the second wrote")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_text("What the first wrote")).to_be_visible()
    expect(second.get_by_text("What the second wrote")).to_be_visible()
    second.get_by_label("Keep what you wrote").check()
    press(second, "Save these choices")
    assert desk.one(Group, pk=group.pk).title == "What the second wrote"


def test_both_versions_are_accessible(desk: Desk, page_as: Open) -> None:
    area = desk.one(Area)
    page = page_as(desk.manager)
    page.goto(desk.url("area-edit", area=area.ref))
    desk.post("area-edit", {"version": area.version, "title": "Saved meanwhile"}, area=area.ref)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else changed this too")
    assert_accessible(page)


def test_a_row_is_added_and_saved_without_javascript(desk: Desk, page_as: Open) -> None:
    series = desk.one(Series, label="Others")
    page = page_as(desk.manager, javascript=False)
    page.goto(desk.url("targets", series=series.ref))
    page.locator("#id_value-2").fill("90")
    page.get_by_role("button", name="Add a row").click()
    expect(page.locator("#id_value-2")).to_have_value("90")
    expect(page.locator("#id_value-3")).to_be_visible()
    page.get_by_label("Reason").fill("One year more")
    press(page, "Save the targets")
    standing = desk.all(Target, series=series, withdrawn_at=None)
    assert [row.value for row in standing] == [50.0, 80.0, 90.0]


def test_taking_out_is_undone_by_one_button(desk: Desk, page_as: Open) -> None:
    area = desk.one(Area)
    page = page_as(desk.manager)
    page.goto(desk.url("area-edit", area=area.ref))
    page.get_by_role("link", name="Take it out of the plan").click()
    page.get_by_label("Reason").fill("Met in spring")
    press(page, "Take it out")
    assert_accessible(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("is back")
    assert desk.one(Area, pk=area.pk).voided_at is None


def test_a_question_is_answered_where_it_stands(desk: Desk, page_as: Open) -> None:
    question = desk.one(Question, code="due.none")
    page = page_as(desk.manager)
    page.goto(desk.url("questions", plan=desk.plan.ref))
    assert_accessible(page)
    page.get_by_role("button", name="soon").click()
    expect(page.get_by_role("status")).to_contain_text("Your answer is saved.")
    assert desk.one(Question, pk=question.pk).answer == "soon"
