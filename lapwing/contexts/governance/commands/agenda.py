"""A meeting's agenda: its lines, their order, and what was said under each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lapwing.contexts.governance.access import READ
from lapwing.contexts.governance.commands.about import NOTHING, Pointed, about_fields
from lapwing.contexts.governance.commands.common import (
    Nobody,
    RefusedError,
    clean,
    fetch,
    look_for_names,
    required,
    save_changes,
    user_id_of,
)
from lapwing.contexts.governance.commands.meetings import open_meeting
from lapwing.contexts.governance.models import AgendaItem, Meeting, MinutesState
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.rules import Rule


@dataclass(frozen=True, kw_only=True)
class ItemDetails:
    """A line of an agenda."""

    title: str
    presenter: str = ""
    about: Pointed = NOTHING


@transaction.atomic
def add_item(
    *, actor: Actor, now: datetime, meeting_ref: str, details: ItemDetails, named_nobody: Nobody = ()
) -> AgendaItem:
    """A line of the agenda, after the others.

    Raises NotVisible, NotYoursError, RefusedError and ChildNamedError.
    """
    meeting = open_meeting(actor, now, meeting_ref, None)
    look_for_names(meeting.partnership_id, {"title": details.title}, named_nobody)
    last = AgendaItem.objects.filter(meeting=meeting).order_by("-position").first()
    return AgendaItem.objects.create(
        partnership_id=meeting.partnership_id,
        meeting=meeting,
        created_at=now,
        created_by_id=user_id_of(actor),
        position=last.position + 1 if last else 0,
        **_item_fields(actor, meeting, details, None),
    )


@transaction.atomic
def change_item(
    *,
    actor: Actor,
    now: datetime,
    ref: str,
    version: int,
    details: ItemDetails,
    named_nobody: Nobody = (),
) -> AgendaItem:
    """Change a line of the agenda.

    Raises NotVisible, EditedByAnotherError, NotYoursError, RefusedError and ChildNamedError.
    """
    item = _open_item(actor, now, ref, version)
    look_for_names(item.partnership_id, {"title": details.title}, named_nobody, item)
    return save_changes(item, _item_fields(actor, item.meeting, details, item))


@transaction.atomic
def move_item(*, actor: Actor, now: datetime, ref: str, up: bool) -> AgendaItem:
    """Put a line of the agenda one place up or down. Raises NotVisible, NotYoursError and RefusedError."""
    item = _open_item(actor, now, ref, None)
    rows = list(AgendaItem.objects.in_force().filter(meeting=item.meeting).select_for_update(of=("self",)))
    at = [row.pk for row in rows].index(item.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        for position, row in enumerate(rows):
            row.position = position
        AgendaItem.objects.bulk_update(rows, ["position"])
    return item


@transaction.atomic
def place_item(*, actor: Actor, now: datetime, ref: str, meeting_ref: str) -> AgendaItem:
    """Put a line of the agenda of a meeting that was withdrawn on that of another, after the others.

    Raises NotVisible, NotYoursError and RefusedError.
    """
    found: AgendaItem = Rule(AgendaItem).fetch(actor, READ, queryset=AgendaItem.objects.in_force(), ref=ref)
    # both at once and in one order, so that a withdrawal that is undone meanwhile is seen
    pair = Meeting.objects.filter(Q(pk=found.meeting_id) | Q(ref=meeting_ref)).order_by("pk")
    list(pair.select_for_update(of=("self",)))
    meeting = open_meeting(actor, now, meeting_ref, None)
    item: AgendaItem = fetch(actor, AgendaItem, ref)
    if item.meeting.voided_at is None or item.meeting.group_id != meeting.group_id:
        raise RefusedError("Its meeting is not withdrawn any more: the item stands there.")
    if item.minutes:
        raise RefusedError("Minutes were recorded under it: it stays with the meeting of which they are.")
    last = AgendaItem.objects.filter(meeting=meeting).order_by("-position").first()
    return save_changes(item, {"meeting_id": meeting.pk, "position": last.position + 1 if last else 0})


@transaction.atomic
def write_minutes(
    *, actor: Actor, now: datetime, ref: str, version: int, minutes: str, named_nobody: Nobody = ()
) -> AgendaItem:
    """What was said under a line of the agenda. The meeting's minutes become a draft.

    Raises NotVisible, EditedByAnotherError, NotYoursError, ChildNamedError for what looks like a child's
    name, and RefusedError once they are agreed.
    """
    item = _open_item(actor, now, ref, version)
    said = clean(minutes)
    look_for_names(item.partnership_id, {"minutes": said}, named_nobody, item)
    saved = save_changes(item, {"minutes": said})
    if saved.minutes and item.meeting.minutes_state == MinutesState.NONE:
        save_changes(item.meeting, {"minutes_state": MinutesState.DRAFT})
    return saved


def _open_item(actor: Actor, now: datetime, ref: str, version: int | None) -> AgendaItem:
    # the meeting first, as for its whole agenda: two lines that are moved at once would wait for each other
    found: AgendaItem = Rule(AgendaItem).fetch(actor, READ, queryset=AgendaItem.objects.in_force(), ref=ref)
    meeting = open_meeting(actor, now, found.meeting.ref, None)
    item: AgendaItem = fetch(actor, AgendaItem, ref, version=version)
    item.meeting = meeting
    return item


def _item_fields(
    actor: Actor, meeting: Meeting, details: ItemDetails, row: AgendaItem | None
) -> dict[str, object]:
    return {
        "title": required(details.title, field="title", message="Enter what the item is."),
        "presenter": clean(details.presenter),
        **about_fields(actor, meeting.partnership, details.about, row),
    }
