"""Asking for another date, baseline or target, and deciding it, as people do it in the pages."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.models import (
    Action,
    ChangeRequest,
    DuePoint,
    Measure,
    Milestone,
    Series,
    Target,
)
from lapwing.platform.accounts.models import User
from lapwing.registry.tests import factories


@pytest.fixture
def milestone(desk: Desk) -> Milestone:
    return desk.one(Milestone, text="Begin talks")


@pytest.fixture
def board_member(desk: Desk) -> User:
    return factories.member(desk.partnership, "board-member", name="Bea Board")


def asked_dates(row: Milestone, *, reason: str = "The room is being rebuilt") -> dict[str, str]:
    return {
        "version": str(row.version),
        "count": "1",
        "as_written-0": "by September 2026",
        "role-0": "complete",
        **day("latest-0", 2026, 9, 30),
        "reason": reason,
    }


def ask(desk: Desk, row: Milestone, who: User | None = None) -> ChangeRequest:
    response = desk.post("ask-dates", asked_dates(row), who or desk.owner, milestone=row.ref)
    assert response.status_code == 302, words(response)
    return desk.one(ChangeRequest, milestone=row, decided_at=None)


def test_an_owner_asks_for_another_date_and_it_waits(desk: Desk, milestone: Milestone) -> None:
    shown = words(desk.get("ask-dates", desk.owner, milestone=milestone.ref))
    assert "Nothing changes until somebody who runs the plan approves it" in shown
    row = ask(desk, milestone)
    assert (row.asked_by_id, row.reason) == (desk.owner.pk, "The room is being rebuilt")
    page = words(desk.get("milestone", desk.colleague, milestone=milestone.ref))
    assert "A change is asked for" in page
    assert "by September 2026" in page


def test_the_one_who_runs_the_plan_is_offered_it_and_approves(desk: Desk, milestone: Milestone) -> None:
    row = ask(desk, milestone)
    assert "1 change asked for, to decide" in words(desk.get("overview", plan=desk.plan.ref))
    assert "1 change waits to be decided" in words(desk.get("requests", plan=desk.plan.ref))
    shown = words(desk.get("request-decide", change_request=row.ref))
    assert "It stood at, when asked" in shown
    assert "It stands now at" not in shown
    sent = {"version": str(milestone.version), "decision": "approve", "reason": ""}
    response = desk.post("request-decide", sent, change_request=row.ref)
    assert response["Location"] == desk.url("request", change_request=row.ref)
    assert desk.one(DuePoint, milestone=milestone, withdrawn_at=None).as_written == "by September 2026"
    page = words(desk.get("milestone", milestone=milestone.ref))
    assert "Moved once; first 31 May 2026" in page
    assert "Moved once; first 31 May 2026" in words(
        desk.get("action", action=desk.one(Action, key="1.1.1").ref)
    )


def test_the_late_list_says_that_a_date_was_moved(desk: Desk, milestone: Milestone) -> None:
    row = ask(desk, milestone)
    sent = {"version": str(milestone.version), "decision": "approve"}
    desk.post("request-decide", sent, change_request=row.ref)
    page = words(desk.get("late", plan=desk.plan.ref))
    assert "moved once; first 31 May 2026" in page


def test_a_refusal_without_a_reason_is_asked_again(desk: Desk, milestone: Milestone) -> None:
    row = ask(desk, milestone)
    sent = {"version": str(milestone.version), "decision": "refuse", "reason": ""}
    response = desk.post("request-decide", sent, change_request=row.ref)
    assert "Say why it is refused" in words(response)
    desk.post("request-decide", {**sent, "reason": "The board said no"}, change_request=row.ref)
    page = words(desk.get("request", desk.owner, change_request=row.ref))
    assert "Refused" in page
    assert "The board said no" in page


def test_what_was_changed_meanwhile_is_shown_beside_what_is_asked(desk: Desk, milestone: Milestone) -> None:
    row = ask(desk, milestone)
    july = {**asked_dates(milestone, reason="Agreed by the board"), "as_written-0": "by July 2026"}
    desk.post("milestone-dates", {**july, **day("latest-0", 2026, 7, 31)}, milestone=milestone.ref)
    shown = words(desk.get("request-decide", change_request=row.ref))
    assert "after it was asked for. Both are shown: choose what it should be." in shown
    assert "It stands now at complete: by July 2026" in shown
    sent = {"version": str(milestone.version), "decision": "approve"}
    old = desk.post("request-decide", sent, change_request=row.ref)
    assert "changed this meanwhile. Look at it again" in words(old)
    assert desk.one(DuePoint, milestone=milestone, withdrawn_at=None).as_written == "by July 2026"
    sent["version"] = str(desk.one(Milestone, pk=milestone.pk).version)
    assert desk.post("request-decide", sent, change_request=row.ref).status_code == 302
    assert desk.one(DuePoint, milestone=milestone, withdrawn_at=None).as_written == "by September 2026"


def test_who_asked_takes_it_back_and_cannot_decide_it(desk: Desk, milestone: Milestone) -> None:
    row = ask(desk, milestone)
    answer = desk.get("request-decide", desk.owner, change_request=row.ref)
    assert (answer.status_code, answer["Location"].endswith(f"/request/{row.ref}/")) == (302, True)
    assert "Withdraw" in words(desk.get("request", desk.owner, change_request=row.ref))
    desk.post("request-take-back", {}, desk.owner, change_request=row.ref)
    assert desk.one(ChangeRequest, pk=row.pk).approved is None
    assert "Withdrawn" in words(desk.get("request", desk.owner, change_request=row.ref))


def test_a_manager_does_not_decide_what_they_asked_for(desk: Desk, milestone: Milestone) -> None:
    row = ask(desk, milestone, desk.manager)
    response = desk.get("request-decide", change_request=row.ref)
    assert response["Location"] == desk.url("request", change_request=row.ref)
    shown = words(desk.browser().get(response["Location"]))  # type: ignore[arg-type]
    assert "Decide it" not in shown


def test_everybody_in_the_partnership_reads_requests_and_nobody_else(
    desk: Desk, milestone: Milestone, board_member: User
) -> None:
    row = ask(desk, milestone)
    for who in (desk.colleague, board_member):
        assert desk.get("request", who, change_request=row.ref).status_code == 200
        assert desk.get("requests", who, plan=desk.plan.ref).status_code == 200
        assert desk.get("request-decide", who, change_request=row.ref).status_code == 302
        assert desk.get("ask-dates", who, milestone=milestone.ref).status_code == 404
        assert desk.post("request-take-back", {}, who, change_request=row.ref).status_code == 404
    for name, parts in (("request", {"change_request": row.ref}), ("requests", {"plan": desk.plan.ref})):
        assert desk.get(name, desk.outsider, **parts).status_code == 404


def test_an_owner_asks_only_of_what_is_theirs(desk: Desk) -> None:
    other = desk.one(Milestone, action__key="1.1.1bis")
    assert desk.get("ask-dates", desk.owner, milestone=other.ref).status_code == 404
    assert desk.post("ask-dates", asked_dates(other), desk.owner, milestone=other.ref).status_code == 404


def test_other_targets_are_asked_for_and_drawn_as_a_break(desk: Desk) -> None:
    series = desk.one(Series, measure__key="M1", label="Others")
    page = desk.get("ask-targets", desk.owner, series=series.ref)
    assert 'value="50.0"' in page.content.decode()
    sent = {
        "version": str(series.version),
        "count": "1",
        "type-0": "absolute",
        "value-0": "45",
        **day("latest-0", 2026, 4, 30),
        "reason": "Fewer visitors than planned",
    }
    desk.post("ask-targets", sent, desk.owner, series=series.ref)
    assert [each.value for each in desk.all(Target, series=series, withdrawn_at=None)] == [50.0, 80.0]
    row = desk.one(ChangeRequest, series=series)
    desk.post(
        "request-decide", {"version": str(series.version), "decision": "approve"}, change_request=row.ref
    )
    assert [each.value for each in desk.all(Target, series=series, withdrawn_at=None)] == [45.0]
    measure = desk.url("measure", measure=desk.one(Measure, key="M1").ref)
    shown = words(desk.browser().get(measure, {"series": series.ref}))  # type: ignore[arg-type]
    assert "What it was held to before" in shown
    assert "Target changed" in shown
    assert "Fewer visitors than planned" in shown


def test_another_baseline_is_asked_for(desk: Desk) -> None:
    series = desk.one(Series, measure__key="M1", label="Others")
    sent = {"version": str(series.version), "value": "25", "reason": "Counted again"}
    desk.post("ask-baseline", sent, desk.owner, series=series.ref)
    assert desk.one(ChangeRequest, series=series).kind == "baseline"
    shown = words(desk.get("measure", desk.owner, measure=desk.one(Measure, key="M1").ref))
    assert "Ask for another baseline" in shown


def next_target(row: Series, **more: str) -> dict[str, str]:
    return {"version": str(row.version), "value": "85", **day("latest", 2027, 6, 30), **more}


def test_the_next_target_is_one_click_from_the_measure(desk: Desk) -> None:
    series = desk.one(Series, measure__key="M1", label="Others")
    measure = desk.one(Measure, key="M1")
    address = desk.url("next-target", series=desk.one(Series, measure__key="M1").ref)
    assert address in desk.get("measure", measure=measure.ref).content.decode()
    shown = desk.get("next-target", series=series.ref)
    assert "Earlier targets go on standing." in words(shown)
    desk.post("next-target", next_target(series), series=series.ref)
    standing = desk.all(Target, series=series, withdrawn_at=None)
    assert [each.value for each in standing] == [50.0, 80.0, 85.0]


def test_an_owner_asks_for_the_next_target(desk: Desk) -> None:
    series = desk.one(Series, measure__key="M1", label="Others")
    sent = next_target(series, reason="Agreed at the meeting of 3 November")
    desk.post("next-target", sent, desk.owner, series=series.ref)
    assert len(desk.all(Target, series=series, withdrawn_at=None)) == 2
    row = desk.one(ChangeRequest, series=series)
    decided = {"version": str(series.version), "decision": "approve"}
    desk.post("request-decide", decided, change_request=row.ref)
    standing = desk.all(Target, series=series, withdrawn_at=None)
    assert [each.value for each in standing] == [50.0, 80.0, 85.0]
    shown = words(desk.get("measure", measure=desk.one(Measure, key="M1").ref))
    assert "What it was held to before" not in shown


def test_how_often_a_target_is_agreed_is_said_of_a_line(desk: Desk) -> None:
    series = desk.one(Series, measure__key="M2")
    sent = {"version": str(series.version), "label": "All", "unit": "%", "agreed_each": "quarter"}
    desk.post("series-edit", sent, series=series.ref)
    shown = words(desk.get("measure", measure=desk.one(Measure, key="M2").ref))
    assert "A new target is agreed every quarter, and none lies ahead." in shown
