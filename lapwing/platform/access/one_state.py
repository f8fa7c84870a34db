"""Many questions to the database that are all answered from one state of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection, transaction

# How long what others are just doing is waited for, in seconds, and how long before it may have begun.
PATIENCE = 30.0
LONGEST = timedelta(hours=1)
_BETWEEN = 0.05

# Every open transaction holds the lock of its own number until all of it can be seen. Those of other roles,
# as a backup's, write nothing that bears a moment.
_OPEN = """
SELECT virtualxid FROM pg_locks JOIN pg_stat_activity AS session USING (pid)
WHERE locktype = 'virtualxid' AND mode = 'ExclusiveLock' AND pid <> pg_backend_pid()
  AND session.datname = current_database() AND session.usename = session_user
"""


@contextmanager
def one_state() -> Iterator[None]:
    """A transaction that reads one state of the database, whatever is committed meanwhile; no writes.

    Within a transaction that is open already it is a part of that one, which reads as it began.
    """
    own = not connection.in_atomic_block
    with transaction.atomic():
        if own:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def settled_until(now: datetime) -> datetime:
    """The moment up to which all that bears a moment can be seen, once this has come back.

    What is written bears a moment of its own transaction, after that began: when all that were open at
    ``now`` have ended, whatever comes later bears a later moment. Who waits too long has a moment long ago.
    Within a transaction nothing is waited for: others may wait for that one.
    """
    if connection.in_atomic_block:
        return now
    end = time.monotonic() + PATIENCE
    waiting = _open()
    while waiting and time.monotonic() < end:
        time.sleep(_BETWEEN)
        waiting &= _open()
    return now - LONGEST if waiting else now


def _open() -> set[str]:
    """The transactions of others that are open now."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN)
        return {number for (number,) in cursor.fetchall()}
