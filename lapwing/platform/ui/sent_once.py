"""The hidden field by which a form that was sent twice is known: see ``sending_twice``."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.html import format_html
from markupsafe import Markup

from lapwing.platform.refs import new_ref

SENT_ONCE = "sent_once"


def sent_once_field() -> Markup:
    """The hidden field. Browsers that fill forms in again, as they were, are to leave it as it comes."""
    return Markup(
        format_html('<input type="hidden" name="{}" value="{}" autocomplete="off">', SENT_ONCE, new_ref())
    )


def done_here(request: HttpRequest, leads_to: str) -> None:
    """Said by a view that did something and answers with a page (a secret shown once), not by leading on.

    ``leads_to`` is where a second sending is led: it is not shown the secret.
    """
    request.done_leads_to = leads_to  # type: ignore[attr-defined]
