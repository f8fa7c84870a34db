"""A form that is sent twice is counted once: by a double click, or once more because no answer came.

Every form of ``layouts/form.html`` carries a key of its own. The first request with a key and a content
writes it down in the transaction of what it does; a second waits for the first to end, and is led to where
that one led. Nothing depends on scripts. What was refused is not written down and may be sent again; so may
the same form with other words in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from lapwing.platform.access.views import ActorRequest
from lapwing.platform.jobs.effects import claim
from lapwing.platform.jobs.models import LONGEST_ADDRESS, Effect
from lapwing.platform.ui.sent_once import SENT_ONCE

SENT_TWICE = "This was sent twice. It was counted once."
_LONGEST_KEY = 40


class SentOnceMiddleware:
    """Stands last, within ``ActorMiddleware`` and its transaction; nothing to do with nobody signed in."""

    def __init__(self, get_response: Callable[[ActorRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActorRequest) -> HttpResponseBase:
        response = self.get_response(request)
        key = getattr(request, "claimed_key", "")
        # what failed takes the key back with everything else it wrote
        if key and not request.undo and response.status_code < 500:
            _settle(key, leads_to=_where_it_led(request, response))
        return response

    def process_view(
        self, request: ActorRequest, view: object, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The way to what the first sending led to, or None to go on."""
        key = _key_of(request)
        if not key:
            return None
        if claim(key):
            request.claimed_key = key  # type: ignore[attr-defined]
            return None
        # the first may have ended this session for a new one, as setting up a second factor does
        if request.session.exists(request.session.session_key or ""):
            messages.info(request, SENT_TWICE)
        return HttpResponseRedirect(Effect.objects.values_list("leads_to", flat=True).get(key=key))


def _key_of(request: ActorRequest) -> str:
    """Of this person, form and content; "" for what carries no key."""
    if request.method != "POST" or request.actor.user_id is None:
        return ""
    form = request.POST.get(SENT_ONCE, "")
    if not 0 < len(form) <= _LONGEST_KEY:
        return ""
    typed = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
    files = [
        (name, [(file.name, file.size) for file in request.FILES.getlist(name)])
        for name in sorted(request.FILES)
    ]
    content = json.dumps([request.get_full_path(), typed, files])
    return f"form {request.actor.user_id} {hashlib.sha256(content.encode()).hexdigest()}"


def _where_it_led(request: HttpRequest, response: HttpResponseBase) -> str:
    """Where what was sent has led, or "" when nothing was done: a refusal shows the form again."""
    if response.status_code in {302, 303}:
        return response.headers.get("Location", "")
    return str(getattr(request, "done_leads_to", ""))


def _settle(key: str, leads_to: str) -> None:
    found = Effect.objects.filter(key=key)
    if 0 < len(leads_to) <= LONGEST_ADDRESS:
        found.update(leads_to=leads_to)
    else:
        found.delete()
