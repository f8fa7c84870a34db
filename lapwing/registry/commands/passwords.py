"""Helping a person who cannot sign in."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from lapwing.platform.access.acting import for_reason
from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.factors.removing import reset_factors
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.password_links import make_link
from lapwing.registry.commands.elsewhere import partnerships_of
from lapwing.registry.errors import ElsewhereError, OwnRoleError

MANAGE = "registry.people.manage"


def make_password_link(user: User, *, by: Actor, now: datetime) -> str:
    """The secret of a link by which this person chooses a new password.

    Whoever has the link can become the person, so it is made only by those who look after people in every
    partnership where the person holds a role or is to hold one. Raises ElsewhereError, or OwnRoleError for
    one's own.
    """
    if by.user_id == user.pk:
        raise OwnRoleError("You can change your own password yourself.")
    _check_looks_after(user, by=by, now=now, so="you cannot make this link")
    return make_link(user, now=now)


def reset_second_factor(user: User, *, by: Actor, now: datetime, reason: str) -> None:
    """Take away every second factor of a person who has lost theirs; they are signed out everywhere.

    By the same people as may make a link to a new password. Raises ElsewhereError, or OwnRoleError.
    """
    if by.user_id == user.pk:
        raise OwnRoleError("Change your own second factor on the page Your account.")
    _check_looks_after(user, by=by, now=now, so="you cannot take their second factor away")
    with for_reason(reason):
        reset_factors(user, reason=reason, now=now)


def _check_looks_after(user: User, *, by: Actor, now: datetime, so: str) -> None:
    held = partnerships_of(user, timezone.localdate(now))
    if not held or not all(by.may(MANAGE, partnership_id) for partnership_id in held):
        raise ElsewhereError(
            f"{user.name} holds no role here, or one in a partnership that you do not look after, "
            f"so {so}. Ask whoever runs this Lapwing."
        )
