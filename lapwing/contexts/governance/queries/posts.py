"""Who people are without their names: by their seat on a group, or by their role and agency.

For what is given out and never changed again, in which no person is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lapwing.registry.models import GroupMember, Membership, Partnership
from lapwing.registry.roles import label_of

SOMEBODY = "A member of the partnership"


@dataclass(frozen=True)
class Posts:
    """``seats`` by person and reference of the group, ``roles`` by person."""

    seats: Mapping[tuple[int, str], str]
    roles: Mapping[int, str]

    def called(self, user_id: int | None, group_ref: str = "") -> str:
        """Their seat on the group, else their role; empty for nobody."""
        if user_id is None:
            return ""
        return self.seats.get((user_id, group_ref)) or self.roles.get(user_id, SOMEBODY)


def posts_of(partnership: Partnership, user_ids: Iterable[int | None], on: date) -> Posts:
    """What these people are, or last were, on a day. In two queries."""
    ids = {each for each in user_ids if each is not None}
    seats = GroupMember.objects.filter(partnership=partnership, user_id__in=ids, from_date__lte=on)
    roles = Membership.objects.filter(partnership=partnership, user_id__in=ids, from_date__lte=on)
    # by their first day, so that the latest stands
    return Posts(
        seats={
            (row.user_id, row.group.ref): f"{row.post or row.get_capacity_display()}, {row.organisation.name}"
            for row in seats.select_related("group", "organisation").order_by("from_date", "id")
            if row.user_id is not None
        },
        roles={
            row.user_id: f"{label_of(row.role)}, {row.organisation.name}"
            for row in roles.select_related("organisation").order_by("from_date", "id")
        },
    )
