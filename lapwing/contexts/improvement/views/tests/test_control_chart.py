"""A measure as a control chart: for enough figures, with its icons, its break and the day it is read on."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.models import Series
from lapwing.contexts.improvement.tests.factories import LATER, acting_as
from lapwing.contexts.improvement.tests.monthly import LOW_THEN_HIGH, month_end, record_monthly
from lapwing.contexts.improvement.views.tests.conftest import Get, Site, text_of
from lapwing.registry.tests.factories import People


@pytest.fixture
def series(site: Site, people: People) -> Series:
    with acting_as(people.owner):
        return Series.objects.filter(measure__ref=site.measure).order_by("position")[0]


def measured(series: Series, people: People, values: tuple[float, ...] = LOW_THEN_HIGH) -> None:
    with acting_as(people.owner) as actor:
        record_monthly(series, actor, values)


def test_with_thirteen_figures_a_control_chart_is_offered(get: Get, people: People, series: Series) -> None:
    measured(series, people, LOW_THEN_HIGH[:13])
    page = get(people.owner, "measure")
    assert "Control chart (SPC)" in text_of(page)
    assert "Lower limit" not in text_of(page)


def test_with_twelve_the_page_says_why_there_is_none(get: Get, people: People, series: Series) -> None:
    measured(series, people, LOW_THEN_HIGH[:12])
    assert "Control chart (SPC)" not in text_of(get(people.owner, "measure"))
    asked = text_of(get(people.owner, "measure", view="spc"))
    assert "A control chart needs 13 figures; there are 12. Its path is drawn instead." in asked


def test_the_chart_has_limits_icons_and_words(get: Get, people: People, series: Series) -> None:
    measured(series, people)
    page = get(people.owner, "measure", view="spc")
    words = text_of(page)
    assert "Improving, higher" in words
    assert "Meets the target reliably" in words
    assert "28 Feb 2023 52% – 55.7% 61% 66.3% Concern: below the lower limit" in words
    assert "Concern: below the lower limit" in words
    assert "72% in April 2025, which meets the target of 50% by April 2026. The same as a year ago;" in words
    assert "Control chart (SPC)" in words
    assert 'aria-label="Variation: improving, higher"' in page.content.decode()


def test_limits_worked_out_afresh_are_a_break_with_its_reason(
    get: Get, people: People, series: Series
) -> None:
    measured(series, people)
    with acting_as(people.owner) as actor:
        commands.recalculate(
            actor=actor, now=LATER, series_ref=series.ref, from_date=month_end(14), reason="A new team began"
        )
    words = text_of(get(people.owner, "measure", view="spc"))
    assert "No significant change" in words
    assert "Limits afresh: A new team began" in words
    assert "Concern" not in words


def test_as_at_a_day_before_it_was_said_the_limits_run_on(get: Get, people: People, series: Series) -> None:
    measured(series, people)
    with acting_as(people.owner) as actor:
        commands.recalculate(
            actor=actor, now=LATER, series_ref=series.ref, from_date=month_end(14), reason="A new team began"
        )
    day_before = date.fromordinal(LATER.date().toordinal() - 1).isoformat()
    words = text_of(get(people.owner, "measure", view="spc", as_at=day_before))
    assert "Limits afresh" not in words
    assert "Work the limits out afresh" not in words


def test_a_flat_series_that_meets_its_target_passes(get: Get, people: People, series: Series) -> None:
    measured(series, people, (100.0,) * 14)
    words = text_of(get(people.owner, "measure", view="spc"))
    assert "Meets the target reliably" in words
    assert "No significant change" in words


def test_only_who_may_edit_is_led_to_working_limits_out_afresh(
    get: Get, people: People, series: Series
) -> None:
    measured(series, people)
    assert "Work the limits out afresh" in text_of(get(people.owner, "measure", view="spc"))
