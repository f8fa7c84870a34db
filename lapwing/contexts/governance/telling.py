"""Telling people what a group wants of them, and settling it when nothing is left to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.governance.access import RUN, TAKE_PART
from lapwing.contexts.governance.models import Decision, Meeting, PackQuestion
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.telling import hold_told, notify, settle
from lapwing.platform.refs import new_ref
from lapwing.platform.ui.filters import day, plural
from lapwing.registry.actors import holders_of
from lapwing.registry.groups import people_of
from lapwing.registry.models import RUNNING, Partnership

# What tells somebody that they are to come, and when and where.
_CALLING = ("meeting-called", "meeting-moved", "meeting-time")
AHEAD = timedelta(days=7)
# A reminder that no worker sent on its day is still sent so many days later, and none of longer ago.
CATCH_UP = timedelta(days=7)


def tell_of_meeting(meeting: Meeting, *, but: int | None, now: datetime) -> None:
    """Tell a group's members of a meeting that is still to come."""
    if meeting.held_on < timezone.localdate(now):
        return
    _tell_of_meeting(meeting, "meeting-called", _members(meeting) - {but}, now=now, day=day(meeting.held_on))


def tell_of_moved_meeting(meeting: Meeting, before: date, *, but: int | None, now: datetime) -> None:
    """Tell whoever was called, and the members of the new day, that a meeting is on another day."""
    called = _called(meeting)
    settle_meeting(meeting, now=now)
    if meeting.held_on < timezone.localdate(now):
        return
    people = (called | _members(meeting)) - {but}
    days = {"day": day(meeting.held_on), "before": day(before)}
    _tell_of_meeting(meeting, "meeting-moved", people, now=now, **days)


def tell_of_meeting_time(meeting: Meeting, before: time | None, *, but: int | None, now: datetime) -> None:
    """Tell the same people that a meeting is at another time of its day."""
    called = _called(meeting)
    settle_meeting(meeting, now=now)
    if meeting.held_on < timezone.localdate(now):
        return
    people = (called | _members(meeting)) - {but}
    words = {"day": day(meeting.held_on), "at": _at(meeting.starts_at, before)}
    _tell_of_meeting(meeting, "meeting-time", people, now=now, **words)


def _at(now: time | None, before: time | None) -> str:
    if now is None:
        return "at a time that is still to be said"
    return f"at {now:%H:%M}" + (f", and not at {before:%H:%M}" if before else "")


def tell_of_withdrawn_meeting(meeting: Meeting, *, but: int | None, now: datetime) -> None:
    """Tell whoever was called that a meeting which was to come is not held."""
    called = _called(meeting)
    settle_meeting(meeting, now=now)
    if meeting.held_on < timezone.localdate(now):
        return
    people = (called | _members(meeting)) - {but}
    _tell_of_meeting(meeting, "meeting-withdrawn", people, now=now, day=day(meeting.held_on))


def settle_meeting(meeting: Meeting, *, now: datetime) -> None:
    """What was told of a meeting holds no more."""
    settle(beginning=f"meeting {meeting.ref} ", now=now)


def _tell_of_meeting(
    meeting: Meeting, template: str, people: Iterable[int | None], *, now: datetime, **words: str
) -> None:
    gone = template == "meeting-withdrawn"
    page, ref = ("group", meeting.group.ref) if gone else ("meeting", meeting.ref)
    notify(
        people=[each for each in people if each is not None],
        template=template,
        partnership_id=meeting.partnership_id,
        url=reverse(f"governance:{page}", args=[meeting.partnership.ref, ref]),
        now=now,
        # each change is told once: called, moved, withdrawn, and called again
        key=f"meeting {meeting.ref} {meeting.version}",
        group=meeting.group.name,
        **words,
    )


def _members(meeting: Meeting) -> set[int | None]:
    return set(people_of(meeting.group_id, meeting.held_on))


def _called(meeting: Meeting) -> set[int | None]:
    """Who was told to come, and not since that it is not held."""
    told = hold_told(beginning=f"meeting {meeting.ref} ", templates=_CALLING)
    return {each.person for each in told if not each.is_done}


def tell_of_decision(decision: Decision, *, but: int | None, now: datetime) -> None:
    """Tell whoever must act, unless they recorded it themselves."""
    if decision.actor_id and decision.act_by and decision.actor_id != but:
        _tell_who_acts(decision, "decision-given", f"given {decision.version}", now)


def settle_decision(decision: Decision, *, now: datetime) -> None:
    """Nothing is left to do about a decision."""
    settle(beginning=f"decision {decision.ref} ", now=now)


def tell_of_question(question: PackQuestion, *, but: int | None, now: datetime) -> None:
    """Tell whoever a question was given to; while nobody has it, those who see to it that somebody does."""
    if question.given_to_id is None:
        notify(
            people=_who_see_to(question, but, now),
            template="question-asked",
            partnership_id=question.partnership_id,
            url=reverse("governance:question", args=[question.partnership.ref, question.ref]),
            now=now,
            key=f"pack question {question.ref} {question.version}",
        )
    if question.given_to_id and question.given_to_id != but:
        notify(
            people=[question.given_to_id],
            template="question-given",
            partnership_id=question.partnership_id,
            url=reverse("governance:question", args=[question.partnership.ref, question.ref]),
            now=now,
            key=f"pack question {question.ref} {question.version}",
        )


def _who_see_to(question: PackQuestion, but: int | None, now: datetime) -> list[int]:
    """Who runs the group whose pack it is of; where nobody else does who can, who runs all groups."""
    today, group, where = timezone.localdate(now), question.group, question.partnership_id
    sits = group is not None and group.voided_at is None
    running = people_of(group.pk, today, capacities=RUNNING) if group is not None and sits else []
    able = {*holders_of(TAKE_PART, where, today), *holders_of(RUN, where, today)} - {but}
    return [each for each in running if each in able] or [
        each for each in holders_of(RUN, where, today) if each != but
    ]


def settle_question(question: PackQuestion, *, now: datetime) -> None:
    """It is answered, or somebody else's."""
    settle(beginning=f"pack question {question.ref} ", now=now)


def tell_of_question_answered(question: PackQuestion, *, but: int | None, now: datetime) -> None:
    """Tell whoever asked."""
    if question.created_by_id != but:
        notify(
            people=[question.created_by_id],
            template="question-answered",
            partnership_id=question.partnership_id,
            url=reverse("governance:question", args=[question.partnership.ref, question.ref]),
            now=now,
            key=f"pack answer {question.ref}",
        )


def tell_of_handing_over(
    partnership: Partnership, person: User, number: int, *, what: str, now: datetime
) -> None:
    """Tell somebody that they do from now on what another did: "work", or a "seat" alone."""
    notify(
        people=[person.pk],
        template="handed-over",
        partnership_id=partnership.pk,
        url=reverse("governance:yours", args=[partnership.ref]),
        now=now,
        key=f"handed over {partnership.ref} {person.ref} {what} {new_ref()}",
        things=plural(number, "thing"),
    )


def tell_of_left_behind(partnership: Partnership, person: User, number: int, *, now: datetime) -> None:
    """Tell programme managers, without a name, that what somebody did who left is done by nobody."""
    notify(
        people=holders_of(RUN, partnership.pk, timezone.localdate(now)),
        template="left-behind",
        partnership_id=partnership.pk,
        url=reverse("governance:hand-over", args=[partnership.ref, person.ref]),
        now=now,
        key=f"left behind {partnership.ref} {person.ref} {timezone.localdate(now)}",
        things=plural(number, "thing"),
    )


def settle_handed_on(partnership: Partnership, person: User, *, now: datetime) -> None:
    """All that somebody was to do is handed on: what they left behind, and what was handed over to them."""
    settle(beginning=f"left behind {partnership.ref} {person.ref} ", now=now)
    settle(beginning=f"handed over {partnership.ref} {person.ref} work ", now=now)


def remind_of_decisions(now: datetime) -> int:
    """Remind those who must act of what is due within a week, and of what is just late; gives how many.

    Whoever acts is a system user. Doing it twice tells nobody twice.
    """
    today = timezone.localdate(now)
    rows = Decision.objects.still_open().filter(
        actor__isnull=False, group__voided_at=None, act_by__gte=today - CATCH_UP, act_by__lte=today + AHEAD
    )
    told = 0
    for decision in rows.select_related("group", "partnership").order_by("pk"):
        assert decision.act_by is not None
        late = decision.act_by < today
        told += _tell_who_acts(
            decision, "decision-late" if late else "decision-due", _key(decision.act_by, late), now
        )
    return told


def _key(act_by: date, late: bool) -> str:
    return f"{'late' if late else 'due'} {act_by}"


def _tell_who_acts(decision: Decision, template: str, key: str, now: datetime) -> int:
    assert decision.actor_id is not None
    assert decision.act_by is not None
    return notify(
        people=[decision.actor_id],
        template=template,
        partnership_id=decision.partnership_id,
        url=reverse("governance:decision", args=[decision.partnership.ref, decision.ref]),
        now=now,
        key=f"decision {decision.ref} {key}",
        group=decision.group.name,
        day=day(decision.act_by),
    )
