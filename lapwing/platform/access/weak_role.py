"""The pages and jobs enter the database by a role that row-level security holds, or not at all."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

# Roles that the connection is, or may take on, which row-level security or the history would not hold.
_STRONG = """
SELECT current_user, rolname FROM pg_roles AS role
WHERE pg_has_role(current_user, role.oid, 'MEMBER')
  AND (rolsuper OR rolbypassrls OR rolcreaterole
       OR EXISTS (SELECT FROM pg_class WHERE relowner = role.oid AND relnamespace = 'public'::regnamespace)
       OR EXISTS (SELECT FROM pg_database WHERE datdba = role.oid AND datname = current_database()))
ORDER BY role.oid <> (SELECT oid FROM pg_roles WHERE rolname = current_user), rolname
"""


class StrongRoleError(ImproperlyConfigured):
    """DATABASE_URL enters the database as somebody who may do too much; the message says what to do."""


def refuse_strong_role() -> None:
    """Raise StrongRoleError when the application's connection is a superuser's, owner's or maintenance's.

    Called before a process serves anything. It leaves no connection behind, because a process may fork next.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STRONG)
        strong = cursor.fetchone()
    if not connection.in_atomic_block:
        connection.close()
    if strong is not None:
        who, rights = strong
        raise StrongRoleError(
            f"DATABASE_URL enters the database as {who}, which has the rights of {rights}: "
            "nothing would keep partnerships apart, or the history as it was written. Enter as lapwing_app; "
            "docs/guides/install.md says how the three roles are made."
        )
