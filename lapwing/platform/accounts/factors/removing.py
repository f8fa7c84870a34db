"""Taking a second factor away, by its person or for one who has lost it."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.factors.queries import factors_of
from lapwing.platform.accounts.models import User


class LastFactorError(Exception):
    """People who need a second factor keep one; the text says what to do first."""


def remove_app(user: User, *, must_keep_one: bool) -> None:
    """Forget the authenticator app. Raises LastFactorError."""
    _remove(user, must_keep_one=must_keep_one, type=Authenticator.Type.TOTP)


def remove_passkey(user: User, number: int, *, must_keep_one: bool) -> None:
    """Forget one passkey. Raises LastFactorError."""
    _remove(user, must_keep_one=must_keep_one, type=Authenticator.Type.WEBAUTHN, pk=number)


@transaction.atomic
def _remove(user: User, *, must_keep_one: bool, **which: object) -> None:
    # Two windows that remove one each wait for each other, so that one factor stays.
    User.objects.select_for_update().get(pk=user.pk)
    if not Authenticator.objects.filter(user=user, **which).exists():
        return
    if must_keep_one and factors_of(user.pk).count == 1:
        raise LastFactorError(
            "This is your only second factor, and you need one to go on. "
            "Add another first, then remove this one"
        )
    Authenticator.objects.filter(user=user, **which).delete()
    if not factors_of(user.pk).any:
        # Codes that stand in for nothing would only be a weaker way in later.
        Authenticator.objects.filter(user=user).delete()


def reset_factors(user: User, *, reason: str, now: datetime) -> None:
    """Forget every factor of a person who has lost theirs, and end every session there is of them.

    Whoever acts stands in the history of the account; they see none of its factors, which the system user
    "Sign-in" removes.
    """
    user.factors_reset_at = now
    user.save(update_fields=["factors_reset_at"])
    with acting(system_actor("Sign-in"), purpose="reset second factor", reason=reason):
        Authenticator.objects.filter(user=user).delete()
