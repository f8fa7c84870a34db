"""Who governs, for whoever asks: the groups of a partnership, who sits on them, and whose they are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

from lapwing.platform.accounts.leaving import Ending
from lapwing.registry.models import GovernanceGroup, GroupMember

# A sentence that says for what a group is needed, and where; empty when it is not.
SaysUse = Callable[[GovernanceGroup], str]


@dataclass
class GroupUses:
    """What other parts need groups for: they register a question, in ``ready`` of their app, by a name."""

    _known: dict[str, SaysUse] = field(default_factory=dict)

    def register(self, name: str, says_use: SaysUse) -> None:
        """Take a question in; the last of a name stands."""
        self._known[name] = says_use

    def is_used_by(self, group: GovernanceGroup) -> str:
        """Why a group cannot be taken out, in a sentence; empty when it can."""
        return next((words for says in self._known.values() if (words := says(group))), "")


GROUP_USES = GroupUses()


def groups_in_force(partnership_id: int) -> list[GovernanceGroup]:
    """Every group of a partnership by name, save those taken out. One query."""
    rows = GovernanceGroup.objects.in_force().filter(partnership_id=partnership_id)
    return list(rows.select_related("reports_to").order_by("name", "id"))


def members_on(group: GovernanceGroup, on: date) -> list[GroupMember]:
    """Who sits on a group on a day: those who run it first, then by agency. One query."""
    rows = GroupMember.objects.filter(group=group).sitting_on(on).select_related("user", "organisation")
    return sorted(rows, key=_rank)


def groups_of_user(
    user_id: int, on: date, *, capacities: Collection[str] | None = None
) -> list[GovernanceGroup]:
    """The groups on which a person sits on a day, in any capacity or one of these. One query."""
    seats = GroupMember.objects.filter(user_id=user_id).sitting_on(on)
    if capacities is not None:
        seats = seats.filter(capacity__in=list(capacities))
    return list(GovernanceGroup.objects.in_force().filter(pk__in=seats.values("group")).order_by("name"))


def is_member(
    group_id: int, user_id: int | None, on: date, *, capacities: Collection[str] | None = None
) -> bool:
    """Whether a person sits on a group on a day, in any capacity or one of these. One query."""
    if user_id is None:
        return False
    seats = GroupMember.objects.filter(group_id=group_id, group__voided_at=None, user_id=user_id)
    if capacities is not None:
        seats = seats.filter(capacity__in=list(capacities))
    return seats.sitting_on(on).exists()


def people_of(group_id: int, on: date, *, capacities: Collection[str] | None = None) -> list[int]:
    """The numbers of the accounts that sit on a group on a day. One query."""
    seats = GroupMember.objects.filter(group_id=group_id, user__isnull=False).sitting_on(on)
    if capacities is not None:
        seats = seats.filter(capacity__in=list(capacities))
    return sorted(set(seats.values_list("user_id", flat=True)) - {None})


def seats_that_end(user_id: int, last_day: date) -> list[Ending]:
    """The seats that a leaver has, and the groups that nobody else would chair (LEAVING_SUMMARIES)."""
    theirs = GroupMember.objects.filter(user_id=user_id).not_over(last_day).select_related("group")
    return [
        Ending(
            f"Seat on {seat.group.name}: {seat.get_capacity_display().lower()}",
            f"{seat.group.name} would have no chair: name another." if _alone(seat, last_day) else "",
        )
        for seat in theirs.order_by("group__name", "id")
    ]


def _alone(seat: GroupMember, last_day: date) -> bool:
    chairs = GroupMember.objects.filter(group=seat.group, capacity="chair").not_over(last_day)
    return seat.capacity == "chair" and not chairs.exclude(pk=seat.pk).exists()


_ORDER = ("chair", "deputy-chair", "lead", "member", "secretary", "attends")


def _rank(seat: GroupMember) -> tuple[int, str, str]:
    return (_ORDER.index(seat.capacity), seat.organisation.name, seat.called)
