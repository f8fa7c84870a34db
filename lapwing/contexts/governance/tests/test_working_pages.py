"""The pages of meetings, decisions, what was raised and questions, from the address to what is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.commands import agenda, meetings
from lapwing.contexts.governance.commands.agenda import ItemDetails
from lapwing.contexts.governance.commands.decisions import DecisionDetails, decide
from lapwing.contexts.governance.commands.meetings import MeetingDetails
from lapwing.contexts.governance.models import AgendaItem, Decision, EscalatedItem, Meeting, PackQuestion
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as, sitting
from lapwing.contexts.governance.tests.test_questions import ask
from lapwing.contexts.governance.tests.test_raised import by_rule
from lapwing.contexts.governance.views.records import KEPT_DRAFT
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.registry.models import GroupMember
from lapwing.registry.tests import factories as registry

ClientAs = Callable[[User], Client]


def place(governed: Board, name: str, **parts: str) -> str:
    return reverse(f"governance:{name}", kwargs={"partnership": governed.partnership.ref, **parts})


def a_day(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_chair_runs_a_meeting_from_call_to_minutes(governed: Board, client_as: ClientAs) -> None:
    client = client_as(governed.chair)
    new = place(governed, "meeting-new", governance_group=governed.group.ref)
    given = {**a_day("held_on", 2, 3, 2026), "starts_at": "14:00", "place": "Room 2"}
    made = client.post(new, given, follow=True).content.decode()
    assert "Nothing is on the agenda yet" in made
    with as_maintenance():
        meeting = Meeting.objects.get()
        seat = GroupMember.objects.get(user=governed.member)
    # the time stands as it is typed: what is saved unchanged is taken
    assert 'value="14:00"' in text_of(client, place(governed, "meeting-change", meeting=meeting.ref))
    add = place(governed, "item-new", meeting=meeting.ref)
    client.post(add, {"title": "Advice that is late", "presenter": "Quality Lead"})
    client.post(add, {"title": "Therapy posts"})
    with as_maintenance():
        first, second = AgendaItem.objects.order_by("position")
    client.post(place(governed, "item-move", agenda_item=second.ref), {"to": "up"})
    minutes = place(governed, "item-minutes", agenda_item=first.ref)
    client.post(minutes, {"version": "1", "minutes": "Heard the figures."})
    came = place(governed, "meeting-attendance", meeting=meeting.ref)
    with as_maintenance():
        version = {"version": str(Meeting.objects.get().version)}
    refused = client.post(came, {**version, f"came-{seat.ref}": "deputy"}).content.decode()
    assert "Enter the post of the deputy of Milo Member" in refused
    said = {**version, f"came-{seat.ref}": "apologies", "guests": "Head, Harebell School"}
    client.post(came, said)
    late = client.post(came, {**said, "guests": ""})
    assert late.status_code == 409
    assert "Head, Harebell School" in late.content.decode()
    page = text_of(client, place(governed, "meeting", meeting=meeting.ref))
    assert page.index("Therapy posts") < page.index("Advice that is late")
    for words in ("Minutes in draft", "Heard the figures.", "apologies", "Head, Harebell School", "14:00"):
        assert words in page
    assert "Minutes of the meeting on" in text_of(
        client, place(governed, "meeting-paper", meeting=meeting.ref)
    )


def test_a_time_that_is_none_is_said_beside_its_field(governed: Board, client_as: ClientAs) -> None:
    new = place(governed, "meeting-new", governance_group=governed.group.ref)
    page = client_as(governed.chair).post(new, {**a_day("held_on", 31, 2, 2026), "starts_at": "noon"})
    assert "Enter a time, such as 14:00" in page.content.decode()
    assert not _any(Meeting)


def test_a_member_writes_a_decision_down_and_who_acts_closes_it(
    governed: Board, meeting: Meeting, client_as: ClientAs
) -> None:
    new = place(governed, "decision-new-in-meeting", meeting=meeting.ref)
    given = {
        "words": "Fund two posts",
        "who": f"person:{governed.attends.ref}",
        **a_day("act_by", 1, 5, 2026),
    }
    client_as(governed.member).post(new, given)
    with as_maintenance():
        made = Decision.objects.get()
    assert made.meeting_id == meeting.pk
    doing = client_as(governed.attends)
    assert "Fund two posts" in text_of(doing, place(governed, "home"))
    close = place(governed, "decision-close", decision=made.ref)
    done = doing.post(close, {"version": "1", "words": "Both are filled."}, follow=True)
    assert "comes back no more" in done.content.decode()
    assert "Fund two posts" not in text_of(doing, place(governed, "home"))
    listed = text_of(doing, place(governed, "decisions", governance_group=governed.group.ref))
    assert "Both are filled." in listed


def test_a_meeting_to_come_takes_no_decision_yet(governed: Board, client_as: ClientAs) -> None:
    later = MeetingDetails(held_on=timezone.localdate() + timedelta(days=9))
    with acting_as(governed.chair) as actor:
        do: dict[str, Any] = {"actor": actor, "now": timezone.now()}
        coming = meetings.call_meeting(**do, group=governed.group, details=later)
        agenda.add_item(**do, meeting_ref=coming.ref, details=ItemDetails(title="Delays"))
    client = client_as(governed.chair)
    assert "Record a decision" not in text_of(client, place(governed, "meeting", meeting=coming.ref))
    new = place(governed, "decision-new-in-meeting", meeting=coming.ref)
    for answer in (client.get(new, follow=True), client.post(new, {"words": "Fund it"}, follow=True)):
        assert "This meeting is still to come" in answer.content.decode()
    with as_maintenance():
        assert not Decision.objects.exists()


def test_those_in_attendance_are_led_back_with_a_sentence(
    governed: Board, meeting: Meeting, client_as: ClientAs
) -> None:
    client = client_as(governed.attends)
    told = client.get(place(governed, "decision-new-in-meeting", meeting=meeting.ref), follow=True)
    assert "Only members of the group" in told.content.decode()
    told = client.post(place(governed, "meeting-change", meeting=meeting.ref), {}, follow=True)
    assert "Only the chair" in told.content.decode()


def test_what_is_raised_stands_on_top_and_is_answered(governed: Board, client_as: ClientAs) -> None:
    item = by_rule(governed)
    client = client_as(governed.member)
    page = text_of(client, place(governed, "group", governance_group=governed.group.ref))
    assert page.index("Escalated: needs an answer") < page.index("Meetings</h2>")
    assert "about a record that you may not see" in page or "that you may not see" in page
    answer = place(governed, "raised-answer", escalated_item=item.ref)
    assert "Enter" in client.post(answer, {"version": "1"}).content.decode()
    done = client.post(answer, {"version": "1", "answer": "Two more posts"}, follow=True)
    assert "Two more posts" in done.content.decode()


def test_something_is_raised_by_hand_and_further(governed: Board, client_as: ClientAs) -> None:
    raise_ = place(governed, "raise", governance_group=governed.group.ref)
    client_as(governed.attends).post(raise_, {"words": "No therapist", "reason": "It stops us"})
    with as_maintenance():
        item = EscalatedItem.objects.get()
    client = client_as(governed.chair)
    further = place(governed, "raised-further", escalated_item=item.ref)
    done = client.post(further, {"version": "1", "reason": "It needs money"}, follow=True)
    assert "which owes the answer now" in done.content.decode()
    board = text_of(client, place(governed, "group", governance_group=governed.board.ref))
    assert "No therapist" in board


def test_a_question_is_given_and_answered_on_its_page(governed: Board, client_as: ClientAs) -> None:
    asked = ask(governed, governed.member)
    assert "Why has it not moved?" in text_of(client_as(governed.chair), place(governed, "questions"))
    give = place(governed, "question-give", pack_question=asked.ref)
    client_as(governed.member).post(give, {"version": "1", "to": governed.chair.ref})
    answer = place(governed, "question-answer", pack_question=asked.ref)
    client = client_as(governed.chair)
    done = client.post(answer, {"version": "2", "words": "It moves now."}, follow=True)
    assert "It moves now." in done.content.decode()
    with as_maintenance():
        assert PackQuestion.objects.get().answered_by_id == governed.chair.pk


def test_a_record_is_taken_out_and_brought_back(
    governed: Board, meeting: Meeting, client_as: ClientAs
) -> None:
    client = client_as(governed.chair)
    out = place(governed, "take-out", kind="meeting", ref=meeting.ref)
    named = client.post(out, {"version": "1", "reason": "Jayden (9) is ill"}).content.decode()
    assert "a child is named here" in named
    assert "No child is named here" in named
    gone = client.post(out, {"version": "1", "reason": "Snow"}, follow=True)
    assert "The meeting is withdrawn" in gone.content.decode()
    assert client.get(place(governed, "meeting", meeting=meeting.ref)).status_code == 404
    client.post(place(governed, "bring-back", kind="meeting", ref=meeting.ref))
    assert client.get(place(governed, "meeting", meeting=meeting.ref)).status_code == 200
    assert client.get(place(governed, "take-out", kind="board", ref=meeting.ref)).status_code == 404


def test_the_history_of_a_meeting_has_its_decisions(
    governed: Board, meeting: Meeting, client_as: ClientAs
) -> None:
    with acting_as(governed.chair) as actor:
        decide(
            actor=actor,
            now=NOW,
            group=governed.group,
            details=DecisionDetails(words="Two posts"),
            meeting_ref=meeting.ref,
        )
    page = text_of(
        client_as(governed.manager), place(governed, "record-history", kind="meeting", ref=meeting.ref)
    )
    assert "Two posts" in page
    assert (
        client_as(governed.chair)
        .get(place(governed, "record-history", kind="meeting", ref=meeting.ref))
        .status_code
        == 404
    )


def test_what_drafts_said_stands_in_the_history_for_those_alone_who_read_them(
    governed: Board, meeting: Meeting, client_as: ClientAs
) -> None:
    keeper = registry.member(governed.partnership, "information-governance-lead", name="Ina Governance")
    seated = sitting(governed.group, "member", role="information-governance-lead", name="Rhona Reader")
    with acting_as(governed.chair) as actor:
        about = {"actor": actor, "now": NOW}
        item = agenda.add_item(**about, meeting_ref=meeting.ref, details=ItemDetails(title="Advice"))  # type: ignore[arg-type]
        agenda.write_minutes(**about, ref=item.ref, version=1, minutes="A blunt word.")  # type: ignore[arg-type]
        agenda.write_minutes(**about, ref=item.ref, version=2, minutes="A mild one.")  # type: ignore[arg-type]
    history = place(governed, "record-history", kind="meeting", ref=meeting.ref)

    def drafts() -> list[tuple[bool, bool]]:
        pages = [text_of(client_as(who), history) for who in (keeper, seated, governed.manager)]
        return [("A blunt word." in page, "A mild one." in page) for page in pages]

    assert drafts() == [(False, False), (True, True), (True, True)]
    hidden = text_of(client_as(keeper), history)
    assert KEPT_DRAFT in hidden
    assert "Advice" in hidden
    assert "Carys Chair" in hidden
    with as_maintenance():
        Meeting.objects.update(minutes_state="agreed", agreed_at=NOW, agreed_by=governed.chair)
    # what was agreed is read on the meeting's page; what it had said before stays with them
    assert "A mild one." in text_of(client_as(keeper), place(governed, "meeting", meeting=meeting.ref))
    assert drafts() == [(False, False), (True, True), (True, True)]


@pytest.mark.parametrize("name", ["home", "meetings", "questions"])
def test_an_outsider_finds_none_of_it(governed: Board, client_as: ClientAs, name: str) -> None:
    assert client_as(governed.outsider).get(place(governed, name)).status_code == 404


def test_nothing_there_is_said_kindly(governed: Board, client_as: ClientAs) -> None:
    client = client_as(governed.member)
    assert "No meeting is called" in text_of(client, place(governed, "meetings"))
    assert "Nobody has asked about a pack yet" in text_of(client, place(governed, "questions"))
    decisions = place(governed, "decisions", governance_group=governed.group.ref)
    assert "Nothing has been decided yet" in text_of(client, decisions)
    assert "Nothing waits for you" in text_of(client, place(governed, "home"))


def _any(model: type[Meeting]) -> bool:
    with as_maintenance():
        return bool(model.objects.filter(held_on=DAY).exists())
