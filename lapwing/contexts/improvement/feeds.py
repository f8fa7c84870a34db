"""A person's calendar feed: a secret address for one partnership, read as that person."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lapwing.contexts.improvement import queries
from lapwing.contexts.improvement.access import READ, NotVisible
from lapwing.contexts.improvement.models import CalendarFeed
from lapwing.contexts.improvement.queries.wayfinding import CalendarEntry
from lapwing.platform.access.acting import acting
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership

SYSTEM_USER = "Calendar feeds"


@dataclass(frozen=True)
class FeedEntry:
    """An entry of the calendar with the plan it belongs to."""

    entry: CalendarEntry
    plan_title: str


@dataclass(frozen=True)
class Feed:
    """Everything that falls on a day in the plans of a partnership, as one person may see it."""

    partnership_ref: str
    title: str
    on: date
    entries: tuple[FeedEntry, ...]


def feed_made_at(*, actor: Actor, partnership: Partnership) -> datetime | None:
    """When the person's feed for this partnership was made; None when they have none."""
    feed = CalendarFeed.objects.filter(partnership=partnership, user=actor.id, revoked_at=None).first()
    return feed.created_at if feed else None


@transaction.atomic
def make_feed(*, actor: Actor, partnership: Partnership, now: datetime) -> str:
    """Make a feed in place of the one before, and give its secret, which is not kept."""
    # two tabs that make one at once wait for each other here
    User.objects.select_for_update().get(pk=actor.id)
    end_feed(actor=actor, partnership=partnership, now=now)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(
        partnership=partnership, user_id=actor.id, token_hash=_hash(token), created_at=now
    )
    return token


def end_feed(*, actor: Actor, partnership: Partnership, now: datetime) -> bool:
    """Make the address useless at once; says whether there was one."""
    standing = CalendarFeed.objects.filter(partnership=partnership, user=actor.id, revoked_at=None)
    return bool(standing.update(revoked_at=now))


def standing_feeds(user_id: int, on: date) -> int:
    """How many feeds a person has, where they hold a role."""
    return CalendarFeed.objects.filter(user_id=user_id, revoked_at=None).count()


def end_every_feed(user_id: int, now: datetime) -> int:
    """End all of a person's feeds at their own wish (see ``accounts.programs``); how many there were."""
    return CalendarFeed.objects.filter(user_id=user_id, revoked_at=None).update(revoked_at=now)


def entries_of(token: str, *, partnership_ref: str, now: datetime) -> Feed:
    """What the holder of the address sees: what its person may see today, and nothing once they may not.

    Raises NotVisible, alike for an unknown address, an ended feed and a person without a role.
    """
    today = timezone.localdate(now)
    with acting(system_actor(SYSTEM_USER), purpose="calendar feed"):
        feed = (
            CalendarFeed.objects.filter(
                token_hash=_hash(token), revoked_at=None, partnership__ref=partnership_ref
            )
            .select_related("user", "partnership")
            .first()
        )
    if feed is None:
        raise NotVisible("No such calendar")
    with acting(actor_for(feed.user, today), purpose="calendar feed") as actor:
        if not actor.may(READ, feed.partnership_id):
            raise NotVisible("No such calendar")
        return Feed(
            partnership_ref=feed.partnership.ref,
            title=feed.partnership.local_area,
            on=today,
            entries=tuple(_entries(actor, feed.partnership, today)),
        )


def _entries(actor: Actor, partnership: Partnership, today: date) -> list[FeedEntry]:
    plans = queries.list_plans(actor=actor, partnership_ref=partnership.ref)
    return [
        FeedEntry(entry, plan.title)
        for plan in plans
        for entry in queries.feed(actor=actor, plan_ref=plan.ref, on=today)
    ]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
