"""Links by which a person who cannot sign in chooses a new password."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.tokens import PasswordResetTokenGenerator

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.commands import as_oneself
from lapwing.platform.accounts.kinds import UserKind
from lapwing.platform.accounts.models import User
from lapwing.platform.accounts.programs import end_programs

VALID_FOR = timedelta(days=1)


class LinkTokens(PasswordResetTokenGenerator):
    """A keyed hash over the password, the last sign-in and the moment the link was made: each ends it."""

    key_salt = "lapwing.password-links"

    def _make_hash_value(self, user: AbstractBaseUser, timestamp: int) -> str:
        assert isinstance(user, User)
        made = user.password_link_at.timestamp() if user.password_link_at else ""
        return f"{super()._make_hash_value(user, timestamp)}{made}"


tokens = LinkTokens()


def make_link(user: User, *, now: datetime) -> str:
    """The secret of a new link; the one before it no longer works. Whoever acts stands in the history."""
    user.password_link_at = now
    user.save(update_fields=["password_link_at"])
    return tokens.make_token(user)


def holder_of_link(person: str, token: str, *, now: datetime) -> User | None:
    """Whose link this is, or None when there is no such link, or it was used or has run out."""
    with acting(system_actor("Sign-in"), purpose="new password"):
        user = User.objects.filter(ref=person, kind=UserKind.PERSON, is_active=True).first()
    if user is None or user.password_link_at is None or now >= user.password_link_at + VALID_FOR:
        return None
    return user if tokens.check_token(user, token) else None


def use_link(user: User, token: str, *, password: str, programs: bool, now: datetime) -> bool:
    """Set the new password, and end every session there was. False when the link was used meanwhile.

    ``programs``: what programs hold of the person ends with them.
    """
    with acting(as_oneself(user), purpose="new password"):
        # of two who use one link at once, the second waits here and finds it used
        fresh = User.objects.select_for_update().get(pk=user.pk)
        if fresh.password_link_at is None or not tokens.check_token(fresh, token):
            return False
        user.set_password(password)
        user.password_link_at = None
        user.save(update_fields=["password", "password_link_at"])
        if programs:
            end_programs(user.pk, now=now)
    return True
