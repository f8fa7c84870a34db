from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.exports import exported
from lapwing.contexts.improvement.imports import DocumentText
from lapwing.contexts.improvement.models import Document, DuePoint, Milestone, Question
from lapwing.contexts.improvement.taking.tests.later import (
    BEFORE,
    FIXTURES,
    QUICKLY,
    RECEIVED,
    later_plan,
    take,
)
from lapwing.contexts.improvement.tests.factories import imported
from lapwing.contexts.improvement.tests.plan_strategies import plans
from lapwing.contexts.improvement.versions import compared, undo_version
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

AFTERWARDS = datetime(2026, 6, 2, 9, tzinfo=UTC)


def undo(actor: Actor, ref: str) -> None:
    undo_version(actor=actor, now=AFTERWARDS, ref=ref, reason="It was the wrong file")


def test_undoing_puts_everything_back(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    before = exported(plan)
    taken = take(manager, plan, later_plan())
    undo(manager, taken.version.ref)
    plan.refresh_from_db()
    assert exported(plan) == before


@pytest.mark.slow
@settings(max_examples=15, deadline=None, phases=QUICKLY, suppress_health_check=FIXTURES)
@given(plans(), plans())
def test_whatever_was_taken_in_is_undone(
    partnership: Partnership, manager: Actor, one: form.Plan, other: form.Plan
) -> None:
    plan = imported(partnership, manager, one)
    before = exported(plan)
    if compared(plan, other).differences:
        undo(manager, take(manager, plan, other).version.ref)
    plan.refresh_from_db()
    assert exported(plan) == before


def test_the_dates_of_the_version_stay_on_record(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    taken = take(manager, plan, later_plan())
    undo(manager, taken.version.ref)
    rows = DuePoint.objects.filter(milestone__text="Begin talks", latest="2026-09-30")
    assert [row.withdrawn_reason for row in rows] == ["Version 2 undone: It was the wrong file"]
    assert Document.objects.filter(plan=plan).count() == 1
    assert not Question.objects.filter(plan=plan, code="due.vague").exists()


def report(actor: Actor) -> None:
    new = Milestone.objects.get(text="Write the advert")
    commands.report_status(actor=actor, now=AFTERWARDS, milestone_ref=new.ref, status="on track")


def change_the_date(actor: Actor) -> None:
    row = Milestone.objects.get(text="Begin talks")
    points = commands.read_dates("by November 2026")
    commands.set_due_points(
        actor=actor, now=AFTERWARDS, milestone_ref=row.ref, version=row.version, points=points, reason="Later"
    )


def reword(actor: Actor) -> None:
    row = Milestone.objects.get(text="Begin talks").action
    details = commands.ActionDetails(text="Do it otherwise", number=row.number)
    commands.edit_action(actor=actor, now=AFTERWARDS, ref=row.ref, version=row.version, details=details)


def answer(actor: Actor) -> None:
    row = Question.objects.get(code="due.vague")
    commands.answer_question(actor=actor, now=AFTERWARDS, ref=row.ref, version=1, answer="The last")


def add_a_milestone(actor: Actor) -> None:
    above = Milestone.objects.get(text="Write the advert").action
    details = commands.MilestoneDetails(text="Print the advert")
    commands.create_milestone(actor=actor, now=AFTERWARDS, action_ref=above.ref, details=details)


@pytest.mark.parametrize("doing", [report, change_the_date, reword, answer, add_a_milestone])
def test_what_people_did_since_is_not_undone_over_their_heads(
    partnership: Partnership, manager: Actor, doing: Callable[[Actor], None]
) -> None:
    plan = imported(partnership, manager, BEFORE)
    taken = take(manager, plan, later_plan())
    doing(manager)
    stands = exported(plan)
    with pytest.raises(commands.RefusedError):
        undo(manager, taken.version.ref)
    assert exported(plan) == stands


def test_a_report_on_what_was_there_before_does_not_stand_in_the_way(
    partnership: Partnership, manager: Actor
) -> None:
    plan = imported(partnership, manager, BEFORE)
    taken = take(manager, plan, later_plan())
    row = Milestone.objects.get(text="Begin talks")
    commands.report_status(actor=manager, now=AFTERWARDS, milestone_ref=row.ref, status="on track")
    undo(manager, taken.version.ref)
    assert exported(plan).actions[0].milestones[0].status == "on track"


def test_versions_are_undone_from_the_last(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    first = take(manager, plan, later_plan())
    third = replace(later_plan(), title="Larkshire plan for play, third version")
    document = DocumentText("plan-july.txt", "The plan in July")
    second = take(manager, plan, third, now=AFTERWARDS, document=document)
    assert (first.version.number, second.version.number) == (2, 3)
    with pytest.raises(commands.RefusedError, match="Undo that one first"):
        undo(manager, first.version.ref)
    undo(manager, second.version.ref)
    undo(manager, first.version.ref)
    with pytest.raises(commands.RefusedError, match="undone already"):
        undo(manager, first.version.ref)


def test_a_version_may_be_taken_in_again_after_it_was_undone(
    partnership: Partnership, manager: Actor
) -> None:
    plan = imported(partnership, manager, BEFORE)
    undo(manager, take(manager, plan, later_plan()).version.ref)
    again = take(manager, plan, later_plan(), now=RECEIVED.replace(month=7))
    plan.refresh_from_db()
    assert again.left == ()
    assert compared(plan, later_plan()).differences == ()
