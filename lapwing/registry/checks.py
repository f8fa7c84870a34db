"""Settings that name roles: what is wrong is told by ``lapwing check``, and production does not start."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from lapwing.platform.access.permissions import personal_permissions
from lapwing.registry.roles import ROLES


def roles_without_second_factor(**_: Any) -> list[CheckMessage]:
    """Roles that may come in by a password alone must be roles, and show nobody's personal data."""
    found: list[CheckMessage] = []
    for code in sorted(settings.PASSWORD_ALONE_ROLES):
        if code not in ROLES:
            known = ", ".join(sorted(ROLES))
            found.append(
                Error(
                    f"LAPWING_PASSWORD_ALONE_ROLES: there is no role “{code}”. Known: {known}.",
                    id="lapwing.E001",
                )
            )
        elif ROLES[code].permissions & personal_permissions():
            found.append(
                Error(
                    f"LAPWING_PASSWORD_ALONE_ROLES: “{code}” sees personal data of others, so it always "
                    "needs a second factor. Take it out.",
                    id="lapwing.E002",
                )
            )
    return found
