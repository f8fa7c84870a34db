"""How much somebody may ask in a while, counted in the database: the same however many web servers there are.

One statement on one row. Where a request that is refused is to count too, as of a token, it is said outside
the request's own transaction, which may be undone, and in which the row would stay locked for everybody else
who uses the same token. Where only what was done is to count, as of comments that are kept, it is said inside
the transaction that does it, and last before that: both are kept together or neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from lapwing.platform.tokens.models import Allowance

# Longer than any allowance runs.
COUNTS_KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """So many in a stretch of time, which begins with the first of them."""

    name: str
    most: int
    within: timedelta


@dataclass(frozen=True)
class Count:
    """Where somebody stands: how many are ``left``, and in how many ``seconds`` all are free again."""

    limit: Limit
    left: int
    seconds: int
    is_exceeded: bool


_TAKE = """
INSERT INTO tokens_allowance AS kept (key, since, used) VALUES (%(key)s, %(now)s, 1)
ON CONFLICT (key) DO UPDATE SET
    since = CASE WHEN kept.since <= %(before)s THEN excluded.since ELSE kept.since END,
    used = CASE WHEN kept.since <= %(before)s THEN 1 ELSE least(kept.used + 1, %(full)s) END
RETURNING since, used
"""


def take(limit: Limit, whose: str, *, now: datetime) -> Count:
    """Count one more for ``whose``, and say where that leaves them."""
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE,
            {
                "key": _key(limit, whose),
                "now": now,
                "before": now - limit.within,
                "full": limit.most + 1,
            },
        )
        since, used = cursor.fetchone() or (now, 1)
    seconds = max(0, -(-(since + limit.within - now) // timedelta(seconds=1)))
    return Count(limit, max(0, limit.most - used), seconds, used > limit.most)


def forget_old(*, now: datetime, longest: timedelta = COUNTS_KEPT) -> None:
    """Counts that no longer count are kept no longer."""
    Allowance.objects.filter(since__lte=now - longest).delete()


def _key(limit: Limit, whose: str) -> str:
    return str(salted_hmac(f"lapwing.allowance.{limit.name}", whose, algorithm="sha256").hexdigest())
