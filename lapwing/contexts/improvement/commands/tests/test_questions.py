"""Answers are carried out where they can be, and withdrawn without a trace but their record."""

from dataclasses import replace
from datetime import date

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.commands import DueDetails, EditedByAnotherError, NotVisible, RefusedError
from lapwing.contexts.improvement.exports import exported
from lapwing.contexts.improvement.models import (
    Action,
    DuePoint,
    Measure,
    Milestone,
    OwnerRole,
    Plan,
    Question,
    StatusReport,
    SuccessCriterion,
    Target,
)
from lapwing.contexts.improvement.tests import factories as make
from lapwing.contexts.improvement.tests.factories import LATER, acting_as, imported
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

QUARTER = form.DuePoint(
    role="complete", as_written="Q2 2026", earliest=date(2026, 4, 1), latest=date(2026, 6, 30)
)


def asked(code: str, *where: str, **more: object) -> form.Question:
    fields = {"code": code, "where": where, "text": "What is meant?", **more}
    return form.Question(**fields)  # type: ignore[arg-type]


def answer(actor: Actor, words: str, code: str = "") -> Question:
    question = Question.objects.get(**({"code": code} if code else {}))
    return commands.answer_question(
        actor=actor, now=LATER, ref=question.ref, version=question.version, answer=words
    )


def take_back(actor: Actor, code: str = "") -> Question:
    question = Question.objects.get(**({"code": code} if code else {}))
    return commands.take_back_answer(actor=actor, now=LATER, ref=question.ref, version=question.version)


def test_an_answer_without_an_effect_is_kept(partnership: Partnership, manager: Actor) -> None:
    imported(partnership, manager, make.plan(questions=(asked("due.none", "1.1.1"),)))
    found = answer(manager, "when the board says")
    assert (found.answer, found.answered_at, found.version) == ("when the board says", LATER, 2)
    assert take_back(manager).answer is None


def test_a_word_for_progress_that_is_explained_is_reported_as_of_its_own_day(
    partnership: Partnership, manager: Actor
) -> None:
    said = form.StatusReport(as_written="Bedding in", period="March 2026", on=date(2026, 3, 31))
    step = replace(make.milestone("Meet"), reports=(said,))
    question = asked("status.word", "1.1.1", raw="Bedding in")
    imported(partnership, manager, make.plan(make.action("1.1.1", milestones=(step,)), questions=(question,)))
    answer(manager, "at risk")
    found = StatusReport.objects.standing().get()
    assert (found.status, found.effective_on) == ("at risk", date(2026, 3, 31))
    assert found.note == "As printed: “Bedding in”, March 2026"
    take_back(manager)
    assert not StatusReport.objects.standing().exists()


def test_an_answer_needs_words_and_the_version_that_was_read(
    partnership: Partnership, manager: Actor
) -> None:
    imported(partnership, manager, make.plan(questions=(asked("due.none", "1.1.1"),)))
    with pytest.raises(RefusedError):
        answer(manager, " ")
    answer(manager, "soon")
    with pytest.raises(EditedByAnotherError):
        commands.answer_question(
            actor=manager, now=LATER, ref=Question.objects.get().ref, version=1, answer="later"
        )


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_others_cannot_answer(who: str, partnership: Partnership, people: People) -> None:
    with acting_as(people.owner) as manager:
        imported(partnership, manager, make.plan(questions=(asked("due.none", "1.1.1"),)))
        ref = Question.objects.get().ref
    with acting_as(getattr(people, who)) as actor, pytest.raises(NotVisible):
        commands.answer_question(actor=actor, now=LATER, ref=ref, version=1, answer="x")


@pytest.fixture
def quarters(partnership: Partnership, manager: Actor) -> Plan:
    actions = (
        make.action(
            "1", milestones=(make.milestone("x", QUARTER), make.milestone("y", make.due(date(2026, 5, 31))))
        ),
    )
    return imported(
        partnership,
        manager,
        make.plan(*actions, quarter_basis="calendar", questions=(asked("due.quarter-basis", "1"),)),
    )


def test_the_meaning_of_a_quarter_moves_every_quarter(quarters: Plan, manager: Actor) -> None:
    before = exported(quarters)
    answer(manager, "financial")
    points = DuePoint.objects.standing().order_by("milestone__position")
    assert [point.latest for point in points] == [date(2026, 9, 30), date(2026, 5, 31)]
    assert Plan.objects.get().quarter_basis == "financial"
    take_back(manager)
    assert exported(Plan.objects.get()) == before
    assert DuePoint.objects.count() == 4


def test_a_question_answered_again_takes_the_first_answer_back(quarters: Plan, manager: Actor) -> None:
    answer(manager, "financial")
    answer(manager, "calendar")
    assert Plan.objects.get().quarter_basis == "calendar"
    assert date(2026, 6, 30) in DuePoint.objects.standing().values_list("latest", flat=True)


def test_an_answer_is_not_withdrawn_over_a_later_change(quarters: Plan, manager: Actor) -> None:
    answer(manager, "financial")
    commands.set_due_points(
        actor=manager,
        now=LATER,
        milestone_ref=Milestone.objects.get(text="x").ref,
        version=1,
        points=[DueDetails(as_written="tomorrow")],
        reason="x",
    )
    with pytest.raises(RefusedError, match="changed again since"):
        take_back(manager)


def test_spellings_of_one_role_are_joined_and_parted_again(partnership: Partnership, manager: Actor) -> None:
    owners = ("Head of Play", "Head of play (Larkshire)")
    plan = make.plan(
        make.action("1", owners=owners),
        make.action("2", owners=owners[:1]),
        questions=(asked("owner.alias", "1", "2", raw=" | ".join(owners)),),
    )
    imported(partnership, manager, plan)
    answer(manager, "one role")
    assert OwnerRole.objects.get(name=owners[1]).joined_to == OwnerRole.objects.get(name=owners[0])
    take_back(manager)
    assert not OwnerRole.objects.filter(joined_to__isnull=False).exists()
    answer(manager, "different roles")
    assert not OwnerRole.objects.filter(joined_to__isnull=False).exists()


def test_a_measure_printed_twice_is_counted_once(partnership: Partnership, manager: Actor) -> None:
    plan = make.plan(
        measures=(make.measure("M1"), make.measure("M2")), questions=(asked("measure.duplicate", "M1", "M2"),)
    )
    imported(partnership, manager, plan)
    answer(manager, "one measure, linked to both")
    assert Measure.objects.get(key="M2").same_as == Measure.objects.get(key="M1")
    take_back(manager)
    assert Measure.objects.get(key="M2").same_as is None


def relative_plan(*questions: form.Question) -> form.Plan:
    targets = tuple(
        make.target(value, date(year, 4, 30), type="relative", resolved=None)
        for value, year in ((10.0, 2026), (5.0, 2027))
    )
    return make.plan(
        measures=(make.measure("M1", series=(make.series(targets=targets),)),), questions=questions
    )


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("points added to the previous target", [30.0, 35.0]),
        ("points added to the baseline each time", [30.0, 25.0]),
        ("per cent of the previous target, compounding", [22.0, 23.1]),
        ("per cent of the baseline each time", [22.0, 21.0]),
        ("ask the board", [None, None]),
    ],
)
def test_relative_targets_are_resolved_by_the_reading_chosen(
    words: str, targets: list[float | None], partnership: Partnership, manager: Actor
) -> None:
    imported(partnership, manager, relative_plan(asked("target.relative", "M1")))
    answer(manager, words)
    assert [target.resolved for target in Target.objects.standing()] == targets
    take_back(manager)
    assert [target.resolved for target in Target.objects.standing()] == [None, None]


def test_relative_targets_wait_until_their_sign_is_certain(partnership: Partnership, manager: Actor) -> None:
    signs = ("a decrease: the sign is a slip", "the sign as typed")
    plan = relative_plan(asked("target.relative", "M1"), asked("target.sign", "M1", choices=signs))
    imported(partnership, manager, plan)
    with pytest.raises(RefusedError, match="sign"):
        answer(manager, "points added to the previous target", "target.relative")
    answer(manager, signs[0], "target.sign")
    answer(manager, "points added to the previous target", "target.relative")
    assert [target.resolved for target in Target.objects.standing()] == [10.0, 5.0]
    answer(manager, signs[1], "target.sign")
    answer(manager, "points added to the previous target", "target.relative")
    assert [target.resolved for target in Target.objects.standing()] == [30.0, 35.0]


def split_plan(partnership: Partnership, manager: Actor, code: str, raw: str) -> Plan:
    action = make.action(
        "1",
        owners=("Head of Play", "Play Lead Chair"),
        milestones=(
            make.milestone("ring families", make.due(date(2026, 5, 31))),
            make.milestone("write to schools"),
        ),
        success_criteria=(
            form.SuccessCriterion(text="Calls are", source=(7, 9)),
            form.SuccessCriterion(text="answered Letters are short", source=(7, 9)),
            form.SuccessCriterion(text="Everybody knows", status="met"),
        ),
    )
    return imported(partnership, manager, make.plan(action, questions=(asked(code, "1", raw=raw),)))


def test_criteria_are_divided_where_a_person_says(partnership: Partnership, manager: Actor) -> None:
    plan = split_plan(partnership, manager, "text.split", "Calls are answered Letters are short")
    before = exported(plan)
    answer(manager, "Calls are answered\nLetters are short")
    rows = SuccessCriterion.objects.in_force()
    assert [row.text for row in rows] == ["Calls are answered", "Letters are short", "Everybody knows"]
    assert [row.judgements.count() for row in rows] == [0, 0, 1]
    take_back(manager)
    assert exported(plan) == before


def test_criteria_drawn_together_are_divided_again_in_their_order(
    partnership: Partnership, manager: Actor
) -> None:
    plan = split_plan(partnership, manager, "text.split", "Calls are answered Letters are short")
    before = exported(plan)
    answer(manager, "Calls are answered Letters are short")
    texts = [row.text for row in SuccessCriterion.objects.in_force()]
    assert texts == ["Calls are answered Letters are short", "Everybody knows"]
    take_back(manager)
    assert exported(plan) == before


def test_parts_are_divided_and_keep_the_dates_of_what_they_replace(
    partnership: Partnership, manager: Actor
) -> None:
    plan = split_plan(partnership, manager, "text.split", "ring families write to schools")
    before = exported(plan)
    answer(manager, "ring\nfamilies write\nto schools")
    rows = Milestone.objects.in_force()
    assert [row.text for row in rows] == ["ring", "families write", "to schools"]
    assert {row.due_points.get().latest for row in rows} == {date(2026, 5, 31)}
    take_back(manager)
    assert exported(plan) == before


def test_owners_are_divided_where_a_person_says(partnership: Partnership, manager: Actor) -> None:
    plan = split_plan(partnership, manager, "owner.split", "Play Lead Chair")
    before = exported(plan)
    answer(manager, "Play Lead\nChair")
    assert exported(plan).actions[0].owners == ("Head of Play", "Play Lead", "Chair")
    take_back(manager)
    assert exported(plan) == before


def test_items_that_are_not_the_words_of_the_cell_are_refused(
    partnership: Partnership, manager: Actor
) -> None:
    split_plan(partnership, manager, "text.split", "Calls are answered Letters are short")
    with pytest.raises(RefusedError, match="words of the cell") as refused:
        answer(manager, "Calls are answered\nEmails are short")
    assert refused.value.field == "answer"
    assert Question.objects.get().answer is None
    assert Action.objects.get().criteria.count() == 3
