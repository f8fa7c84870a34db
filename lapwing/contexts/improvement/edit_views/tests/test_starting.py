"""Starting a plan from an earlier one on its pages: chosen, looked at, started, and undone."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, words
from lapwing.contexts.improvement.models import Action, Measure, Milestone, Plan
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.tests.factories import People

CHOSEN = {
    "title": "Play plan 2027",
    "kind": "improvement",
    "comes": ["frame", "actions", "owners", "measures"],
}


def test_the_ways_to_start_a_plan_are_on_one_page(desk: Desk) -> None:
    said = words(desk.get("plan-start"))
    assert desk.plan.title in said
    assert "Start an empty plan" in said


def test_what_comes_over_is_shown_before_anything_is_done(desk: Desk) -> None:
    said = words(desk.post("start-next", CHOSEN, plan=desk.plan.ref))
    assert "Nothing is done yet. “Play plan 2027” would start with this" in said
    assert "Open actions 2" in said
    assert "Open milestones 4 3 dates" in said
    assert len(desk.all(Plan)) == 1


def test_going_back_from_the_preview_keeps_what_was_typed(desk: Desk) -> None:
    page = desk.post("start-next", {**CHOSEN, "comes": ["frame"], "change": "on"}, plan=desk.plan.ref)
    shown = page.content.decode()
    assert 'value="Play plan 2027"' in shown
    assert shown.count(" checked") == 2  # the kind, and the one part chosen
    assert len(desk.all(Plan)) == 1


def test_a_plan_is_started_and_says_what_it_needs(desk: Desk) -> None:
    seen = _seen(desk)
    led = desk.post("start-next", {**CHOSEN, "start": "on", "seen": seen}, plan=desk.plan.ref)
    started = desk.one(Plan, title="Play plan 2027")
    assert led.headers["Location"] == desk.url("plan-started", plan=started.ref)
    said = words(desk.get("plan-started", plan=started.ref))
    assert "3 milestones without a date" in said
    assert "No rhythm of reporting yet" in said
    assert f"It follows {desk.plan.title}" in said


def test_each_part_leads_to_where_it_came_from_and_back(desk: Desk) -> None:
    started = _start(desk)
    milestone = desk.one(Milestone, action__plan=started, text="Begin talks")
    said = words(desk.get("milestone", milestone=milestone.ref))
    assert "It needs a new date. In the earlier plan it had: “by January 2026”, “by May 2026”." in said
    assert f"Came from Begin talks of {desk.plan.title}" in said
    earlier = desk.one(Action, plan=desk.plan)
    assert "Goes on as 1.1.1 Do what 1.1.1 promises of Play plan 2027" in words(
        desk.get("action", action=earlier.ref)
    )
    measure = desk.one(Measure, plan=started)
    assert f"of {desk.plan.title}" in words(desk.get("measure", measure=measure.ref))
    assert f"Follows {desk.plan.title}" in words(desk.get("overview", plan=started.ref))
    assert "Goes on in Play plan 2027" in words(desk.get("overview", plan=desk.plan.ref))


def test_a_start_is_undone_with_one_press(desk: Desk) -> None:
    started = _start(desk)
    desk.post("plan-started-undo", {"version": started.version}, plan=started.ref)
    assert desk.one(Plan, pk=started.pk).voided_at is not None
    said = words(desk.get("overview", plan=desk.plan.ref))
    assert "Goes on in" not in said


def test_an_undo_of_a_plan_that_was_changed_since_is_refused(desk: Desk) -> None:
    started = _start(desk)
    with as_maintenance():
        Plan.objects.filter(pk=started.pk).update(version=2)
    desk.post("plan-started-undo", {"version": "1"}, plan=started.ref)
    assert desk.one(Plan, pk=started.pk).voided_at is None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"title": ""}, "Enter title"),
        ({"comes": ["owners"]}, "Owners come with their actions"),
        ({"comes": ["figures"]}, "Figures come with their measures"),
        ({"comes": ["everything"]}, "Choose from what is offered"),
        ({"parent_ref": "nowhere"}, "Select plan it sits under from the list"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(desk: Desk, typed: dict[str, object], says: str) -> None:
    said = words(desk.post("start-next", {**CHOSEN, **typed, "start": "on"}, plan=desk.plan.ref))
    assert says in said
    assert len(desk.all(Plan)) == 1


def test_a_plan_that_changed_since_the_preview_is_looked_at_again(desk: Desk) -> None:
    page = desk.post("start-next", {**CHOSEN, "start": "on", "seen": "9-9"}, plan=desk.plan.ref)
    assert "Look again at what comes over" in words(page)


def test_others_start_nothing(desk: Desk, people: People) -> None:
    for who in (desk.owner, desk.colleague, desk.outsider):
        assert desk.get("plan-start", who).status_code == 404
        assert desk.get("start-next", who, plan=desk.plan.ref).status_code == 404
        assert desk.post("start-next", CHOSEN, who, plan=desk.plan.ref).status_code == 404
        assert desk.post("plan-started-undo", {"version": 1}, who, plan=desk.plan.ref).status_code == 404
        assert "Start the next plan" not in words(desk.get("overview", who, plan=desk.plan.ref))


def _seen(desk: Desk) -> str:
    shown = desk.post("start-next", CHOSEN, plan=desk.plan.ref).content.decode()
    return shown.split('name="seen" value="')[1].split('"')[0]


def _start(desk: Desk) -> Plan:
    desk.post("start-next", {**CHOSEN, "start": "on", "seen": _seen(desk)}, plan=desk.plan.ref)
    return desk.one(Plan, title="Play plan 2027")
