"""Decisions: made, given to somebody, coming back until they are closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lapwing.contexts.governance import telling
from lapwing.contexts.governance.commands import decisions as commands
from lapwing.contexts.governance.commands.agenda import ItemDetails, add_item, write_minutes
from lapwing.contexts.governance.commands.common import NotYoursError, RefusedError
from lapwing.contexts.governance.commands.decisions import DecisionDetails
from lapwing.contexts.governance.commands.meetings import MeetingDetails, agree_minutes, call_meeting
from lapwing.contexts.governance.commands.voiding import bring_back, take_out
from lapwing.contexts.governance.minutes import editions_of
from lapwing.contexts.governance.models import AgendaItem, Decision, Meeting
from lapwing.contexts.governance.public import open_decisions
from lapwing.contexts.governance.queries.meetings import meeting_page
from lapwing.contexts.governance.queries.mine import mine_of
from lapwing.contexts.governance.tests.conftest import Board
from lapwing.contexts.governance.tests.factories import DAY, LATER, NOW, acting_as
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.access.tests.as_role import as_maintenance
from lapwing.platform.notices.models import Notice
from lapwing.registry.models import GroupMember

ACT_BY = DAY + timedelta(days=30)
LATER_DAY = date(2026, 5, 4)


def decide(governed: Board, meeting: Meeting | None = None, **more: object) -> Decision:
    given = {"words": "Fund two posts", "actor": governed.member, "act_by": ACT_BY, **more}
    with acting_as(governed.chair) as actor:
        return commands.decide(
            actor=actor,
            now=NOW,
            group=governed.group,
            details=DecisionDetails(**given),  # type: ignore[arg-type]
            meeting_ref=meeting.ref if meeting else "",
        )


def told(governed: Board) -> list[tuple[str, bool]]:
    with as_maintenance():
        rows = Notice.objects.filter(user=governed.member, template__startswith="decision").order_by("id")
        return [(row.template, row.done_at is not None) for row in rows]


def test_who_must_act_is_told_and_finds_it_with_what_is_theirs(governed: Board, meeting: Meeting) -> None:
    made = decide(governed, meeting)
    assert (made.number, made.state) == (1, "open")
    assert told(governed) == [("decision-given", False)]
    with acting_as(governed.member) as actor:
        (mine,) = mine_of(actor, governed.partnership, DAY).decisions
    assert (mine.words, mine.who, mine.late) == ("Fund two posts", "Milo Member", "")


def test_what_nobody_has_to_act_on_stands_and_does_not_come_back(governed: Board) -> None:
    made = decide(governed, actor=None, act_by=None)
    assert made.state == "taken"
    with acting_as(governed.chair) as actor:
        assert open_decisions(actor, governed.partnership, governed.group, DAY) == ()


@pytest.mark.parametrize(
    ("more", "field"),
    [({"act_by": None}, "act_by"), ({"actor": None}, "who"), ({"words": ""}, "words")],
)
def test_somebody_acts_by_a_day_or_nobody_does(governed: Board, more: dict[str, object], field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        decide(governed, None, **more)
    assert refused.value.field == field


def test_a_post_of_another_group_cannot_be_given_anything(governed: Board) -> None:
    with as_maintenance():
        seat = GroupMember.objects.filter(group=governed.group).first()
    assert seat is not None
    assert decide(governed, actor=None, seat=seat).seat_id == seat.pk
    with acting_as(governed.manager) as actor, pytest.raises(RefusedError, match="member of this group"):
        commands.decide(
            actor=actor,
            now=NOW,
            group=governed.board,
            details=DecisionDetails(words="Do it", seat=seat, act_by=ACT_BY),
        )


@pytest.mark.parametrize("who", ["attends", "outsider"])
def test_only_members_decide(governed: Board, who: str) -> None:
    with acting_as(getattr(governed, who)) as actor, pytest.raises(NotYoursError):
        commands.decide(actor=actor, now=NOW, group=governed.group, details=DecisionDetails(words="Do it"))


def test_it_comes_back_in_every_later_meeting_until_it_is_closed(governed: Board, meeting: Meeting) -> None:
    made = decide(governed, meeting)
    with acting_as(governed.chair) as actor:
        later = call_meeting(
            actor=actor, now=NOW, group=governed.group, details=MeetingDetails(held_on=LATER_DAY)
        )
        latest = call_meeting(
            actor=actor,
            now=NOW,
            group=governed.group,
            details=MeetingDetails(held_on=LATER_DAY + timedelta(days=60)),
        )
        page = meeting_page(actor, governed.partnership, later.ref, LATER_DAY)
        (line,) = page.arising.decisions
        assert line.late == "33 days late"
        assert meeting_page(actor, governed.partnership, meeting.ref, DAY).arising.nothing
    with acting_as(governed.member) as actor:
        commands.close_decision(actor=actor, now=LATER, ref=made.ref, version=1, words="Both are filled.")
    with acting_as(governed.chair) as actor:
        (line,) = meeting_page(actor, governed.partnership, later.ref, LATER_DAY).arising.decisions
        assert line.closing_words == "Both are filled."
        assert not meeting_page(actor, governed.partnership, latest.ref, LATER_DAY).arising.decisions
    assert told(governed) == [("decision-given", True)]


def test_closing_wants_words_and_the_right_person(governed: Board) -> None:
    made = decide(governed)
    close = {"now": NOW, "ref": made.ref, "version": 1}
    with acting_as(governed.member) as actor, pytest.raises(RefusedError, match="what was done"):
        commands.close_decision(actor=actor, **close, words=" ")  # type: ignore[arg-type]
    with acting_as(governed.attends) as actor, pytest.raises(NotYoursError):
        commands.close_decision(actor=actor, **close, words="Done")  # type: ignore[arg-type]
    with acting_as(governed.chair) as actor:
        commands.close_decision(actor=actor, **close, words="Done")  # type: ignore[arg-type]
        with pytest.raises(RefusedError, match="not open"):
            commands.close_decision(actor=actor, now=NOW, ref=made.ref, version=2, words="Again")
        assert commands.reopen(actor=actor, now=NOW, ref=made.ref).state == "open"


def test_a_later_decision_takes_its_place(governed: Board) -> None:
    first, second = decide(governed), decide(governed, words="Fund three posts")
    with acting_as(governed.chair) as actor:
        over = {"actor": actor, "now": NOW, "words": "More are needed"}
        with pytest.raises(RefusedError, match="later decision"):
            commands.supersede(**over, ref=second.ref, version=1, by_number=1)  # type: ignore[arg-type]
        commands.supersede(**over, ref=first.ref, version=1, by_number=2)  # type: ignore[arg-type]
        (left,) = open_decisions(actor, governed.partnership, None, DAY)
    assert left.number == 2


def test_giving_it_to_somebody_else_tells_them_and_settles_the_first(governed: Board) -> None:
    made = decide(governed)
    with acting_as(governed.chair) as actor:
        details = DecisionDetails(words="Fund two posts", actor=governed.attends, act_by=ACT_BY)
        commands.change_decision(actor=actor, now=NOW, ref=made.ref, version=1, details=details)
    assert told(governed) == [("decision-given", True)]
    with as_maintenance():
        assert Notice.objects.filter(user=governed.attends, template="decision-given").exists()


def test_reminders_come_once_before_and_once_after_the_day(governed: Board) -> None:
    decide(governed)
    for now in (NOW, NOW + timedelta(days=25), NOW + timedelta(days=26), NOW + timedelta(days=31)):
        with acting(system_actor("Reminders"), purpose="test"):
            telling.remind_of_decisions(now)
    assert [template for template, _ in told(governed)] == [
        "decision-given",
        "decision-due",
        "decision-late",
    ]


def test_what_is_taken_out_comes_back_no_more(governed: Board) -> None:
    made = decide(governed)
    with acting_as(governed.chair) as actor:
        take_out(actor=actor, now=NOW, model=Decision, ref=made.ref, version=1, reason="Written down twice")
        assert open_decisions(actor, governed.partnership, governed.group, DAY) == ()


def test_what_agreed_minutes_hold_stays_and_a_later_decision_takes_its_place(
    governed: Board, meeting: Meeting
) -> None:
    with acting_as(governed.chair) as actor:
        add = {"actor": actor, "now": NOW, "meeting_ref": meeting.ref}
        item = add_item(**add, details=ItemDetails(title="Delays"))  # type: ignore[arg-type]
        gone = add_item(**add, details=ItemDetails(title="Nothing"))  # type: ignore[arg-type]
        write_minutes(actor=actor, now=NOW, ref=item.ref, version=1, minutes="The figures were heard.")
        details = MeetingDetails(held_on=LATER_DAY)
        later = call_meeting(actor=actor, now=NOW, group=governed.group, details=details)
    made, out = decide(governed, meeting), decide(governed, meeting, words="Fund none")
    with acting_as(governed.chair) as actor:
        do = {"actor": actor, "now": LATER}
        for model, ref in ((AgendaItem, gone.ref), (Decision, out.ref)):
            take_out(**do, model=model, ref=ref, version=1, reason="A slip")  # type: ignore[arg-type]
        meeting.refresh_from_db()
        read = editions_of([meeting])[meeting.pk]
        agree_minutes(**do, ref=meeting.ref, in_ref=later.ref, read=read)  # type: ignore[arg-type]
        for model, ref in ((AgendaItem, gone.ref), (Decision, out.ref)):
            with pytest.raises(RefusedError, match="are agreed"):
                bring_back(**do, model=model, ref=ref)  # type: ignore[arg-type]
        with pytest.raises(RefusedError, match="are agreed"):
            take_out(**do, model=Decision, ref=made.ref, version=1, reason="No")  # type: ignore[arg-type]
        changed = DecisionDetails(words="Fund one post")
        with pytest.raises(RefusedError, match="are agreed"):
            commands.change_decision(**do, ref=made.ref, version=1, details=changed)  # type: ignore[arg-type]
        with pytest.raises(RefusedError, match="are agreed"):
            commands.decide(**do, group=governed.group, details=changed, meeting_ref=meeting.ref)  # type: ignore[arg-type]
        new = commands.decide(**do, group=governed.group, details=changed)  # type: ignore[arg-type]
        over = commands.supersede(**do, ref=made.ref, version=1, by_number=new.number, words="Less money")  # type: ignore[arg-type]
    assert over.superseded_by_id == new.pk


def test_a_decision_does_not_come_back_into_a_meeting_that_is_out(governed: Board, meeting: Meeting) -> None:
    made = decide(governed, meeting)
    with acting_as(governed.chair) as actor:
        do = {"actor": actor, "now": NOW}
        take_out(**do, model=Decision, ref=made.ref, version=1, reason="A slip")  # type: ignore[arg-type]
        take_out(**do, model=Meeting, ref=meeting.ref, version=1, reason="Cancelled")  # type: ignore[arg-type]
        with pytest.raises(RefusedError, match="meeting is withdrawn"):
            bring_back(**do, model=Decision, ref=made.ref)  # type: ignore[arg-type]
        bring_back(**do, model=Meeting, ref=meeting.ref)  # type: ignore[arg-type]
        assert bring_back(**do, model=Decision, ref=made.ref).voided_at is None  # type: ignore[arg-type]
