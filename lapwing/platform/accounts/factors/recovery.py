"""Recovery codes: shown once, each good for one sign-in when the phone or key is lost."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction

from lapwing.platform.accounts.factors.app_codes import WrongCodeError
from lapwing.platform.accounts.models import User

FEW = 3


@transaction.atomic
def new_codes(user: User) -> tuple[str, ...]:
    """A new set, in place of any before it. They are never shown again."""
    # two windows that make some at once wait for each other here
    User.objects.select_for_update().get(pk=user.pk)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(user).generate_codes()
    return tuple(f"{code[:5]} {code[5:]}" for code in codes)


@transaction.atomic
def use_recovery_code(user: User, *, code: str, now: datetime) -> int:
    """Use up one code; how many are left. Raises WrongCodeError for a wrong one, and for one used before."""
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    if kept is None:
        raise WrongCodeError
    # Locks the row: of two who send one code at once, only one comes in.
    codes = RecoveryCodes(kept)
    if not codes.validate_code(code):
        raise WrongCodeError
    codes.instance.last_used_at = now
    codes.instance.save(update_fields=["last_used_at"])
    return len(codes.get_unused_codes())
