"""A progress report of a known plan, as reports on its milestones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lapwing.contexts.improvement.comparing import Kind, compare, with_updates
from lapwing.contexts.improvement.reading.progress_reports import Update
from lapwing.contexts.improvement.tests.factories import action, milestone, plan

STEPS = (milestone("Write it"), milestone("Teach it"))
PLAN = plan(
    action("1.1.1", text="Publish a directory of short breaks"),
    action("1.1.2", text="Train every midday supervisor", milestones=STEPS),
)
UPDATE = Update(
    ref="1.1.1",
    action_text=None,
    status_as_written="Green",
    status="on track",
    period="June 2026",
    on=date(2026, 6, 30),
    text="The draft is with families.",
    source=(3, 4),
)


def test_an_update_is_offered_as_a_report_with_its_words_as_the_note() -> None:
    told, unknown = with_updates(PLAN, [UPDATE])
    (found,) = compare(PLAN, told).differences
    assert (found.kind, found.field) == (Kind.REPORTED, "status")
    assert found.now == "on track (“Green”), June 2026\nThe draft is with families."
    assert unknown == ()


def test_an_update_of_an_action_with_parts_is_offered_for_each() -> None:
    told, _ = with_updates(PLAN, [replace(UPDATE, ref="1.1.2")])
    found = compare(PLAN, told).differences
    assert [each.before.path for each in found if each.before] == [(1, 0), (1, 1)]


def test_an_action_is_known_by_its_words_where_no_number_is_repeated() -> None:
    told, _ = with_updates(PLAN, [replace(UPDATE, ref=None, action_text="Train midday supervisors")])
    assert [len(each.reports) for each in told.actions[1].milestones] == [1, 1]


def test_an_update_about_nothing_in_the_plan_is_told_apart() -> None:
    stranger = replace(UPDATE, ref="9.9", action_text="Buy a minibus with a lift")
    told, unknown = with_updates(PLAN, [stranger])
    assert (told, unknown) == (PLAN, (stranger,))


def test_an_update_without_a_status_that_is_known_says_again_how_it_stands() -> None:
    told, _ = with_updates(PLAN, [replace(UPDATE, status=None, status_as_written=None)])
    assert told.actions[0].milestones[0].reports[0].status == "not started"
    assert len(compare(PLAN, told).differences) == 1
