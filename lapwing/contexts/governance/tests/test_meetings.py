"""Meetings: calling them, who came, the agenda, the minutes and agreeing them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lapwing.contexts.governance.commands import agenda
from lapwing.contexts.governance.commands import meetings as commands
from lapwing.contexts.governance.commands.agenda import ItemDetails
from lapwing.contexts.governance.commands.common import EditedByAnotherError, NotYoursError, RefusedError
from lapwing.contexts.governance.commands.meetings import HowCame, MeetingDetails
from lapwing.contexts.governance.commands.voiding import bring_back, take_out
from lapwing.contexts.governance.models import AgendaItem, Attendance, Meeting
from lapwing.contexts.governance.queries.meetings import meeting_lines, meeting_page
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.platform.access.rules import NotVisible
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import GroupMember
from lapwing.registry.names import ChildNamedError
from lapwing.registry.tests import factories

LATER_DAY = date(2026, 5, 4)


def test_calling_a_meeting_tells_the_members_but_not_who_called_it(governed: Board) -> None:
    with acting_as(governed.chair) as actor:
        details = MeetingDetails(held_on=LATER_DAY, place="Room 2")
        commands.call_meeting(actor=actor, now=NOW, group=governed.group, details=details)
    with as_maintenance():
        told = set(Notice.objects.filter(template="meeting-called").values_list("user_id", flat=True))
    assert told == {governed.member.pk, governed.attends.pk}


@pytest.mark.parametrize("who", ["member", "attends", "outsider"])
def test_others_call_no_meeting(governed: Board, who: str) -> None:
    with acting_as(getattr(governed, who)) as actor, pytest.raises(NotYoursError):
        commands.call_meeting(
            actor=actor, now=NOW, group=governed.group, details=MeetingDetails(held_on=LATER_DAY)
        )


def test_a_group_meets_once_a_day(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.manager) as actor, pytest.raises(RefusedError, match="meets on that day"):
        commands.call_meeting(actor=actor, now=NOW, group=governed.group, details=MeetingDetails(held_on=DAY))


def test_the_second_of_two_editors_is_told(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.chair) as actor:
        change = {"actor": actor, "now": NOW, "ref": meeting.ref, "version": 1}
        commands.change_meeting(**change, details=MeetingDetails(held_on=DAY, place="Hall"))  # type: ignore[arg-type]
        with pytest.raises(EditedByAnotherError):
            commands.change_meeting(**change, details=MeetingDetails(held_on=DAY, place="Room"))  # type: ignore[arg-type]


def add(governed: Board, meeting: Meeting, title: str) -> AgendaItem:
    with acting_as(governed.chair) as actor:
        return agenda.add_item(
            actor=actor, now=NOW, meeting_ref=meeting.ref, details=ItemDetails(title=title)
        )


def test_the_agenda_is_put_in_order(governed: Board, meeting: Meeting) -> None:
    first, second, third = (add(governed, meeting, title) for title in ("One", "Two", "Three"))
    with acting_as(governed.chair) as actor:
        agenda.move_item(actor=actor, now=NOW, ref=third.ref, up=True)
        agenda.move_item(actor=actor, now=NOW, ref=first.ref, up=True)
        agenda.move_item(actor=actor, now=NOW, ref=second.ref, up=False)
        shown = meeting_page(actor, governed.partnership, meeting.ref, DAY)
    assert [item.title for item in shown.items] == ["One", "Three", "Two"]


def test_an_item_wants_a_title(governed: Board, meeting: Meeting) -> None:
    with pytest.raises(RefusedError, match="what the item is"):
        add(governed, meeting, " ")


def test_attendance_is_by_agency_and_a_deputy_has_a_post(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.chair) as actor:
        seats = {row.user_id: row.ref for row in GroupMember.objects.filter(group=governed.group)}
        chair, member = seats[governed.chair.pk], seats[governed.member.pk]
        record = {
            "actor": actor, "now": NOW, "ref": meeting.ref, "version": 1, "guests": "Head, Harebell School\n",
        }  # fmt: skip
        with pytest.raises(RefusedError, match="post of the deputy") as refused:
            commands.record_attendance(**record, came={member: HowCame("deputy")})  # type: ignore[arg-type]
        assert refused.value.field == f"deputy-{member}"
        came = {chair: HowCame("present"), member: HowCame("deputy", "Team Manager")}
        commands.record_attendance(**record, came=came)  # type: ignore[arg-type]
        again = {**record, "version": 2}
        commands.record_attendance(**again, came={chair: HowCame("apologies", "ignored")})  # type: ignore[arg-type]
        shown = meeting_page(actor, governed.partnership, meeting.ref, DAY)
    lines = {line.called: line for lines in shown.attendance.values() for line in lines}
    assert (lines["Carys Chair"].words, lines["Carys Chair"].deputy) == ("Apologies", "")
    assert lines["Milo Member"].deputy == "Team Manager"
    assert lines["Ada Adviser"].words == ""
    assert shown.guests == ("Head, Harebell School",)
    assert len(shown.attendance) == 3


def test_who_came_is_counted_for_the_agency_of_that_day_also_when_the_seat_is_anothers_by_now(
    governed: Board, meeting: Meeting
) -> None:
    with as_maintenance():
        seat = GroupMember.objects.select_related("organisation").get(user=governed.member)
    with acting_as(governed.chair) as actor:
        record = {"actor": actor, "now": NOW, "ref": meeting.ref, "version": 1, "guests": ""}
        commands.record_attendance(**record, came={seat.ref: HowCame("apologies")})  # type: ignore[arg-type]
    with as_maintenance():
        other = factories.organisation(governed.partnership)
        GroupMember.objects.filter(pk=seat.pk).update(organisation=other)
    with acting_as(governed.chair) as actor:
        commands.record_attendance(
            actor=actor, now=NOW, ref=meeting.ref, version=2, guests="", came={seat.ref: HowCame("present")}
        )
        shown = meeting_page(actor, governed.partnership, meeting.ref, DAY)
    assert [line.words for line in shown.attendance[seat.organisation.name]] == ["Present"]
    assert other.name not in shown.attendance


def test_who_saves_attendance_second_is_shown_what_the_first_saved(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.chair) as actor:
        seat = GroupMember.objects.get(group=governed.group, user=governed.member)
        record = {"actor": actor, "now": NOW, "ref": meeting.ref, "guests": ""}
        commands.record_attendance(**record, version=1, came={seat.ref: HowCame("present")})  # type: ignore[arg-type]
        with pytest.raises(EditedByAnotherError):
            commands.record_attendance(**record, version=1, came={seat.ref: HowCame("apologies")})  # type: ignore[arg-type]
        assert Attendance.objects.get(member=seat).came == "present"


def test_what_was_recorded_by_mistake_is_taken_out(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.chair) as actor:
        seat = GroupMember.objects.get(group=governed.group, user=governed.member)
        record = {"actor": actor, "now": NOW, "ref": meeting.ref, "guests": ""}
        commands.record_attendance(**record, version=1, came={seat.ref: HowCame("present")})  # type: ignore[arg-type]
        commands.record_attendance(**record, version=2, came={seat.ref: HowCame("")})  # type: ignore[arg-type]
        assert not Attendance.objects.exists()


def test_a_childs_name_is_asked_about_in_what_a_meetings_papers_print(
    governed: Board, meeting: Meeting
) -> None:
    name = "Appeal of Tom Smith, Year 4"
    with acting_as(governed.chair) as actor:
        with pytest.raises(ChildNamedError) as item:
            add(governed, meeting, name)
        assert list(item.value.found) == ["title"]
        record = {"actor": actor, "now": NOW, "ref": meeting.ref, "version": 1, "came": {}}
        with pytest.raises(ChildNamedError) as guests:
            commands.record_attendance(**record, guests=name)  # type: ignore[arg-type]
        assert list(guests.value.found) == ["guests"]


def test_somebody_without_a_seat_cannot_have_come(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.chair) as actor, pytest.raises(RefusedError, match="each member"):
        commands.record_attendance(
            actor=actor, now=NOW, ref=meeting.ref, version=1, came={"nobody": HowCame("present")}, guests=""
        )
    with as_maintenance():
        assert not Attendance.objects.exists()


def test_minutes_are_a_draft_until_a_later_meeting_agrees_them(governed: Board, meeting: Meeting) -> None:
    item = add(governed, meeting, "Delays in advice")
    with acting_as(governed.chair) as actor:
        write = {"actor": actor, "now": NOW, "ref": item.ref}
        agenda.write_minutes(**write, version=1, minutes="The group heard the figures.")  # type: ignore[arg-type]
        details = MeetingDetails(held_on=LATER_DAY)
        later = commands.call_meeting(actor=actor, now=NOW, group=governed.group, details=details)
        (waiting,) = meeting_page(actor, governed.partnership, later.ref, DAY).arising.to_agree
        assert waiting.ref == meeting.ref
        agree = {"actor": actor, "ref": meeting.ref, "read": waiting.edition}
        with pytest.raises(RefusedError, match="not been held"):
            commands.agree_minutes(**agree, now=NOW, in_ref=later.ref)  # type: ignore[arg-type]
        with pytest.raises(RefusedError, match="later meeting"):
            commands.agree_minutes(**agree, now=LATER, in_ref=meeting.ref)  # type: ignore[arg-type]
        commands.agree_minutes(**agree, now=LATER, in_ref=later.ref)  # type: ignore[arg-type]
        with pytest.raises(RefusedError, match="stay as they are"):
            agenda.write_minutes(**write, version=2, minutes="Something else")  # type: ignore[arg-type]
        lines = meeting_lines(actor, governed.partnership, LATER_DAY + timedelta(days=1))
    assert [line.minutes for line in lines] == ["", "Minutes agreed 4 May 2026"]


def test_minutes_that_nobody_wrote_are_not_agreed(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.chair) as actor:
        later = commands.call_meeting(
            actor=actor, now=NOW, group=governed.group, details=MeetingDetails(held_on=LATER_DAY)
        )
        with pytest.raises(RefusedError, match="No minutes"):
            commands.agree_minutes(actor=actor, now=LATER, ref=meeting.ref, in_ref=later.ref, read=1)


def test_a_meeting_is_taken_out_and_another_may_take_its_day(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.chair) as actor:
        out = {"actor": actor, "now": NOW, "model": Meeting, "ref": meeting.ref, "version": 1}
        with pytest.raises(RefusedError, match="Say why"):
            take_out(**out, reason="")  # type: ignore[arg-type]
        take_out(**out, reason="Cancelled: snow")  # type: ignore[arg-type]
        with pytest.raises(NotVisible):
            meeting_page(actor, governed.partnership, meeting.ref, DAY)
        commands.call_meeting(actor=actor, now=NOW, group=governed.group, details=MeetingDetails(held_on=DAY))
        with pytest.raises(RefusedError, match="another meeting on that day"):
            bring_back(actor=actor, now=NOW, model=Meeting, ref=meeting.ref)


def test_an_outsider_sees_no_meeting(governed: Board, meeting: Meeting) -> None:
    with acting_as(governed.outsider) as actor, pytest.raises(NotVisible):
        meeting_page(actor, governed.partnership, meeting.ref, DAY)
