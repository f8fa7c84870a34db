"""The minutes of meetings: which edition somebody read, and who reads them while they are a draft."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone

from lapwing.contexts.governance.access import RUN
from lapwing.contexts.governance.models import AgendaItem, Meeting, MinutesState
from lapwing.platform.access.actor import Actor
from lapwing.registry.models import GroupMember


def editions_of(meetings: Iterable[Meeting]) -> dict[int, int]:
    """A number for each meeting that rises with every change to its minutes. One query."""
    known = {meeting.pk: meeting.version for meeting in meetings}
    # what was withdrawn rose by it, and counts on
    rows = AgendaItem.objects.filter(meeting__in=known).order_by().values("meeting")
    for row in rows.annotate(versions=Sum("version")):
        known[row["meeting"]] += row["versions"]
    return known


def reads_minutes(actor: Actor, meeting: Meeting) -> bool:
    """Whether somebody reads what was said. Agreed minutes are for everybody who reads governance; a draft is
    for those who sit on the group or sat on it that day, and for whoever runs all groups.
    """
    return meeting.minutes_state == MinutesState.AGREED or reads_drafts(actor, meeting)


def reads_drafts(actor: Actor, meeting: Meeting) -> bool:
    """Whether somebody reads a meeting's minutes as they were before they were agreed: the history has no
    others, since what is agreed stays as it is.
    """
    drafts = drafts_read_by(actor, meeting.partnership_id)
    return Meeting.objects.filter(drafts, pk=meeting.pk).exists()


def drafts_read_by(actor: Actor, partnership_id: int) -> Q:
    """The meetings of a partnership whose minutes somebody reads while they are a draft."""
    if actor.is_system or actor.may(RUN, partnership_id):
        return Q(pk__isnull=False)
    if actor.user_id is None:
        return Q(pk__in=[])
    seats = GroupMember.objects.filter(group=OuterRef("group"), user=actor.user_id)
    then = OuterRef("held_on")
    that_day = seats.filter(Q(to_date=None) | Q(to_date__gte=then), from_date__lte=then)
    return Q(Exists(seats.sitting_on(timezone.localdate()))) | Q(Exists(that_day))
