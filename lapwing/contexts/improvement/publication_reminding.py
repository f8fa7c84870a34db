"""Reminding those who run a plan that it is to be published: once before the last day, and once after it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.access import RUN
from lapwing.contexts.improvement.models import InspectionReport, PlanPublication
from lapwing.contexts.improvement.notices import publication_told_as
from lapwing.contexts.improvement.queries.publication import publication_of
from lapwing.contexts.improvement.rules.publication import reminds
from lapwing.platform.notices.telling import notify
from lapwing.platform.ui.filters import day
from lapwing.registry.models import Membership
from lapwing.registry.roles import ROLES

_TEMPLATES = {"before": "publication-due", "after": "publication-over"}


def remind(now: datetime) -> int:
    """Tell who runs each plan what is due today; gives how many were told. Doing it twice tells once."""
    today = timezone.localdate(now)
    running = [role.code for role in ROLES.values() if RUN in role.permissions]
    rows = InspectionReport.objects.in_force().filter(plan__voided_at=None)
    told = 0
    for row in rows.select_related("plan__partnership").order_by("pk"):
        found = publication_of(row.plan, today)
        which = reminds(found, today)
        if not which:
            continue
        # what was withdrawn, and a report whose day was put right, are reminded of anew
        taken_back = PlanPublication.objects.filter(plan=row.plan, voided_at__isnull=False).count()
        people = Membership.objects.held_on(today).filter(partnership=row.partnership_id, role__in=running)
        told += notify(
            people=people.values_list("user_id", flat=True),
            template=_TEMPLATES[which],
            partnership_id=row.partnership_id,
            url=reverse("improvement:publication", args=[row.plan.partnership.ref, row.plan.ref]),
            now=now,
            key=f"{publication_told_as(row.plan.ref)}{which} {found.due} {row.version} {taken_back}",
            plan=row.plan.title,
            day=day(found.due),
        )
    return told
