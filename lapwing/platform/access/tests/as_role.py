"""Put records in place past row-level security, inside the transaction of a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def as_maintenance() -> Iterator[None]:
    """Act as the maintenance role: no actor is needed, and history names the role instead."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE lapwing_maintenance")
        yield
        cursor.execute("SET LOCAL ROLE lapwing_app")
