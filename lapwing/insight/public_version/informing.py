"""Telling people of public versions: who can approve one, who made it, and once a day what was said."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from lapwing.insight.public_version.access import APPROVE, FEEDBACK, MAKE
from lapwing.insight.public_version.models import Feedback, PublicVersion
from lapwing.insight.public_version.queries import had_part_in
from lapwing.platform.access.actor import Actor
from lapwing.platform.notices.telling import notify, settle
from lapwing.platform.ui.filters import plural
from lapwing.registry.models import Membership
from lapwing.registry.roles import ROLES


def tell_of_sending(row: PublicVersion, now: datetime) -> None:
    """Tell everybody who may approve it, and had no part in it."""
    people = _holders(row.partnership_id, APPROVE, timezone.localdate(now)) - had_part_in(row)
    _tell("public-to-approve", row, people, now)


def tell_of_return(row: PublicVersion, now: datetime) -> None:
    nothing_waits(row, now)
    _tell("public-returned", row, _makers(row), now)


def tell_of_approval(row: PublicVersion, now: datetime) -> None:
    nothing_waits(row, now)
    _tell("public-approved", row, _makers(row), now)


def tell_of_withdrawal(row: PublicVersion, by: Actor, now: datetime) -> None:
    """Tell who had a part in it or approved it and may still open it, save whoever withdraws it."""
    nothing_waits(row, now)
    today = timezone.localdate(now)
    inside = _holders(row.partnership_id, MAKE, today) | _holders(row.partnership_id, APPROVE, today)
    approved = {row.approved_by_id} if row.approved_by_id else set()
    _tell("public-withdrawn", row, (had_part_in(row) | approved) & inside - {by.id}, now)


def nothing_waits(row: PublicVersion, now: datetime) -> None:
    """Whoever was told that it waits has nothing to do about it."""
    settle(beginning=f"public-to-approve {row.ref} ", now=now)


def tell_of_feedback(now: datetime, until: datetime) -> int:
    """Tell who runs each plan how much was said of it in the day until then; once, however often it is asked.

    ``until`` is when it was to be told, ``now`` when it is: what comes late counts the same day.
    """
    today, end = timezone.localdate(now), timezone.localtime(until)
    # by the clock on the wall: a day has 23 or 25 hours when that is changed
    recent = Feedback.objects.filter(said_at__gt=end - timedelta(days=1), said_at__lte=end)
    counted = Counter(recent.values_list("of_version", flat=True))
    told = 0
    for row in (
        PublicVersion.objects.filter(pk__in=counted).select_related("partnership", "pack").order_by("pk")
    ):
        told += notify(
            people=_holders(row.partnership_id, FEEDBACK, today),
            template="public-feedback",
            partnership_id=row.partnership_id,
            url=reverse("public_version:feedback", args=[row.partnership.ref, row.ref]),
            now=now,
            key=f"public-feedback {row.ref} {end.date()}",
            number=plural(counted[row.pk], "comment"),
            plan=row.pack.plan_title,
        )
    return told


def _makers(row: PublicVersion) -> set[int]:
    return {each for each in (row.made_by_id, row.sent_by_id) if each is not None}


def _tell(template: str, row: PublicVersion, people: set[int], now: datetime) -> None:
    notify(
        people=people,
        template=template,
        partnership_id=row.partnership_id,
        url=reverse("public_version:version", args=[row.partnership.ref, row.ref]),
        now=now,
        key=f"{template} {row.ref} {row.version}",
        plan=row.pack.plan_title,
    )


def _holders(partnership_id: int, permission: str, on: date) -> set[int]:
    roles = [role.code for role in ROLES.values() if permission in role.permissions]
    held = Membership.objects.held_on(on).filter(partnership=partnership_id, role__in=roles)
    return set(held.values_list("user_id", flat=True))
