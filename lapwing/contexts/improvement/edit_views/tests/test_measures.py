"""Measures, series, baselines, targets and figures to compare with by hand."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import Action, Baseline, Comparator, Measure, Series, Target


@pytest.fixture
def others(desk: Desk) -> Series:
    """A series with a baseline of 20 and targets of 50 and 80."""
    return desk.one(Series, label="Others")


def test_a_measure_is_added_with_its_actions(desk: Desk) -> None:
    action = desk.one(Action, key="1.1.1")
    sent = {"name": "Swings mended", "direction": "increase", "action_refs": [action.ref]}
    response = desk.post("measure-new", sent, plan=desk.plan.ref)
    made = desk.one(Measure, name="Swings mended")
    assert response["Location"] == desk.url("measure-edit", measure=made.ref)
    assert desk.one(Series, measure=made).label == "All"
    assert desk.get("actual-new", desk.owner, series=desk.one(Series, measure=made).ref).status_code == 200


def test_a_series_takes_a_breakdown(desk: Desk) -> None:
    measure = desk.one(Measure, key="M1")
    wrong = {"label": "Teens", "unit": "%", "breakdown": "age 13"}
    assert "Put a colon between" in words(desk.post("series-new", wrong, measure=measure.ref))
    desk.post("series-new", {**wrong, "breakdown": "age: 13-19"}, measure=measure.ref)
    assert desk.one(Series, label="Teens").breakdown == {"age": "13-19"}


def test_a_measure_printed_twice_is_counted_once(desk: Desk) -> None:
    first, second = desk.all(Measure, plan=desk.plan)
    desk.post("measure-same", {"version": second.version, "same_as_ref": first.ref}, measure=second.ref)
    assert desk.one(Measure, pk=second.pk).same_as_id == first.pk
    desk.post("measure-same", {"version": second.version + 1, "same_as_ref": ""}, measure=second.ref)
    assert desk.one(Measure, pk=second.pk).same_as_id is None


class TestBaseline:
    def test_it_changes_with_a_reason_and_the_old_one_is_shown(self, desk: Desk, others: Series) -> None:
        sent = {"version": others.version, "value": "0", **day("to_date", 2025, 4, 30)}
        assert "Say why the baseline changes." in words(desk.post("baseline", sent, series=others.ref))
        desk.post("baseline", {**sent, "reason": "Counted again"}, series=others.ref)
        assert desk.one(Baseline, series=others, withdrawn_at=None).value == 0.0
        assert "20, 30 April 2025. Counted again" in words(desk.get("baseline", series=others.ref))


class TestTargets:
    def send(self, desk: Desk, series: Series, **more: str) -> str:
        sent = {"version": str(series.version), "count": "2", "reason": "Agreed by the board", **more}
        return words(desk.post("targets", sent, series=series.ref))

    def standing(self, desk: Desk, series: Series) -> list[Target]:
        return desk.all(Target, series=series, withdrawn_at=None)

    def test_rows_are_replaced_and_kept_on_record(self, desk: Desk, others: Series) -> None:
        self.send(desk, others, **{"type-0": "range", "low-0": "30", "high-0": "40", "type-1": "absolute"})
        (row,) = self.standing(desk, others)
        assert (row.type, row.low, row.high) == ("range", 30.0, 40.0)
        shown = words(desk.get("targets", series=others.ref))
        assert "What was said before (2)" in shown
        assert "Agreed by the board" in shown

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"type-0": "absolute", "as_written-0": "most"}, "Enter the figure to reach"),
            ({"type-0": "range", "low-0": "3"}, "Enter both ends of the range"),
            ({"type-0": "range", "low-0": "3", "high-0": "2"}, "The low end cannot be above the high end."),
            ({"type-0": "absolute", "value-0": "most"}, "Value must be a number"),
        ],
    )
    def test_what_is_wrong_in_a_row_is_said(
        self, desk: Desk, others: Series, sent: dict[str, str], said: str
    ) -> None:
        assert said in self.send(desk, others, **sent)
        assert [row.value for row in self.standing(desk, others)] == [50.0, 80.0]

    def test_a_change_that_was_resolved_stays_so_when_another_target_is_added(self, desk: Desk) -> None:
        series = desk.one(Series, measure__key="M2")
        reading = {"version": series.version, "reading": "points-each"}
        desk.post("baseline", {"version": 1, "value": "40", "reason": "Known now"}, series=series.ref)
        desk.post("targets-resolve", {**reading, "version": series.version + 1}, series=series.ref)
        (row,) = self.standing(desk, series)
        assert (row.value, row.resolved, row.resolved_by) == (-10.0, 30.0, "Olive Owner")
        series = desk.one(Series, pk=series.pk)
        kept = {
            "type-0": "relative",
            "value-0": "-10",
            "as_written-0": "-10.0%",
            "by_as_written-0": "By Apr 26",
        }
        self.send(
            desk, series, **kept, **day("latest-0", 2026, 4, 30), **{"type-1": "absolute", "value-1": "5"}
        )
        assert [row.resolved for row in self.standing(desk, series)] == [30.0, 5.0]

    def test_the_numbers_are_shown_before_a_reading_is_chosen(self, desk: Desk) -> None:
        series = desk.one(Series, measure__key="M2")
        shown = words(desk.get("targets-resolve", series=series.ref))
        assert "points added to the baseline each time" in shown
        assert "10 children" in shown
        assert "18 children" in shown


def test_figures_to_compare_with_are_rows(desk: Desk) -> None:
    series = desk.one(Series, measure__key="M2")
    sent = {
        "version": series.version,
        "count": "2",
        "name-0": "England",
        "value-0": "11",
        "name-1": "London",
        "value-1": "9",
        **day("as_at-1", 2025, 9, 30),
    }
    desk.post("comparators", sent, series=series.ref)
    standing = desk.all(Comparator, series=series, withdrawn_at=None)
    assert [(row.name, row.value) for row in standing] == [("England", 11.0), ("London", 9.0)]
    nameless = {"version": series.version + 1, "count": "1", "value-0": "3"}
    assert "Enter whose figure it is" in words(desk.post("comparators", nameless, series=series.ref))


@pytest.mark.parametrize("page", ["baseline", "targets", "targets-resolve", "comparators", "series-edit"])
def test_owners_of_actions_enter_figures_but_change_no_targets(desk: Desk, others: Series, page: str) -> None:
    assert desk.get("actual-new", desk.owner, series=others.ref).status_code == 200
    for person in (desk.owner, desk.colleague, desk.outsider):
        assert desk.get(page, person, series=others.ref).status_code == 404
