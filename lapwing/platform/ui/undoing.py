"""A line said after something was done, with a button that undoes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

_MARK = "undo:"


def success_with_undo(request: HttpRequest, text: str, url: str) -> None:
    """Say ``text`` on the next page, beside a button that posts to ``url``."""
    messages.success(request, text, extra_tags=f"{_MARK}{url}")


def undo_url(extra_tags: str | None) -> str:
    """The address that a line's button posts to; nothing when it has none."""
    return extra_tags.removeprefix(_MARK) if extra_tags and extra_tags.startswith(_MARK) else ""
