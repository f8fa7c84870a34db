"""The link in every email by which its reader gets no more of them, without signing in.

The link can do nothing else: it names no person, shows nothing, and lets nobody in.
"""

from __future__ import annotations

from datetime import datetime

from django.core import signing

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.models import Preference
from lapwing.platform.notices.outbox import SYSTEM_USER

_BAD = "This link does not work any more."


class BadStopLinkError(ValueError):
    """Not a link of ours, or one from before the secret key changed."""


def stop_token(user: User) -> str:
    """What the link carries: the account's reference, signed. It holds as long as the secret key does."""
    return _signer().sign(user.ref)


def stop_emails(token: str, *, now: datetime) -> None:
    """Send no more emails but those that cannot be switched off. Doing it twice does no harm.

    Raises BadStopLinkError.
    """
    ref = holder_of(token)
    with acting(system_actor(SYSTEM_USER), purpose="stop emails"):
        user = User.objects.filter(ref=ref).first()
        if user is None:
            raise BadStopLinkError(_BAD)
        preference, _ = Preference.objects.get_or_create(user=user)
        if preference.stopped_at is None:
            preference.stopped_at = now
            preference.save(update_fields=["stopped_at"])


def holder_of(token: str) -> str:
    """The reference of the account of a link. Raises BadStopLinkError."""
    try:
        return _signer().unsign(token)
    except signing.BadSignature as error:
        raise BadStopLinkError(_BAD) from error


def _signer() -> signing.Signer:
    return signing.Signer(salt="lapwing.notices.stop")
