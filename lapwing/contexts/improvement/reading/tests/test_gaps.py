"""What a plan should hold and the reading did not find is asked about, never left a silent blank."""

from __future__ import annotations

from lapwing.contexts.improvement.reading.pipeline import read_plan
from lapwing.contexts.improvement.reading.tests.invented import asked, invented, reading_of


def test_a_document_without_a_table_of_actions_is_asked_about_once() -> None:
    plan = read_plan("A letter to families\n\nThank you for coming.")
    assert [each.code for each in plan.questions] == ["action.none"]


def test_an_empty_document_has_nothing_to_ask() -> None:
    assert read_plan(" \n\n\t\n").questions == ()


def test_a_group_with_nothing_under_it_is_kept_and_asked_about() -> None:
    text = invented("alderbrook")
    plan = read_plan(text.rstrip() + "\n\n\n\n\nPriority Group 9\n\n\n")
    assert [group.ref for group in plan.groups] == [*(g.ref for g in reading_of("alderbrook").groups), "9"]
    assert "group 9" in asked(plan, "action.none")[0].where
    assert plan.actions == reading_of("alderbrook").actions


def test_plans_whose_groups_all_act_are_not_asked() -> None:
    for name in ("alderbrook", "kingsmere"):
        assert asked(reading_of(name), "action.none") == []


def test_actions_whose_owners_were_not_read_are_asked_about_once() -> None:
    rows = "\n".join(f"1.{n}\tOpen clinic number {n}\tMay 2026\t" for n in (1, 2))
    plan = read_plan(f"No.\tAction\tBy when\tLead\n{rows}\n")
    (question,) = asked(plan, "owner.none")
    assert question.where == ("1.1", "1.2")


def test_baselines_where_no_measure_was_read_are_asked_about() -> None:
    text = invented("alderbrook")
    title = next(line for line in text.split("\n") if "Baseline performance" in line)
    plan = read_plan(text.replace(title, "Where things stood and where they should go"))
    assert len(plan.measures) < len(reading_of("alderbrook").measures)
    (question,) = asked(plan, "measure.none")
    assert question.raw
    assert "Baseline" in question.raw
    assert asked(reading_of("alderbrook"), "measure.none") == []
