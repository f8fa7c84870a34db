"""What was said outright to be less safe: `lapwing check` repeats it as a warning, so that nobody forgets."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

from lapwing.config.connections import said_outright

SAID = "lapwing.said"


def check_what_was_said(app_configs: Any = None, **_: object) -> list[CheckMessage]:
    """A warning for each exception that this process was started with."""
    if not settings.PRODUCTION:
        return []
    return [
        Warning(f"{name} is set. {words}", hint="Unset it as soon as it need not be so.", id=SAID)
        for name, words in said_outright(os.environ)
    ]
