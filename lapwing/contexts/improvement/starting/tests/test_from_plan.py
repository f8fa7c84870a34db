"""Starting a plan from an earlier one: what comes over, what stays, and who may."""

from datetime import date, timedelta

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import NotVisible, PlanDetails, RefusedError
from lapwing.contexts.improvement.commands.rhythms import RhythmDetails
from lapwing.contexts.improvement.models import (
    Action,
    Actual,
    Area,
    Cycle,
    DuePoint,
    Finding,
    Group,
    Measure,
    MeasureAction,
    Milestone,
    Objective,
    Ownership,
    Plan,
    Rhythm,
    Service,
    StatusReport,
    SuccessCriterion,
    Target,
    WorkflowStep,
)
from lapwing.contexts.improvement.presenters.starting import lines_of_coming
from lapwing.contexts.improvement.rules.terms import Terms
from lapwing.contexts.improvement.rules.workflow import StepHolder
from lapwing.contexts.improvement.starting.coming import Choices, coming_over
from lapwing.contexts.improvement.starting.from_plan import start_from_plan, undo_start
from lapwing.contexts.improvement.tests.factories import DAY, LATER, NOW, acting_as, full_plan, imported
from lapwing.platform.access.actor import Actor
from lapwing.platform.voiding import void_row
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

EVERYTHING = Choices(figures=True, steps=True, rhythm=True)
NEXT = PlanDetails(title="The next plan")


@pytest.fixture
def manager(people: People):  # type: ignore[no-untyped-def]
    with acting_as(people.owner) as actor:
        yield actor


@pytest.fixture
def plan(partnership: Partnership, manager: Actor) -> Plan:
    return imported(partnership, manager, full_plan())


def start(actor: Actor, plan: Plan, choices: Choices = EVERYTHING, **more: str) -> Plan:
    return start_from_plan(actor=actor, now=LATER, plan_ref=plan.ref, details=NEXT, choices=choices, **more)


def test_what_is_open_comes_over_and_says_where_it_came_from(plan: Plan, manager: Actor) -> None:
    new = start(manager, plan)
    assert new.came_from == plan
    earlier = list(Action.objects.filter(plan=plan))
    actions = list(Action.objects.filter(plan=new))
    assert [(each.key, each.text) for each in actions] == [(each.key, each.text) for each in earlier]
    assert [each.came_from for each in actions] == earlier
    assert {each.ref for each in actions}.isdisjoint(each.ref for each in earlier)
    for model in (Area, Finding, Group):
        assert model.objects.filter(plan=new).count() == model.objects.filter(plan=plan).count() > 0
    assert (
        Service.objects.filter(action__plan=new, objective__plan=new).count()
        == Service.objects.filter(action__plan=plan).count()
    )
    assert SuccessCriterion.objects.filter(action__plan=new).count() == 1
    named = Ownership.objects.filter(action__plan=plan).values_list("role__name", flat=True)
    assert sorted(Ownership.objects.filter(action__plan=new).values_list("role__name", flat=True)) == sorted(
        named
    )


def test_what_is_done_or_stopped_stays_behind(plan: Plan, manager: Actor) -> None:
    second = Action.objects.get(plan=plan, key="1.1.1bis")
    for milestone in Milestone.objects.filter(action=second):
        commands.report_status(
            actor=manager, now=NOW, milestone_ref=milestone.ref, status="done", note="All agreed"
        )
    first = Milestone.objects.filter(action__key="1.1.1", action__plan=plan).first()
    assert first is not None
    commands.report_status(
        actor=manager, now=NOW, milestone_ref=first.ref, status="stopped", note="No longer wanted"
    )
    coming = coming_over(plan, EVERYTHING, DAY)
    assert (coming.finished_actions, coming.closed_milestones) == (1, 1)
    new = start(manager, plan)
    assert list(Action.objects.filter(plan=new).values_list("key", flat=True)) == ["1.1.1"]
    assert not Milestone.objects.filter(action__plan=new, text=first.text).exists()


def test_dates_do_not_come_over_and_the_milestone_knows_the_one_it_had(plan: Plan, manager: Actor) -> None:
    new = start(manager, plan)
    assert not DuePoint.objects.filter(milestone__action__plan=new).exists()
    assert not StatusReport.objects.filter(milestone__action__plan=new).exists()
    before = Milestone.objects.get(goes_on_as__action__plan=new, text="Begin talks")
    assert DuePoint.objects.filter(milestone=before).count() == 2


def test_measures_come_with_the_targets_still_ahead(plan: Plan, manager: Actor) -> None:
    target = Target.objects.filter(series__measure__plan=plan).first()
    assert target is not None
    Target.objects.filter(pk=target.pk).update(latest="2026-03-31")
    coming = coming_over(plan, EVERYTHING, LATER.date())
    assert coming.past_targets == 1
    new = start(manager, plan)
    standing = Target.objects.filter(series__measure__plan=new)
    assert standing.count() == Target.objects.filter(series__measure__plan=plan).count() - 1
    assert [each.came_from for each in Measure.objects.filter(plan=new)] == list(
        Measure.objects.filter(plan=plan)
    )
    assert MeasureAction.objects.filter(measure__plan=new, action__plan=new).exists()
    assert Actual.objects.filter(series__measure__plan=new).count() == 2


def test_only_what_was_chosen_comes_over(plan: Plan, manager: Actor) -> None:
    new = start(manager, plan, Choices(frame=False, owners=False, measures=False))
    assert Action.objects.filter(plan=new, group=None).count() == 2
    assert not Ownership.objects.filter(action__plan=new).exists()
    assert not Measure.objects.filter(plan=new).exists()
    assert not Area.objects.filter(plan=new).exists()


def test_steps_and_the_rhythm_come_over_from_the_next_turn(plan: Plan, manager: Actor) -> None:
    commands.set_rhythm(
        actor=manager,
        now=NOW,
        plan_ref=plan.ref,
        version=0,
        details=RhythmDetails(kind="quarterly", first_closes_on=DAY.replace(day=31)),
    )
    commands.set_steps(
        actor=manager,
        now=NOW,
        plan_ref=plan.ref,
        version=1,
        steps=[commands.StepDetails("Group lead", StepHolder.GROUP_LEAD)],
    )
    new = start(manager, plan)
    assert [each.name for each in WorkflowStep.objects.filter(plan=new)] == ["Group lead"]
    rhythm = Rhythm.objects.get(plan=new)
    assert (rhythm.kind, rhythm.first_closes_on.isoformat()) == ("quarterly", "2026-06-30")
    assert all(each.opens_on > LATER.date() for each in Cycle.objects.filter(plan=new))


def own(*days: date) -> RhythmDetails:
    first, *further = days
    return RhythmDetails(kind="own", first_closes_on=first, further_days=tuple(further), days_open=10)


def test_of_dates_of_its_own_those_still_to_open_come_over(plan: Plan, manager: Actor) -> None:
    today = LATER.date()
    near, first, second = (today + timedelta(days=days) for days in (5, 40, 500))
    commands.set_rhythm(
        actor=manager, now=NOW, plan_ref=plan.ref, version=0, details=own(near, first, second)
    )
    new = start(manager, plan)
    assert Rhythm.objects.get(plan=new).own_days == (first, second)
    assert [each.closes_on for each in Cycle.objects.filter(plan=new)] == [first, second]


def test_dates_of_its_own_that_are_over_do_not_come(plan: Plan, manager: Actor) -> None:
    last = LATER.date() + timedelta(days=5)
    commands.set_rhythm(actor=manager, now=NOW, plan_ref=plan.ref, version=0, details=own(last))
    assert coming_over(plan, EVERYTHING, LATER.date()).rhythm is None
    assert not Rhythm.objects.filter(plan=start(manager, plan)).exists()


def test_nothing_of_the_earlier_plan_changes(plan: Plan, manager: Actor) -> None:
    before = _rows_of(plan)
    start(manager, plan)
    assert _rows_of(plan) == before


def _rows_of(plan: Plan) -> list[object]:
    return [
        list(model._default_manager.filter(**{path: plan.pk}).order_by("pk").values())
        for model, path in (
            (Plan, "pk"),
            (Group, "plan"),
            (Action, "plan"),
            (Milestone, "action__plan"),
            (DuePoint, "milestone__action__plan"),
            (Ownership, "action__plan"),
            (Measure, "plan"),
            (Target, "series__measure__plan"),
        )
    ]


def test_what_was_not_shown_is_not_started(plan: Plan, manager: Actor) -> None:
    seen = coming_over(plan, EVERYTHING, DAY).seen
    commands.create_group(
        actor=manager, now=NOW, plan_ref=plan.ref, details=commands.GroupDetails(number="9", title="One more")
    )
    with pytest.raises(RefusedError, match="Look again"):
        start(manager, plan, seen=seen)
    assert Plan.objects.count() == 1


def test_an_objective_whose_group_is_out_stays_behind(plan: Plan, manager: Actor) -> None:
    group = Group.objects.get(plan=plan)
    void_row(group, by=group.created_by_id, now=NOW, reason="Gone")
    group.save()
    new = start(manager, plan)
    assert not Objective.objects.filter(plan=new).exists()
    assert Action.objects.filter(plan=new, group=None).count() == 2


def test_a_measure_that_is_another_s_copy_is_its_copy_here_too(plan: Plan, manager: Actor) -> None:
    first, second = Measure.objects.filter(plan=plan)[:2]
    Measure.objects.filter(pk=first.pk).update(same_as=second)
    new = start(manager, plan)
    copy = Measure.objects.get(came_from=first)
    assert copy.plan == new
    assert copy.same_as is not None
    assert copy.same_as.came_from == second


def test_a_text_changed_after_the_preview_is_looked_at_again(plan: Plan, manager: Actor) -> None:
    seen = coming_over(plan, EVERYTHING, LATER.date()).seen
    group = Group.objects.get(plan=plan)
    details = commands.GroupDetails(number=group.number, title="Other words")
    commands.edit_group(actor=manager, now=NOW, ref=group.ref, version=1, details=details)
    with pytest.raises(RefusedError, match="Look again"):
        start(manager, plan, seen=seen)


def test_a_start_is_undone_and_the_earlier_plan_is_as_it_was(plan: Plan, manager: Actor) -> None:
    new = start(manager, plan)
    undone = undo_start(actor=manager, now=LATER, ref=new.ref, version=new.version)
    assert undone.voided_at is not None
    assert list(Plan.objects.in_force()) == [plan]


def test_owners_do_not_come_without_actions(plan: Plan, manager: Actor) -> None:
    with pytest.raises(RefusedError, match="Owners come with their actions"):
        start(manager, plan, Choices(actions=False))


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_others_start_no_plan(who: str, plan: Plan, people: People) -> None:
    with acting_as(getattr(people, who)) as actor, pytest.raises(NotVisible):
        start(actor, plan, Choices())


def test_a_start_takes_a_fixed_number_of_queries(
    plan: Plan, manager: Actor, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(75):  # type: ignore[operator]
        start(manager, plan)


def test_a_rhythm_and_links_changed_after_the_preview_are_looked_at_again(plan: Plan, manager: Actor) -> None:
    def sets(version: int, kind: str) -> None:
        details = commands.RhythmDetails(kind=kind, first_closes_on=DAY)
        commands.set_rhythm(actor=manager, now=NOW, plan_ref=plan.ref, version=version, details=details)

    sets(0, "quarterly")
    seen = coming_over(plan, EVERYTHING, DAY).seen
    sets(1, "monthly")
    assert coming_over(plan, EVERYTHING, DAY).seen != seen
    seen = coming_over(plan, EVERYTHING, DAY).seen
    MeasureAction.objects.filter(measure__plan=plan).first().delete()  # type: ignore[union-attr]
    assert coming_over(plan, EVERYTHING, DAY).seen != seen


def test_what_waits_for_what_stays_behind_and_the_preview_says_so(plan: Plan, manager: Actor) -> None:
    one, other = Action.objects.filter(plan=plan)[:2]
    commands.add_dependency(
        actor=manager,
        now=NOW,
        plan_ref=plan.ref,
        waiting=commands.EndRef("action", one.ref),
        needed=commands.EndRef("action", other.ref),
        reason="The room comes first",
    )
    coming = coming_over(plan, EVERYTHING, DAY)
    lines = {line.what: line.stays for line in lines_of_coming(coming, EVERYTHING, Terms())}
    assert lines["Dependencies"] == "1 dependency"
