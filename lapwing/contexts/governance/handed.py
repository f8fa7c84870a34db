"""What people were told of work that changed hands holds no more once nothing of it is left."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from lapwing.contexts.governance.queries.holding import WORK, rows_of, seats_of
from lapwing.platform.accounts.models import User
from lapwing.platform.notices.telling import hold_told, settle
from lapwing.registry.models import Partnership


def settle_what_is_done(now: datetime) -> int:
    """Settle "Somebody left" and "handed over to you" of whoever has nothing left to do; gives how many knew.

    Work ends in many ways: done, closed, withdrawn, given to another. So this looks at what is left, once a
    day. Whoever acts is a system user.
    """
    told = (
        *hold_told(beginning="left behind ", templates=("left-behind",)),
        *hold_told(beginning="handed over ", templates=("handed-over",)),
    )
    keys = sorted({each.key for each in told if not each.is_done})
    today = timezone.localdate(now)
    return sum(settle(key=key, now=now) for key in keys if not _is_left(key, today))


def _is_left(key: str, on: date) -> bool:
    """Whether the person whom a key names still holds what it tells of (see ``telling``)."""
    where, who, what = key.split()[2:5]
    partnership_id = Partnership.objects.values_list("pk", flat=True).get(ref=where)
    user_id = User.objects.values_list("pk", flat=True).get(ref=who)
    if what == "seat":
        return seats_of(partnership_id, user_id, on).exists()
    return any(rows_of(kind, partnership_id, on, user_id).exists() for kind in WORK)
