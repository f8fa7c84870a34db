"""Making and changing plans, groups, objectives, actions and what stands under them."""

from datetime import date

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import (
    ActionDetails,
    AreaDetails,
    CriterionDetails,
    EditedByAnotherError,
    GroupDetails,
    MilestoneDetails,
    NotVisible,
    ObjectiveDetails,
    PlanDetails,
    RefusedError,
)
from lapwing.contexts.improvement.models import (
    Action,
    Group,
    Milestone,
    Objective,
    OwnerRole,
    Plan,
    Service,
    SuccessCriterion,
)
from lapwing.contexts.improvement.tests.factories import LATER, NOW, acting_as
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People


def test_a_plan_is_made_and_edited_by_hand(partnership: Partnership, manager: Actor) -> None:
    plan = commands.create_plan(
        actor=manager, now=NOW, partnership=partnership, details=PlanDetails(title=" A plan ")
    )
    assert (plan.title, plan.version) == ("A plan", 1)
    edited = commands.edit_plan(
        actor=manager, now=LATER, ref=plan.ref, version=1, details=PlanDetails(title="Another title")
    )
    assert (edited.title, edited.version) == ("Another title", 2)


def test_the_second_of_two_editors_is_shown_what_the_first_saved(plan: Plan, manager: Actor) -> None:
    details = PlanDetails(title="First")
    commands.edit_plan(actor=manager, now=NOW, ref=plan.ref, version=1, details=details)
    with pytest.raises(EditedByAnotherError) as refused:
        commands.edit_plan(
            actor=manager, now=NOW, ref=plan.ref, version=1, details=PlanDetails(title="Second")
        )
    assert isinstance(refused.value.current, Plan)
    assert refused.value.current.title == "First"


def test_saving_what_is_there_already_is_no_new_version(plan: Plan, manager: Actor) -> None:
    group = Group.objects.get(plan=plan)
    same = GroupDetails(number=group.number, title=group.title)
    assert commands.edit_group(actor=manager, now=NOW, ref=group.ref, version=1, details=same).version == 1


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_others_cannot_edit_a_plan(who: str, plan: Plan, people: People, partnership: Partnership) -> None:
    with acting_as(getattr(people, who)) as actor:
        with pytest.raises(NotVisible):
            commands.edit_plan(
                actor=actor, now=NOW, ref=plan.ref, version=1, details=PlanDetails(title="Mine")
            )
        with pytest.raises(NotVisible):
            commands.create_plan(
                actor=actor, now=NOW, partnership=partnership, details=PlanDetails(title="Mine")
            )


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (PlanDetails(title=" "), "title"),
        (PlanDetails(title="x", kind="wish"), "kind"),
        (PlanDetails(title="x", quarter_basis="lunar"), "quarter_basis"),
        (
            PlanDetails(title="x", inspected_from=date(2026, 2, 2), inspected_to=date(2026, 1, 1)),
            "inspected_to",
        ),
        (PlanDetails(title="x", parent_ref="nothing"), "parent_ref"),
        (PlanDetails(title="x\0"), ""),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_with_its_field(
    details: PlanDetails, field: str, plan: Plan, manager: Actor
) -> None:
    with pytest.raises(RefusedError) as refused:
        commands.edit_plan(actor=manager, now=NOW, ref=plan.ref, version=1, details=details)
    assert refused.value.field == field


def test_a_plan_cannot_come_to_sit_under_itself(plan: Plan, partnership: Partnership, manager: Actor) -> None:
    below = commands.create_plan(
        actor=manager, now=NOW, partnership=partnership, details=PlanDetails(title="B", parent_ref=plan.ref)
    )
    with pytest.raises(RefusedError, match="under itself"):
        commands.edit_plan(
            actor=manager,
            now=NOW,
            ref=plan.ref,
            version=1,
            details=PlanDetails(title="A", parent_ref=below.ref),
        )


def test_areas_are_made_and_edited(plan: Plan, manager: Actor) -> None:
    details = AreaDetails(title="Waiting", recommendations=("Wait less", " "))
    area = commands.create_area(actor=manager, now=NOW, plan_ref=plan.ref, details=details)
    assert (area.recommendations, area.position) == (["Wait less"], 1)
    edited = commands.edit_area(
        actor=manager, now=NOW, ref=area.ref, version=1, details=AreaDetails(title="Waits")
    )
    assert edited.title == "Waits"


def test_a_number_longer_than_there_is_room_for_is_refused(plan: Plan, manager: Actor) -> None:
    with pytest.raises(RefusedError) as refused:
        commands.create_group(
            actor=manager, now=NOW, plan_ref=plan.ref, details=GroupDetails(number="1" * 101, title="x")
        )
    assert refused.value.field == "number"


def test_the_numbers_of_groups_and_objectives_stand_once(plan: Plan, manager: Actor) -> None:
    with pytest.raises(RefusedError, match="Another group"):
        commands.create_group(
            actor=manager, now=NOW, plan_ref=plan.ref, details=GroupDetails(number="1", title="x")
        )
    group = commands.create_group(
        actor=manager, now=NOW, plan_ref=plan.ref, details=GroupDetails(number="2", title="Two")
    )
    details = ObjectiveDetails(group_ref=group.ref, number="2.1", title="Begin")
    objective = commands.create_objective(actor=manager, now=NOW, plan_ref=plan.ref, details=details)
    with pytest.raises(RefusedError, match="Another objective"):
        commands.create_objective(actor=manager, now=NOW, plan_ref=plan.ref, details=details)
    moved = ObjectiveDetails(group_ref=Group.objects.get(number="1").ref, number="2.1", title="Begin")
    edited = commands.edit_objective(actor=manager, now=NOW, ref=objective.ref, version=1, details=moved)
    assert edited.group.number == "1"


def test_a_new_action_has_one_milestone_which_is_itself(plan: Plan, manager: Actor) -> None:
    objective = Objective.objects.get(plan=plan)
    details = ActionDetails(text="Write it down", number="1.1.1", objective_refs=(objective.ref,))
    action = commands.create_action(actor=manager, now=NOW, plan_ref=plan.ref, details=details)
    assert (action.number, action.occurrence, action.group) == ("1.1.1", 3, objective.group)
    assert action.key not in ("1.1.1", "1.1.1bis")
    assert [m.text for m in action.milestones.all()] == ["Write it down"]


def test_an_action_may_serve_objectives_of_another_plan_but_not_of_another_partnership(
    plan: Plan, partnership: Partnership, other_partnership: Partnership, manager: Actor, people: People
) -> None:
    def objective_of(actor: Actor, where: Partnership) -> Objective:
        other = commands.create_plan(actor=actor, now=NOW, partnership=where, details=PlanDetails(title="B"))
        group = commands.create_group(
            actor=actor, now=NOW, plan_ref=other.ref, details=GroupDetails(number="1", title="x")
        )
        return commands.create_objective(
            actor=actor,
            now=NOW,
            plan_ref=other.ref,
            details=ObjectiveDetails(group_ref=group.ref, number="1.1", title="x"),
        )

    action = Action.objects.get(key="1.1.1")
    own, elsewhere = Objective.objects.get(plan=plan), objective_of(manager, partnership)
    details = ActionDetails(text=action.text, number=action.number, objective_refs=(own.ref, elsewhere.ref))
    edited = commands.edit_action(actor=manager, now=NOW, ref=action.ref, version=1, details=details)
    assert edited.version == 2
    assert list(Service.objects.filter(action=action).values_list("objective", flat=True)) == [
        own.pk,
        elsewhere.pk,
    ]
    with acting_as(people.outsider) as outsider:
        foreign = objective_of(outsider, other_partnership)
    with acting_as(people.owner) as actor, pytest.raises(RefusedError, match="this partnership"):
        commands.edit_action(
            actor=actor,
            now=NOW,
            ref=action.ref,
            version=2,
            details=ActionDetails(text="x", objective_refs=(foreign.ref,)),
        )


def test_milestones_and_criteria_are_made_and_edited(plan: Plan, manager: Actor) -> None:
    action = Action.objects.get(key="1.1.1")
    milestone = commands.create_milestone(
        actor=manager, now=NOW, action_ref=action.ref, details=MilestoneDetails(text="And then")
    )
    assert milestone.position == 3
    edited = commands.edit_milestone(
        actor=manager,
        now=NOW,
        ref=milestone.ref,
        version=1,
        details=MilestoneDetails(text="At last", label="d"),
    )
    assert (edited.text, edited.label) == ("At last", "d")
    measure = plan.measures.get(key="M1")
    criterion = commands.create_criterion(
        actor=manager,
        now=NOW,
        action_ref=action.ref,
        details=CriterionDetails(text="Seen", measure_ref=measure.ref),
    )
    assert criterion.measure == measure
    with pytest.raises(RefusedError, match="measures"):
        commands.edit_criterion(
            actor=manager,
            now=NOW,
            ref=criterion.ref,
            version=1,
            details=CriterionDetails(text="x", measure_ref="nothing"),
        )


def test_a_criterion_is_judged_with_what_shows_it(plan: Plan, manager: Actor, people: People) -> None:
    criterion = SuccessCriterion.objects.get()
    with pytest.raises(RefusedError, match="what shows it"):
        commands.judge_criterion(actor=manager, now=LATER, criterion_ref=criterion.ref, judgement="met")
    judged = commands.judge_criterion(
        actor=manager, now=LATER, criterion_ref=criterion.ref, judgement="met", note="Survey of May"
    )
    assert judged.judgement == "met"
    with acting_as(people.colleague) as board_member, pytest.raises(NotVisible):
        commands.judge_criterion(
            actor=board_member, now=LATER, criterion_ref=criterion.ref, judgement="met", note="x"
        )


def test_a_record_is_taken_out_with_a_reason_and_brought_back(plan: Plan, manager: Actor) -> None:
    action = Action.objects.get(key="1.1.1")
    with pytest.raises(RefusedError, match="Say why"):
        commands.void(actor=manager, now=LATER, model=Action, ref=action.ref, version=1, reason=" ")
    gone = commands.void(actor=manager, now=LATER, model=Action, ref=action.ref, version=1, reason="Twice")
    assert (gone.voided_reason, gone.version) == ("Twice", 2)
    with pytest.raises(NotVisible):
        commands.void(actor=manager, now=LATER, model=Action, ref=action.ref, version=2, reason="Again")
    back = commands.bring_back(actor=manager, now=LATER, model=Action, ref=action.ref)
    assert back.voided_at is None


def test_what_others_need_is_not_taken_out(plan: Plan, manager: Actor) -> None:
    for row, words in (
        (Group.objects.get(), "still holds"),
        (Objective.objects.get(), "still serve"),
        (OwnerRole.objects.get(name="Head of Play"), "still owns"),
    ):
        with pytest.raises(RefusedError, match=words):
            commands.void(actor=manager, now=LATER, model=type(row), ref=row.ref, version=1, reason="x")


def test_a_number_given_to_another_meanwhile_is_not_brought_back(plan: Plan, manager: Actor) -> None:
    group = commands.create_group(
        actor=manager, now=NOW, plan_ref=plan.ref, details=GroupDetails(number="2", title="x")
    )
    commands.void(actor=manager, now=NOW, model=Group, ref=group.ref, version=1, reason="x")
    commands.create_group(
        actor=manager, now=NOW, plan_ref=plan.ref, details=GroupDetails(number="2", title="y")
    )
    with pytest.raises(RefusedError, match="taken its place"):
        commands.bring_back(actor=manager, now=NOW, model=Group, ref=group.ref)


def test_nothing_is_brought_back_into_what_is_taken_out(plan: Plan, manager: Actor) -> None:
    action = Action.objects.get(key="1.1.1bis")
    milestone = action.milestones.get()
    for row in (milestone, action):
        commands.void(actor=manager, now=NOW, model=type(row), ref=row.ref, version=1, reason="x")
    with pytest.raises(RefusedError, match="The action it belongs to is taken out"):
        commands.bring_back(actor=manager, now=NOW, model=Milestone, ref=milestone.ref)
    commands.bring_back(actor=manager, now=NOW, model=Action, ref=action.ref)
    commands.bring_back(actor=manager, now=NOW, model=Milestone, ref=milestone.ref)


def test_records_are_put_in_another_order(plan: Plan, manager: Actor) -> None:
    action = Action.objects.get(key="1.1.1")
    first, second, third = action.milestones.all()
    commands.move(actor=manager, now=NOW, model=Milestone, ref=third.ref, version=1, after_ref=first.ref)
    assert list(action.milestones.all()) == [first, third, second]
    commands.move(actor=manager, now=NOW, model=Milestone, ref=second.ref, version=1)
    assert list(action.milestones.all()) == [second, first, third]
    with pytest.raises(RefusedError, match="same list"):
        commands.move(actor=manager, now=NOW, model=Milestone, ref=first.ref, version=1, after_ref="nothing")
