"""Effects that happen once, however often a job is run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def once(key: str) -> Iterator[bool]:
    """A transaction that is told whether the effect called ``key`` is still to be done.

        with once(f"export {export_id}") as first:
            if first:
                ...

    The key and the effect are committed together or not at all; of two runs at the same moment the second
    waits for the first. It holds for what the database keeps. The key names records by number and no person,
    is at most 200 characters, and is kept for 90 days.
    """
    with transaction.atomic():
        yield claim(key)


def claim(key: str) -> bool:
    """Within a transaction: whether the effect called ``key`` is still to be done, as ``once`` says it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_effect (key, at) VALUES (%s, now()) ON CONFLICT (key) DO NOTHING", [key]
        )
        return bool(cursor.rowcount == 1)
