"""A meeting that is withdrawn or moved: who was called is told, and its agenda goes on at another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lapwing.contexts.governance.commands import agenda, meetings
from lapwing.contexts.governance.commands.agenda import ItemDetails
from lapwing.contexts.governance.commands.common import NotYoursError, RefusedError
from lapwing.contexts.governance.commands.meetings import MeetingDetails
from lapwing.contexts.governance.commands.voiding import bring_back, take_out
from lapwing.contexts.governance.models import AgendaItem, Meeting
from lapwing.contexts.governance.queries.meetings import arising
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, NOW, acting_as
from lapwing.contexts.governance.tests.test_handing_over import place
from lapwing.contexts.governance.tests.test_who_is_asked import told_of
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Mail, Notice

ClientAs = Callable[[User], Client]


def called(governed: Board, days: int, now: Any = NOW) -> Meeting:
    with acting_as(governed.chair) as actor:
        details = MeetingDetails(held_on=timezone.localdate(now) + timedelta(days=days))
        return meetings.call_meeting(actor=actor, now=now, group=governed.group, details=details)


def withdraw(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.chair) as actor:
        version = Meeting.objects.get(pk=meeting.pk).version
        take_out(actor=actor, now=NOW, model=Meeting, ref=meeting.ref, version=version, reason="Snow")


def item(governed: Board, meeting: Meeting, title: str = "Therapy posts") -> AgendaItem:
    with acting_as(governed.chair) as actor:
        details = ItemDetails(title=title)
        return agenda.add_item(actor=actor, now=NOW, meeting_ref=meeting.ref, details=details)


def left(governed: Board, meeting: Meeting) -> list[str]:
    with acting_as(governed.chair) as actor:
        return [line.title for line in arising(actor, governed.partnership, meeting, DAY).left]


def test_who_was_called_is_told_once_that_it_is_withdrawn_and_gets_a_mail(governed: Board) -> None:
    withdraw(governed, called(governed, 7))
    assert told_of("meeting-withdrawn") == ["Ada Adviser", "Milo Member"]
    with as_maintenance():
        assert Mail.objects.filter(template="meeting-withdrawn").count() == 2
        assert not Notice.objects.filter(template="meeting-called", done_at=None).exists()


def test_of_a_meeting_that_is_over_nobody_is_told(governed: Board) -> None:
    withdraw(governed, called(governed, -7))
    assert told_of("meeting-withdrawn") == []


def test_brought_back_the_members_are_called_again(governed: Board) -> None:
    meeting = called(governed, 7)
    withdraw(governed, meeting)
    with acting_as(governed.chair) as actor:
        bring_back(actor=actor, now=NOW, model=Meeting, ref=meeting.ref)
    assert told_of("meeting-called") == ["Ada Adviser", "Ada Adviser", "Milo Member", "Milo Member"]
    with as_maintenance():
        assert not Notice.objects.filter(template="meeting-withdrawn", done_at=None).exists()


def test_of_another_day_they_are_told_and_of_another_room_not(governed: Board) -> None:
    meeting = called(governed, 7)
    for version, days, room in ((1, 7, "Room 2"), (2, 9, "Room 2")):
        with acting_as(governed.chair) as actor:
            details = MeetingDetails(held_on=DAY + timedelta(days=days), place=room)
            meetings.change_meeting(actor=actor, now=NOW, ref=meeting.ref, version=version, details=details)
        assert told_of("meeting-moved") == ([] if days == 7 else ["Ada Adviser", "Milo Member"])
    with as_maintenance():
        words = Notice.objects.filter(template="meeting-moved").values_list("words", flat=True)[0]
    assert (words["day"], words["before"]) == ("11 March 2026", "9 March 2026")


def at_time(governed: Board, meeting: Meeting, starts_at: time | None) -> list[str]:
    """Change when a meeting begins; gives what is told by then and holds, each line once."""
    with acting_as(governed.chair) as actor:
        details = MeetingDetails(held_on=meeting.held_on, starts_at=starts_at)
        version = Meeting.objects.get(pk=meeting.pk).version
        meetings.change_meeting(actor=actor, now=NOW, ref=meeting.ref, version=version, details=details)
    with as_maintenance():
        told = Notice.objects.filter(template="meeting-time", done_at=None)
        assert told.count() in (0, 2)
        return sorted({each["at"] for each in told.values_list("words", flat=True)})


def test_of_another_time_on_the_same_day_they_are_told(governed: Board) -> None:
    meeting = called(governed, 7)
    assert at_time(governed, meeting, time(10)) == ["at 10:00"]
    assert at_time(governed, meeting, time(14, 30)) == ["at 14:30, and not at 10:00"]
    assert at_time(governed, meeting, time(14, 30)) == ["at 14:30, and not at 10:00"]
    assert at_time(governed, meeting, None) == ["at a time that is still to be said"]
    assert set(told_of("meeting-time")) == {"Ada Adviser", "Milo Member"}
    with as_maintenance():
        assert Mail.objects.filter(template="meeting-time").exists()
    # whoever was told of a time is told as well when it is not held
    withdraw(governed, meeting)
    assert told_of("meeting-withdrawn") == ["Ada Adviser", "Milo Member"]
    with as_maintenance():
        assert not Notice.objects.filter(template="meeting-time", done_at=None).exists()


def test_of_the_time_of_a_meeting_that_is_over_nobody_is_told(governed: Board) -> None:
    assert at_time(governed, called(governed, -7), time(9)) == []


def test_its_agenda_comes_up_at_the_next_meeting_and_is_put_there(governed: Board) -> None:
    snowed, following = called(governed, 7), called(governed, 21)
    waits = item(governed, snowed)
    first = item(governed, following, "Welcome")
    assert left(governed, following) == []
    withdraw(governed, snowed)
    assert left(governed, following) == ["Therapy posts"]
    with acting_as(governed.member) as actor, pytest.raises(NotYoursError):
        agenda.place_item(actor=actor, now=NOW, ref=waits.ref, meeting_ref=following.ref)
    with acting_as(governed.chair) as actor:
        with pytest.raises(RefusedError, match="not withdrawn"):
            agenda.place_item(actor=actor, now=NOW, ref=first.ref, meeting_ref=following.ref)
        agenda.place_item(actor=actor, now=NOW, ref=waits.ref, meeting_ref=following.ref)
        assert list(AgendaItem.objects.filter(meeting=following).values_list("title", flat=True)) == [
            "Welcome",
            "Therapy posts",
        ]
    assert left(governed, following) == []


def test_minutes_of_one_meeting_become_none_of_another(governed: Board) -> None:
    held, following = called(governed, 0), called(governed, 21)
    said = item(governed, held)
    with acting_as(governed.chair) as actor:
        agenda.write_minutes(actor=actor, now=NOW, ref=said.ref, version=1, minutes="Two posts stay empty.")
    withdraw(governed, held)
    with acting_as(governed.chair) as actor, pytest.raises(RefusedError, match="Minutes were recorded"):
        agenda.place_item(actor=actor, now=NOW, ref=said.ref, meeting_ref=following.ref)


def test_the_pages_say_what_becomes_of_it(governed: Board, client_as: ClientAs) -> None:
    snowed = called(governed, 7, timezone.now())
    waits = item(governed, snowed)
    client = client_as(governed.chair)
    out = place(governed, "take-out", kind="meeting", ref=snowed.ref)
    seen = client.post(out, {"version": "1", "reason": "Snow"}, follow=True).content.decode()
    assert "Its members are told. 1 item of its agenda waits for a meeting: none is called." in seen
    assert (
        "no meeting is called."
        in client.get(place(governed, "group", governance_group=governed.group.ref)).content.decode()
    )
    following = called(governed, 21, timezone.now())
    page = place(governed, "meeting", meeting=following.ref)
    assert "Put it on the agenda" in client.get(page).content.decode()
    put = place(governed, "item-place", agenda_item=waits.ref)
    assert "Put it on the agenda" not in client_as(governed.member).get(page).content.decode()
    done = client.post(put, {"meeting": following.ref}, follow=True).content.decode()
    assert "It is on the agenda." in done
    unknown = client.post(put, {"meeting": "zzzzzzzzzzzz"}, follow=True).content.decode()
    assert "Select a meeting of the group." in unknown
    for asked, sent in (
        (put, {"meeting": "zz\0"}),
        (place(governed, "meeting-agree", meeting=following.ref), {"earlier": "zz\0", "read": "1"}),
    ):
        damaged = client.post(asked, sent)
        assert damaged.status_code == 400
        assert "That could not be understood" in damaged.content.decode()
    again = client.post(put, {"meeting": following.ref}, follow=True).content.decode()
    assert "not withdrawn any more" in again
