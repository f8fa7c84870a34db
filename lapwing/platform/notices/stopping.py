"""The link in every email by which its reader gets no more of them, without signing in.

The link can do nothing else: it names no person, shows nothing, and lets nobody in.
"""

from __future__ import annotations

from datetime import datetime

from django.core import signing

from lapwing.platform.access.acting import acting
from lapwing.platform.access.system import system_actor
from lapwing.platform.notices.models import Preference
from lapwing.platform.notices.outbox import SYSTEM_USER

_SALT = "lapwing.notices.stop"


class BadStopLinkError(ValueError):
    """Not a link of ours, or one from before the secret key changed."""


def stop_token(user_id: int | None) -> str:
    """What the link carries: the account's number, signed. It holds as long as the secret key does."""
    return signing.dumps(user_id, salt=_SALT)


def stop_emails(token: str, *, now: datetime) -> None:
    """Send no more emails but those that cannot be switched off. Doing it twice does no harm.

    Raises BadStopLinkError.
    """
    user_id = holder_of(token)
    with acting(system_actor(SYSTEM_USER), purpose="stop emails"):
        preference, _ = Preference.objects.get_or_create(user_id=user_id)
        if preference.stopped_at is None:
            preference.stopped_at = now
            preference.save(update_fields=["stopped_at"])


def holder_of(token: str) -> int:
    """The account of a link. Raises BadStopLinkError."""
    try:
        return int(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise BadStopLinkError("This link does not work any more.") from error
