from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement import interchange as form
from lapwing.contexts.improvement.comparing import Kind, Part
from lapwing.contexts.improvement.exports import exported
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Document,
    DuePoint,
    Group,
    Milestone,
    Objective,
    Ownership,
    PlanVersion,
    Question,
    Remainder,
    StatusReport,
    Target,
)
from lapwing.contexts.improvement.queries import changes
from lapwing.contexts.improvement.taking.tests.later import (
    BEFORE,
    DOCUMENT,
    FIXTURES,
    QUICKLY,
    RECEIVED,
    chosen,
    later_plan,
    take,
)
from lapwing.contexts.improvement.tests.factories import DAY, imported
from lapwing.contexts.improvement.tests.plan_strategies import plans
from lapwing.contexts.improvement.versions import Choices, compared, take_version, try_version
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership

REASON = "Changed in plan-june.txt, received 1 June 2026"


def test_when_all_is_taken_in_nothing_differs_any_more(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    taken = take(manager, plan, later_plan())
    plan.refresh_from_db()
    assert taken.left == ()
    assert compared(plan, later_plan()).differences == ()
    assert plan.title == "Larkshire plan for play, second version"


def test_the_plan_stands_in_the_order_of_the_new_version(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    take(manager, plan, later_plan())
    after, wanted = exported(plan), later_plan()
    assert [each.text for each in after.actions] == [each.text for each in wanted.actions]
    assert [[m.text for m in a.milestones] for a in after.actions] == [
        [m.text for m in a.milestones] for a in wanted.actions
    ]
    assert [each.name for each in after.measures] == [each.name for each in wanted.measures]


def test_a_changed_date_is_a_date_change_with_the_document_as_its_reason(
    partnership: Partnership, manager: Actor
) -> None:
    plan = imported(partnership, manager, BEFORE)
    take(manager, plan, later_plan(), lambda each: each.field == "dates")
    milestone = Milestone.objects.get(text="Begin talks")
    standing = DuePoint.objects.standing().get(milestone=milestone)
    assert (standing.latest, standing.reason) == (date(2026, 9, 30), REASON)
    gone = DuePoint.objects.exclude(withdrawn_at=None).filter(milestone=milestone)
    assert {(row.withdrawn_at, row.withdrawn_reason) for row in gone} == {(RECEIVED, REASON)}
    told = changes(actor=manager, plan_ref=plan.ref, since=DAY, until=RECEIVED.date())
    assert sorted(change.kind for change in told) == ["date", "version"]


def test_what_is_not_accepted_stays(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    take(manager, plan, later_plan(), lambda each: each.field == "dates")
    after = exported(plan)
    assert after.title == BEFORE.title
    assert [each.text for each in after.actions] == [each.text for each in BEFORE.actions]
    assert after.measures == BEFORE.measures


def test_statuses_figures_and_answers_stay(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    begin = Milestone.objects.get(text="Begin talks")
    report = commands.report_status(
        actor=manager, now=RECEIVED, milestone_ref=begin.ref, status="at risk", note="Two are ill"
    )
    figures = list(Actual.objects.standing().values_list("pk", "value").order_by("pk"))
    answered = Question.objects.get(code="ref.duplicate")
    take(manager, plan, later_plan())
    begin.refresh_from_db()
    assert begin.voided_at is None
    assert StatusReport.objects.standing().filter(milestone=begin).first() == report
    assert list(Actual.objects.standing().values_list("pk", "value").order_by("pk")) == figures
    answered.refresh_from_db()
    assert answered.answer == "yes, two"
    assert Question.objects.filter(plan=plan, code="ref.duplicate").count() == 1


def test_a_renumbered_action_keeps_its_row(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    row = Action.objects.get(key="1.1.1")
    take(manager, plan, later_plan())
    row.refresh_from_db()
    assert (row.number, row.text) == ("1.1.2", "Do what 1.1.1 promises for every child")
    new = Action.objects.get(plan=plan, text="Hire a therapist for the under fives")
    assert (new.number, new.group.number if new.group else "") == ("1.1.1", "2")


def test_owners_change_with_the_reason_and_as_printed(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    take(manager, plan, later_plan(), lambda each: each.field == "owners")
    standing = Ownership.objects.standing().filter(action__key="1.1.1")
    assert [(row.as_written, row.reason) for row in standing] == [
        ("Head of Play", REASON),
        ("Chief Nurse", REASON),
    ]


def test_targets_that_were_settled_stay_settled(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    take(manager, plan, later_plan(), lambda each: each.field == "targets")
    rows = Target.objects.standing().filter(series__label="Under fives")
    assert [row.resolved for row in rows] == [50.0, 80.0, 95.0]


def test_what_is_removed_is_taken_out_with_a_reason_and_can_be_brought_back(
    partnership: Partnership, manager: Actor
) -> None:
    plan = imported(partnership, manager, BEFORE)
    take(manager, plan, later_plan(), lambda each: each.kind is Kind.REMOVED and each.part is Part.MILESTONE)
    gone = Milestone.objects.get(text="Publish the list")
    assert gone.voided_reason == "Not in plan-june.txt, received 1 June 2026"
    commands.bring_back(actor=manager, now=RECEIVED, model=Milestone, ref=gone.ref)


def test_the_document_is_kept_and_parts_stand_in_it(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    take(manager, plan, later_plan(), lambda each: each.field == "dates")
    kept = Document.objects.get(plan=plan)
    assert (kept.name, kept.number) == ("plan-june.txt", 2)
    begin, publish = (Milestone.objects.get(text=text) for text in ("Begin talks", "Publish the list"))
    assert (begin.source_document, begin.source_first) == (2, 21)
    assert publish.source_document == 1
    assert Remainder.objects.filter(plan=plan, document_number=2).get().text == "A new foreword"
    assert [each.text for each in exported(plan).remainder] == ["A new foreword"]


def test_new_questions_are_asked_once_and_only_of_what_was_taken_in(
    partnership: Partnership, manager: Actor
) -> None:
    plan = imported(partnership, manager, BEFORE)
    take(manager, plan, later_plan(), lambda each: each.field == "dates")
    assert not Question.objects.filter(plan=plan, code="due.vague").exists()
    take(manager, plan, later_plan())
    asked = Question.objects.get(plan=plan, code="due.vague")
    assert asked.where == [Action.objects.get(text__startswith="Hire a therapist").key]
    assert Question.objects.filter(plan=plan, code="due.none").count() == 1


def test_groups_may_change_their_numbers_round(partnership: Partnership, manager: Actor) -> None:
    def two(first: str, second: str) -> form.Plan:
        return form.Plan(
            title="Two groups",
            groups=(form.Group(ref=first, title="Play near home"), form.Group(ref=second, title="Health")),
            objectives=(
                form.Objective(ref=f"{first}.1", group=first, title="Open more places"),
                form.Objective(ref=f"{second}.1", group=second, title="See children sooner"),
            ),
        )

    plan = imported(partnership, manager, two("1", "2"))
    take(manager, plan, two("2", "1"))
    found = {row.title: row.number for row in Group.objects.filter(plan=plan)}
    assert found == {"Play near home": "2", "Health": "1"}
    assert Objective.objects.get(plan=plan, title="Open more places").number == "2.1"


def test_a_number_that_a_group_leaves_is_taken_by_another(partnership: Partnership, manager: Actor) -> None:
    before = form.Plan(title="Two groups", groups=(form.Group(ref="1", title="Play near home"),))
    after = form.Plan(title="Two groups", groups=(form.Group(ref="1", title="Therapists and nurses"),))
    plan = imported(partnership, manager, before)
    take(manager, plan, after)
    assert Group.objects.in_force().get(plan=plan).title == "Therapists and nurses"
    assert Group.objects.exclude(voided_at=None).get(plan=plan).number == "1 (former)"


def test_a_preview_says_what_will_happen_and_changes_nothing(
    partnership: Partnership, manager: Actor
) -> None:
    plan = imported(partnership, manager, BEFORE)
    before = exported(plan)
    choices = Choices(chosen(compared(plan, later_plan())))
    tried = try_version(
        actor=manager, now=RECEIVED, plan_ref=plan.ref, later=later_plan(), document=DOCUMENT, choices=choices
    )
    assert len(tried.done) == len(choices.accepted)
    assert exported(plan) == before
    assert not PlanVersion.objects.exists()


def test_nothing_ticked_and_what_changed_meanwhile_are_refused(
    partnership: Partnership, manager: Actor
) -> None:
    plan = imported(partnership, manager, BEFORE)
    with pytest.raises(commands.RefusedError, match="Tick at least one"):
        take(manager, plan, later_plan(), lambda _: False)
    accepted = chosen(compared(plan, later_plan()), lambda each: each.field == "dates")
    begin = Milestone.objects.get(text="Begin talks")
    commands.set_due_points(
        actor=manager,
        now=RECEIVED,
        milestone_ref=begin.ref,
        version=begin.version,
        points=commands.read_dates("by August 2026"),
        reason="The hall is closed",
    )
    with pytest.raises(commands.EditedByAnotherError):
        take_version(
            actor=manager,
            now=RECEIVED,
            plan_ref=plan.ref,
            later=later_plan(),
            document=DOCUMENT,
            choices=Choices(accepted),
        )
    assert not PlanVersion.objects.exists()
    assert DuePoint.objects.standing().get(milestone=begin).as_written == "August 2026"


def test_the_rest_of_a_document_may_be_taken_in_later(partnership: Partnership, manager: Actor) -> None:
    plan = imported(partnership, manager, BEFORE)
    take(manager, plan, later_plan(), lambda each: each.field == "dates")
    take(manager, plan, later_plan())
    assert list(PlanVersion.objects.values_list("number", flat=True)) == [2, 2]
    assert Document.objects.filter(plan=plan).count() == 1


@pytest.mark.slow
@settings(max_examples=15, deadline=None, phases=QUICKLY, suppress_health_check=FIXTURES)
@given(plans(), plans())
def test_any_plan_becomes_any_other(
    partnership: Partnership, manager: Actor, one: form.Plan, other: form.Plan
) -> None:
    plan = imported(partnership, manager, one)
    first = compared(plan, other)
    if not first.differences:
        return
    taken = take(manager, plan, other)
    plan.refresh_from_db()
    left = {each.difference.field for each in taken.left}
    again = compared(plan, other).differences
    assert {each.field for each in again if each.kind is not Kind.REPORTED} <= left
