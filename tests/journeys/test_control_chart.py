"""A measure as a control chart in a real browser: without JavaScript, accessible, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.contexts.improvement.models import Recalculation, Series
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.monthly import month_end, record_monthly
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import PHONE, assert_accessible, press, screenshots, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
VALUES = (39, 44, 41, 36, 42, 45, 38, 40, 43, 37, 44, 41, 40, 39, 52, 55, 51, 57, 54, 53, 58, 56, 59, 52)


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


def test_limits_are_worked_out_afresh_without_a_script(desk: Desk, page_as: Callable[..., Page]) -> None:
    series = desk.one(Series, measure__key="M1")
    with acting_as(desk.manager) as actor:
        record_monthly(series, actor, tuple(map(float, VALUES)))
        measure = series.measure.ref
    page = page_as(desk.manager, javascript=False)
    page.goto(desk.url("measure", measure=measure))
    page.get_by_role("link", name="Control chart (SPC)").click()
    expect(page.get_by_text("Improving, higher", exact=True)).to_be_visible()
    screenshots(page, "control-chart")
    page.get_by_role("link", name="Work the limits out afresh from a figure on").click()
    page.get_by_label("The first figure of the new stretch").select_option(month_end(14).isoformat())
    page.get_by_label("Reason").fill("A new team began in March 2024")
    press(page, "Work them out afresh")
    expect(page.get_by_text("The limits are worked out afresh.")).to_be_visible()
    expect(page.get_by_text("No significant change", exact=True)).to_be_visible()
    expect(page.locator("svg text", has_text="A new team began in March 2024").first).to_be_visible()
    screenshots(page, "control-chart-afresh")
    assert desk.one(Recalculation).reason == "A new team began in March 2024"


def test_its_pages_are_accessible_and_fit_a_phone(desk: Desk, page_as: Callable[..., Page]) -> None:
    series = desk.one(Series, measure__key="M1")
    with acting_as(desk.manager) as actor:
        record_monthly(series, actor, tuple(map(float, VALUES)))
        measure = series.measure.ref
    page = page_as(desk.manager, viewport=PHONE)
    for address in (
        f"{desk.url('measure', measure=measure)}?series={series.ref}&view=spc",
        desk.url("recalculate", series=series.ref),
    ):
        page.goto(address)
        assert_accessible(page)
        assert not scrolls_sideways(page), address
