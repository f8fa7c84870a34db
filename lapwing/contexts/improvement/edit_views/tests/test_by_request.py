"""A partnership whose dates, baselines and targets are changed by request only, as its pages show it."""

from __future__ import annotations

from typing import Any

import pytest

from lapwing.contexts.improvement.commands.tests.test_by_request import begin
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import (
    Action,
    ChangeRequest,
    ChangeRule,
    Measure,
    Milestone,
    Occurrence,
    Series,
    StepDeed,
    StepHolder,
    WorkflowStep,
)
from lapwing.contexts.improvement.tests.factories import NOW, acting_as
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry.tests import factories

ONLY = {"version": "0", "way": "by-request"}


@pytest.fixture
def milestone(desk: Desk) -> Milestone:
    with acting_as(desk.manager) as actor:
        begin(desk.plan, actor)
    return desk.one(Milestone, text="Begin talks")


def test_it_is_set_on_its_page_and_stands_with_the_settings_and_their_changes(desk: Desk) -> None:
    assert "No: whoever may edit a plan changes" in words(desk.get("settings", plan=desk.plan.ref))
    assert desk.post("change-rule", ONLY).status_code == 302
    assert "Yes: dates, baselines and targets" in words(desk.get("settings", plan=desk.plan.ref))
    desk.post("change-rule", {"version": "1", "way": "direct"})
    assert not desk.one(ChangeRule).by_request_only
    said = words(desk.get("settings-changes", plan=desk.plan.ref))
    assert "Olive Owner added the change rule" in said
    assert "from Yes → to No" in said


def test_while_nobody_has_set_it_it_hangs_on_whether_somebody_else_could_approve(
    desk: Desk, milestone: Milestone
) -> None:
    shown = words(desk.get("settings", plan=desk.plan.ref))
    assert "No: whoever may edit a plan changes" in shown
    assert "Nobody else could approve a request." in shown
    assert "Change dates" in words(desk.get("milestone", milestone=milestone.ref))
    with as_maintenance():
        step = WorkflowStep.objects.create(
            partnership=desk.partnership,
            plan=desk.plan,
            name="Those who run it",
            deed=StepDeed.SIGN_OFF,
            holder=StepHolder.ROLE,
            role="programme-manager",
            position=0,
            created_at=NOW,
            created_by=desk.manager,
        )
    assert "Change dates" in words(desk.get("milestone", milestone=milestone.ref))
    with as_maintenance():
        WorkflowStep.objects.filter(pk=step.pk).update(role="board-member")
    factories.member(desk.partnership, "board-member", name="Bo Board")
    assert "Ask for another date" in words(desk.get("milestone", milestone=milestone.ref))
    with as_maintenance():
        WorkflowStep.objects.filter(pk=step.pk).update(role="programme-manager")
    factories.member(desk.partnership, "programme-manager", name="Ed Editor")
    assert "Nobody has set it otherwise." in words(desk.get("settings", plan=desk.plan.ref))
    assert "Ask for another date" in words(desk.get("milestone", milestone=milestone.ref))
    assert " checked" not in desk.get("change-rule").content.decode()


def test_its_page_says_what_it_holds_for(desk: Desk) -> None:
    shown = words(desk.get("change-rule"))
    assert "the days of a milestone's turns" in shown
    assert "take out a milestone, a turn or a line of a measure" in shown
    assert "Nobody has chosen yet." in shown
    desk.post("change-rule", ONLY)
    assert "Nobody has chosen yet." not in words(desk.get("change-rule"))


def test_two_who_set_it_at_once_see_each_other(desk: Desk) -> None:
    desk.post("change-rule", ONLY)
    assert desk.post("change-rule", {"version": "0", "way": "direct"}).status_code == 409
    assert desk.one(ChangeRule).version == 1


def test_those_who_do_not_run_plans_do_not_find_it(desk: Desk) -> None:
    for who in (desk.owner, desk.colleague, desk.outsider):
        assert desk.get("change-rule", who).status_code == 404
        assert desk.post("change-rule", ONLY, who).status_code == 404


def test_the_page_of_dates_leads_to_asking(desk: Desk, milestone: Milestone) -> None:
    desk.post("change-rule", ONLY)
    shown = words(desk.get("milestone", milestone=milestone.ref))
    assert "Ask for another date" in shown
    assert "Change dates" not in shown
    response = desk.get("milestone-dates", milestone=milestone.ref)
    assert response["Location"] == desk.url("ask-dates", milestone=milestone.ref)
    followed = desk.browser().get(desk.url("milestone-dates", milestone=milestone.ref), follow=True)
    assert "changed by request only. Say here what it should be" in words(followed)  # type: ignore[arg-type]


def test_a_page_that_was_open_before_is_refused_and_keeps_what_was_typed(
    desk: Desk, milestone: Milestone
) -> None:
    desk.post("change-rule", ONLY)
    sent = {"version": str(milestone.version), "count": "1", "as_written-0": "by July 2026"}
    sent |= {"role-0": "complete", **day("latest-0", 2026, 7, 31), "reason": "The room"}
    response = desk.post("milestone-dates", sent, milestone=milestone.ref)
    assert response.status_code == 200
    assert "changed by request only: use “Ask for another date”" in words(response)
    assert "by July 2026" in response.content.decode()


def test_pages_of_baselines_and_targets_lead_to_asking(desk: Desk, milestone: Milestone) -> None:
    desk.post("change-rule", ONLY)
    series = desk.one(Series, measure__key="M1", label="Others")
    for name, asking in (("baseline", "ask-baseline"), ("targets", "ask-targets")):
        response = desk.get(name, series=series.ref)
        assert response["Location"] == desk.url(asking, series=series.ref)
    measure = desk.one(Measure, key="M1")
    assert "Ask for other targets" in words(desk.get("measure", measure=measure.ref))
    # what nobody said yet is said there
    desk.post("series-new", {"version": "0", "label": "Infants"}, measure=measure.ref)
    unsaid = desk.one(Series, label="Infants")
    assert desk.get("baseline", series=unsaid.ref).status_code == 200


def test_without_the_setting_they_are_changed_where_they_were(desk: Desk, milestone: Milestone) -> None:
    assert "Change dates" in words(desk.get("milestone", milestone=milestone.ref))
    assert desk.get("milestone-dates", milestone=milestone.ref).status_code == 200


def a_turn(desk: Desk) -> Occurrence:
    meeting = desk.one(Milestone, text="Meet every term")
    added = {"label": "Autumn term 2026", **day("due_on", 2026, 12, 18)}
    assert desk.post("occurrences", added, milestone=meeting.ref).status_code == 302
    return desk.one(Occurrence, milestone=meeting)


def test_an_owner_asks_for_another_day_of_a_turn_and_somebody_else_decides(
    desk: Desk, milestone: Milestone
) -> None:
    turn = a_turn(desk)
    meeting = desk.one(Milestone, pk=turn.milestone_id).ref
    assert "Ask for another day" in words(desk.get("milestone", desk.owner, milestone=meeting))
    asking = desk.get("ask-turn", desk.owner, occurrence=turn.ref)
    assert "Meet every term: Autumn term 2026" in words(asking)
    sent = {"version": str(turn.version), **day("due_on", 2027, 1, 22), "reason": "The hall is shut"}
    assert desk.post("ask-turn", sent, desk.owner, occurrence=turn.ref).status_code == 302
    request = desk.one(ChangeRequest)
    assert "Day of a turn: Autumn term 2026: 22 January 2027" in words(
        desk.get("milestone", milestone=meeting)
    )
    assert "Another day of a turn asked for" in words(desk.get("request", change_request=request.ref))
    decided = {"version": str(turn.version), "decision": "approve", "reason": ""}
    assert desk.post("request-decide", decided, change_request=request.ref).status_code == 302
    shown = words(desk.get("milestone", milestone=meeting))
    assert "due 22 Jan 2027" in shown
    assert "“Autumn term 2026”, 18 Dec 2026" in shown
    assert "The hall is shut" in shown


def test_those_who_may_not_report_on_it_ask_for_no_other_day(desk: Desk, milestone: Milestone) -> None:
    turn = a_turn(desk)
    for who in (desk.colleague, desk.outsider):
        assert desk.get("ask-turn", who, occurrence=turn.ref).status_code == 404
        assert desk.get("ask-take-out", who, kind="occurrence", ref=turn.ref).status_code == 404
    # an owner asks for another day, and not for it to go
    assert desk.get("ask-take-out", desk.owner, kind="occurrence", ref=turn.ref).status_code == 404


def test_taking_out_leads_to_asking_and_is_decided_by_somebody_else(desk: Desk, milestone: Milestone) -> None:
    desk.post("change-rule", ONLY)
    out: dict[str, Any] = {"kind": "milestone", "ref": milestone.ref}
    response = desk.get("take-out", **out)
    assert response["Location"] == desk.url("ask-take-out", **out)
    followed = words(desk.browser().get(desk.url("take-out", **out), follow=True))  # type: ignore[arg-type]
    assert "is taken out by request only. Say here why" in followed
    refused = desk.post("take-out", {"version": str(milestone.version), "reason": "Twice"}, **out)
    assert "use “Ask to take it out”" in words(refused)
    asked = {"version": str(milestone.version), "reason": "Another action does it"}
    assert desk.post("ask-take-out", asked, **out).status_code == 302
    request = desk.one(ChangeRequest)
    second = factories.member(desk.partnership, "programme-manager", name="Ed Editor")
    shown = words(desk.get("request-decide", second, change_request=request.ref))
    assert "Not in the plan any more" in shown
    assert "It stands now at" not in shown
    decided = {"version": str(milestone.version), "decision": "approve", "reason": ""}
    desk.post("request-decide", decided, second, change_request=request.ref)
    assert desk.one(Milestone, ref=milestone.ref).voided_reason == "Another action does it"
    # the request is read on, and what it was about is no page any more
    assert "Taking out asked for" in words(desk.get("request", change_request=request.ref))
    assert request.ref in desk.get("requests", plan=desk.plan.ref).content.decode()


def test_an_action_with_dated_milestones_is_not_taken_out_whole(desk: Desk, milestone: Milestone) -> None:
    desk.post("change-rule", ONLY)
    out: dict[str, Any] = {"kind": "action", "ref": desk.one(Action, pk=milestone.action_id).ref}
    followed = desk.browser().get(desk.url("take-out", **out), follow=True)
    assert "ask for each to be taken out first" in words(followed)  # type: ignore[arg-type]
    assert desk.get("ask-take-out", **out).status_code == 404
