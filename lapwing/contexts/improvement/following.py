"""Telling people, once a day, that something was recorded of what they follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.access import READ
from lapwing.contexts.improvement.models import Evidence, Follow, Plan
from lapwing.contexts.improvement.queries.following import concerns, followed_thing, standing
from lapwing.contexts.improvement.queries.pages import Change
from lapwing.contexts.improvement.queries.recorded_span import Span
from lapwing.contexts.improvement.queries.telling import told
from lapwing.platform.access.actor import Actor
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
    reader = actor_for(person, timezone.localdate(now))
    if not reader.may(READ, partnership.pk):
        return 0
    rows = list(standing(person.pk, partnership.pk))
    news = _news(rows, reader, now)
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


def _news(rows: Sequence[Follow], reader: Actor, now: datetime) -> list[Follow]:
    """Those of which somebody else recorded something that the person may read since they were told.

    Each plan is read once. That evidence of theirs was accepted they were told already, by itself.
    """
    by_plan: dict[Plan, list[Follow]] = defaultdict(list)
    for row in rows:
        by_plan[followed_thing(row).plan].append(row)
    found = []
    for plan, of_plan in by_plan.items():
        span = Span(plan, min(row.told_until for row in of_plan), now, reader)
        known = _accepted(span)
        recorded = [each for each in told(span) if not known.covers(each[0], each[2])]
        found += [
            row
            for row in of_plan
            if any(
                moment > row.told_until and by != reader.user_id and concerns(row, change)
                for moment, by, change in recorded
            )
        ]
    return found


@dataclass(frozen=True)
class _Accepted:
    """The references of evidence that somebody gave and that was accepted, and the moments and milestones of
    what was recorded of these by that."""

    evidence: frozenset[str]
    statuses: frozenset[tuple[datetime, str]]

    def covers(self, moment: datetime, change: Change) -> bool:
        if change.kind == "status":
            return (moment, change.milestone_ref) in self.statuses
        return change.evidence_ref in self.evidence


def _accepted(span: Span) -> _Accepted:
    """What the reader was told of by itself, when their evidence was accepted.

    With an update that is signed off later it is news to others from then on, and to them no more.
    """
    given = Evidence.objects.filter(action__plan=span.plan, created_by_id=span.reader.user_id)
    rows = given.filter(accepted_at__lte=span.upto).values_list(
        "ref", "accepted_at", "report__milestone__ref"
    )
    found = list(rows)
    return _Accepted(
        frozenset(ref for ref, _, _ in found),
        frozenset((moment, milestone) for _, moment, milestone in found if moment and milestone),
    )
