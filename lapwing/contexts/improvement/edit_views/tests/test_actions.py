"""Actions, milestones, dates, success criteria and owners by hand."""

from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import (
    Action,
    CriterionJudgement,
    DuePoint,
    Measure,
    Milestone,
    Objective,
    OwnerRole,
    Ownership,
    Service,
    SuccessCriterion,
)
from lapwing.contexts.improvement.tests.factories import acting_as, imported, plan


def test_an_action_is_added_where_it_belongs(desk: Desk) -> None:
    objective = desk.one(Objective)
    page = desk.browser().get(desk.url("action-new", plan=desk.plan.ref), {"objective": objective.ref})
    assert f'value="{objective.ref}" checked' in page.content.decode()
    sent = {"number": "1.1.9", "text": "Paint the swings", "objective_refs": [objective.ref]}
    response = desk.post("action-new", sent, plan=desk.plan.ref)
    made = desk.one(Action, text="Paint the swings")
    assert response["Location"] == desk.url("action", action=made.ref)
    assert desk.one(Milestone, action=made).text == "Paint the swings"


def test_one_action_serves_objectives_of_two_plans(desk: Desk) -> None:
    with acting_as(desk.manager) as actor:
        other = imported(desk.partnership, actor, plan(title="Plan for sport"))
    here, there = desk.one(Objective, plan=desk.plan), desk.one(Objective, plan=other)
    action = desk.one(Action, key="1.1.1", plan=desk.plan)
    assert "Open more places (Plan for sport)" in words(desk.get("action-edit", action=action.ref))
    sent = {"version": 1, "text": "Both", "objective_refs": [there.ref, here.ref]}
    desk.post("action-edit", sent, action=action.ref)
    serves = sorted(desk.all(Service, action=action), key=lambda row: row.position)
    assert [row.objective_id for row in serves] == [here.pk, there.pk], "its place in print stays first"


def test_an_objective_of_another_partnership_is_no_choice(desk: Desk) -> None:
    action = desk.one(Action, key="1.1.1")
    sent = {"version": 1, "text": "Mine", "objective_refs": ["zzzzzzzzzzzz"]}
    assert "Select objectives it serves from the list" in words(
        desk.post("action-edit", sent, action=action.ref)
    )


class TestDates:
    @pytest.fixture
    def milestone(self, desk: Desk) -> Milestone:
        return desk.one(Milestone, text="Publish the list")

    def send(self, desk: Desk, row: Milestone, **more: str) -> str:
        sent = {"version": str(row.version), "count": "1", "role-0": "complete", **more}
        return words(desk.post("milestone-dates", sent, milestone=row.ref))

    def test_days_are_worked_out_from_the_words(self, desk: Desk, milestone: Milestone) -> None:
        self.send(desk, milestone, **{"as_written-0": "by Q2 2026"})
        point = desk.one(DuePoint, milestone=milestone)
        assert (point.as_written, point.latest) == ("by Q2 2026", date(2026, 6, 30))

    def test_days_that_are_given_are_kept(self, desk: Desk, milestone: Milestone) -> None:
        self.send(desk, milestone, **{"as_written-0": "in summer", **day("latest-0", 2026, 7, 17)})
        point = desk.one(DuePoint, milestone=milestone)
        assert (point.earliest, point.latest) == (None, date(2026, 7, 17))

    def test_words_without_a_day_are_kept_as_words(self, desk: Desk, milestone: Milestone) -> None:
        self.send(desk, milestone, **{"as_written-0": "when the board agrees"})
        assert desk.one(DuePoint, milestone=milestone).latest is None

    def test_moving_a_date_needs_a_reason_and_the_earlier_one_stays_visible(self, desk: Desk) -> None:
        row = desk.one(Milestone, text="Meet every term")
        assert "Say why the date changes." in self.send(desk, row, **{"as_written-0": "by May 2026"})
        self.send(desk, row, **{"as_written-0": "by May 2026", "reason": "The hall was flooded"})
        shown = words(desk.get("milestone-dates", milestone=row.ref))
        assert "What was said before (1)" in shown
        assert "by January 2026 (1 January 2026 to 31 January 2026). The hall was flooded" in shown

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({**day("latest-0", 2026, 2, 31), "as_written-0": "x"}, "Latest day must be a real date"),
            ({**day("latest-0", 25, 2, 1), "as_written-0": "x"}, "Year must have 4 figures"),
            (day("latest-0", 2026, 2, 1), "Enter the date as the plan words it"),
            (
                {**day("earliest-0", 2026, 2, 2), **day("latest-0", 2026, 2, 1), "as_written-0": "x"},
                "The latest day cannot come before the earliest",
            ),
        ],
    )
    def test_odd_dates_are_refused_beside_their_boxes(
        self, desk: Desk, milestone: Milestone, sent: dict[str, str], said: str
    ) -> None:
        assert said in self.send(desk, milestone, **sent)
        assert desk.all(DuePoint, milestone=milestone) == []

    def test_one_more_row_loses_nothing_typed(self, desk: Desk, milestone: Milestone) -> None:
        sent = {"version": "1", "count": "1", "as_written-0": "by May", "add-row": "on", "latest-0-day": "31"}
        page = desk.post("milestone-dates", sent, milestone=milestone.ref).content.decode()
        assert 'value="by May"' in page
        assert 'value="31"' in page
        assert 'name="as_written-1"' in page
        assert desk.all(DuePoint, milestone=milestone) == []

    @pytest.mark.parametrize("count", ["0", "-1", "x", "99999", "", "٣"])
    def test_an_odd_number_of_rows_is_no_error(self, desk: Desk, milestone: Milestone, count: str) -> None:
        sent = {"version": str(milestone.version), "count": count}
        assert desk.post("milestone-dates", sent, milestone=milestone.ref).status_code == 302

    def test_an_emptied_row_is_left_out(self, desk: Desk) -> None:
        row = desk.one(Milestone, text="Begin talks")
        sent = {"count": "2", "as_written-0": "", "role-1": "complete", "as_written-1": "by May 2026"}
        self.send(desk, row, **sent, reason="One date will do")
        assert [each.as_written for each in desk.all(DuePoint, milestone=row, withdrawn_at=None)] == [
            "by May 2026"
        ]


def test_a_milestone_is_added_and_then_asked_for_its_date(desk: Desk) -> None:
    action = desk.one(Action, key="1.1.1")
    response = desk.post("milestone-new", {"label": "c", "text": "Open it"}, action=action.ref)
    made = desk.one(Milestone, text="Open it")
    assert response["Location"] == desk.url("milestone-dates", milestone=made.ref)


class TestCriteria:
    def test_one_is_added_with_the_measure_behind_it(self, desk: Desk) -> None:
        action, measure = desk.one(Action, key="1.1.1"), desk.one(Measure)
        sent = {"text": "More children play", "measure_ref": measure.ref}
        desk.post("criterion-new", sent, action=action.ref)
        assert desk.one(SuccessCriterion, text="More children play").measure_id == measure.pk

    def test_it_is_judged_from_something(self, desk: Desk) -> None:
        row = desk.one(SuccessCriterion)
        before = len(desk.all(CriterionJudgement))
        refused = desk.post("criterion-judge", {"judgement": "met"}, success_criterion=row.ref)
        assert "No evidence of it was accepted yet" in words(refused)
        sent = {"judgement": "met", "note": "The spring survey"}
        desk.post("criterion-judge", sent, success_criterion=row.ref)
        assert len(desk.all(CriterionJudgement)) == before + 1
        assert "Met, " in words(desk.get("criterion-judge", success_criterion=row.ref))


class TestOwners:
    def test_owners_change_with_a_reason(self, desk: Desk) -> None:
        action = desk.one(Action, key="1.1.1")
        lead = desk.one(OwnerRole, name="Play Lead")
        sent = {"version": action.version, "role_refs": [lead.ref]}
        assert "Say why the owner changes." in words(desk.post("action-owners", sent, action=action.ref))
        desk.post("action-owners", {**sent, "reason": "Reorganised"}, action=action.ref)
        standing = desk.all(Ownership, action=action, withdrawn_at=None)
        assert [row.role_id for row in standing] == [lead.pk]
        assert (
            desk.get("report", desk.owner, milestone=desk.one(Milestone, action=action).ref).status_code
            == 404
        )
