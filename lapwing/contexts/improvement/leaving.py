"""What a leaver holds in the improvement plan ends with the account (see ``registry.commands.leaving``)."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from lapwing.contexts.improvement.models import CalendarFeed, RoleHolder


def end_held_roles(user_id: int, last_day: date, now: datetime) -> None:
    """End a person's owner roles, and take away those that were to begin later.

    Called when an account is closed, for what the acting user sees. The roles go on owning their actions:
    somebody else has to be named as their holder.
    """
    theirs = RoleHolder.objects.filter(user_id=user_id)
    theirs.filter(from_date__gt=last_day).delete()
    theirs.filter(Q(to_date=None) | Q(to_date__gt=last_day)).update(to_date=last_day)


def end_feeds(user_id: int, last_day: date, now: datetime) -> None:
    """Make the addresses of a person's calendar feeds useless, even if the account is opened again."""
    CalendarFeed.objects.filter(user_id=user_id, revoked_at=None).update(revoked_at=now)
