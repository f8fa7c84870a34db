"""What two people do to the groups and their meetings at one moment."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from lapwing.contexts.governance.commands.agenda import ItemDetails, add_item, move_item
from lapwing.contexts.governance.commands.asked import Asked, ask_for_decision
from lapwing.contexts.governance.commands.common import RefusedError
from lapwing.contexts.governance.commands.decisions import DecisionDetails, decide
from lapwing.contexts.governance.commands.meetings import MeetingDetails, call_meeting
from lapwing.contexts.governance.commands.voiding import take_out
from lapwing.contexts.governance.models import AgendaItem, Decision, Meeting
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as, group
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.registry import commands
from lapwing.registry.commands import GroupDetails
from lapwing.registry.errors import GroupError
from lapwing.registry.models import GovernanceGroup, GroupKind, Partnership
from lapwing.registry.tests.factories import People
from tests.attacks.at_once.meeting import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_two_groups_never_come_to_report_to_each_other(partnership: Partnership, people: People) -> None:
    one, other = group(partnership, "One"), group(partnership, "Other")

    def put_under(below: GovernanceGroup, above: GovernanceGroup) -> str:
        details = GroupDetails(name=below.name, kind=GroupKind.BOARD, reports_to=above)
        try:
            with acting_as(people.owner):
                commands.change_group(below, version=1, details=details)
        except GroupError as error:
            return str(error)
        return ""

    said = at_once(
        partial(put_under, one, other),
        partial(put_under, other, one),
        at="(?s)registry_partnership.*FOR NO KEY UPDATE",
    )
    assert sorted(said) == ["", "A group cannot come to report to itself."]
    with as_maintenance():
        assert GovernanceGroup.objects.filter(reports_to=None).count() == 1


def test_two_lines_of_an_agenda_moved_at_once_are_both_moved(
    partnership: Partnership, people: People
) -> None:
    board = group(partnership)
    with acting_as(people.owner) as actor:
        meeting = call_meeting(actor=actor, now=NOW, group=board, details=MeetingDetails(held_on=DAY))
        first, _, third = (
            add_item(actor=actor, now=NOW, meeting_ref=meeting.ref, details=ItemDetails(title=title))
            for title in ("One", "Two", "Three")
        )

    def move(item: AgendaItem, *, up: bool) -> None:
        with acting_as(people.owner) as actor:
            move_item(actor=actor, now=NOW, ref=item.ref, up=up)

    at_once(
        partial(move, first, up=False),
        partial(move, third, up=True),
        at="(?s)governance_meeting.*FOR UPDATE",
    )
    with as_maintenance():
        rows = AgendaItem.objects.filter(meeting=meeting)
        titles = list(rows.values_list("title", flat=True))
        assert sorted(rows.values_list("position", flat=True)) == [0, 1, 2]
    # whichever came first: One down then Three up, or the other way round
    assert titles in (["Two", "Three", "One"], ["Three", "One", "Two"])


def test_two_who_call_a_meeting_for_one_day_at_once_call_it_once(
    partnership: Partnership, people: People
) -> None:
    board = group(partnership)

    def call() -> str:
        try:
            with acting_as(people.owner) as actor:
                call_meeting(actor=actor, now=NOW, group=board, details=MeetingDetails(held_on=DAY))
        except RefusedError as error:
            return str(error)
        return ""

    said = at_once(call, call, at="(?s)registry_governancegroup.*FOR NO KEY UPDATE")
    assert sorted(said) == ["", "The group meets on that day already."]
    with as_maintenance():
        assert Meeting.objects.count() == 1


def test_two_who_add_a_group_of_one_name_at_once_add_it_once(
    partnership: Partnership, people: People
) -> None:
    def add() -> str:
        details = GroupDetails(name="Operational Group", kind=GroupKind.OPERATIONAL)
        try:
            with acting_as(people.owner) as actor:
                commands.create_group(partnership=partnership, details=details, by=actor, now=NOW)
        except GroupError as error:
            return str(error)
        return ""

    said = at_once(add, add, at="(?s)registry_partnership.*FOR NO KEY UPDATE")
    assert sorted(said) == ["", "Another group has this name."]


def test_a_decision_is_recorded_while_another_of_its_meeting_is_withdrawn(
    partnership: Partnership, people: People
) -> None:
    """Both hold what was asked and the meeting, in one order: neither waits for what the other holds."""
    board = group(partnership)
    what = Asked(words="Fund two posts", reason="They end in March.")
    with acting_as(people.owner) as actor:
        do: dict[str, Any] = {"actor": actor, "now": NOW}
        meeting = call_meeting(**do, group=board, details=MeetingDetails(held_on=DAY))
        item = ask_for_decision(**do, group=board, asked=what)
        details = DecisionDetails(words="Both are funded.")
        first = decide(**do, group=board, details=details, meeting_ref=meeting.ref, answers_ref=item.ref)

    def withdraw() -> str:
        with acting_as(people.owner) as actor:
            take_out(actor=actor, now=NOW, model=Decision, ref=first.ref, version=1, reason="In error")
        return ""

    def decide_again() -> str:
        try:
            with acting_as(people.owner) as actor:
                decide(
                    actor=actor,
                    now=NOW,
                    group=board,
                    details=DecisionDetails(words="One is funded."),
                    meeting_ref=meeting.ref,
                    answers_ref=item.ref,
                )
        except RefusedError as error:
            return str(error)
        return ""

    said = at_once(
        withdraw,
        decide_again,
        at=("(?s)governance_meeting.*FOR UPDATE", "(?s)governance_escalateditem.*FOR UPDATE"),
    )
    # whoever decides waits for what was asked, which the withdrawal holds: it is open again by then
    assert said == ["", ""]
    with as_maintenance():
        standing = Decision.objects.in_force().get(group=board)
        item.refresh_from_db()
    assert (standing.words, item.decision_id) == ("One is funded.", standing.pk)
