"""Setting up the groups that govern, and who sits on them. Who may is asked by whoever calls."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.models import User
from lapwing.platform.voiding import VOIDED_FIELDS, bring_row_back, void_row
from lapwing.registry.errors import GroupChangedError, GroupError
from lapwing.registry.groups import GROUP_USES
from lapwing.registry.models import (
    Capacity,
    GovernanceGroup,
    GroupKind,
    GroupMember,
    Organisation,
    Partnership,
)
from lapwing.registry.names import refuse_names

R = TypeVar("R", GovernanceGroup, GroupMember)


@dataclass(frozen=True, kw_only=True)
class GroupDetails:
    """What is said of a group."""

    name: str
    kind: str
    short_name: str = ""
    terms_of_reference: str = ""
    rhythm: str = ""
    reports_to: GovernanceGroup | None = None


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Who sits on a group: a person, or a post without one, for an agency."""

    organisation: Organisation
    capacity: str
    from_date: date
    user: User | None = None
    post: str = ""
    to_date: date | None = None


@transaction.atomic
def create_group(
    *, partnership: Partnership, details: GroupDetails, by: Actor, now: datetime
) -> GovernanceGroup:
    """A new group. Raises GroupError."""
    _one_at_a_time(partnership.pk)
    fields = _group_fields(partnership.pk, details, None)
    return GovernanceGroup.objects.create(
        partnership=partnership, created_at=now, created_by_id=by.id, **fields
    )


@transaction.atomic
def change_group(group: GovernanceGroup, *, version: int, details: GroupDetails) -> GovernanceGroup:
    """Change what is said of a group. Raises GroupError and GroupChangedError."""
    _one_at_a_time(group.partnership_id)
    row = _held(GovernanceGroup, group.pk, version)
    return _saved(row, _group_fields(row.partnership_id, details, row))


@transaction.atomic
def void_group(
    group: GovernanceGroup,
    *,
    version: int,
    reason: str,
    by: Actor,
    now: datetime,
    named_nobody: Collection[str] = (),
) -> None:
    """Take a group out, for a reason. Raises GroupError while another reports to it or another part needs it,
    and without a reason; and ChildNamedError."""
    _one_at_a_time(group.partnership_id)
    row = _held(GovernanceGroup, group.pk, version)
    if not reason.strip():
        raise GroupError("Say why it is withdrawn.", field="reason")
    if row.reporting_groups.filter(voided_at=None).exists():
        raise GroupError("Another group reports to it. Let that one report elsewhere first.")
    if needed := GROUP_USES.is_used_by(row):
        raise GroupError(needed)
    refuse_names(row.partnership_id, {"reason": reason}, named_nobody)
    with for_reason(reason.strip()):
        void_row(row, by=by.id, now=now, reason=reason)
        row.version += 1
        row.save(update_fields=[*VOIDED_FIELDS, "version"])


@transaction.atomic
def bring_group_back(group: GovernanceGroup) -> GovernanceGroup:
    """Undo that. Raises GroupError when another has its name by now, or it reports to one taken out."""
    _one_at_a_time(group.partnership_id)
    row = GovernanceGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if row.reports_to is not None and row.reports_to.voided_at is not None:
        raise GroupError("The group that it reports to is withdrawn. Bring that back first.")
    bring_row_back(row)
    row.version += 1
    try:
        with transaction.atomic():
            row.save(update_fields=[*VOIDED_FIELDS, "version"])
    except IntegrityError as error:
        raise GroupError("Another group has its name by now. Rename that one first.") from error
    return row


@transaction.atomic
def add_member(group: GovernanceGroup, *, seat: Seat, by: Actor, now: datetime) -> GroupMember:
    """Give somebody else a seat on a group. Raises GroupError."""
    if seat.user is not None and seat.user.pk == by.user_id:
        raise GroupError("Nobody gives a seat to themselves. Ask somebody else to add you.", field="user")
    return GroupMember.objects.create(
        partnership_id=group.partnership_id,
        group=group,
        added_at=now,
        added_by_id=by.id,
        **_seat_fields(group, seat, None),
    )


@transaction.atomic
def change_member(member: GroupMember, *, version: int, seat: Seat, by: Actor) -> GroupMember:
    """Change a seat; of one's own only the post and the agency. Raises GroupError and GroupChangedError."""
    row = _held(GroupMember, member.pk, version)
    _refuse_own(row, seat, by)
    return _saved(row, _seat_fields(row.group, seat, row))


@transaction.atomic
def end_member(
    member: GroupMember,
    *,
    version: int,
    last_day: date,
    reason: str,
    by: Actor,
    named_nobody: Collection[str] | None = (),
) -> GroupMember:
    """Set the last day of a seat; of one's own no later one.

    ``named_nobody`` is None where the caller looked the reason through. Raises GroupError, GroupChangedError
    and ChildNamedError.
    """
    row = _held(GroupMember, member.pk, version)
    if row.user_id == by.user_id and row.to_date is not None and last_day > row.to_date:
        raise GroupError("Nobody lengthens their own seat. Ask somebody else.", field="last_day")
    if last_day < row.from_date:
        raise GroupError("The last day must not be before the first.", field="last_day")
    if named_nobody is not None:
        refuse_names(row.partnership_id, {"reason": reason}, named_nobody)
    with for_reason(reason):
        return _saved(row, {"to_date": last_day, "ended_reason": reason.strip()})


def end_seats(user_id: int, last_day: date, now: datetime) -> None:
    """What a leaver holds on groups ends with the account; seats that were to begin later never do.

    Named in the setting LEAVING_STEPS.
    """
    theirs = GroupMember.objects.filter(user_id=user_id).not_over(last_day)
    for row in theirs:
        # a seat of the future keeps its row: meetings to come may name it
        row.to_date = max(last_day, row.from_date)
        row.ended_reason = "The account was closed."
        row.version += 1
        row.save(update_fields=["to_date", "ended_reason", "version"])


def _one_at_a_time(partnership_id: int) -> None:
    """Which group reports to which is changed by one person at a time: two at once could make a circle.

    Whoever only refers to the partnership, with a record of it, does not wait.
    """
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership_id)


def _group_fields(
    partnership_id: int, details: GroupDetails, row: GovernanceGroup | None
) -> dict[str, object]:
    name = _required(details.name, "name", "Enter the name of the group.")
    others = GovernanceGroup.objects.in_force().filter(partnership_id=partnership_id)
    if row is not None:
        others = others.exclude(pk=row.pk)
    if others.filter(name__iexact=name).exists():
        raise GroupError("Another group has this name.", field="name")
    if details.kind not in GroupKind.values:
        raise GroupError("Select what kind of group it is.", field="kind")
    return {
        "name": name,
        "short_name": details.short_name.strip(),
        "kind": details.kind,
        "terms_of_reference": details.terms_of_reference.strip(),
        "rhythm": details.rhythm.strip(),
        "reports_to_id": _reports_to(partnership_id, details.reports_to, row),
    }


def _reports_to(
    partnership_id: int, above: GovernanceGroup | None, row: GovernanceGroup | None
) -> int | None:
    """The group above. Nothing may come to report to itself: what is escalated would go round."""
    if above is None:
        return None
    # as the groups stand now: what the form read may be older than the lock
    over_each = dict(
        GovernanceGroup.objects.filter(partnership_id=partnership_id).values_list("pk", "reports_to_id")
    )
    if not GovernanceGroup.objects.in_force().filter(pk=above.pk, partnership_id=partnership_id).exists():
        raise GroupError("Select one of the partnership's groups.", field="reports_to")
    over: int | None = above.pk
    seen: set[int] = set()
    while over is not None and over not in seen:
        if row is not None and over == row.pk:
            raise GroupError("A group cannot come to report to itself.", field="reports_to")
        seen.add(over)
        over = over_each.get(over)
    return above.pk


def _seat_fields(group: GovernanceGroup, seat: Seat, row: GroupMember | None) -> dict[str, object]:
    post = seat.post.strip()
    if seat.user is None and not post:
        raise GroupError("Select a person, or enter the post.", field="user")
    if seat.capacity not in Capacity.values:
        raise GroupError("Select in which capacity they sit there.", field="capacity")
    if seat.to_date is not None and seat.to_date < seat.from_date:
        raise GroupError("The last day must not be before the first.", field="to_date")
    if not Organisation.objects.taking_part_in(group.partnership_id).filter(pk=seat.organisation.pk).exists():
        raise GroupError("That organisation takes no part in the partnership.", field="organisation")
    _one_seat(group, seat, row)
    return {
        "user_id": seat.user.pk if seat.user else None,
        "post": post,
        "organisation_id": seat.organisation.pk,
        "capacity": seat.capacity,
        "from_date": seat.from_date,
        "to_date": seat.to_date,
    }


def _refuse_own(row: GroupMember, seat: Seat, by: Actor) -> None:
    """What a seat lets somebody do, they do not give to themselves: it may let them check and decide."""
    theirs = seat.user.pk if seat.user is not None else None
    if by.user_id is None or by.user_id not in (row.user_id, theirs):
        return
    wanted = {
        "user": (row.user_id, theirs),
        "capacity": (row.capacity, seat.capacity),
        "from_date": (row.from_date, seat.from_date),
        "to_date": (row.to_date, seat.to_date),
    }
    for field, (now, then) in wanted.items():
        if now != then:
            raise GroupError("Nobody changes this of their own seat. Ask somebody else.", field=field)


def _one_seat(group: GovernanceGroup, seat: Seat, row: GroupMember | None) -> None:
    """Nobody sits on a group twice at a time."""
    if seat.user is None:
        return
    # two who add the same person at once wait for each other here
    GovernanceGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    theirs = GroupMember.objects.filter(group=group, user=seat.user).not_over(seat.from_date)
    if seat.to_date is not None:
        theirs = theirs.filter(from_date__lt=seat.to_date + timedelta(days=1))
    if row is not None:
        theirs = theirs.exclude(pk=row.pk)
    if theirs.exists():
        raise GroupError(f"{seat.user.name} has a seat on this group then.", field="user")


def _held(model: type[R], number: int, version: int) -> R:
    """The row, locked until the command ends. Raises GroupChangedError for another version."""
    row: R = model._default_manager.select_for_update(of=("self",)).get(pk=number)
    if row.version != version:
        raise GroupChangedError(row)
    return row


def _saved(row: R, changes: Mapping[str, Any]) -> R:
    different: dict[str, Any] = {
        name: value for name, value in changes.items() if getattr(row, name) != value
    }
    if different:
        for name, value in different.items():
            setattr(row, name, value)
        row.version += 1
        row.save(update_fields=[*different, "version"])
    return row


def _required(text: str, field: str, message: str) -> str:
    if not (found := text.strip()):
        raise GroupError(message, field=field)
    return found
