"""What a leaver holds in the improvement plan ends with the account (see ``registry.commands.leaving``)."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from lapwing.contexts.improvement.models import (
    CalendarFeed,
    Cycle,
    Display,
    Follow,
    RoleHolder,
    Update,
    UpdateState,
)
from lapwing.platform.accounts.leaving import Ending, counted


def end_held_roles(user_id: int, last_day: date, now: datetime) -> None:
    """End a person's owner roles, and take away those that were to begin later.

    Called when an account is closed, for what the acting user sees. The roles go on owning their actions:
    somebody else has to be named as their holder.
    """
    theirs = RoleHolder.objects.filter(user_id=user_id)
    theirs.filter(from_date__gt=last_day).delete()
    theirs.filter(Q(to_date=None) | Q(to_date__gt=last_day)).update(to_date=last_day)


def end_feeds(user_id: int, last_day: date, now: datetime) -> None:
    """Make the addresses of a person's feeds and displays useless, even if the account is opened again."""
    for model in (CalendarFeed, Display):
        model._default_manager.filter(user_id=user_id, revoked_at=None).update(revoked_at=now)


def end_follows(user_id: int, last_day: date, now: datetime) -> None:
    """A person who has left follows nothing, even if the account is opened again."""
    Follow.objects.filter(user_id=user_id, ended_at=None).update(ended_at=now)


def owner_roles_that_end(user_id: int, last_day: date) -> list[Ending]:
    """The owner roles a person holds, and those of them that nobody else holds or stands in for."""
    standing = RoleHolder.objects.filter(Q(to_date=None) | Q(to_date__gte=last_day))
    theirs = standing.filter(user_id=user_id).select_related("role")
    names = sorted({(row.role_id, row.role.name) for row in theirs}, key=lambda pair: pair[1])
    others = set(
        standing.exclude(user_id=user_id)
        .filter(role_id__in=[number for number, _ in names], user__is_active=True)
        .values_list("role_id", flat=True)
    )
    return [
        Ending(
            f"Owner role in the improvement plan: {name}",
            "" if number in others else f"The actions of {name} would have nobody: name another holder.",
        )
        for number, name in names
    ]


def feeds_that_end(user_id: int, last_day: date) -> list[Ending]:
    """A person's calendar feeds, and the displays that they made."""
    feeds = CalendarFeed.objects.filter(user_id=user_id, revoked_at=None).count()
    displays = Display.objects.filter(user_id=user_id, revoked_at=None, last_day__gte=last_day).count()
    held = ((feeds, "calendar feed"), (displays, "display"))
    return [Ending(counted(number, one)) for number, one in held if number]


def drafts_that_stay(user_id: int, last_day: date) -> list[Ending]:
    """Updates that a person began and that wait for them: whoever owns the action then goes on with each."""
    waiting = (UpdateState.DRAFT, UpdateState.RETURNED)
    # what is withdrawn, and what its cycle no longer takes, waits for nobody
    cycles = Cycle.objects.taking_updates().filter(plan__voided_at=None)
    theirs = Update.objects.in_force().filter(created_by_id=user_id, state__in=waiting, cycle__in=cycles)
    number = theirs.count()
    if not number:
        return []
    words = counted(
        number, "update that they began and did not submit", "updates that they began and did not submit"
    )
    return [Ending(f"Not ended: {words}. Whoever holds the owner role then finds and finishes them.")]
