"""What people do to a draft, one edit at a time, and undoing the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lapwing.contexts.improvement.checks import refuse_what_cannot_be_saved
from lapwing.contexts.improvement.interchange import Due, DuePoint, Plan, Question
from lapwing.contexts.improvement.reviewing import Edit, EditError, Place, Review, apply, finished, replay
from lapwing.contexts.improvement.reviewing.answers import AS_READ
from lapwing.contexts.improvement.reviewing.correcting import due_as_written
from lapwing.contexts.improvement.reviewing.edits import alike
from lapwing.contexts.improvement.tests import factories as made

QUARTER = DuePoint(role="complete", as_written="Q2 2027", earliest=date(2027, 4, 1), latest=date(2027, 6, 30))


def edit(kind: str, **data: Any) -> Edit:
    return Edit(kind, data)


def plan_with(*questions: Question, **more: Any) -> Plan:
    return replace(made.full_plan(), questions=questions, **more)


def done(plan: Plan, *edits: Edit) -> Review:
    review = Review(plan)
    for each in edits:
        review = apply(review, each)
    return review


EDITS = [
    edit("answer", question=1, answer="soon", same=False),
    edit("later", question=1, later=True),
    edit("accept", at=["action/1.1.1", "measure/M1"], accepted=True),
    edit("correct", at="plan", fields={"title": "Another title", "local_area": ""}),
    edit("correct", at="action/1.1.1", fields={"text": "Other words", "owners": "A\nB"}),
    edit("correct", at="action/1.1.1/milestone/0", fields={"text": "Begin", "due": "by May 2027"}),
    edit("divide", at="action/1.1.1/criterion", starts=[2]),
    edit("move", at="action/1.1.1/milestone/1", to="1.1.1bis"),
    edit("remove", at="action/1.1.1bis"),
    edit("remove", at="measure/M1/series/0/target/1"),
    edit("add-action", text="A new one", ref="9", group="1", lines=[3, 4]),
    edit("add-part", at="action/1.1.1/owner", text="Play Lead", lines=[5, 5]),
]


@given(st.lists(st.sampled_from(EDITS), max_size=8), st.sampled_from(EDITS))
def test_taking_the_last_edit_back_restores_what_was_before(before: list[Edit], last: Edit) -> None:
    plan = made.full_plan()
    review = replay(plan, before)
    assert replay(plan, [*before, last][:-1]) == review
    again = replay(plan, [*before, last])
    assert again == replay(plan, [*before, last])


@given(st.lists(st.sampled_from(EDITS), max_size=10))
def test_whatever_is_done_can_be_saved(edits: list[Edit]) -> None:
    plan = made.full_plan()
    refuse_what_cannot_be_saved(finished(replay(plan, edits), plan, [f"line {n}" for n in range(1, 20)]))


@pytest.mark.parametrize(
    "wrong",
    [
        edit("answer", question=9, answer="soon"),
        edit("answer", question=0, answer="  "),
        edit("answer"),
        edit("accept", at=["action/none"]),
        edit("accept", at=["action/1.1.1/milestone/0"]),
        edit("correct", at="action/1.1.1/milestone/9", fields={"text": "x"}),
        edit("correct", at="plan", fields={"title": " "}),
        edit("correct", at="action/1.1.1", fields={"group": "unknown"}),
        edit("divide", at="measure/M1", starts=[1]),
        edit("move", at="action/1.1.1/milestone/0", to="none"),
        edit("move", at="action/1.1.1/milestone/0", to="1.1.1"),
        edit("remove", at="group/1"),
        edit("remove", at="../etc"),
        edit("add-action", text="", lines=[1, 1]),
        edit("add-action", text="x", lines=[3, 1]),
        edit("add-part", at="measure/M1", text="x"),
        edit("publish"),
    ],
    ids=lambda each: f"{each.kind} {each.data}",
)
def test_what_does_not_fit_is_refused_and_passed_over(wrong: Edit) -> None:
    plan = made.full_plan()
    with pytest.raises(EditError):
        apply(Review(plan), wrong)
    assert replay(plan, [wrong]) == Review(plan)


def test_an_answer_is_written_down_and_the_question_is_no_longer_for_later() -> None:
    review = done(made.full_plan(), edit("later", question=1), edit("answer", question=1, answer="soon"))
    assert review.plan.questions[1].answer == "soon"
    assert review.later == frozenset()


def test_one_answer_settles_all_that_ask_the_same() -> None:
    same = [
        Question(code="due.season", where=(f"1.1.{n}",), text=f"{n}?", choices=("yes", "no")) for n in "123"
    ]
    other = Question(code="due.season", where=("x",), text="?", choices=("spring", "summer"))
    plan = plan_with(*same, other)
    assert alike(plan, 0) == (1, 2)
    review = done(plan, edit("answer", question=0, answer="yes", same=True))
    assert [question.answer for question in review.plan.questions] == ["yes", "yes", "yes", None]


def test_quarters_are_worked_out_again() -> None:
    question = Question(code="due.quarter-basis", where=(), text="?", choices=("calendar", "financial"))
    action = made.action(milestones=(replace(made.milestone("Meet"), due=Due(points=(QUARTER,))),))
    plan = replace(made.plan(action), questions=(question,))
    review = done(plan, edit("answer", question=0, answer="financial"))
    (point,) = review.plan.actions[0].milestones[0].due.points
    assert (point.as_written, point.latest) == ("Q2 2027", date(2027, 9, 30))
    assert review.plan.quarter_basis == "financial"


def test_a_date_given_where_none_was_is_the_date_of_every_part_without_one() -> None:
    question = Question(code="due.none", where=("1.1.1",), text="When?")
    plan = replace(made.plan(), questions=(question,))
    review = done(plan, edit("answer", question=0, answer="by 31 March 2027"))
    assert [p.latest for m in review.plan.actions[0].milestones for p in m.due.points] == [date(2027, 3, 31)]


def test_a_reading_that_is_right_changes_nothing() -> None:
    question = Question(code="due.none", where=("1.1.1",), text="When?")
    plan = replace(made.plan(), questions=(question,))
    review = done(plan, edit("answer", question=0, answer=AS_READ))
    assert review.plan.actions == plan.actions


def test_relative_targets_wait_for_their_sign() -> None:
    relative = Question(code="target.relative", where=("M2",), text="?", choices=("points",))
    sign = Question(code="target.sign", where=("M2",), text="?", choices=("a slip", "as typed"))
    plan = plan_with(relative, sign)
    with pytest.raises(EditError, match="which sign"):
        apply(Review(plan), edit("answer", question=0, answer="points added to the baseline each time"))
    review = done(
        plan,
        edit("answer", question=1, answer="as typed"),
        edit("answer", question=0, answer="points added to the baseline each time"),
    )
    assert [target.resolved for target in review.measure("M2").series[0].targets] == [10.0]


def test_a_cell_is_divided_as_the_answer_says() -> None:
    cell = "Families know where to go"
    question = Question(code="text.split", where=("1.1.1",), text="Where?", raw=cell)
    answer = "Families know\nwhere to go"
    review = done(plan_with(question), edit("answer", question=0, answer=answer))
    assert [each.text for each in review.action("1.1.1").success_criteria] == ["Families know", "where to go"]
    assert review.plan.questions[0].answer == answer


def test_a_date_corrected_by_hand_is_read_anew() -> None:
    place = "action/1.1.1/milestone/2"
    review = done(
        made.full_plan(), edit("correct", at=place, fields={"text": "Publish", "due": "Autumn 2027"})
    )
    milestone = review.action("1.1.1").milestones[2]
    assert [point.as_written for point in milestone.due.points] == ["Autumn 2027"]
    assert milestone.due.points[0].latest is not None
    assert review.changed == {"action/1.1.1"}


def test_a_date_that_was_not_touched_stays_as_it_was_read() -> None:
    before = made.full_plan()
    place = "action/1.1.1/milestone/0"
    due = due_as_written(before.actions[0].milestones[0].due)
    review = done(before, edit("correct", at=place, fields={"text": "Start talking", "due": due}))
    assert review.action("1.1.1").milestones[0].due == before.actions[0].milestones[0].due


def test_a_moved_part_stands_in_the_other_action_alone() -> None:
    review = done(made.full_plan(), edit("move", at="action/1.1.1/milestone/1", to="1.1.1bis"))
    assert "Meet every term" not in [each.text for each in review.action("1.1.1").milestones]
    assert "Meet every term" in [each.text for each in review.action("1.1.1bis").milestones]


def test_what_an_invented_action_was_asked_about_is_asked_no_more() -> None:
    plan = plan_with(Question(code="due.none", where=("1.1.1bis",), text="When?"))
    review = done(plan, edit("remove", at="action/1.1.1bis"))
    assert [action.key for action in finished(review, plan, ()).actions] == ["1.1.1"]
    assert finished(review, plan, ()).questions == ()


def test_lines_of_an_action_taken_out_are_left_over_and_those_of_one_added_are_not() -> None:
    lines = [f"line {number}" for number in range(1, 20)]
    plan = made.full_plan()
    without = finished(done(plan, edit("remove", at="action/1.1.1")), plan, lines)
    assert [part.lines for part in without.remainder] == [(1, 14)]
    added = finished(done(plan, edit("add-action", text="New", ref="", group="1", lines=[4, 5])), plan, lines)
    assert [part.lines for part in added.remainder] == [(1, 3), (6, 9)]
    assert added.actions[0].text == "New"


@given(st.text(max_size=12), st.sampled_from(("milestone", "criterion", "owner", "")), st.integers(0, 99))
def test_a_place_survives_its_way_through_an_address(key: str, part: str, at: int) -> None:
    place = Place("action", key, part, at if part else None)
    assert Place.of(str(place)) == place


@pytest.mark.parametrize("text", ["", "nothing", "action/1/2/3/4", "action/1/owner/x", "action/1/owner/-1"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no place|invalid literal"):
        Place.of(text)
