"""What waits for what: said with a reason, never round in a circle, and removed again."""

from __future__ import annotations

import pytest

from lapwing.contexts.improvement import commands
from lapwing.contexts.improvement.commands import EndRef, NotVisible, RefusedError
from lapwing.contexts.improvement.edit_views.tests.desk import Desk, desk_of
from lapwing.contexts.improvement.models import Action, Dependency, Milestone
from lapwing.contexts.improvement.tests.factories import LATER, acting_as, imported
from lapwing.platform.accounts.models import User
from lapwing.platform.history.models import HistoryEntry
from lapwing.registry.models import Partnership
from lapwing.registry.tests.factories import People

WHY = "The list wants the talks to be over."


@pytest.fixture
def desk(partnership: Partnership, people: People) -> Desk:
    return desk_of(partnership, people)


def action(desk: Desk, key: str) -> EndRef:
    return EndRef("action", desk.one(Action, key=key, plan=desk.plan).ref)


def milestone(desk: Desk, text: str) -> EndRef:
    return EndRef("milestone", desk.one(Milestone, text=text, action__plan=desk.plan).ref)


def add(desk: Desk, waiting: EndRef, needed: EndRef, who: User | None = None, why: str = WHY) -> Dependency:
    with acting_as(who or desk.manager) as actor:
        return commands.add_dependency(
            actor=actor, now=LATER, plan_ref=desk.plan.ref, waiting=waiting, needed=needed, reason=why
        )


def test_a_milestone_waits_for_another_and_its_history_says_who_said_so(desk: Desk) -> None:
    made = add(desk, milestone(desk, "Publish the list"), milestone(desk, "Begin talks"))
    kept = desk.one(Dependency)
    assert (kept.pk, kept.reason, kept.recorded_by_id) == (made.pk, WHY, desk.manager.pk)
    with acting_as(desk.manager):
        entry = HistoryEntry.objects.get(table_name="improvement_dependency")
        assert entry.actor_id == desk.manager.pk


def test_a_circle_is_refused_and_named(desk: Desk) -> None:
    add(desk, action(desk, "1.1.1"), action(desk, "1.1.1bis"))
    with pytest.raises(RefusedError, match="round in a circle: action"):
        add(desk, action(desk, "1.1.1bis"), action(desk, "1.1.1"))
    assert len(desk.all(Dependency)) == 1


def test_nothing_waits_for_itself_nor_for_the_action_it_is_part_of(desk: Desk) -> None:
    talks = milestone(desk, "Begin talks")
    with pytest.raises(RefusedError, match="cannot wait for itself"):
        add(desk, talks, talks)
    with pytest.raises(RefusedError, match="round in a circle"):
        add(desk, talks, action(desk, "1.1.1"))


def test_what_is_taken_out_still_counts_for_a_circle_since_it_may_come_back(desk: Desk) -> None:
    first, second = action(desk, "1.1.1"), action(desk, "1.1.1bis")
    add(desk, first, second)
    with acting_as(desk.manager) as actor:
        row = Action.objects.get(ref=second.ref)
        commands.void(actor=actor, now=LATER, model=Action, ref=row.ref, version=row.version, reason="Moot")
    with pytest.raises(RefusedError, match="Choose an action or a milestone of this plan"):
        add(desk, second, first)
    with acting_as(desk.manager) as actor:
        commands.bring_back(actor=actor, now=LATER, model=Action, ref=second.ref)
    with pytest.raises(RefusedError, match="circle"):
        add(desk, second, first)


@pytest.mark.parametrize("why", ["", "  "])
def test_it_wants_a_reason(desk: Desk, why: str) -> None:
    with pytest.raises(RefusedError, match="Say why"):
        add(desk, action(desk, "1.1.1"), action(desk, "1.1.1bis"), why=why)


def test_the_same_is_said_once(desk: Desk) -> None:
    add(desk, action(desk, "1.1.1"), action(desk, "1.1.1bis"))
    with pytest.raises(RefusedError, match="already"):
        add(desk, action(desk, "1.1.1"), action(desk, "1.1.1bis"))


def test_only_parts_of_the_same_plan_wait_for_each_other(desk: Desk) -> None:
    with acting_as(desk.manager) as actor:
        other = imported(desk.partnership, actor)
        elsewhere = EndRef("action", Action.objects.get(plan=other).ref)
    for wrong in (elsewhere, EndRef("action", "nothing"), EndRef("plan", desk.plan.ref), EndRef("", "")):
        with pytest.raises(RefusedError, match="of this plan"):
            add(desk, action(desk, "1.1.1"), wrong)


def test_who_may_not_change_the_plan_says_nothing_of_it(desk: Desk) -> None:
    for who in (desk.owner, desk.colleague, desk.outsider):
        with pytest.raises(NotVisible):
            add(desk, action(desk, "1.1.1"), action(desk, "1.1.1bis"), who=who)


def test_it_waits_no_more_and_may_wait_again(desk: Desk) -> None:
    made = add(desk, action(desk, "1.1.1"), action(desk, "1.1.1bis"))
    for who in (desk.owner, desk.outsider):
        with acting_as(who) as actor, pytest.raises(NotVisible):
            commands.take_back_dependency(actor=actor, now=LATER, ref=made.ref)
    with acting_as(desk.manager) as actor:
        commands.take_back_dependency(actor=actor, now=LATER, ref=made.ref, reason="It was let")
    assert desk.one(Dependency).withdrawn_reason == "It was let"
    with acting_as(desk.manager) as actor, pytest.raises(NotVisible):
        commands.take_back_dependency(actor=actor, now=LATER, ref=made.ref)
    add(desk, action(desk, "1.1.1bis"), action(desk, "1.1.1"))
    assert len(desk.all(Dependency)) == 2
