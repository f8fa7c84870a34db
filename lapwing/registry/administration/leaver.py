"""What would end if somebody left, told before it is done."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.leaving import Ending, LeavingSummary, counted
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.limits import longest_idle, longest_whole
from lapwing.platform.accounts.sessions.models import SignedInSession
from lapwing.registry.commands.elsewhere import partnerships_of
from lapwing.registry.models import Invitation, Membership, Partnership
from lapwing.registry.roles import label_of


def what_would_end(user: User, partnership: Partnership, *, now: datetime) -> list[Ending]:
    """Everything that closing the account ends. Of other partnerships only how much, never what."""
    today = timezone.localdate(now)
    held = Membership.objects.filter(user=user, partnership=partnership).not_over(today)
    found = [
        Ending(f"Role: {label_of(row.role)}, {row.organisation.name}")
        for row in held.select_related("organisation").order_by("from_date", "id")
    ]
    elsewhere = len(partnerships_of(user, today) - {partnership.pk})
    if elsewhere:
        found.append(Ending(f"Every role in {counted(elsewhere, 'other partnership')}"))
    invited = Invitation.objects.filter(email__iexact=user.email).open_at(now).count()
    if invited:
        found.append(Ending(counted(invited, "open invitation")))
    sent = Invitation.objects.filter(partnership=partnership, invited_by=user).open_at(now).count()
    if sent:
        found.append(
            Ending(
                f"{counted(sent, 'invitation')} that they sent and nobody took up: send them again if wanted"
            )
        )
    signed_in = _signed_in(user, now)
    if signed_in:
        found.append(Ending(f"Signed in now in {counted(signed_in, 'browser')}: signed out at once"))
    for name in settings.LEAVING_SUMMARIES:
        found += _summary(name)(user.pk, today)
    return found


def _signed_in(user: User, now: datetime) -> int:
    with acting(system_actor("Registry"), purpose="sessions of a leaver"):
        return SignedInSession.objects.filter(
            user=user,
            ended_at=None,
            started_at__gt=now - longest_whole(),
            last_active_at__gt=now - longest_idle(),
        ).count()


def _summary(name: str) -> LeavingSummary:
    module, _, function = name.rpartition(".")
    found: LeavingSummary = getattr(import_module(module), function)
    return found
