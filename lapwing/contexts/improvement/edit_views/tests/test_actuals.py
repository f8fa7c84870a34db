from __future__ import annotations

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import Actual, Measure, Series

SEPTEMBER = {**day("from_date", 2025, 9, 1), **day("to_date", 2025, 9, 30)}
AUGUST = {**day("from_date", 2025, 8, 1), **day("to_date", 2025, 8, 31)}


@pytest.fixture
def series(desk: Desk) -> Series:
    """That of the second measure, which has figures: zero for September 2025."""
    return desk.one(Series, measure__key="M2")


def standing(desk: Desk, series: Series) -> list[float | None]:
    rows = desk.all(Actual, series=series, withdrawn_at=None)
    return [row.value for row in sorted(rows, key=lambda row: row.to_date)]


def test_zero_is_a_value(desk: Desk, series: Series) -> None:
    response = desk.post("actual-new", {"value": "0", **AUGUST}, series=series.ref)
    assert response.status_code == 302
    assert standing(desk, series)[0] == 0.0


def test_a_count_out_of_a_count_is_kept_as_such(desk: Desk, series: Series) -> None:
    desk.post("actual-new", {"numerator": "1,204", "denominator": "2408", **AUGUST}, series=series.ref)
    made = desk.one(Actual, series=series, to_date="2025-08-31")
    assert (made.value, made.numerator, made.denominator) == (None, 1204.0, 2408.0)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Enter a value, or how many out of how many."),
        ({"numerator": "3"}, "Enter both numbers"),
        ({"numerator": "3", "denominator": "0"}, "must be above zero"),
        ({"value": "many"}, "Value must be a number"),
        ({"value": "1e999"}, "Value must be a number"),
        ({"value": "nan"}, "Value must be a number"),
    ],
)
def test_what_is_no_figure_is_refused(desk: Desk, series: Series, sent: dict[str, str], said: str) -> None:
    response = desk.post("actual-new", {**sent, **AUGUST}, series=series.ref)
    assert said in words(response)
    assert len(standing(desk, series)) == 2


def test_a_period_that_is_not_over_is_refused(desk: Desk, series: Series) -> None:
    response = desk.post("actual-new", {"value": "1", **day("to_date", 2199, 1, 1)}, series=series.ref)
    assert "The period is not over yet." in words(response)


class TestReplacing:
    def test_the_old_figure_is_shown_and_a_reason_asked(self, desk: Desk, series: Series) -> None:
        response = desk.post("actual-new", {"value": "7", **SEPTEMBER}, series=series.ref)
        assert "Recorded now: 0 children for September 2025" in words(response)
        assert 'name="reason"' in response.content.decode()
        assert standing(desk, series)[0] == 0.0

    def test_with_a_reason_it_is_replaced_and_the_old_one_stays_on_record(
        self, desk: Desk, series: Series
    ) -> None:
        sent = {"value": "7", "reason": "Counted again", **SEPTEMBER}
        desk.post("actual-new", sent, series=series.ref)
        assert standing(desk, series)[0] == 7.0
        assert desk.one(Actual, series=series, value=0.0).withdrawn_reason == "Counted again"

    def test_the_same_figure_sent_twice_is_recorded_once(self, desk: Desk, series: Series) -> None:
        for _ in range(2):
            sent = {"value": "4", "source": "Report", **AUGUST}
            assert desk.post("actual-new", sent, series=series.ref).status_code == 302
        assert len(desk.all(Actual, series=series, to_date="2025-08-31")) == 1


def test_a_figure_is_withdrawn_with_a_reason(desk: Desk, series: Series) -> None:
    row = desk.one(Actual, series=series)
    assert "Enter reason" in words(desk.post("actual-take-back", {}, actual=row.ref))
    desk.post("actual-take-back", {"reason": "Not ours"}, actual=row.ref)
    assert desk.one(Actual, pk=row.pk).withdrawn_reason == "Not ours"


def test_an_owner_enters_figures_of_their_own_actions_only(desk: Desk, series: Series) -> None:
    measure = desk.one(Measure, pk=series.measure_id)
    assert desk.get("actual-new", desk.owner, series=series.ref).status_code == 200
    desk.post("measure-edit", {"version": 1, "name": "Loose", "direction": "none"}, measure=measure.ref)
    assert desk.one(Measure, pk=measure.pk).name == "Loose"
    row = desk.one(Actual, series=series)
    assert desk.get("actual-new", desk.owner, series=series.ref).status_code == 404
    assert desk.get("actual-take-back", desk.owner, actual=row.ref).status_code == 404


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_others_enter_nothing(desk: Desk, series: Series, who: str) -> None:
    sent = {"value": "1", **AUGUST}
    assert desk.post("actual-new", sent, getattr(desk, who), series=series.ref).status_code == 404
    assert len(standing(desk, series)) == 2
