"""Telling people of what is asked of them in a plan, and of what was decided: nothing personal is in it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from lapwing.contexts.improvement.access import EDIT
from lapwing.contexts.improvement.models import ChangeRequest, RequestKind
from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.outbox import SYSTEM_USER
from lapwing.platform.notices.telling import notify, settle
from lapwing.registry.models import Membership
from lapwing.registry.roles import ROLES

_OF = {
    RequestKind.DATE: "the date of a milestone",
    RequestKind.BASELINE: "the baseline of a measure",
    RequestKind.TARGET: "the targets of a measure",
}


def tell_of_request(row: ChangeRequest, now: datetime) -> None:
    """Tell those who may decide it, but who asked."""
    notify(
        people=[each for each in holding(EDIT, row.partnership_id, now) if each != row.asked_by_id],
        template="change-asked",
        partnership_id=row.partnership_id,
        url=reverse("improvement:request-decide", args=[row.plan.partnership.ref, row.ref]),
        now=now,
        key=f"change {row.ref}",
        of=_OF[RequestKind(row.kind)],
        plan=row.plan.title,
    )


def tell_of_decision(row: ChangeRequest, now: datetime) -> None:
    """Tell who asked, unless they took it back; nobody has anything left to decide."""
    settle(key=f"change {row.ref}", now=now)
    if row.approved is None:
        return
    notify(
        people=[row.asked_by_id],
        template="change-decided",
        partnership_id=row.partnership_id,
        url=reverse("improvement:request", args=[row.plan.partnership.ref, row.ref]),
        now=now,
        key=f"change decided {row.ref}",
        of=_OF[RequestKind(row.kind)],
        decided="approved" if row.approved else "refused",
        plan=row.plan.title,
    )


def holding(permission: str, partnership_id: int, now: datetime) -> list[int]:
    """The accounts of those who hold a permission in a partnership by one of their roles today."""
    roles = [role.code for role in ROLES.values() if permission in role.permissions]
    # who asks may not look up who holds which role
    with acting(system_actor(SYSTEM_USER), purpose="notify"):
        held = Membership.objects.held_on(timezone.localdate(now))
        return list(held.filter(partnership=partnership_id, role__in=roles).values_list("user_id", flat=True))
