"""What the registry does by itself: say when an access review is due. It never ends a role."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from lapwing.platform.jobs.system import as_system
from lapwing.platform.notices.telling import notify
from lapwing.registry.administration.standing import review_standing
from lapwing.registry.models import Membership, Partnership
from lapwing.registry.roles import ROLES

REVIEW = "registry.access.review"
REVIEWERS = tuple(role.code for role in ROLES.values() if REVIEW in role.permissions)
TELL_BEFORE = timedelta(days=14)


@app.periodic(cron="20 7 * * *")
@app.task(queueing_lock="registry-access-reviews")
@as_system("Registry")
def tell_of_access_reviews(timestamp: int) -> None:
    """Tell the reviewers of each partnership once before its review is due, and once when it is overdue."""
    now = timezone.now()
    for partnership in Partnership.objects.filter(closed_on=None):
        tell_of_review(partnership, now=now)


def tell_of_review(partnership: Partnership, *, now: datetime) -> int:
    """How many were told now; nobody twice of the same."""
    standing, today = review_standing(partnership, now=now), timezone.localdate(now)
    if not standing.overdue and standing.due - today > TELL_BEFORE:
        return 0
    template = "access-review-overdue" if standing.overdue else "access-review-due"
    held = Membership.objects.filter(partnership=partnership, role__in=REVIEWERS).held_on(today)
    return notify(
        people=held.values_list("user_id", flat=True),
        template=template,
        partnership_id=partnership.pk,
        url=reverse("access-reviews", args=[partnership.ref]),
        now=now,
        key=f"{template} {partnership.ref} {standing.due}",
        due=f"{standing.due:%-d %B %Y}",
    )
