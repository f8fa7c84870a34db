"""The rule of a plan's control charts: chosen with a reason, and followed by its pages."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import Measure, Plan, Series
from lapwing.contexts.improvement.tests.factories import acting_as
from lapwing.contexts.improvement.tests.monthly import record_monthly

LATER = {"version": "1", "two_in_three": "beyond", "reason": "As the trusts of the area count"}
# one near the upper limit, then one outside it
VALUES = (*(50.0, 52.0) * 12, 55.6, 58.0, 51.0)


@pytest.fixture
def measure(desk: Desk) -> Measure:
    measure = desk.one(Measure, plan=desk.plan)
    series = desk.one(Series, measure=measure)
    with acting_as(desk.manager) as actor:
        record_monthly(series, actor, VALUES)
    return measure


def page(desk: Desk, measure: Measure) -> str:
    return words(desk.browser().get(f"{desk.url('measure', measure=measure.ref)}?view=spc"))  # type: ignore[arg-type]


def test_the_chart_follows_the_rule_that_was_chosen(desk: Desk, measure: Measure) -> None:
    before = page(desk, measure)
    assert "two of three near the upper limit" not in before
    assert "NHS workbook" not in before
    answer = desk.post("chart-rule", LATER, plan=desk.plan.ref)
    assert answer.status_code == 302
    after = page(desk, measure)
    assert "two of three near the upper limit" in after
    assert "as in the NHS workbook since the end of 2023" in after


OWN = {**LATER, "reason": "Read beside the trust's own chart"}


def test_a_measure_may_have_a_rule_of_its_own(desk: Desk, measure: Measure) -> None:
    answer = desk.post("measure-chart-rule", OWN, measure=measure.ref)
    assert answer.status_code == 302
    assert "two of three near the upper limit" in page(desk, measure)
    assert desk.one(Plan).two_in_three == "between"
    said = words(desk.get("measure-history", measure=measure.ref))
    assert "Read beside the trust's own chart" in said


def test_a_measure_keeps_its_own_rule_when_the_plan_changes_its(desk: Desk, measure: Measure) -> None:
    desk.post("measure-chart-rule", {**OWN, "two_in_three": "between"}, measure=measure.ref)
    desk.post("chart-rule", LATER, plan=desk.plan.ref)
    assert "two of three near the upper limit" not in page(desk, measure)
    desk.post("measure-chart-rule", {**OWN, "version": "2", "two_in_three": "plan"}, measure=measure.ref)
    assert "two of three near the upper limit" in page(desk, measure)


def test_the_form_of_a_measure_says_what_holds_for_the_plan(desk: Desk, measure: Measure) -> None:
    said = words(desk.get("measure-chart-rule", measure=measure.ref))
    assert "For the plan count those between the near limit and the limit" in said
    assert "As for the plan" in said


@pytest.mark.parametrize("typed", [{"two_in_three": "every one"}, {"two_in_three": ""}, {"reason": " "}])
def test_what_is_missing_for_a_measure_is_asked_for(
    desk: Desk, measure: Measure, typed: dict[str, str]
) -> None:
    answer = desk.post("measure-chart-rule", {**OWN, **typed}, measure=measure.ref)
    assert "Error: Rule of its control charts" in words(answer)
    assert desk.one(Measure).two_in_three == ""


def test_who_may_not_change_the_plan_chooses_no_rule_for_a_measure(desk: Desk, measure: Measure) -> None:
    for who in (desk.owner, desk.colleague, desk.outsider):
        assert desk.get("measure-chart-rule", who, measure=measure.ref).status_code == 404
        assert desk.post("measure-chart-rule", OWN, who, measure=measure.ref).status_code == 404
    assert desk.one(Measure).two_in_three == ""


def test_the_settings_say_which_rule_holds(desk: Desk) -> None:
    assert "those between the near limit and the limit count" in words(
        desk.get("settings", plan=desk.plan.ref)
    )
    desk.post("chart-rule", LATER, plan=desk.plan.ref)
    assert "all beyond the near limit" in words(desk.get("settings", plan=desk.plan.ref))


def test_who_changed_it_and_why_stands_among_the_changes(desk: Desk) -> None:
    desk.post("chart-rule", LATER, plan=desk.plan.ref)
    said = words(desk.get("settings-changes", plan=desk.plan.ref))
    assert "Olive Owner changed the plan" in said
    assert "As the trusts of the area count" in said


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"two_in_three": "every one"}, "Error: Rule of control charts"),
        ({"two_in_three": ""}, "Choose which points count"),
        ({"reason": " "}, "reason"),
    ],
)
def test_what_is_missing_is_asked_for(desk: Desk, typed: dict[str, str], says: str) -> None:
    assert says in words(desk.post("chart-rule", {**LATER, **typed}, plan=desk.plan.ref))
    assert desk.one(Plan).two_in_three == "between"


def test_two_who_choose_at_once_are_shown_each_other_s_choice(desk: Desk) -> None:
    desk.post("chart-rule", LATER, plan=desk.plan.ref)
    assert desk.post("chart-rule", LATER, plan=desk.plan.ref).status_code == 409


def test_who_may_not_change_the_plan_chooses_no_rule(desk: Desk) -> None:
    for who in (desk.owner, desk.colleague, desk.outsider):
        assert desk.get("chart-rule", who, plan=desk.plan.ref).status_code == 404
        assert desk.post("chart-rule", LATER, who, plan=desk.plan.ref).status_code == 404
    assert desk.one(Plan).two_in_three == "between"
