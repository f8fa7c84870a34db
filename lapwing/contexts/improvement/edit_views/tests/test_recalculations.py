"""The pages where limits are worked out afresh, and let run on."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import Measure, Recalculation, Series
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.monthly import month_end, record_monthly

CHANGE = {"from_date": month_end(14).isoformat(), "reason": "A new team began."}


@pytest.fixture
def series(desk: Desk) -> Series:
    """One with monthly figures from January 2023."""
    found = desk.one(Series, measure__key="M1")
    with acting_as(desk.manager) as actor:
        record_monthly(found, actor)
    return found


def test_the_latest_figures_are_offered_first_and_the_first_is_not(desk: Desk, series: Series) -> None:
    page = desk.get("recalculate", series=series.ref).content.decode()
    assert page.index(month_end(27).isoformat()) < page.index(month_end(14).isoformat())
    assert month_end(0).isoformat() not in page
    assert "March 2024: 70%" in page


def test_it_is_saved_and_leads_to_the_chart_with_its_break(desk: Desk, series: Series) -> None:
    response = desk.post("recalculate", CHANGE, series=series.ref)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?series={series.ref}&view=spc")
    shown = words(desk.browser().get(response["Location"]))  # type: ignore[arg-type]
    assert "Limits afresh: A new team began." in shown
    listed = words(desk.get("recalculate", series=series.ref))
    assert "From 31 March 2024: A new team began." in listed


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({**CHANGE, "reason": ""}, "Say why the limits are worked out afresh"),
        ({**CHANGE, "from_date": ""}, "Choose a figure"),
        ({**CHANGE, "from_date": "2024-03-30"}, "Choose a figure of this series"),
        ({**CHANGE, "from_date": "soon"}, "Choose a figure of this series"),
        ({**CHANGE, "reason": "a\0b"}, "Null characters are not allowed"),
        ({**CHANGE, "reason": "a" * 301}, "at most 300"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    desk: Desk, series: Series, sent: dict[str, str], told: str
) -> None:
    assert told in words(desk.post("recalculate", sent, series=series.ref))
    assert not desk.all(Recalculation)


def test_a_series_with_one_figure_says_so(desk: Desk) -> None:
    with_none = desk.one(Series, measure__key="M1")
    assert "There are no two figures yet" in words(desk.get("recalculate", series=with_none.ref))


def test_it_is_withdrawn_with_a_reason_and_listed_as_said_before(desk: Desk, series: Series) -> None:
    desk.post("recalculate", CHANGE, series=series.ref)
    ref = desk.one(Recalculation).ref
    asked = words(desk.get("recalculation-take-back", recalculation=ref))
    assert "31 March 2024" in asked
    assert "A new team began." in asked
    desk.post("recalculation-take-back", {"reason": "It was another team."}, recalculation=ref)
    assert "It was another team." in words(desk.get("recalculate", series=series.ref))
    assert desk.get("recalculation-take-back", recalculation=ref).status_code == 404


def test_the_history_of_the_measure_shows_it(desk: Desk, series: Series) -> None:
    desk.post("recalculate", CHANGE, series=series.ref)
    measure = desk.one(Measure, pk=series.measure_id)
    assert "A new team began." in words(desk.get("measure-history", measure=measure.ref))


def test_only_who_may_edit_is_let_in(desk: Desk, series: Series) -> None:
    desk.post("recalculate", CHANGE, series=series.ref)
    ref = desk.one(Recalculation).ref
    for who in (desk.owner, desk.colleague, desk.outsider):
        assert desk.get("recalculate", who, series=series.ref).status_code in (403, 404)
        assert desk.post("recalculate", CHANGE, who, series=series.ref).status_code in (403, 404)
        answer = desk.post("recalculation-take-back", {"reason": "x"}, who, recalculation=ref)
        assert answer.status_code in (403, 404)
    assert len(desk.all(Recalculation, withdrawn_at=None)) == 1
