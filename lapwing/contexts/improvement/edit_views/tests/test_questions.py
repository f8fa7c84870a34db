from __future__ import annotations

from datetime import date

import pytest

from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import Plan, Question, SuccessCriterion, Target
from lapwing.contexts.improvement.tests import factories as plans
from lapwing.contexts.improvement.tests.factories import acting_as, imported

READINGS = ("points added to the baseline each time", "per cent of the baseline each time")


def with_questions(desk: Desk, *questions: form.Question, **more: object) -> Plan:
    with acting_as(desk.manager) as actor:
        return imported(desk.partnership, actor, plans.plan(questions=questions, **more))


@pytest.fixture
def open_one(desk: Desk) -> Question:
    return desk.one(Question, plan=desk.plan, code="due.none")


def test_a_choice_is_one_click(desk: Desk, open_one: Question) -> None:
    response = desk.post("answer", {"version": open_one.version, "answer": "soon"}, question=open_one.ref)
    assert response["Location"].startswith(desk.url("questions", plan=desk.plan.ref))
    answered = desk.one(Question, pk=open_one.pk)
    assert (answered.answer, answered.answered_by_id) == ("soon", desk.manager.pk)


def test_words_of_ones_own_are_an_answer_and_nothing_is_not(desk: Desk, open_one: Question) -> None:
    empty = desk.post("answer", {"version": open_one.version, "answer": "  "}, question=open_one.ref)
    assert "Choose or enter an answer" in words(empty)
    desk.post("answer", {"version": open_one.version, "answer": "in <b>May</b>"}, question=open_one.ref)
    assert desk.one(Question, pk=open_one.pk).answer == "in <b>May</b>"
    assert "<b>May</b>" not in desk.get("answer", question=open_one.ref).content.decode()


@pytest.mark.parametrize("who", ["owner", "colleague", "outsider"])
def test_others_find_no_question_to_answer(desk: Desk, open_one: Question, who: str) -> None:
    sent = {"version": open_one.version, "answer": "soon"}
    assert desk.post("answer", sent, getattr(desk, who), question=open_one.ref).status_code == 404
    assert desk.one(Question, pk=open_one.pk).answer is None


def test_the_page_says_before_what_the_answer_will_change(desk: Desk, open_one: Question) -> None:
    shown = words(desk.get("answer", question=open_one.ref))
    assert "changes nothing by itself" in shown
    assert "As the document has it –" in shown


def test_an_answer_is_withdrawn(desk: Desk, open_one: Question) -> None:
    desk.post("answer", {"version": open_one.version, "answer": "soon"}, question=open_one.ref)
    now = desk.one(Question, pk=open_one.pk)
    desk.post("answer-take-back", {"version": now.version}, question=now.ref)
    assert desk.one(Question, pk=open_one.pk).answer is None


def test_taking_back_with_an_old_version_changes_nothing(desk: Desk, open_one: Question) -> None:
    desk.post("answer", {"version": open_one.version, "answer": "soon"}, question=open_one.ref)
    desk.post("answer-take-back", {"version": open_one.version}, question=open_one.ref)
    assert desk.one(Question, pk=open_one.pk).answer == "soon"


def test_the_second_of_two_answers_is_shown_the_first(desk: Desk, open_one: Question) -> None:
    old = {"version": open_one.version}
    desk.post("answer", {**old, "answer": "soon"}, question=open_one.ref)
    response = desk.post("answer", {**old, "answer": "later"}, question=open_one.ref)
    assert response.status_code == 409
    assert "soon" in words(response)
    assert "later" in words(response)


def test_the_same_answer_is_given_to_all_that_ask_the_same(desk: Desk) -> None:
    asked = [
        form.Question(code="due.season", where=("1.1.1",), text=f"{n}?", choices=("a", "b")) for n in "xyz"
    ]
    other = form.Question(code="due.season", where=("1.1.1",), text="w?", choices=("c", "d"))
    plan = with_questions(desk, *asked, other)
    first = desk.one(Question, plan=plan)
    assert "The same for the other 2 questions of this kind" in words(desk.get("answer", question=first.ref))
    desk.post("answer", {"version": 1, "answer": "a", "same": "on"}, question=first.ref)
    assert [row.answer for row in desk.all(Question, plan=plan)] == ["a", "a", "a", None]


def test_what_each_reading_of_a_change_gives_is_shown_first(desk: Desk) -> None:
    asked = form.Question(code="target.relative", where=("M1",), text="How?", choices=READINGS)
    change = plans.target(10.0, date(2026, 4, 30), type="relative", resolved=None)
    plan = with_questions(desk, asked, measures=(plans.measure(series=(plans.series(targets=(change,)),)),))
    question = desk.one(Question, plan=plan)
    shown = words(desk.get("answer", question=question.ref))
    assert "30%" in shown
    assert "22%" in shown
    desk.post("answer", {"version": 1, "answer": READINGS[0]}, question=question.ref)
    standing = desk.one(Target, series__measure__plan=plan, withdrawn_at=None)
    assert standing.resolved == 30.0


class TestDividing:
    RAW = "Families know whom to ask Waits are shorter"

    @pytest.fixture
    def question(self, desk: Desk) -> Question:
        asked = form.Question(code="text.split", where=("1.1.1",), text="Where?", raw=self.RAW)
        criteria = tuple(
            form.SuccessCriterion(text=text) for text in ("Families know whom", "to ask Waits are shorter")
        )
        plan = with_questions(desk, asked, actions=(plans.action(success_criteria=criteria),))
        return desk.one(Question, plan=plan)

    def test_the_box_holds_the_parts_as_they_were_read(self, desk: Desk, question: Question) -> None:
        page = desk.get("answer", question=question.ref).content.decode()
        assert "Families know whom\nto ask Waits are shorter</textarea>" in page

    def test_each_line_becomes_a_part(self, desk: Desk, question: Question) -> None:
        divided = "Families know whom to ask\r\nWaits are shorter"
        desk.post("answer", {"version": 1, "answer": divided}, question=question.ref)
        standing = desk.all(SuccessCriterion, action__plan_id=question.plan_id, voided_at=None)
        assert [row.text for row in standing] == ["Families know whom to ask", "Waits are shorter"]

    def test_words_that_are_not_the_cells_are_refused_and_kept_in_the_box(
        self, desk: Desk, question: Question
    ) -> None:
        sent = {"version": 1, "answer": "Families know\nsomething else"}
        response = desk.post("answer", sent, question=question.ref)
        assert "must be the words of the cell" in words(response)
        assert "something else</textarea>" in response.content.decode()
