"""Named system users: jobs, feeds and the command line act as one of these, never as nobody."""

from __future__ import annotations

from django.db import connection

from lapwing.platform.access.actor import Actor
from lapwing.platform.accounts.kinds import UserKind


def system_actor(name: str) -> Actor:
    """The system user of this name ("Reminders"), made at its first use. It may do everything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_system_user(%s)", [name])
        row = cursor.fetchone()
    assert row is not None
    return Actor(row[0], name, UserKind.SYSTEM)
