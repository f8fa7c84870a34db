"""A file of figures in a real browser: columns, a line put right, one left out, brought in, and undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.contexts.improvement.models import Actual, Measure
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import assert_accessible, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
NARROW: ViewportSize = {"width": 320, "height": 700}
FILE = """KPI,Breakdown,Ending,How much,Officer
M2,All,31/07/2025,5,A
M2,All,31/08/2025,many,B
M9,All,31/08/2025,7,C
"""


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


def standing(desk: Desk) -> list[float | None]:
    rows = desk.all(Actual, series__measure__key="M2", withdrawn_at=None)
    return sorted((row.value for row in rows), key=lambda value: value or -1)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_file_with_bad_rows_is_put_right_brought_in_and_undone(
    desk: Desk, page_as: Open, tmp_path: Path, javascript: bool
) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(FILE, encoding="utf-8")
    before = standing(desk)
    page = page_as(desk.manager, viewport=NARROW, javascript=javascript)

    def look() -> None:
        if javascript:
            assert_accessible(page)
        assert not scrolls_sideways(page), page.url

    page.goto(desk.url("measures", plan=desk.plan.ref))
    page.get_by_role("button", name="Figures from a file").click()
    expect(page.get_by_label("Where it comes from")).to_be_visible()
    look()
    page.set_input_files("input[type=file]", file)
    page.get_by_label("Where it comes from").fill("Casework system")
    page.get_by_role("button", name="Look through the file").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Which column is which?")
    look()
    page.get_by_label("To", exact=True).select_option("2")
    page.get_by_label("Value", exact=True).select_option("3")
    page.get_by_role("button", name="Check the rows").click()

    expect(page.get_by_role("heading", name="2 lines have problems")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Value (column D). “many” is not a number.")
    look()
    page.get_by_role("link", name="Line 3").click()
    expect(page.get_by_role("button", name="Save the line")).to_be_visible()
    look()
    page.get_by_label("Value", exact=True).fill("6")
    page.get_by_role("button", name="Save the line").click()
    page.get_by_role("link", name="Line 4").click()
    page.get_by_role("button", name="Leave this line out").click()

    expect(page.get_by_role("main")).to_contain_text("Nothing is saved yet.")
    assert standing(desk) == before
    page.get_by_role("button", name="Bring in 2 figures").click()
    expect(page.get_by_role("status").first).to_contain_text("2 figures brought in.")
    look()
    assert len(standing(desk)) == len(before) + 2

    page.goto(desk.url("measure", measure=desk.one(Measure, key="M2").ref))
    expect(page.get_by_role("main")).to_contain_text("31 August 2025")
    page.goto(desk.url("figures-imports"))
    look()
    page.get_by_role("link", name="figures.csv").click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_role("main")).to_contain_text("Undone by Olive Owner")
    look()
    assert standing(desk) == before
