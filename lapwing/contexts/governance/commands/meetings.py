"""A group's meetings: calling one, who came, and agreeing its minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from lapwing.contexts.governance import telling
from lapwing.contexts.governance.access import may_decide, may_run
from lapwing.contexts.governance.commands.common import (
    Nobody,
    NotYoursError,
    RefusedError,
    clean,
    fetch,
    look_for_names,
    save_changes,
    today,
    user_id_of,
)
from lapwing.contexts.governance.minutes import editions_of
from lapwing.contexts.governance.models import AgendaItem, Attendance, Came, Decision, Meeting, MinutesState
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import GovernanceGroup, GroupMember

ONLY_RUNNING = "Only the chair, deputy chair or secretary of the group, or a programme manager, can do this."
AGREED = "The minutes of this meeting are agreed, and stay as they are."
CHANGED_SINCE = "The minutes were changed since you read them. Read them again before they are agreed."
AGREED_DECISIONS = (
    "The minutes of this meeting are agreed, and its decisions stay as they are. Record a new one "
    "between two meetings; it can take the place of an older one."
)


@dataclass(frozen=True, kw_only=True)
class MeetingDetails:
    """When and where a group meets."""

    held_on: date
    starts_at: time | None = None
    place: str = ""


@dataclass(frozen=True)
class HowCame:
    """How one member came to a meeting, and the post of who came instead."""

    came: str
    deputy: str = ""


def must_run(actor: Actor, group: GovernanceGroup, now: datetime) -> None:
    """Raises NotYoursError for whoever does not run the group's meetings."""
    if not may_run(actor, group, today(now)):
        raise NotYoursError(ONLY_RUNNING)


@transaction.atomic
def call_meeting(
    *,
    actor: Actor,
    now: datetime,
    group: GovernanceGroup,
    details: MeetingDetails,
    named_nobody: Nobody = (),
) -> Meeting:
    """A new meeting of a group; its members are told.

    Raises NotYoursError, RefusedError and ChildNamedError.
    """
    must_run(actor, group, now)
    look_for_names(group.partnership_id, {"place": details.place}, named_nobody)
    meeting = Meeting.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        created_at=now,
        created_by_id=user_id_of(actor),
        **_fields(group, details, None),
    )
    telling.tell_of_meeting(meeting, but=actor.user_id, now=now)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    details: MeetingDetails,
    named_nobody: Nobody = (),
) -> Meeting:
    """Change when and where; of another day or time whoever was called is told.

    Raises NotVisible, EditedByAnotherError, NotYoursError, RefusedError and ChildNamedError.
    """
    meeting = open_meeting(actor, now, ref, version)
    look_for_names(meeting.partnership_id, {"place": details.place}, named_nobody, meeting)
    before, began = meeting.held_on, meeting.starts_at
    saved = save_changes(meeting, _fields(meeting.group, details, meeting))
    if saved.held_on != before:
        telling.tell_of_moved_meeting(saved, before, but=actor.user_id, now=now)
    elif saved.starts_at != began:
        telling.tell_of_meeting_time(saved, began, but=actor.user_id, now=now)
    return saved


@transaction.atomic
def record_attendance(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    came: Mapping[str, HowCame],
    guests: str,
    named_nobody: Nobody = (),
) -> Meeting:
    """Who came, by the references of their seats; those not named are left as they are.

    Of whom nothing is said (``came`` is empty), what was recorded is taken out. Raises NotVisible,
    EditedByAnotherError, NotYoursError, RefusedError and ChildNamedError.
    """
    meeting = open_meeting(actor, now, ref, version)
    seats = {
        seat.ref: seat for seat in GroupMember.objects.filter(group=meeting.group).sitting_on(meeting.held_on)
    }
    deputies = {f"deputy-{seat_ref}": how.deputy for seat_ref, how in came.items()}
    look_for_names(meeting.partnership_id, deputies, named_nobody)
    look_for_names(meeting.partnership_id, {"guests": clean(guests)}, named_nobody, meeting)
    there = {row.member_id: row for row in Attendance.objects.filter(meeting=meeting)}
    changed = False
    for seat_ref, how in came.items():
        if seat_ref not in seats or how.came not in (*Came.values, ""):
            raise RefusedError("Say of each member of that day whether they came.")
        if how.came == Came.DEPUTY and not clean(how.deputy):
            raise RefusedError(
                f"Enter the post of the deputy of {seats[seat_ref].called}.", field=f"deputy-{seat_ref}"
            )
        changed |= _attended(meeting, seats[seat_ref], how, there.get(seats[seat_ref].pk))
    before = meeting.version
    saved = save_changes(meeting, {"guests": clean(guests)})
    if changed and saved.version == before:
        # whoever opened the form before this is shown both
        saved.version += 1
        saved.save(update_fields=["version"])
    return saved


def _attended(meeting: Meeting, seat: GroupMember, how: HowCame, row: Attendance | None) -> bool:
    """Record how somebody came, or take out what was; whether that changes anything."""
    deputy = clean(how.deputy) if how.came == Came.DEPUTY else ""
    if row is not None and (row.came, row.deputy) == (how.came, deputy):
        return False
    if not how.came:
        if row is not None:
            row.delete()
        return row is not None
    if row is None:
        row = Attendance(
            partnership_id=meeting.partnership_id,
            meeting=meeting,
            member=seat,
            organisation_id=seat.organisation_id,
        )
    row.came, row.deputy = how.came, deputy
    row.save()
    return True


@transaction.atomic
def agree_minutes(*, actor: Actor, now: datetime, ref: str, in_ref: str, read: int) -> Meeting:
    """The minutes of a meeting are agreed at a later one of the same group, and stay as they are.

    ``read`` is the edition that was read (``minutes.editions_of``): another is agreed by nobody unseen.

    Raises NotVisible, NotYoursError and RefusedError.
    """
    meeting = open_meeting(actor, now, ref, None)
    later = fetch(actor, Meeting, in_ref)
    if meeting.minutes_state != MinutesState.DRAFT:
        raise RefusedError("No minutes of this meeting are written yet.")
    if later.group_id != meeting.group_id or later.held_on <= meeting.held_on:
        raise RefusedError("Minutes are agreed at a later meeting of the same group.")
    if later.held_on > today(now):
        raise RefusedError("That meeting has not been held yet.")
    if editions_of([meeting])[meeting.pk] != read:
        raise RefusedError(CHANGED_SINCE)
    return save_changes(
        meeting,
        {
            "minutes_state": MinutesState.AGREED,
            "agreed_at": now,
            "agreed_by_id": user_id_of(actor),
            "agreed_in_id": later.pk,
        },
    )


def must_decide(actor: Actor, group: GovernanceGroup, now: datetime) -> None:
    """Raises NotYoursError for whoever is no member of the group."""
    if not may_decide(actor, group, today(now)):
        raise NotYoursError("Only members of the group, or a programme manager, can do this.")


def open_meeting(actor: Actor, now: datetime, ref: str, version: int | None) -> Meeting:
    meeting: Meeting = fetch(actor, Meeting, ref, version=version)
    must_run(actor, meeting.group, now)
    if meeting.minutes_state == MinutesState.AGREED:
        raise RefusedError(AGREED)
    return meeting


def refuse_agreed(row: AgendaItem | Decision) -> None:
    """Raises RefusedError for what belongs to a meeting whose minutes are agreed. Locks the meeting."""
    if row.meeting_id is None:
        return
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=row.meeting_id)
    if meeting.minutes_state == MinutesState.AGREED:
        raise RefusedError(AGREED_DECISIONS if isinstance(row, Decision) else AGREED)


def lock_days(group: GovernanceGroup) -> None:
    """Two who call a group's meetings at once wait for each other here: it meets once a day."""
    GovernanceGroup.objects.select_for_update(of=("self",), no_key=True).get(pk=group.pk)


def _fields(group: GovernanceGroup, details: MeetingDetails, row: Meeting | None) -> dict[str, object]:
    lock_days(group)
    others = Meeting.objects.in_force().filter(group=group, held_on=details.held_on)
    if row is not None:
        others = others.exclude(pk=row.pk)
    if others.exists():
        raise RefusedError("The group meets on that day already.", field="held_on")
    return {
        "held_on": details.held_on,
        "starts_at": details.starts_at,
        "place": clean(details.place),
    }
