"""Starting a plan from an inspection report: sent, confirmed, edited, joined, and started."""

from __future__ import annotations

from typing import Any

import pytest

from lapwing.contexts.improvement.edit_views.tests.desk import Desk, day, words
from lapwing.contexts.improvement.jobs import read_draft
from lapwing.contexts.improvement.models import (
    Action,
    Area,
    Document,
    DraftState,
    Group,
    InspectionReport,
    Plan,
    PlanDraft,
)

REPORT = """Area SEND inspection of Larkshire

What does the area need to do better?

Areas for improvement

1. Leaders should open more places to play.

2. Leaders should listen to families.

3. Leaders should listen to children.
"""
PLAN = {"title": "Larkshire answers", "kind": "priority-action"}


def test_a_report_is_sent_read_and_its_areas_are_shown(desk: Desk) -> None:
    draft = _sent(desk)
    shown = desk.get("import-draft", plan_draft=draft.ref)
    assert shown.headers["Location"] == desk.url("import-areas", plan_draft=draft.ref)
    page = desk.get("import-areas", plan_draft=draft.ref)
    assert "3 areas were found." in words(page)
    assert "Leaders should listen to families." in page.content.decode()


def test_areas_are_changed_joined_and_left_out_before_anything_starts(desk: Desk) -> None:
    draft = _sent(desk)
    led = desk.post("import-areas", _rows(), plan_draft=draft.ref)
    assert led.headers["Location"] == desk.url("import-areas-start", plan_draft=draft.ref)
    said = words(desk.get("import-areas-start", plan_draft=draft.ref))
    assert "1 area of the report" in said
    assert "Leaders must open more places" in said


def test_what_was_kept_is_there_when_one_comes_back(desk: Desk) -> None:
    draft = _sent(desk)
    desk.post("import-areas", {**_rows(), "later": "on"}, plan_draft=draft.ref)
    page = desk.get("import-areas", plan_draft=draft.ref)
    assert "1 area as you left it" in words(page)
    assert "Leaders should listen to families.\nBy phone" in page.content.decode()


def test_adding_a_row_keeps_what_was_typed_and_saves_nothing(desk: Desk) -> None:
    draft = _sent(desk)
    page = desk.post("import-areas", {**_rows(), "add-row": "on"}, plan_draft=draft.ref)
    assert "Leaders must open more places" in page.content.decode()
    assert desk.one(PlanDraft, pk=draft.pk).areas is None


def test_a_plan_starts_with_an_area_and_a_group_for_each(desk: Desk) -> None:
    draft = _sent(desk)
    sent = {**PLAN, "version": draft.version, **day("report_day", 2026, 2, 2)}
    led = desk.post("import-areas-start", sent, plan_draft=draft.ref)
    plan = desk.one(Plan, title="Larkshire answers")
    assert led.headers["Location"] == desk.url("plan-started", plan=plan.ref)
    assert plan.kind == "priority-action"
    assert [each.number for each in desk.all(Area, plan=plan)] == ["1", "2", "3"]
    assert [each.title for each in desk.all(Group, plan=plan)][1] == "Leaders should listen to families."
    assert desk.one(Area, plan=plan).source_first is not None
    assert not desk.all(Action, plan=plan)
    assert desk.one(InspectionReport, plan=plan).published_on.isoformat() == "2026-02-02"
    assert desk.one(Document, plan=plan).text.startswith("Area SEND inspection")
    assert not desk.all(PlanDraft)
    assert "3 groups without an action" in words(desk.get("plan-started", plan=plan.ref))


def test_a_day_still_to_come_is_refused_and_nothing_starts(desk: Desk) -> None:
    draft = _sent(desk)
    sent = {**PLAN, "version": draft.version, **day("report_day", 2199, 2, 2)}
    assert "cannot be in the future" in words(desk.post("import-areas-start", sent, plan_draft=draft.ref))
    assert len(desk.all(Plan)) == 1


def test_a_report_without_areas_says_so_and_lets_them_be_written(desk: Desk) -> None:
    story = "\n\n".join(f"Paragraph {number} of a story about a town." for number in range(60))
    draft = _sent(desk, story)
    assert "No areas for improvement were found in it" in words(
        desk.get("import-areas", plan_draft=draft.ref)
    )
    page = desk.post("import-areas-start", {**PLAN, "version": draft.version}, plan_draft=draft.ref)
    assert "Name at least one area" in words(page)
    assert len(desk.all(Plan)) == 1


def test_the_second_of_two_is_shown_what_the_first_kept(desk: Desk) -> None:
    draft = _sent(desk)
    desk.post("import-areas", _rows(), plan_draft=draft.ref)
    second = desk.post("import-areas", _rows(), plan_draft=draft.ref)
    assert second.status_code == 409


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"deed-0": "join"}, "There is no area above to join it to"),
        ({"title-0": ""}, "Say what is to improve, or leave this area out"),
        ({"deed-0": "burn"}, "Select what becomes of it from the list"),
        ({"number-0": "9" * 101}, "at most 100"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_row(desk: Desk, typed: dict[str, str], says: str) -> None:
    draft = _sent(desk)
    page = desk.post("import-areas", {**_rows(), **typed}, plan_draft=draft.ref)
    assert says in words(page)
    assert desk.one(PlanDraft, pk=draft.pk).areas is None


def test_nothing_sent_and_a_wrong_file_are_refused_in_a_sentence(desk: Desk) -> None:
    assert "Choose a file, or paste the text" in words(desk.post("areas-send", {}))


def test_others_start_nothing_from_a_report(desk: Desk) -> None:
    draft = _sent(desk)
    for who in (desk.owner, desk.colleague, desk.outsider):
        assert desk.get("areas-send", who).status_code == 404
        assert desk.post("areas-send", {"text": REPORT}, who).status_code == 404
        assert desk.get("import-areas", who, plan_draft=draft.ref).status_code == 404
        assert desk.post("import-areas", _rows(), who, plan_draft=draft.ref).status_code == 404
        started = desk.post("import-areas-start", {**PLAN, "version": 1}, who, plan_draft=draft.ref)
        assert started.status_code == 404
    assert len(desk.all(Plan)) == 1


def _sent(desk: Desk, text: str = REPORT) -> PlanDraft:
    desk.post("areas-send", {"text": text})
    draft = desk.one(PlanDraft)
    read_draft(draft.pk, draft.attempt)
    draft = desk.one(PlanDraft)
    assert (draft.state, draft.for_areas) == (DraftState.READY, True)
    return draft


def _rows() -> dict[str, Any]:
    """The first is put right, the second joined to it, the third left out."""
    return {
        "version": "1",
        "count": "3",
        "deed-0": "keep",
        "number-0": "1",
        "title-0": "Leaders must open more places to play.",
        "deed-1": "join",
        "number-1": "2",
        "title-1": "Leaders should listen to families.",
        "recommendations-1": "By phone",
        "deed-2": "leave out",
        "title-2": "Leaders should listen to children.",
    }
