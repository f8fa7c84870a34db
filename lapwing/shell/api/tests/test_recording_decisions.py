"""Decisions that programs record: the group's people by reference, and the rules of its pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from lapwing.contexts.governance.commands.agenda import ItemDetails, add_item
from lapwing.contexts.governance.commands.asked import Asked, ask_for_decision
from lapwing.contexts.governance.commands.meetings import MeetingDetails, call_meeting
from lapwing.contexts.governance.models import AgendaItem, Decision, EscalatedItem, Meeting, MinutesState
from lapwing.contexts.governance.tests.factories import group as group_of
from lapwing.contexts.governance.tests.factories import seat, sitting
from lapwing.contexts.improvement.models import Plan
from lapwing.platform.access.acting import acting
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Notice
from lapwing.platform.tokens.tests.factories import token_for
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Capacity, GovernanceGroup, Partnership
from lapwing.registry.tests import factories
from lapwing.registry.tests.factories import People
from lapwing.shell.api.tests.conftest import Program, said

ProgramOf = Callable[[User], Program]
ACT_BY = (timezone.localdate() + timedelta(days=30)).isoformat()


@dataclass(frozen=True)
class Board:
    """A group with a chair, a member, an adviser and a coordinator, and another partnership's."""

    partnership: Partnership
    group: GovernanceGroup
    chair: User
    member: User
    adviser: User
    coordinator: User
    manager: User
    theirs: GovernanceGroup
    outsider: User

    @property
    def place(self) -> str:
        return f"/groups/{self.group.ref}/decisions"


@pytest.fixture
def board(partnership: Partnership, people: People) -> Board:
    here = group_of(partnership, "Operational Group")
    elsewhere = factories.partnership()
    theirs = group_of(elsewhere)
    return Board(
        partnership=partnership,
        group=here,
        chair=sitting(here, Capacity.CHAIR, name="Carys Chair"),
        member=sitting(here, Capacity.MEMBER, name="Milo Member"),
        adviser=sitting(here, Capacity.ATTENDS, name="Ada Adviser"),
        # a role that only reads: acts by the seat
        coordinator=sitting(here, Capacity.MEMBER, role="ehc-coordinator", name="Cora Coordinator"),
        manager=people.owner,
        theirs=theirs,
        outsider=sitting(theirs, Capacity.CHAIR, name="Ossie Outsider"),
    )


def meeting_of(where: GovernanceGroup, who: User, days: int = 0) -> Meeting:
    now = timezone.now()
    with acting(actor_for(who, timezone.localdate()), purpose="test") as actor:
        details = MeetingDetails(held_on=timezone.localdate() + timedelta(days=days))
        return call_meeting(actor=actor, now=now, group=where, details=details)


def item_of(meeting: Meeting, who: User) -> AgendaItem:
    with acting(actor_for(who, timezone.localdate()), purpose="test") as actor:
        details = ItemDetails(title="Delays")
        return add_item(actor=actor, now=timezone.now(), meeting_ref=meeting.ref, details=details)


def asked_of(where: GovernanceGroup, who: User) -> EscalatedItem:
    with acting(actor_for(who, timezone.localdate()), purpose="test") as actor:
        asked = Asked(words="Fund two posts?", reason="Reviews are late.")
        return ask_for_decision(actor=actor, now=timezone.now(), group=where, asked=asked)


def people_of(program: Program, board: Board) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = program.read(f"/groups/{board.group.ref}/people")["items"]
    return found


def ref_of(who: User) -> dict[str, str]:
    return {"who_kind": "person", "who_ref": who.ref}


def test_a_decision_is_recorded_and_who_acts_is_told(board: Board, program_of: ProgramOf) -> None:
    program = program_of(board.chair)
    (one,) = (each for each in people_of(program, board) if each["who_ref"] == board.member.ref)
    sent = {name: one[name] for name in ("who_kind", "who_ref")}
    answer = program.post(board.place, {"words": "Fund two posts.", **sent, "act_by": ACT_BY})
    made = said(answer)
    assert (answer.status_code, made["number"], made["state"]) == (201, 1, "open")
    assert (made["who"], made["who_ref"], made["act_by"]) == (one["who"], board.member.ref, ACT_BY)
    assert "Milo Member" not in answer.content.decode(), "nobody's name is given"
    assert program.read(f"/decisions/{made['ref']}") == made
    with as_maintenance():
        row = Decision.objects.get(ref=made["ref"])
        assert (row.created_by_id, row.actor_id) == (board.chair.pk, board.member.pk)
        assert Notice.objects.filter(user=board.member, template="decision-given").count() == 1


def test_what_nobody_has_to_act_on_is_taken(board: Board, program_of: ProgramOf) -> None:
    made = said(program_of(board.member).post(board.place, {"words": "Note the report."}))
    assert (made["state"], made["who"], made["who_ref"], made["meeting"]) == ("taken", "", "", "")
    assert made["decided_on"] == timezone.localdate().isoformat()


def test_whoever_was_asked_by_a_program_closes_it_by_one(board: Board, program_of: ProgramOf) -> None:
    sent = {"words": "Fund two posts.", **ref_of(board.member), "act_by": ACT_BY}
    made = said(program_of(board.chair).post(board.place, sent))
    closing = {"version": made["version"], "words": "Both began in May."}
    answer = program_of(board.member).post(f"/decisions/{made['ref']}/closing", closing)
    assert said(answer)["state"] == "done"


def test_a_decision_of_a_meeting_stands_under_its_item_and_answers_what_was_asked(
    board: Board, plan: Plan, program_of: ProgramOf
) -> None:
    asked, meeting = asked_of(board.group, board.member), meeting_of(board.group, board.chair)
    item = item_of(meeting, board.chair)
    program = program_of(board.chair)
    (listed,) = program.read(f"/groups/{board.group.ref}/meetings")["items"]
    (wanted,) = program.read(f"/groups/{board.group.ref}/asked")["items"]
    assert (listed["ref"], listed["items"][0]["ref"]) == (meeting.ref, item.ref)
    assert (wanted["ref"], wanted["words"]) == (asked.ref, "Fund two posts?")
    sent = {
        "words": "Fund two posts.",
        "meeting": listed["ref"],
        "item": listed["items"][0]["ref"],
        "answers": wanted["ref"],
        "about_kind": "plan",
        "about": plan.ref,
    }
    made = said(program.post(board.place, sent))
    assert (made["meeting"], made["about"]) == (meeting.ref, plan.ref)
    with as_maintenance():
        row = Decision.objects.get(ref=made["ref"])
        assert (row.meeting_id, row.agenda_item_id) == (meeting.pk, item.pk)
        assert EscalatedItem.objects.get(pk=asked.pk).decision_id == row.pk
    assert program.read(f"/groups/{board.group.ref}/asked")["items"] == []


def test_a_seat_is_named_where_its_holder_cannot_answer(board: Board, program_of: ProgramOf) -> None:
    program = program_of(board.chair)
    (one,) = (each for each in people_of(program, board) if each["who_kind"] == "seat")
    sent = {"who_kind": "seat", "who_ref": one["who_ref"], "act_by": ACT_BY}
    made = said(program.post(board.place, {"words": "Write to heads.", **sent}))
    assert (made["who_kind"], made["who_ref"]) == ("seat", one["who_ref"])
    by_account = {"words": "Write to heads.", **ref_of(board.coordinator), "act_by": ACT_BY}
    assert program.post(board.place, by_account).status_code == 422


def test_the_same_request_is_done_once(board: Board, program_of: ProgramOf) -> None:
    program, sent = program_of(board.chair), {"words": "Note the report."}
    first, again = (program.post(board.place, sent, Idempotency_Key="minutes-7") for _ in range(2))
    assert (first.status_code, again.status_code, again["Idempotency-Replayed"]) == (201, 201, "true")
    assert said(first) == said(again)
    other = program.post(board.place, {"words": "Another."}, Idempotency_Key="minutes-7")
    assert said(other)["type"].endswith("#key-used-before")
    with as_maintenance():
        assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"words": " "}, "/words"),
        ({"act_by": ACT_BY}, "/who_ref"),
        ({"who_kind": "person"}, "/who_ref"),
        ({"who_kind": "person", "who_ref": "zzzzzzzzzzzz", "act_by": ACT_BY}, "/who_ref"),
        ({"who_kind": "somebody"}, "/who_kind"),
        ({"about_kind": "action"}, "/about"),
        ({"about_kind": "action", "about": "zzzzzzzzzzzz"}, "/about"),
        ({"meeting": "zzzzzzzzzzzz"}, "/meeting"),
        ({"item": "zzzzzzzzzzzz"}, "/meeting"),
        ({"answers": "zzzzzzzzzzzz"}, "/answers"),
        ({"words": "x" * 4001}, "/words"),
        ({"decided": "today"}, "/decided"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(
    board: Board, program_of: ProgramOf, more: dict[str, object], pointer: str
) -> None:
    refused = program_of(board.chair).post(board.place, {"words": "Do it.", **more})
    assert (refused.status_code, said(refused)["errors"][0]["pointer"]) == (422, pointer)
    with as_maintenance():
        assert not Decision.objects.exists()


def test_somebody_who_acts_has_a_day_and_a_meeting_has_been_held(board: Board, program_of: ProgramOf) -> None:
    program, later = program_of(board.chair), meeting_of(board.group, board.chair, days=9)
    no_day = program.post(board.place, {"words": "Do it.", **ref_of(board.member)})
    assert said(no_day)["errors"][0]["pointer"] == "/act_by"
    too_early = program.post(board.place, {"words": "Do it.", "meeting": later.ref})
    (fault,) = said(too_early)["errors"]
    assert fault["pointer"] == "/meeting"
    assert "still to come" in fault["detail"]
    nothing = program.post(board.place, {"words": "Do it.", "meeting": later.ref, "item": "zzzzzzzzzzzz"})
    assert nothing.status_code == 422


def test_agreed_minutes_take_no_further_decision(board: Board, program_of: ProgramOf) -> None:
    meeting = meeting_of(board.group, board.chair)
    with as_maintenance():
        agreed = {"minutes_state": MinutesState.AGREED, "agreed_at": timezone.now(), "agreed_by": board.chair}
        Meeting.objects.filter(pk=meeting.pk).update(**agreed)
    program = program_of(board.chair)
    (listed,) = program.read(f"/groups/{board.group.ref}/meetings")["items"]
    assert listed["minutes"] == "agreed"
    refused = program.post(board.place, {"words": "Do it.", "meeting": meeting.ref})
    assert said(refused)["errors"][0]["pointer"] == "/meeting"


def test_a_child_who_may_be_named_is_asked_about(board: Board, program_of: ProgramOf) -> None:
    program, named = program_of(board.chair), {"words": "Jamie Smith (8) gets a place."}
    refused = program.post(board.place, named)
    assert (refused.status_code, said(refused)["errors"][0]["pointer"]) == (422, "/no_child_named")
    words = re.findall("“(.+?)”", said(refused)["errors"][0]["detail"])
    assert program.post(board.place, {**named, "no_child_named": words}).status_code == 201


@pytest.mark.parametrize(
    ("who", "status"),
    [("chair", 201), ("member", 201), ("manager", 201), ("adviser", 422), ("coordinator", 404)],
)
def test_who_decides_on_its_pages_decides_by_a_program(
    board: Board, program_of: ProgramOf, who: str, status: int
) -> None:
    """The adviser may not decide; the coordinator's role takes part in nothing."""
    answer = program_of(getattr(board, who)).post(board.place, {"words": "Do it."})
    assert answer.status_code == status
    with as_maintenance():
        assert Decision.objects.count() == (status == 201)


def test_a_token_that_only_reads_records_and_closes_nothing(board: Board) -> None:
    """Not even of somebody who runs every group: how far a permission reaches lets nobody in."""
    reader = Program(token_for(board.manager, board.partnership, "governance.read"))
    assert reader.get(f"/groups/{board.group.ref}/people").status_code == 200
    assert reader.post(board.place, {"words": "Do it."}).status_code == 404
    blind = Program(token_for(board.manager, board.partnership, "governance.take_part"))
    assert blind.post(board.place, {"words": "Do it."}).status_code == 404, "nor one that reads nothing"


def test_whoever_runs_every_group_closes_by_a_program_too(board: Board, program_of: ProgramOf) -> None:
    sent = {"words": "Fund two posts.", **ref_of(board.member), "act_by": ACT_BY}
    made = said(program_of(board.chair).post(board.place, sent))
    closing = {"version": 1, "words": "It is done."}
    answer = program_of(board.manager).post(f"/decisions/{made['ref']}/closing", closing)
    assert said(answer)["state"] == "done"


def test_what_is_another_partnerships_is_answered_as_what_is_not_there(
    board: Board, program_of: ProgramOf
) -> None:
    program, words = program_of(board.chair), {"words": "Do it."}
    for place in ("decisions", "people", "meetings", "asked"):
        ask = program.post if place == "decisions" else lambda where, _: program.get(where)
        found, unknown = (ask(f"/groups/{ref}/{place}", words) for ref in (board.theirs.ref, "zzzzzzzzzzzz"))
        assert (found.status_code, unknown.status_code) == (404, 404)
        assert {**said(found), "request": ""} == {**said(unknown), "request": ""}
    assert program.get(f"/partnerships/{board.theirs.partnership.ref}/groups").status_code == 404


def test_references_of_another_partnership_are_refused_as_unknown_ones(
    board: Board, program_of: ProgramOf
) -> None:
    meeting, asked = meeting_of(board.theirs, board.outsider), asked_of(board.theirs, board.outsider)
    with as_maintenance():
        chair = board.theirs.members.get()
    program = program_of(board.chair)
    for theirs in (
        {"who_kind": "person", "who_ref": board.outsider.ref, "act_by": ACT_BY},
        {"who_kind": "seat", "who_ref": chair.ref, "act_by": ACT_BY},
        {"meeting": meeting.ref},
        {"answers": asked.ref},
    ):
        name = next(each for each in theirs if each not in ("who_kind", "act_by"))
        found = program.post(board.place, {"words": "Do it.", **theirs})
        unknown = program.post(board.place, {"words": "Do it.", **theirs, name: "zzzzzzzzzzzz"})
        assert found.status_code == 422
        assert said(found)["errors"] == said(unknown)["errors"]
    with as_maintenance():
        assert not Decision.objects.exists()


def test_a_group_that_was_withdrawn_decides_nothing(board: Board, program_of: ProgramOf) -> None:
    with as_maintenance():
        gone = {"voided_at": timezone.now(), "voided_by": board.manager, "voided_reason": "Merged"}
        GovernanceGroup.objects.filter(pk=board.group.pk).update(**gone)
    program = program_of(board.manager)
    assert program.post(board.place, {"words": "Do it."}).status_code == 404
    assert program.read(f"/partnerships/{board.partnership.ref}/groups")["items"] == []


def test_whose_seat_is_over_is_not_asked_by_it(board: Board, program_of: ProgramOf) -> None:
    with as_maintenance():
        gone = sitting(board.group, Capacity.MEMBER, role="ehc-coordinator", name="Gwen Gone")
        over = board.group.members.get(user=gone)
        over.to_date = date(2026, 1, 31)
        over.save()
        again = seat(board.coordinator, board.group, from_date=date(2030, 1, 1))
    program = program_of(board.chair)
    for each in (over, again):
        sent = {"who_kind": "seat", "who_ref": each.ref, "act_by": ACT_BY}
        assert program.post(board.place, {"words": "Do it.", **sent}).status_code == 422
