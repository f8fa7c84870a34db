"""Telling people, once a day, that something was recorded of what they follow."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.models import Follow
from lapwing.contexts.improvement.queries.following import changes_of, concerns, standing
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.telling import notify
from lapwing.platform.ui.filters import plural
from lapwing.registry.actors import actor_for
from lapwing.registry.models import Partnership


def tell_followers(now: datetime) -> int:
    """Tell everybody who follows something of which anything was recorded since they were told; how many.

    What somebody did themselves is no news to them. Doing it twice tells nobody twice.
    """
    pairs = Follow.objects.filter(ended_at=None).values_list("user_id", "partnership_id").distinct()
    people = User.objects.filter(is_active=True).in_bulk({user for user, _ in pairs})
    places = Partnership.objects.in_bulk({place for _, place in pairs})
    return sum(_tell(people[user], places[place], now) for user, place in sorted(pairs) if user in people)


def _tell(person: User, partnership: Partnership, now: datetime) -> int:
    if not actor_for(person, timezone.localdate(now)).may(READ, partnership.pk):
        return 0
    rows = list(standing(person.pk, partnership.pk))
    news = [row for row in rows if _has_news(row, person, now)]
    Follow.objects.filter(pk__in=[row.pk for row in rows]).update(told_until=now)
    if not news:
        return 0
    return notify(
        people=[person.pk],
        template="followed-changed",
        partnership_id=partnership.pk,
        url=reverse("improvement:following", args=[partnership.ref]),
        now=now,
        key=f"followed {partnership.ref} {timezone.localdate(now)}",
        things=plural(len(news), "thing"),
    )


def _has_news(row: Follow, person: User, now: datetime) -> bool:
    thing = row.action or row.measure
    assert thing is not None
    found = changes_of([thing.plan], row.told_until, now)
    return any(concerns(row, change) and change.by != person.name for change in found)
