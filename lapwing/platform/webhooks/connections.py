"""The two ways in which other systems are joined to a partnership: what is told to them, and what asks."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lapwing.platform.access.actor import Actor
from lapwing.platform.ui.navigation import Link

# label, name of the page, permission
PAGES = (("Webhooks", "webhooks", "webhooks.manage"), ("API tokens", "tokens", "tokens.manage"))


def connection_tabs(actor: Actor, partnership: Any, here: str) -> tuple[Link, ...]:
    """Those that the person may open; none when that is one alone."""
    found = tuple(
        Link(label, reverse(name, args=[partnership.ref]), name == here)
        for label, name, permission in PAGES
        if actor.may(permission, partnership.pk)
    )
    return found if len(found) > 1 else ()
