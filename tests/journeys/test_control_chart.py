"""A measure as a control chart in a real browser: without JavaScript, accessible, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.contexts.improvement.models import Comparator, Recalculation, Series
from lapwing.contexts.improvement.tests.factories import NOW, acting_as
from lapwing.contexts.improvement.tests.monthly import month_end, record_monthly
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People
from tests.browser import PHONE, assert_accessible, press, screenshots, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
VALUES = (39, 44, 41, 36, 42, 45, 38, 40, 43, 37, 44, 41, 40, 39, 52, 55, 51, 57, 54, 53, 58, 56, 59, 52)


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


def record_others(series: Series, actor: Actor) -> None:
    """England on two days, London without one, and one that lies far out."""
    assert actor.user_id is not None
    others = (
        ("England", 46.0, month_end(0)),
        ("England", 48.5, month_end(12)),
        ("London", 50.0, None),
        ("The far islands", 400.0, None),
    )
    Comparator.objects.bulk_create(
        Comparator(
            partnership_id=series.partnership_id,
            series=series,
            name=name,
            as_written=f"{value:g}%",
            value=value,
            as_at=on,
            effective_on=month_end(0),
            recorded_at=NOW,
            recorded_by_id=actor.user_id,
        )
        for name, value, on in others
    )


def test_what_others_have_is_drawn_named_and_said(desk: Desk, page_as: Callable[..., Page]) -> None:
    series = desk.one(Series, measure__key="M1")
    with acting_as(desk.manager) as actor:
        record_monthly(series, actor, tuple(map(float, VALUES)))
        record_others(series, actor)
        measure = series.measure.ref
    page = page_as(desk.manager, javascript=False)
    page.goto(f"{desk.url('measure', measure=measure)}?series={series.ref}&view=spc")
    wide = page.locator(".lw-chart__drawing--wide svg")
    for said in ("England 48.5%", "London 50%"):
        expect(wide.locator("text", has_text=said)).to_be_visible()
    far = "The far islands (400%) lies too far from these figures to be drawn beside them."
    expect(page.locator(".lw-chart__words")).to_contain_text(far)
    assert far in (wide.get_attribute("aria-label") or "")
    screenshots(page, "control-chart-beside-others")


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
        record_others(series, actor)
        measure = series.measure.ref
    page = page_as(desk.manager, viewport=PHONE)
    for address in (
        f"{desk.url('measure', measure=measure)}?series={series.ref}&view=spc",
        desk.url("recalculate", series=series.ref),
        desk.url("measure-chart-rule", measure=measure),
    ):
        page.goto(address)
        assert_accessible(page)
        assert not scrolls_sideways(page), address
