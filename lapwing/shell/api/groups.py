"""Governance groups: which there are, who can be asked to act, their meetings, and what they are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from lapwing.contexts.governance import access
from lapwing.contexts.governance.models import AgendaItem, EscalatedItem, ItemKind, Meeting
from lapwing.contexts.governance.public import posts_of
from lapwing.contexts.governance.queries.about import abouts
from lapwing.contexts.governance.queries.acting import who_may_act
from lapwing.contexts.governance.queries.lines import raised_lines
from lapwing.contexts.governance.queries.meetings import meetings
from lapwing.platform.access.rules import NotVisible, Rule
from lapwing.registry.access import governance_groups, partnerships
from lapwing.registry.models import GovernanceGroup, GroupMember, Partnership
from lapwing.shell.api import shapes
from lapwing.shell.api.declaring import reads
from lapwing.shell.api.door import ApiRequest
from lapwing.shell.api.paging import USUAL, After, Limit, part_of, part_of_rows
from lapwing.shell.api.showing_groups import asked as shown_asked
from lapwing.shell.api.showing_groups import governance_group as shown_group
from lapwing.shell.api.showing_groups import meeting as shown_meeting
from lapwing.shell.api.showing_groups import person as shown_person

_asked = Rule(EscalatedItem)


def fetch_group(request: ApiRequest, ref: str, *further: str) -> GovernanceGroup:
    """The group of an address, unless it was withdrawn, for a token that reads it and holds ``further``
    permissions there. Raises NotVisible.
    """
    rows = GovernanceGroup.objects.in_force().select_related("partnership")
    found = governance_groups.fetch(request.actor, access.READ, queryset=rows, ref=ref)
    if not all(governance_groups.permits(request.actor, each, found) for each in further):
        raise NotVisible("A permission is missing")
    return found


@reads(
    "/partnerships/{partnership}/groups",
    permission=access.READ,
    answer=shapes.GovernanceGroupPage,
    tag="Groups",
)
def list_groups(request: ApiRequest, partnership: str, limit: Limit = USUAL, after: After = None) -> Any:
    """The boards and groups of a partnership, in the order in which they were set up."""
    where = partnerships.fetch(
        request.actor, access.READ, queryset=Partnership.objects.all(), ref=partnership
    )
    rows = GovernanceGroup.objects.in_force().filter(partnership=where).select_related("reports_to")
    found = governance_groups.visible_to(request.actor, rows, permission=access.READ)
    here, following = part_of_rows(request, found, limit=limit, after=after)
    seats = GroupMember.objects.filter(group__in=here, user_id=request.actor.id)
    capacities = dict(
        seats.sitting_on(timezone.localdate()).order_by("-id").values_list("group_id", "capacity")
    )
    return {"items": [shown_group(row, capacities.get(row.pk, "")) for row in here], "next": following}


@reads(
    "/groups/{governance_group}/people",
    permission=access.READ,
    answer=shapes.GroupPersonPage,
    tag="Groups",
)
def list_people(request: ApiRequest, governance_group: str, limit: Limit = USUAL, after: After = None) -> Any:
    """Who sits on a group; for whoever may decide there, then everybody else who can be asked to act.

    Nobody's name is given: the group's page says whose reference each is, to whoever may decide there.
    """
    group = fetch_group(request, governance_group)
    today = timezone.localdate()
    decides = access.may_decide(request.actor, group, today)
    rows = who_may_act(group, today, members=not decides)
    posts = posts_of(group.partnership, (each.user_id for each in rows), today)
    return part_of(
        request,
        rows,
        lambda row: shown_person(row, posts, request.actor),
        limit=limit,
        after=after,
    )


@reads(
    "/groups/{governance_group}/meetings",
    permission=access.READ,
    answer=shapes.MeetingPage,
    tag="Groups",
)
def list_meetings(
    request: ApiRequest, governance_group: str, limit: Limit = USUAL, after: After = None
) -> Any:
    """The meetings of a group with their agendas, in the order in which they were called."""
    group = fetch_group(request, governance_group)
    rows = Meeting.objects.in_force().filter(group=group).select_related("group")
    found = meetings.visible_to(request.actor, rows, permission=access.READ)
    here, following = part_of_rows(request, found, limit=limit, after=after)
    items = _items(here)
    every = [item for of_one in items.values() for item in of_one]
    known = abouts(request.actor, group.partnership, every)
    return {"items": [shown_meeting(row, items.get(row.pk, ()), known) for row in here], "next": following}


@reads(
    "/groups/{governance_group}/asked",
    permission=access.READ,
    answer=shapes.AskedPage,
    tag="Groups",
)
def list_asked(request: ApiRequest, governance_group: str, limit: Limit = USUAL, after: After = None) -> Any:
    """What a group is asked to decide and has not answered: a decision that is recorded can answer it."""
    group = fetch_group(request, governance_group)
    rows = EscalatedItem.objects.unanswered().filter(group=group, kind=ItemKind.DECISION)
    found = _asked.visible_to(request.actor, rows, permission=access.READ)
    here, following = part_of_rows(request, found, limit=limit, after=after)
    shown = EscalatedItem.objects.filter(pk__in=[row.pk for row in here]).order_by("pk")
    lines = raised_lines(request.actor, group.partnership, shown, timezone.localdate())
    return {"items": [shown_asked(line) for line in lines], "next": following}


def _items(rows: Sequence[Meeting]) -> dict[int, list[AgendaItem]]:
    """The agendas of meetings, in one query."""
    found: dict[int, list[AgendaItem]] = defaultdict(list)
    items = AgendaItem.objects.in_force().filter(meeting__in=rows)
    for item in items.order_by("meeting_id", "position", "id"):
        found[item.meeting_id].append(item)
    return found
