"""Addresses that emails and notices lead to: always of this site, whatever a request claimed its host was."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


def path_of(url: str) -> str:
    """The path and query of an address. Raises ValueError for what is no address of a page.

    Host and scheme are cut off: they come from a request, and a request may claim any host.
    """
    parts = urlsplit(url)
    path = (
        parts.path
        + (f"?{parts.query}" if parts.query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )
    if not path.startswith("/") or path.startswith("//") or _UNSAFE.search(url):
        raise ValueError("A notice leads to a path of this site, such as /p/…/.")
    return path


def absolute(path: str) -> str:
    """The address of a path for somebody outside, from the setting ``LAPWING_ADDRESS``."""
    return f"{settings.LAPWING_ADDRESS.rstrip('/')}{path}"
