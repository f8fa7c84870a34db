"""What a plan calls its groups and objectives, wherever that is said."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import Plan

SAID = {
    "version": "1",
    "group_one": "workstream",
    "group_many": "workstreams",
    "objective_one": "outcome",
    "objective_many": "outcomes",
}


def test_the_plan_s_own_words_stand_on_its_pages(desk: Desk) -> None:
    desk.post("plan-terms", SAID, plan=desk.plan.ref)
    outline = words(desk.get("outline", plan=desk.plan.ref))
    assert "Workstreams, outcomes and actions" in outline
    assert "Add a workstream" in outline
    assert "Add an outcome to 1" in outline
    for name, says in (
        ("heat", "Workstreams by reporting cycle"),
        ("timeline", "Workstreams by cycle"),
        ("actions", "Workstream"),
        ("milestones", "Workstream"),
        ("update-leads", "Who leads each workstream of the plan?"),
        ("changes", "Milestones of each workstream by colour"),
        ("group-new", "Add a workstream"),
        ("objective-new", "Add an outcome"),
        ("settings", "Workstream, outcome."),
    ):
        said = words(desk.get(name, plan=desk.plan.ref))
        assert says in said, name
        assert "Groups by" not in said, name


def test_a_plan_that_says_nothing_has_lapwing_s_words(desk: Desk) -> None:
    assert "Groups, objectives and actions" in words(desk.get("outline", plan=desk.plan.ref))
    assert "As Lapwing has them: group, objective." in words(desk.get("settings", plan=desk.plan.ref))


def test_emptying_the_words_brings_lapwing_s_back(desk: Desk) -> None:
    desk.post("plan-terms", SAID, plan=desk.plan.ref)
    desk.post("plan-terms", {"version": "2"}, plan=desk.plan.ref)
    assert desk.one(Plan).terms == {}


def test_who_changed_the_words_stands_among_the_changes(desk: Desk) -> None:
    desk.post("plan-terms", SAID, plan=desk.plan.ref)
    said = words(desk.get("settings-changes", plan=desk.plan.ref))
    assert "Olive Owner changed the plan" in said
    assert "workstream" in said


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"group_many": ""}, "Give the word for one and for several, or neither"),
        ({"group_one": "action"}, "That word means another part of a plan"),
        ({"group_many": "Measures"}, "That word means another part of a plan"),
        ({"objective_one": "workstream"}, "Two parts have the same word"),
        ({"group_one": "w" * 41}, "at most 40"),
    ],
)
def test_words_that_would_mislead_are_refused(desk: Desk, typed: dict[str, str], says: str) -> None:
    assert says in words(desk.post("plan-terms", {**SAID, **typed}, plan=desk.plan.ref))
    assert desk.one(Plan).terms == {}


def test_the_second_of_two_is_shown_what_the_first_said(desk: Desk) -> None:
    desk.post("plan-terms", SAID, plan=desk.plan.ref)
    second = desk.post("plan-terms", {**SAID, "group_one": "strand"}, plan=desk.plan.ref)
    assert second.status_code == 409


def test_others_change_no_words(desk: Desk) -> None:
    for who in (desk.owner, desk.colleague, desk.outsider):
        assert desk.get("plan-terms", who, plan=desk.plan.ref).status_code == 404
        assert desk.post("plan-terms", SAID, who, plan=desk.plan.ref).status_code == 404
    assert desk.one(Plan).terms == {}
