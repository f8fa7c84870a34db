"""What is raised to a group: once for an episode, answered by somebody else, or raised further."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lapwing.contexts.governance.commands import raised as commands
from lapwing.contexts.governance.commands.about import NOTHING
from lapwing.contexts.governance.commands.common import NotYoursError, RefusedError
from lapwing.contexts.governance.commands.decisions import DecisionDetails, close_decision, decide
from lapwing.contexts.governance.commands.voiding import take_group_out
from lapwing.contexts.governance.models import Decision, EscalatedItem, Meeting
from lapwing.contexts.governance.public import items_about, open_items_for, raise_item
from lapwing.contexts.governance.queries.meetings import meeting_page
from lapwing.contexts.governance.queries.mine import mine_of
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as, seat, sitting
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.models import Notice
from lapwing.registry.errors import GroupError
from lapwing.registry.models import Capacity, GovernanceGroup, Partnership


@contextmanager
def a_rule() -> Iterator[Actor]:
    with acting(system_actor("Escalation"), purpose="test") as actor:
        yield actor


def by_rule(governed: Board, **more: object) -> EscalatedItem:
    given = {
        "partnership_id": governed.partnership.pk,
        "to_group_id": governed.group.pk,
        "subject_kind": "action",
        "subject_ref": "zzzzzzzzzzzz",
        "words": "Action 1.2 is red for the second cycle",
        "rule_key": "red-twice",
        "reason": "Two cycles off track",
        **more,
    }
    with a_rule() as actor:
        return raise_item(actor=actor, now=NOW, **given)  # type: ignore[arg-type]


def answer(governed: Board, item: EscalatedItem, decision_number: int | None = None) -> EscalatedItem:
    with acting_as(governed.member) as actor:
        return commands.answer_item(
            actor=actor,
            now=NOW,
            ref=item.ref,
            version=1,
            answer="Two more posts",
            decision_number=decision_number,
        )


def test_a_rule_raises_the_same_once_for_an_episode(governed: Board) -> None:
    first = by_rule(governed, episode="autumn")
    assert by_rule(governed, episode="autumn").pk == first.pk
    answer(governed, first)
    assert by_rule(governed, episode="autumn").pk == first.pk
    assert by_rule(governed, episode="spring").pk != first.pk
    assert by_rule(governed, episode="autumn", rule_key="no-update").pk != first.pk


def test_without_an_episode_it_is_raised_again_once_it_was_answered(governed: Board) -> None:
    first = by_rule(governed)
    assert by_rule(governed).pk == first.pk
    answer(governed, first)
    again = by_rule(governed)
    assert again.pk != first.pk
    assert by_rule(governed).pk == again.pk


def test_those_who_run_the_group_are_told_and_it_waits_for_its_members(governed: Board) -> None:
    item = by_rule(governed)
    with as_maintenance():
        told = Notice.objects.filter(template="item-raised").values_list("user_id", flat=True)
        assert list(told) == [governed.chair.pk]
    with acting_as(governed.member) as actor:
        assert [line.ref for line in mine_of(actor, governed.partnership, DAY).raised] == [item.ref]
    with acting_as(governed.attends) as actor:
        assert mine_of(actor, governed.partnership, DAY).raised == ()


def test_it_stands_on_the_next_agenda_until_it_is_answered(governed: Board, meeting: Meeting) -> None:
    item = by_rule(governed)
    with acting_as(governed.chair) as actor:
        (line,) = meeting_page(actor, governed.partnership, meeting.ref, DAY).arising.raised
        assert line.waits
        assert open_items_for(actor, governed.partnership, governed.group, DAY) == (line,)
    answer(governed, item)
    with acting_as(governed.chair) as actor:
        assert open_items_for(actor, governed.partnership, governed.group, DAY) == ()
    with as_maintenance():
        assert Notice.objects.get(template="item-raised").done_at is not None


def test_what_it_is_about_and_cannot_be_seen_is_only_said_to_be_there(governed: Board) -> None:
    by_rule(governed)
    with acting_as(governed.chair) as actor:
        (line,) = items_about(actor, governed.partnership, "action", ["zzzzzzzzzzzz"], DAY)
    assert line.about is not None
    assert line.about.hidden
    assert (line.about.words, line.about.url) == ("", "")


def test_an_answer_names_the_decision_that_it_led_to(governed: Board) -> None:
    with acting_as(governed.chair) as actor:
        decide(actor=actor, now=NOW, group=governed.group, details=DecisionDetails(words="Two posts"))
    item = by_rule(governed)
    with pytest.raises(RefusedError, match="number of a decision") as refused:
        answer(governed, item, decision_number=9)
    assert refused.value.field == "decision_number"
    assert answer(governed, item, decision_number=1).decision_id is not None


@pytest.mark.parametrize("who", ["attends", "outsider"])
def test_others_do_not_answer(governed: Board, who: str) -> None:
    item = by_rule(governed)
    with acting_as(getattr(governed, who)) as actor, pytest.raises((NotYoursError, NotVisible)):
        commands.answer_item(actor=actor, now=NOW, ref=item.ref, version=1, answer="Yes")


def test_nobody_answers_what_they_raised_themselves(governed: Board) -> None:
    with acting_as(governed.member) as actor:
        item = commands.raise_by_hand(
            actor=actor,
            now=NOW,
            group=governed.group,
            words="No therapist",
            reason="It stops three actions",
            about=NOTHING,
        )
        with pytest.raises(NotYoursError, match="Somebody else"):
            commands.answer_item(actor=actor, now=NOW, ref=item.ref, version=1, answer="Yes")
    with acting_as(governed.chair) as actor:
        commands.answer_item(actor=actor, now=NOW, ref=item.ref, version=1, answer="We ask the ICB")
        with pytest.raises(RefusedError, match="answered already"):
            commands.answer_item(actor=actor, now=NOW, ref=item.ref, version=2, answer="Again")


def test_what_a_group_cannot_settle_goes_to_the_one_it_reports_to(governed: Board) -> None:
    item = by_rule(governed)
    with acting_as(governed.member) as actor:
        further = commands.raise_further(
            actor=actor, now=NOW, ref=item.ref, version=1, reason="It needs money"
        )
        here = items_about(actor, governed.partnership, "action", ["zzzzzzzzzzzz"], DAY)
    assert (further.group_id, further.from_group_id) == (governed.board.pk, governed.group.pk)
    assert {line.group: bool(line.answer) for line in here} == {
        governed.board.name: False,
        governed.group.name: True,
    }
    with acting_as(governed.manager) as actor, pytest.raises(RefusedError, match="reports to no other"):
        commands.raise_further(actor=actor, now=NOW, ref=further.ref, version=1, reason="Still")


def test_who_raised_it_here_or_below_answers_nowhere(governed: Board) -> None:
    seat(governed.member, governed.board)
    seat(governed.chair, governed.board)
    above = sitting(governed.board, Capacity.MEMBER)
    with acting_as(governed.member) as actor:
        item = commands.raise_by_hand(
            actor=actor,
            now=NOW,
            group=governed.group,
            words="No therapist",
            reason="It stops three actions",
            about=NOTHING,
        )
    with acting_as(governed.chair) as actor:
        further = commands.raise_further(
            actor=actor, now=NOW, ref=item.ref, version=1, reason="It needs money"
        )
    for raiser in (governed.member, governed.chair):
        with acting_as(raiser) as actor, pytest.raises(NotYoursError, match="Somebody else"):
            commands.answer_item(actor=actor, now=NOW, ref=further.ref, version=1, answer="Yes")
    with acting_as(above) as actor:
        assert commands.answer_item(actor=actor, now=NOW, ref=further.ref, version=1, answer="Yes").answer


def test_a_rule_raises_to_groups_of_the_partnership_alone(
    governed: Board, other_partnership: Partnership
) -> None:
    with pytest.raises(NotVisible):
        by_rule(governed, partnership_id=other_partnership.pk)
    with pytest.raises(ValueError, match="has a key"):
        by_rule(governed, rule_key="")


def test_a_group_in_which_something_waits_is_not_taken_out(governed: Board) -> None:
    item = by_rule(governed)
    with acting_as(governed.manager) as actor:
        out = {"actor": actor, "now": NOW, "group": governed.group, "version": 1, "reason": "Merged"}
        with pytest.raises(GroupError, match="escalated or asked and has no answer"):
            take_group_out(**out)  # type: ignore[arg-type]
        decide(
            actor=actor,
            now=NOW,
            group=governed.group,
            details=DecisionDetails(words="Two posts", actor=governed.member, act_by=DAY),
        )
    answer(governed, item)
    with acting_as(governed.manager) as actor:
        with pytest.raises(GroupError, match="a decision to act on"):
            take_group_out(**{**out, "actor": actor})  # type: ignore[arg-type]
        made = Decision.objects.get()
        close_decision(actor=actor, now=NOW, ref=made.ref, version=1, words="Done")
        take_group_out(**{**out, "actor": actor})  # type: ignore[arg-type]
        assert governed.group not in GovernanceGroup.objects.in_force()


def test_those_who_run_a_group_do_not_take_it_out(governed: Board) -> None:
    with acting_as(governed.chair) as actor, pytest.raises(NotYoursError, match="programme manager"):
        take_group_out(actor=actor, now=NOW, group=governed.group, version=1, reason="Merged")
