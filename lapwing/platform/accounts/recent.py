"""Sensitive things ask a person to show again who they are, unless they just have.

    @signed_in
    @recently_signed_in
    def make_token(request: ActorRequest) -> HttpResponse: ...

Somebody at a desk that was left open can then read, and change little. After showing who they are people
come back to where they were; what they had sent is kept, encrypted, and is one press away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from lapwing.platform.access.views import ActorRequest
from lapwing.platform.accounts.factors.queries import factors_of
from lapwing.platform.accounts.going_on import going_on_to
from lapwing.platform.accounts.kept_forms import Fields, fields_sent, seal, unseal
from lapwing.platform.accounts.marks import has_second_factor, is_recent
from lapwing.platform.ui.sent_once import SENT_ONCE

KEPT = "lapwing.kept_form"
View = Callable[..., HttpResponseBase]


def recently_signed_in(view: View) -> View:
    """Ask people to show again who they are before this view, when they have not within ten minutes.

    It stands under ``@signed_in`` or ``@requires(...)``, which stay outermost.
    """

    @wraps(view)
    def asked(request: ActorRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if may_pass(request, timezone.now()):
            return view(request, *args, **kwargs)
        return _to_confirm(request)

    return asked


def may_pass(request: ActorRequest, now: datetime) -> bool:
    """Recent enough; and a session that has not passed the person's second factor never is."""
    if not is_recent(request, now):
        return False
    return has_second_factor(request) or not factors_of(request.actor.id).any


def _to_confirm(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        # Part of a page: the whole page goes, and comes back as it was.
        here = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
        return HttpResponse(status=401, headers={"HX-Redirect": going_on_to("confirm-sign-in", here)})
    if request.method == "POST":
        keep_form(request)
    return redirect(going_on_to("confirm-sign-in", request.get_full_path()))


def keep_form(request: HttpRequest) -> None:
    """Keep what was sent until the person has shown who they are."""
    fields = fields_sent(request, is_kept=lambda name: name != SENT_ONCE)
    request.session[KEPT] = seal({"address": request.get_full_path(), "fields": fields})


def kept_form(request: HttpRequest) -> tuple[str, Fields] | None:
    """The address and the fields of what was kept, or None."""
    held = unseal(request.session[KEPT]) if KEPT in request.session else None
    if held is None:
        return None
    return held["address"], [(name, value) for name, value in held["fields"]]


def forget_form(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)
