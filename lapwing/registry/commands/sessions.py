"""Signing a person out everywhere: a lost laptop, a browser that somebody else was seen at."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.ending import end_every_session
from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User
from lapwing.registry.errors import ElsewhereError, OwnRoleError, RegistryError
from lapwing.registry.models import Membership


def end_sessions(user: User, *, by: Actor, now: datetime, reason: str) -> None:
    """End every session of a person who goes on working here.

    Whoever looks after the people of one of their partnerships may do it: it takes nothing but time.
    Raises OwnRoleError for one's own, and ElsewhereError for somebody who holds no role here any more.
    """
    if by.user_id == user.pk:
        raise OwnRoleError("End your own sessions on the page Where you are signed in.")
    if not Membership.objects.filter(user=user).not_over(timezone.localdate(now)).exists():
        raise ElsewhereError(f"{user.name} holds no role here any more, so you cannot sign them out.")
    with for_reason(reason):
        end_every_session(User.objects.filter(pk=user.pk), how="By whoever looks after people here", now=now)


def end_sessions_of_service(*, email: str, reason: str, now: datetime) -> int:
    """End every session of one person, or with no address of everybody; how many people that was.

    For whoever holds the machine; a system user acts. Raises RegistryError for an address that nobody has.
    """
    people = User.objects.filter(kind=UserKind.PERSON, is_active=True)
    if email:
        people = people.filter(email__iexact=email)
        if not people.exists():
            raise RegistryError(f"Nobody has an open account with the address {email}.")
    with for_reason(reason):
        return end_every_session(people, how="By whoever runs Lapwing", now=now)
