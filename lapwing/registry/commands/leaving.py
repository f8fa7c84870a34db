"""Ending roles, and closing an account: a leaver is closed everywhere at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lapwing.platform.access.acting import acting, for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.sessions.endings import end_sessions_of
from lapwing.registry.commands.elsewhere import partnerships_of
from lapwing.registry.errors import ElsewhereError, LastAdministratorError, OwnRoleError, RoleDatesError
from lapwing.registry.models import Invitation, Membership, MembershipQuerySet, Partnership
from lapwing.registry.roles import ROLES
from lapwing.registry.telling import tell_of_closing, tell_of_ending

MANAGE = "registry.people.manage"
MANAGERS = tuple(role.code for role in ROLES.values() if MANAGE in role.permissions)

# Ends what a person holds elsewhere: called with the person's id, the last day and the moment.
LeavingStep = Callable[[int, date, datetime], None]


@transaction.atomic
def end_role(
    membership: Membership, *, by: Actor, now: datetime, reason: str, last_day: date | None = None
) -> None:
    """End a role at once, or set its last day when one from today on is given.

    Raises RoleDatesError for a last day in the past or before the first, and LastAdministratorError.
    """
    today = timezone.localdate(now)
    _keep_an_administrator(membership.partnership, Membership.objects.filter(pk=membership.pk), today)
    with for_reason(reason):
        if last_day is None:
            _end(Membership.objects.filter(pk=membership.pk), by=by, now=now, reason=reason)
            tell_of_ending(membership, None, now=now)
            if not partnerships_of(membership.user, today):
                # nothing is left to be signed in for
                end_sessions_of(membership.user_id)
            return
        if last_day < max(today, membership.from_date):
            raise RoleDatesError("The last day must be today or later, and not before the first.")
        membership.to_date = last_day
        membership.save(update_fields=["to_date"])
        tell_of_ending(membership, last_day, now=now)


@transaction.atomic
def close_account(user: User, *, by: Actor, now: datetime, reason: str) -> None:
    """Close a person's account: roles in every partnership, sessions, invitations, and what they hold.

    Whoever may manage the people of one of their partnerships may do it, because it only takes access away.
    What lies in partnerships that ``by`` cannot see is ended by the system user "Leavers".
    Raises OwnRoleError for one's own account, ElsewhereError for somebody who has left and works elsewhere
    now, and LastAdministratorError for a partnership that ``by`` sees.
    """
    if by.user_id == user.pk:
        raise OwnRoleError("You cannot close your own account. Ask another administrator.")
    today = timezone.localdate(now)
    theirs = Membership.objects.filter(user=user).not_over(today)
    if not theirs.exists() and partnerships_of(user, today):
        raise ElsewhereError(
            f"{user.name} has left, and works in another partnership: only that one can close the account."
        )
    for partnership in Partnership.objects.filter(pk__in=theirs.values("partnership")):
        _keep_an_administrator(partnership, theirs, today)
    with for_reason(reason):
        _end_everything(user, by=by, now=now, reason=reason)
        user.is_active = False
        user.closed_at = now
        # A session holds a hash of the password: without one, none is valid, even if the account opens again.
        user.set_unusable_password()
        user.save(update_fields=["is_active", "closed_at", "password"])
    tell_of_closing(user, now=now)
    end_sessions_of(user.pk)
    elsewhere = system_actor("Leavers")
    with acting(elsewhere, purpose="close account", reason=reason):
        _end_everything(user, by=by, now=now, reason=reason)


def _end_everything(user: User, *, by: Actor, now: datetime, reason: str) -> None:
    """End what the acting user sees of a person's."""
    today = timezone.localdate(now)
    _end(Membership.objects.filter(user=user).not_over(today), by=by, now=now, reason=reason)
    # those to the leaver, and those by the leaver: nobody comes in any more on the word of who is gone
    of_theirs = Q(email__iexact=user.email) | Q(invited_by=user)
    Invitation.objects.filter(of_theirs).open_at(now).update(withdrawn_at=now)
    for step in _leaving_steps():
        step(user.pk, today, now)


def _end(memberships: MembershipQuerySet, *, by: Actor, now: datetime, reason: str) -> None:
    memberships.update(ended_at=now, ended_by_id=by.id, ended_reason=reason)


def _keep_an_administrator(partnership: Partnership, ending: MembershipQuerySet, today: date) -> None:
    """Raise LastAdministratorError when ``ending`` holds the last role that manages people."""
    if not ending.filter(partnership=partnership, role__in=MANAGERS).exists():
        return
    # Two who end each other's roles at once wait for each other here.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    managing = Membership.objects.filter(partnership=partnership, role__in=MANAGERS, user__is_active=True)
    if not managing.held_on(today).exclude(pk__in=ending.values("pk")).exists():
        raise LastAdministratorError(
            f"Nobody would be left to look after people in {partnership}. Give that role to another first."
        )


def _leaving_steps() -> list[LeavingStep]:
    """What other packages end for a leaver, named in the settings: contexts are not known here."""
    found = []
    for name in settings.LEAVING_STEPS:
        module, _, function = name.rpartition(".")
        found.append(getattr(import_module(module), function))
    return found
