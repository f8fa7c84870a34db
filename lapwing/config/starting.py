"""What is looked at before a process that stands before people's records does anything."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import WARNING, run_checks

from lapwing.config.safety import UnsafeSettingsError
from lapwing.config.said import SAID
from lapwing.platform.access.weak_role import refuse_strong_role


def refuse_unsafe_start() -> None:
    """Raise UnsafeSettingsError or StrongRoleError where it would be unsafe to go on.

    In production, what ``lapwing check --deploy`` only warns of is enough not to start.
    """
    refuse_strong_role()
    if settings.PRODUCTION:
        refuse_warnings()


def refuse_warnings() -> None:
    """Raise UnsafeSettingsError for anything that the checks of a deployment find.

    What a setting says outright is a warning of ``lapwing check``, and no hindrance.
    """
    found = [
        message
        for message in run_checks(include_deployment_checks=True)
        if message.level >= WARNING and message.id != SAID and not message.is_silenced()
    ]
    if found:
        raise UnsafeSettingsError(" ".join(f"{message.id}: {message.msg}" for message in found))
